"""Whom a counsellor should look at, and why."""

import datetime as dt

import pytest
from django.utils import timezone

from jobseekers.models import PreferredOccupation, Spell
from portal.selectors import counsellor
from tests import factories
from tests.world import World

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


def _codes(world: World) -> set[str]:
    (client,) = counsellor.clients(world.counsellor.user, timezone.localdate())
    return {need.code for need in client.needs}


def test_a_person_without_a_wanted_occupation_comes_first(world):
    PreferredOccupation.objects.all().delete()
    assert "unregistered" in _codes(world)
    assert counsellor.clients(world.counsellor.user, TODAY)[0].urgency == counsellor.Urgency.NOW


def test_half_a_year_without_work_is_a_reason(world):
    Spell.objects.update(started_on=timezone.localdate() - dt.timedelta(days=200))
    assert "long" in _codes(world)


def test_a_person_taken_on_this_week_is_new(world):
    assert "new" in _codes(world)


def test_another_counsellors_people_are_not_shown(world):
    other = factories.MembershipFactory(counsellor=True)
    assert counsellor.clients(other.user, TODAY) == []


@pytest.mark.parametrize("people", [1, 12])
def test_the_list_costs_one_query_whatever_its_length(world, people, django_assert_num_queries):
    for _ in range(people):
        jobseeker = factories.JobseekerFactory(searching=True)
        factories.AssignmentFactory(
            person=jobseeker.person, organisation=world.counsellor.organisation, counsellor=world.counsellor.user
        )
    with django_assert_num_queries(1):
        assert len(counsellor.clients(world.counsellor.user, TODAY)) == people + 1
