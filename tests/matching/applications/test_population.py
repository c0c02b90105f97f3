import datetime as dt

import pytest
from django.db.models import Count
from django.utils import timezone

from employers.models import Employer, Vacancy
from jobseekers.models import Jobseeker, Spell
from matching.applying import clocks
from matching.models import Application, ApplicationTransition, Placement
from matching.population import make_applications
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """Three firms with open postings of two months, and a hundred and twenty people who registered half a year ago."""
    long_ago = timezone.now() - dt.timedelta(days=60)
    for postings in (2, 3, 1):
        employer = factories.EmployerFactory()
        for _ in range(postings):
            factories.VacancyFactory(employer=employer, openings=6, published_at=long_ago)
    for _ in range(120):
        factories.JobseekerFactory(searching=True)
    Jobseeker.objects.update(registered_at=timezone.now() - dt.timedelta(days=180))
    Spell.objects.update(started_on=timezone.localdate() - dt.timedelta(days=180))


def test_one_employer_holds_exactly_its_number(town):
    seen = []
    assert make_applications(count=400, seed=7, one_employer=150, progress=seen.append) == 400
    busiest = Employer.objects.annotate(postings=Count("vacancies")).latest("postings")
    assert Application.objects.count() == 400
    assert Application.objects.filter(vacancy__employer=busiest).count() == 150
    assert seen[-1] == 400


def test_the_same_seed_makes_the_same(town):
    make_applications(count=100, seed=3, one_employer=10)
    first = list(Application.objects.order_by("public_id").values_list("public_id", "jobseeker", "vacancy"))
    Application.objects.all().delete()
    Placement.objects.all().delete()
    make_applications(count=100, seed=3, one_employer=10)
    assert list(Application.objects.order_by("public_id").values_list("public_id", "jobseeker", "vacancy")) == first


def test_histories_obey_the_table_of_states_and_the_counts_hold(town):
    make_applications(count=400, seed=1, one_employer=50)
    for before, after in ApplicationTransition.objects.exclude(before="").values_list("before", "after").distinct():
        assert after in Application.NEXT[before]
    for vacancy in Vacancy.objects.all():
        rows = Application.objects.filter(vacancy=vacancy)
        assert vacancy.applications_count == rows.exclude(state="withdrawn").count()
        assert vacancy.applications_new == rows.filter(state="applied").count()
        assert vacancy.filled == rows.filter(state="accepted").count() < vacancy.openings


def test_the_hired_have_placements_and_no_open_spell(town):
    make_applications(count=500, seed=2, one_employer=50)
    placed = Placement.objects.all()
    assert placed.count() == Application.objects.filter(state="accepted").count() > 0
    assert not Spell.objects.open().filter(jobseeker__in=placed.values("jobseeker")).exists()


def test_the_clock_finds_nothing_overdue_and_a_second_run_adds_without_breaking(town):
    make_applications(count=300, seed=5, one_employer=50)
    assert clocks.close_unanswered() == 0
    assert clocks.tell_remaining() == 0
    make_applications(count=300, seed=6, one_employer=50)
    assert Application.objects.count() > 300
