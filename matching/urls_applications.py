"""Addresses of applying and hiring, included by `urls.py`."""

from django.urls import path

from matching.views import applications as own
from matching.views import employer_applications as hiring
from matching.views import placements

urlpatterns = [
    path("<uuid:public_id>/apply/", own.apply, name="apply"),
    path("<uuid:public_id>/elsewhere/", own.applied_elsewhere, name="applied_elsewhere"),
    path("applications/", own.applications, name="applications"),
    path("applications/<uuid:public_id>/", own.application, name="application"),
    path("applications/<uuid:public_id>/done/", own.application_done, name="application_done"),
    path("applications/<uuid:public_id>/message/", own.application_message, name="application_message"),
    path("applications/<uuid:public_id>/withdraw/", own.application_withdraw, name="application_withdraw"),
    path("applications/<uuid:public_id>/interview/", own.interview_choose, name="interview_choose"),
    path("applications/<uuid:public_id>/interview/other/", own.interview_decline, name="interview_decline"),
    path("applications/<uuid:public_id>/accept/", own.offer_accept, name="offer_accept"),
    path("applications/<uuid:public_id>/decline/", own.offer_decline, name="offer_decline"),
    path("<uuid:public_id>/applicants/", hiring.employer_applications, name="employer_applications"),
    path("applicants/<uuid:public_id>/", hiring.employer_application, name="employer_application"),
    path("applicants/<uuid:public_id>/message/", hiring.employer_message, name="employer_message"),
    path("applicants/<uuid:public_id>/interview/", hiring.employer_interview, name="employer_interview"),
    path("applicants/<uuid:public_id>/offer/", hiring.employer_offer, name="employer_offer"),
    path("applicants/<uuid:public_id>/reject/", hiring.employer_reject, name="employer_reject"),
    path("placements/", placements.placements, name="placements"),
    path("placements/<uuid:public_id>/end/", placements.placement_end, name="placement_end"),
]
