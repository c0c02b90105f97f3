"""The offer, who it is for, and who takes it up."""

from django.urls import URLPattern, path

from accounts.decorators import side_required
from almp_programmes.views import catalogue, mine, programmes, rule_sets, take_up
from jobseekers.views.subject import registered_first

own, helped = side_required("jobseeker"), side_required("centre")

urlpatterns: list[URLPattern] = [
    path("", catalogue.catalogue, name="catalogue"),
    path("<uuid:public_id>/", catalogue.programme, name="programme"),
    path("new/", programmes.programme_new, name="programme_new"),
    path("<uuid:public_id>/edit/", programmes.programme_edit, name="programme_edit"),
    path("<uuid:public_id>/switch/", programmes.programme_switch, name="programme_switch"),
    path("for-me/", own(registered_first(mine.mine)), name="mine"),
    path("for-me/<uuid:public_id>/tell/", own(registered_first(mine.tell)), name="tell"),
    path("for/<uuid:person>/", helped(registered_first(mine.mine)), name="mine_for"),
    path("for/<uuid:person>/<uuid:public_id>/tell/", helped(registered_first(mine.tell)), name="tell_for"),
    path("rules/", rule_sets.rule_sets, name="rule_sets"),
    path("rules/<uuid:public_id>/", rule_sets.rule_set, name="rule_set"),
    path("rules/<uuid:public_id>/decide/", rule_sets.rule_set_decide, name="rule_set_decide"),
    path("rules/for/<uuid:public_id>/", rule_sets.rule_set_edit, name="rule_set_edit"),
    path("rules/for/<uuid:public_id>/preview/", rule_sets.rule_set_preview, name="rule_set_preview"),
    path("take-up/", take_up.take_up, name="take_up"),
    path("take-up/<uuid:public_id>/", take_up.take_up_programme, name="take_up_programme"),
    path("absent/", take_up.absent, name="absent"),
]
