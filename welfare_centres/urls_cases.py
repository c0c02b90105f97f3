from django.urls import path

from welfare_centres.views import assessments, case_people, case_steps, cases, own_case

urlpatterns = [
    path("mine/", own_case.mine, name="mine"),
    path("mine/write/", own_case.mine_write, name="mine_write"),
    path("mine/assessments/<uuid:assessment_id>/", own_case.mine_answer, name="mine_answer"),
    path("mine/sharing/", own_case.mine_sharing, name="mine_sharing"),
    path("mine/sharing/<uuid:agency>/", own_case.mine_share, name="mine_share"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/of/<uuid:public_id>/", cases.case_open, name="case_open"),
    path("cases/<uuid:public_id>/", cases.case, name="case"),
    path("cases/<uuid:public_id>/notes/", cases.case_note, name="case_note"),
    path("cases/<uuid:public_id>/notes/<uuid:note_id>/", cases.case_note_amend, name="case_note_amend"),
    path("cases/<uuid:public_id>/record.csv", cases.case_csv, name="case_csv"),
    path("cases/<uuid:public_id>/assessments/", assessments.case_assessments, name="case_assessments"),
    path("cases/<uuid:public_id>/assessments/new/", assessments.case_assess, name="case_assess"),
    path("cases/<uuid:public_id>/sharing/", case_people.case_sharing, name="case_sharing"),
    path("cases/<uuid:public_id>/sharing/<uuid:agency>/", case_people.case_share, name="case_share"),
    path("cases/<uuid:public_id>/members/", case_people.case_members, name="case_members"),
    path("cases/<uuid:public_id>/members/<uuid:member_id>/", case_people.case_member, name="case_member"),
    path("cases/<uuid:public_id>/step/<slug:step>/", case_steps.case_step, name="case_step"),
]
