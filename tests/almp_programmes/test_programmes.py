"""The ministry makes a programme: a draft until its rules are approved, then open, then closed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from almp_programmes.models import Programme
from almp_programmes.services import programmes as services
from core.errors import RuleBroken
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "/programmes/new/"


@pytest.fixture
def planner(world):
    return world.client("analyst")


def _typed(**more):
    measure = factories.MeasureFactory()
    return {
        "code": "data-2027", "name_ko": "자료 다루기", "name_en": "Working with data", "summary_ko": "자료를 다뤄요.",
        "summary_en": "Work with data.", "measure": measure.pk, "delivery": "course",
        "starts_on": timezone.localdate(), **more,
    }  # fmt: skip


def test_a_programme_is_made_as_a_draft_and_its_rules_come_next(planner):
    answer = planner.post(NEW, _typed())
    row = Programme.objects.get(code="data-2027")
    assert row.state == "draft"
    assert answer["Location"] == f"/programmes/rules/for/{row.public_id}/"
    assert list(row.transitions.values_list("after", flat=True)) == ["draft"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("code", "자료"), ("code", "taken"), ("name_en", ""), ("starts_on", ""), ("ends_on", "2020-01-01")],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_made(planner, field, typed):
    factories.ProgrammeFactory(code="taken")
    answer = planner.post(NEW, _typed(**{field: typed}))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert Programme.objects.count() == 1


def test_a_change_keeps_the_code_that_rules_name(planner):
    row = factories.ProgrammeFactory(code="kept")
    planner.post(f"/programmes/{row.public_id}/edit/", _typed(code="other"))
    row.refresh_from_db()
    assert (row.code, row.name_ko, row.state) == ("kept", "자료 다루기", "live")


def test_a_programme_opens_only_when_its_rules_were_approved(planner):
    row = factories.ProgrammeFactory(state="draft")
    switch = f"/programmes/{row.public_id}/switch/"
    planner.post(switch, {"open": "1"})
    row.refresh_from_db()
    assert row.state == "draft"
    factories.RuleSetFactory(programme=row)
    planner.post(switch, {"open": "1"})
    row.refresh_from_db()
    assert row.state == "live"


def test_a_closed_programme_takes_no_applications(planner, school):
    planner.post(f"/programmes/{school.run.course.programme.public_id}/switch/", {"open": "0"})
    with pytest.raises(RuleBroken, match="신청을 받지 않는"):
        school.apply()


def test_only_the_ministry_makes_and_opens(school):
    row = factories.ProgrammeFactory(state="draft")
    for deed in (
        lambda: services.programme_save(by=school.trainer, given={}, groups=[]),
        lambda: services.programme_open(programme_id=row.pk, by=school.trainer),
        lambda: services.programme_close(programme_id=row.pk, by=school.trainer),
    ):
        with pytest.raises(PermissionDenied):
            deed()
