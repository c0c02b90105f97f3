from django.urls import URLPattern, path

from almp_programmes.views import certificates, learning, lti, tools

urlpatterns: list[URLPattern] = [
    # --- learning online
    path("learn/", learning.learn_list, name="learn_list"),
    path("learn/<uuid:public_id>/", learning.learn_course, name="learn_course"),
    path("learn/<uuid:public_id>/start/", learning.learn_start, name="learn_start"),
    path("learn/units/<uuid:public_id>/", learning.learn_unit, name="learn_unit"),
    path("learn/units/<uuid:public_id>/answer/", learning.learn_answer, name="learn_answer"),
    path("learn/units/<uuid:public_id>/captions.<str:language>.vtt", learning.learn_captions, name="learn_captions"),
    # --- certificates
    path("certificates/<uuid:public_id>/", certificates.certificate, name="certificate"),
    path("certificates/<uuid:public_id>/pdf/", certificates.certificate_file, name="certificate_pdf"),
    path("certificates/<uuid:public_id>/revoke/", certificates.certificate_revoke, name="certificate_revoke"),
    path("verify/", certificates.certificate_verify, name="certificate_verify"),
    path("verify/<str:number>/", certificates.certificate_verify, name="certificate_number"),
    # --- outside systems (LTI 1.3, xAPI)
    path("tools/", tools.tools, name="tools"),
    path("tools/<uuid:public_id>/switch/", tools.tool_switch, name="tool_switch"),
    path("activity-providers/", tools.activity_providers, name="activity_providers"),
    path(
        "activity-providers/<uuid:public_id>/switch/", tools.activity_provider_switch, name="activity_provider_switch"
    ),
    path("lti/launch/<uuid:public_id>/", lti.launch, name="lti_launch"),
    path("lti/authorize/", lti.authorize, name="lti_authorize"),
    path("lti/keys/", lti.key_set, name="lti_keys"),
    path("lti/token/", lti.token, name="lti_token"),
    path("lti/courses/<uuid:public_id>/lineitems/", lti.lineitems, name="lti_lineitems"),
    path("lti/courses/<uuid:public_id>/members/", lti.members, name="lti_members"),
    path("lti/lineitems/<uuid:public_id>/", lti.lineitem, name="lti_lineitem"),
    path("lti/lineitems/<uuid:public_id>/scores", lti.scores, name="lti_scores"),
    path("lti/lineitems/<uuid:public_id>/results", lti.results, name="lti_results"),
]
