"""The classroom of a run: its participants' pages lie under their participation, the instructor's under the run."""

from django.urls import path

from almp_programmes.views import cohort, cohort_taught

_RUN = "runs/<uuid:public_id>/cohort/"
urlpatterns = [
    path("mine/<uuid:public_id>/cohort/", cohort.cohort, name="cohort"),
    path("mine/<uuid:public_id>/cohort/messages/", cohort.cohort_messages, name="cohort_messages"),
    path("mine/<uuid:public_id>/cohort/<uuid:work>/", cohort.cohort_coursework, name="cohort_coursework"),
    path("materials/<uuid:public_id>/file/", cohort.cohort_material, name="cohort_material"),
    path("submissions/<uuid:public_id>/file/", cohort.submission_file, name="submission_file"),
    path(_RUN, cohort_taught.run_cohort, name="run_cohort"),
    path(f"{_RUN}sessions/<int:session>/", cohort_taught.session_edit, name="session_edit"),
    path(f"{_RUN}materials/new/", cohort_taught.material_new, name="material_new"),
    path(f"{_RUN}materials/<uuid:material>/remove/", cohort_taught.material_remove, name="material_remove"),
    path(f"{_RUN}announce/", cohort_taught.announcement_new, name="announcement_new"),
    path(f"{_RUN}coursework/new/", cohort_taught.coursework_new, name="coursework_new"),
    path(f"{_RUN}coursework/<uuid:work>/", cohort_taught.run_coursework, name="run_coursework"),
    path(f"{_RUN}coursework/<uuid:work>/edit/", cohort_taught.coursework_edit, name="coursework_edit"),
    path(f"{_RUN}coursework/<uuid:work>/<uuid:handed>/", cohort_taught.submission, name="submission"),
    path("participants/<uuid:public_id>/messages/", cohort_taught.participant_messages, name="participant_messages"),
]
