from django.urls import path

from accounts.views import keys, me, members, staff

app_name = "accounts"
urlpatterns = [
    path("", me.me, name="me"),
    path("as/", me.act_as, name="act_as"),
    path("consent/", me.consent, name="consent"),
    path("contact/<uuid:public_id>/", me.contact, name="contact"),
    path("access/", me.access_log, name="access_log"),
    path("export/", me.export, name="export"),
    path("api-key/", keys.api_key, name="api_key"),
    path("stay/", keys.stay, name="stay"),
    path("rights/", me.rights, name="rights"),
    path("members/", members.members, name="members"),
    path("members/<uuid:public_id>/", members.members, name="organisation_members"),
    path("members/centres/", members.centres, name="centres"),
    path("invitations/<uuid:public_id>/withdraw/", members.invitation_withdraw, name="invitation_withdraw"),
    path("memberships/<uuid:public_id>/leave/", members.leave, name="leave"),
    path("invitation/<str:token>/", members.invitation, name="invitation"),
    path("people/new/", staff.person_register, name="person_register"),
    path("people/doubles/", staff.duplicates, name="duplicates"),
    path("people/merge/", staff.merge, name="merge"),
    path("people/merges/<int:pk>/undo/", staff.merge_undo, name="merge_undo"),
    path("rights/answers/", staff.rights_list, name="rights_list"),
    path("rights/answers/<uuid:public_id>/", staff.rights_answer, name="rights_answer"),
]
