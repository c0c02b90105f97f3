"""Rule sets: written by one, approved by another, dated, and refused where they would let nobody in."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from almp_programmes import services
from almp_programmes.models import RuleSet
from almp_programmes.services.enrolments import enrolment_apply, enrolment_approve
from core.errors import RuleBroken
from core.rules import RuleRefused
from tests import factories
from tests.factories import condition

TOMORROW = timezone.localdate() + dt.timedelta(days=1)


@pytest.fixture
def live(db):
    return factories.RuleSetFactory()


@pytest.fixture
def planner(db):
    return factories.MembershipFactory(analyst=True).user


@pytest.fixture
def colleague(db):
    return factories.MembershipFactory(analyst=True).user


def _write(live, by, *nodes, valid_from=TOMORROW):
    rules = {"all": [node | {"key": f"k{at}"} for at, node in enumerate(nodes or [condition("age", ">=", 18)])]}
    return services.rule_set_write(
        programme_id=live.programme_id, rules=rules, valid_from=valid_from, why="18세로 올려요.", by=by
    )


def test_a_new_version_takes_effect_on_its_day_and_ends_the_one_before(live, planner, colleague):
    row = _write(live, planner)
    services.rule_set_propose(rule_set_id=row.pk, by=planner)
    services.rule_set_approve(rule_set_id=row.pk, by=colleague)
    live.refresh_from_db()
    assert (live.state, live.valid_to) == ("superseded", TOMORROW)
    in_force = [RuleSet.objects.in_force(day).get().version for day in (timezone.localdate(), TOMORROW)]
    assert in_force == [1, 2]


def test_who_wrote_a_version_cannot_approve_it(live, planner):
    row = _write(live, planner)
    services.rule_set_propose(rule_set_id=row.pk, by=planner)
    with pytest.raises(PermissionDenied):
        services.rule_set_approve(rule_set_id=row.pk, by=planner)


def test_the_database_itself_wants_two_people(live, planner):
    row = _write(live, planner)
    with pytest.raises(IntegrityError, match="rule_set_two_people"), transaction.atomic():
        RuleSet.objects.filter(pk=row.pk).update(state="live", approved_by=planner, approved_at=timezone.now(),
                                                 valid_from=TOMORROW + dt.timedelta(days=400))  # fmt: skip


def test_the_database_itself_keeps_two_versions_of_one_day_apart(live, planner, colleague):
    row = _write(live, planner)
    with pytest.raises(IntegrityError, match="rule_set_one_in_force"), transaction.atomic():
        RuleSet.objects.filter(pk=row.pk).update(state="live", approved_by=colleague, approved_at=timezone.now())


def test_a_counsellor_cannot_write_rules(live):
    with pytest.raises(PermissionDenied):
        _write(live, factories.MembershipFactory(counsellor=True).user)


def test_a_rule_reaches_back_to_no_day_that_is_past(live, planner):
    with pytest.raises(RuleBroken) as refusal:
        _write(live, planner, valid_from=timezone.localdate() - dt.timedelta(days=1))
    assert refusal.value.field == "valid_from"


def test_a_contradiction_is_refused_when_written_and_leaves_no_version(live, planner):
    with pytest.raises(RuleRefused):
        _write(live, planner, condition("age", ">=", 35), condition("age", "<", 30))
    assert live.programme.rule_sets.count() == 1


def test_what_shuts_out_everyone_registered_is_refused_at_the_condition_that_does(live, planner):
    factories.JobseekerFactory()  # 35 years old
    row = _write(
        live, planner, condition("age", ">=", 15), condition("sex", "not_in", ["m"]), condition("age", ">=", 80)
    )
    with pytest.raises(RuleRefused) as refusal:
        services.rule_set_propose(rule_set_id=row.pk, by=planner)
    assert [one.path for one in refusal.value.problems] == [(2,)]


def test_somebody_of_whom_it_is_not_known_is_not_shut_out(live, planner):
    factories.JobseekerFactory()
    row = _write(live, planner, condition("insured", "is", True))
    assert services.rule_set_propose(rule_set_id=row.pk, by=planner).state == "proposed"


def test_a_version_sent_back_is_rewritten_and_proposed_again(live, planner, colleague):
    row = _write(live, planner)
    services.rule_set_propose(rule_set_id=row.pk, by=planner)
    services.rule_set_reject(rule_set_id=row.pk, why="법 조문이 빠졌어요.", by=colleague)
    again = _write(live, planner)
    assert (again.pk, again.version, again.state) == (row.pk, 2, "draft")
    assert list(row.transitions.values_list("after", flat=True)) == ["proposed", "rejected", "draft"]


def test_a_version_that_waits_for_approval_is_not_rewritten(live, planner):
    services.rule_set_propose(rule_set_id=_write(live, planner).pk, by=planner)
    with pytest.raises(RuleBroken):
        _write(live, planner)


def test_a_version_that_was_decided_under_cannot_go(live):
    person = factories.PersonFactory()
    live.programme.enrolments.create(
        person=person, applied_at=timezone.now(), starts_on=TOMORROW, ends_on=TOMORROW, rule_set=live
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        live.delete()


def test_a_decision_keeps_the_version_that_was_in_force_when_it_was_taken(school, planner, colleague):
    programme = school.run.course.programme
    first = factories.RuleSetFactory(programme=programme)
    early, late = school.approved(), school.apply()
    row = _write(first, planner, valid_from=timezone.localdate())
    services.rule_set_propose(rule_set_id=row.pk, by=planner)
    services.rule_set_approve(rule_set_id=row.pk, by=colleague)
    late = enrolment_approve(enrolment_id=late.pk, by=school.trainer)
    early.refresh_from_db()
    assert [one.rule_set.version for one in (early, late)] == [1, 2]
    assert early.answer["verdict"] is True


def test_who_comes_first_by_the_rules_is_before_others_in_the_line(school):
    first = condition("age", ">=", 60, **{"as": "priority"})
    rules = {"all": [condition("age", ">=", 15), first | {"key": "first"}]}
    factories.RuleSetFactory(programme=school.run.course.programme, rules=rules)
    applied = []
    for born in (dt.date(1991, 3, 2), dt.date(1950, 3, 2)):
        user = factories.UserFactory(person=factories.PersonFactory(birth_date=born))
        applied.append(
            enrolment_apply(
                person_id=user.person_id, programme_id=school.run.course.programme_id, run_id=school.run.pk, by=user
            )
        )
    assert [one.priority for one in applied] == [1, 0]
