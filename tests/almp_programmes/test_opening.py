"""Counts over everybody: whom a rule opens a programme to, who is eligible but absent."""

import datetime as dt

import pytest
from django.utils import timezone

from almp_programmes.selectors.opening import hide_small, opening
from almp_programmes.selectors.take_up import absent_people, by_group_and_region, overview
from core.rules import parse
from tests import factories
from tests.factories import condition

TODAY = timezone.localdate()


def _rule(*nodes):
    return parse({"all": [node | {"key": f"k{at}"} for at, node in enumerate(nodes)]})


@pytest.fixture
def twelve(db):
    """Six of 35 and six of 25 years."""
    born = [TODAY.replace(year=TODAY.year - age, day=1) for age in (35, 25)]
    return [factories.JobseekerFactory(person__birth_date=born[turn % 2]) for turn in range(12)]


def test_a_preview_counts_who_may_enter_and_who_is_newly_shut_out(twelve):
    found = opening(_rule(condition("age", ">=", 30)), _rule(condition("age", ">=", 15)), TODAY)
    total = found.total
    assert (total.people, total.yes, total.was, total.opened, total.shut) == (12, 6, 12, 0, 6)
    assert [(row.label, row.yes) for row in found.by_age] == [("25~34세", 0), ("35~49세", 6)]


def test_those_of_whom_it_is_not_known_are_counted_apart(twelve):
    assert opening(_rule(condition("insured", "is", True)), None, TODAY).total.unknown == 12


def test_fewer_than_five_are_hidden_and_with_one_hidden_the_next_smallest_too():
    assert hide_small([3, 20, 9, 0]) == [None, 20, None, 0]
    assert hide_small([3, 4, 9]) == [None, None, 9]


def test_take_up_counts_the_absent_apart_from_those_who_took_part(twelve):
    rule_set = factories.RuleSetFactory(rules={"all": [condition("age", ">=", 15)]})
    for jobseeker in twelve[:6]:
        rule_set.programme.enrolments.create(
            person=jobseeker.person, state="started", applied_at=timezone.now(), starts_on=TODAY,
            ends_on=TODAY + dt.timedelta(days=30), full_time=False,
        )  # fmt: skip
    row = overview(TODAY)[0]
    assert (row.eligible, row.taking, row.absent, row.share) == (12, 6, 6, 50)
    _groups, regions = by_group_and_region(rule_set, TODAY)
    assert [(one.label, one.absent) for one in regions] == [("경기", 6)]


def test_take_up_by_group_counts_only_the_group(twelve, offer):
    rule_set = factories.RuleSetFactory(rules={"all": [condition("age", ">=", 15)]})
    groups, _regions = by_group_and_region(rule_set, TODAY)
    assert {one.key: one.eligible for one in groups}["youth"] == 6


def test_a_counsellor_is_given_only_their_own_people(twelve):
    factories.RuleSetFactory(rules={"all": [condition("age", ">=", 15)]})
    counsellor = factories.MembershipFactory(counsellor=True)
    factories.AssignmentFactory(
        person=twelve[0].person, organisation=counsellor.organisation, counsellor=counsellor.user
    )
    found = absent_people(counsellor.user, TODAY)
    assert [one.person for one in found] == [twelve[0].person]
