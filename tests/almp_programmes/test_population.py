"""Made-up enrolments: in every state, within the rules of the database, and the same for the same seed."""

import datetime as dt
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from almp_programmes.models import Budget, CourseRun, Enrolment, MoneyEntry, PortfolioCell
from almp_programmes.population import make_enrolments
from bench import plain_portfolio
from jobseekers.population import make_people
from taxonomy.models import MeasureCode
from tests.almp_programmes.money import GroupFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
OFFER = (
    ("1", "service", ""),
    ("2", "course", ""),
    ("2", "course", "youth"),
    ("4", "subsidy", ""),
    ("6", "job", "older"),
)


@pytest.fixture
def people(db):
    call_command("load_reference", verbosity=0)
    for number, (measure, delivery, group) in enumerate(OFFER):
        made = ProgrammeFactory(measure=MeasureCode.objects.get(code=measure), delivery=delivery, code=f"M{number}")
        if group:
            made.target_groups.add(GroupFactory(code=group))
    GroupFactory(code="older")
    make_people(count=300, seed=3)


def test_as_many_as_asked_in_every_state_with_the_way_there(people):
    made = make_enrolments(count=3000, seed=3)  # a few fewer: nobody takes part before sixteen
    assert 2950 < made == Enrolment.objects.count() <= 3000
    assert set(Enrolment.objects.values_list("state", flat=True)) == set(Enrolment.State.values)
    for one in Enrolment.objects.prefetch_related("transitions")[:300]:
        steps = list(one.transitions.all())
        assert (steps[0].before, steps[-1].after) == ("", one.state)
        assert [step.at for step in steps] == sorted(step.at for step in steps)
        assert all(b.after in Enrolment.NEXT[a.after] for a, b in pairwise(steps))


def test_no_run_holds_more_than_its_places_and_its_count_is_right(people):
    make_enrolments(count=1500, seed=3)
    assert CourseRun.objects.filter(occupied__gt=0).exists()
    for run in CourseRun.objects.all():
        assert run.occupied == run.enrolments.filter(state__in=Enrolment.HOLDS_PLACE).count()
        assert run.waiting_last == max(
            run.enrolments.exclude(waiting_number=None).values_list("waiting_number", flat=True), default=0
        )


def test_direct_jobs_go_to_older_people(people):
    make_enrolments(count=1500, seed=3)
    jobs = Enrolment.objects.filter(programme__measure__code="6").annotate(born=F("person__birth_date__year"))
    assert jobs.count() > 50
    assert all(one.starts_on.year - one.born >= 49 for one in jobs)


def test_nobody_takes_part_before_a_programme_began(people):
    began = timezone.localdate() - dt.timedelta(days=300)
    late = ProgrammeFactory(measure=MeasureCode.objects.get(code="7"), delivery="service", starts_on=began)
    make_enrolments(count=1500, seed=3)
    assert late.enrolments.filter(starts_on__gte=began).exists()
    assert not late.enrolments.filter(starts_on__lt=began).exists()


def test_the_portfolio_is_alive_afterwards_and_equal_to_its_base_rows(people):
    make_enrolments(count=1500, seed=3)
    assert plain_portfolio.differences(timezone.localdate()) == []
    assert PortfolioCell.objects.filter(spent__gt=0).count() > 20
    assert Budget.objects.filter(state="approved").exists()
    assert not MoneyEntry.objects.filter(won__lte=0).exists()


def test_the_same_seed_makes_the_same(people):
    make_enrolments(count=400, seed=5)
    key = ("person__name", "person__birth_date", "programme__code", "starts_on", "state")
    first = sorted(Enrolment.objects.values_list(*key))
    Enrolment.objects.all().delete()
    make_enrolments(count=400, seed=5)
    assert sorted(Enrolment.objects.values_list(*key)) == first


def test_more_is_added_beside_what_is_there(people):
    make_enrolments(count=400, seed=5)
    make_enrolments(count=400, seed=6)
    assert 400 < Enrolment.objects.count() <= 800
    assert plain_portfolio.differences(timezone.localdate()) == []


def test_nothing_is_made_without_an_offer():
    assert make_enrolments(count=100, seed=1) == 0
