"""Addresses of referrals, the directory and co-operation, included by `urls.py`."""

from django.urls import path

from welfare_centres.views import cooperation, directory, handovers, referral_link, referrals, referrals_own

urlpatterns = [
    path("cooperation/", cooperation.cooperation, name="cooperation"),
    path("cooperation.csv", cooperation.cooperation_csv, name="cooperation_csv"),
    path("cooperation/training/", cooperation.cooperation_training, name="cooperation_training"),
    path("cooperation/self-assessment/", cooperation.self_assessments, name="self_assessments"),
    path("cooperation/self-assessment/<uuid:centre>/<int:year>/", cooperation.self_assessment, name="self_assessment"),
    path("directory/", directory.directory, name="directory"),
    path("directory/import/", directory.directory_import, name="directory_import"),
    path("directory/confirm/<str:token>/", directory.directory_confirm, name="directory_confirm"),
    path("directory/<uuid:public_id>/", directory.directory_service, name="directory_service"),
    path("directory/<uuid:public_id>/checked/", directory.directory_checked, name="directory_checked"),
    path("referrals/", referrals.referral_inbox, name="referral_inbox"),
    path("referrals/sent/", referrals.referral_sent, name="referral_sent"),
    path("referrals/new/<uuid:person>/", referrals.referral_new, name="referral_new"),
    path("referrals/new/<uuid:person>/<str:kind>/<uuid:target>/", referrals.referral_write, name="referral_write"),
    path("referrals/mine/", referrals_own.referral_own_list, name="referral_own_list"),
    path("referrals/mine/<uuid:public_id>/", referrals_own.referral_own, name="referral_own"),
    path("referrals/mine/<uuid:public_id>/no/", referrals_own.referral_no, name="referral_no"),
    path("referrals/answer/<str:token>/", referral_link.referral_link, name="referral_link"),
    path("referrals/answer/<str:token>/code/", referral_link.referral_link_code, name="referral_link_code"),
    path("referrals/<uuid:public_id>/", referrals.referral, name="referral"),
    path("referrals/<uuid:public_id>/handover/", handovers.referral_handover, name="referral_handover"),
    path("referrals/<uuid:public_id>/link/", referrals.referral_link_again, name="referral_link_again"),
    path("referrals/<uuid:public_id>/<slug:step>/", referrals.referral_step, name="referral_step"),
]
