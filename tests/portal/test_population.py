"""The demonstration population as a whole: made once, and to its end even if a run is cut."""

from unittest import mock

import pytest
from django.core.management import call_command
from django.db.models import Count

from accounts.models import AccessGrant, Assignment
from core.models import Event
from employers.models import Vacancy
from jobseekers.models import Jobseeker
from matching.models import Application
from portal import population
from welfare_centres.models import Case
from welfare_centres.population import cases

pytestmark = pytest.mark.django_db


def make(**more):
    call_command("make_population", people=60, vacancies=20, applications=40, no_refresh=True, **more)


@pytest.fixture
def reference(db):
    call_command("load_reference", verbosity=0)


def test_a_run_cut_between_two_stages_goes_on_and_a_finished_one_is_not_repeated(reference, monkeypatch):
    monkeypatch.setattr(population, "PEOPLE_A_CHUNK", 40)
    with (
        mock.patch.object(population, "make_applications", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        make()
    assert (Jobseeker.objects.count(), population.made()) == (60, None)
    vacancies = Vacancy.objects.count()
    make()
    make()
    assert (Jobseeker.objects.count(), Vacancy.objects.count()) == (60, vacancies)
    assert Application.objects.count() == 40
    assert Event.objects.filter(verb=population.MADE).count() == 1
    assert Assignment.objects.values("person").distinct().count() == Assignment.objects.count() > 0


def test_a_run_cut_inside_the_people_keeps_the_chunks_it_finished(reference, monkeypatch):
    monkeypatch.setattr(population, "PEOPLE_A_CHUNK", 40)
    whole = population.make_people

    def second_fails(*, count, seed, start):
        if start:
            raise KeyboardInterrupt
        whole(count=count, seed=seed, start=start)

    with mock.patch.object(population, "make_people", second_fails), pytest.raises(KeyboardInterrupt):
        make()
    assert Jobseeker.objects.count() == 40
    make()
    assert Jobseeker.objects.count() == 60


def test_another_run_adds_other_people(reference):
    make()
    make(again=True)
    assert Jobseeker.objects.count() == 120
    assert Jobseeker.objects.values("person__name", "person__birth_date").distinct().count() > 100


def test_made_people_in_shared_cases_are_helped_by_several_agencies_on_a_ground(reference, monkeypatch):
    monkeypatch.setattr(cases, "SHARE", 0.6)
    make()
    found = Case.objects.live().annotate(bodies=Count("members__organisation", distinct=True))
    assert found.exists()
    assert min(case.bodies for case in found) >= 2
    assert AccessGrant.objects.current().filter(scope="plan", person__in=found.values("person")).exists()
