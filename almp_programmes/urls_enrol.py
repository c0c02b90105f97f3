"""Addresses of courses and of taking part, included by `urls.py`."""

from django.urls import path

from almp_programmes.views import applying, attendance, courses, enrolments, offering, participants, staff

urlpatterns = [
    path("courses/", courses.course_list, name="course_list"),
    path("courses/<uuid:public_id>/", courses.course, name="course"),
    path("<uuid:public_id>/apply/", applying.apply, name="apply"),
    path("mine/", enrolments.enrolments, name="enrolments"),
    path("mine/<uuid:public_id>/", enrolments.enrolment, name="enrolment"),
    path("mine/<uuid:public_id>/accept/", enrolments.enrolment_accept, name="enrolment_accept"),
    path("mine/<uuid:public_id>/withdraw/", enrolments.enrolment_withdraw, name="enrolment_withdraw"),
    path("mine/<uuid:public_id>/documents/", enrolments.enrolment_documents, name="enrolment_documents"),
    path("mine/<uuid:public_id>/appeal/", enrolments.enrolment_appeal, name="enrolment_appeal"),
    path("mine/<uuid:public_id>/leave/", enrolments.enrolment_leave, name="enrolment_leave"),
    path("mine/<uuid:public_id>/outcome/", enrolments.enrolment_outcome, name="enrolment_outcome"),
    path("check-in/<str:token>/", enrolments.check_in, name="check_in"),
    path("offered/", offering.offered, name="offered"),
    path("offered/new/", offering.course_new, name="course_new"),
    path("offered/<uuid:public_id>/", offering.offered_course, name="offered_course"),
    path("offered/<uuid:public_id>/edit/", offering.course_edit, name="course_edit"),
    path("offered/<uuid:public_id>/publish/", offering.course_publish, name="course_publish"),
    path("offered/<uuid:public_id>/runs/new/", offering.run_new, name="run_new"),
    path("runs/<uuid:public_id>/edit/", offering.run_edit, name="run_edit"),
    path("runs/<uuid:public_id>/sessions/", offering.run_sessions, name="run_sessions"),
    path("runs/<uuid:public_id>/applicants/", participants.applicants, name="applicants"),
    path("runs/<uuid:public_id>/start/", participants.run_start, name="run_start"),
    path("runs/<uuid:public_id>/attendance.csv", attendance.attendance_csv, name="attendance_csv"),
    path("runs/<uuid:public_id>/attendance/file/", attendance.attendance_file, name="attendance_file"),
    path("runs/<uuid:public_id>/attendance/<int:session>/", attendance.attendance, name="attendance"),
    path("runs/<uuid:public_id>/attendance/<int:session>/code/", attendance.attendance_code, name="attendance_code"),
    path("participants/<uuid:public_id>/", participants.participant, name="participant"),
    path("participants/<uuid:public_id>/step/", participants.participant_step, name="participant_step"),
    path("clients/", staff.client_enrolments, name="client_enrolments"),
    path("appeals/", staff.appeals, name="appeals"),
    path("appeals/<uuid:public_id>/", staff.appeal, name="appeal"),
    path("imports/rejects/", staff.import_rejects, name="import_rejects"),
    path("imports/rejects.csv", staff.import_rejects_csv, name="import_rejects_csv"),
    path("payments/", staff.payment_runs, name="payment_runs"),
    path("payments/<uuid:public_id>/", staff.payment_run, name="payment_run"),
]
