from django.urls import path

from welfare_centres.views import centres as views

urlpatterns = [
    path("", views.finder, name="finder"),
    path("manage/", views.manage, name="manage"),
    path("manage/desks/", views.desk_new, name="desk_new"),
    path("manage/desks/<uuid:public_id>/end/", views.desk_end, name="desk_end"),
    path("manage/teams/new/", views.team_new, name="team_new"),
    path("manage/teams/<uuid:public_id>/", views.team, name="team"),
    path("manage/teams/<uuid:public_id>/end/", views.team_end, name="team_end"),
    path("manage/staff/<uuid:public_id>/", views.staff, name="staff"),
    path("at/<uuid:public_id>/", views.centre, name="centre"),
]
