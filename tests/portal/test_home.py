"""Each role's home: the one next step, in few queries whatever stands behind it."""

import pytest
from django.urls import reverse

from jobseekers.models import PreferredOccupation
from matching.models import Application
from portal.selectors import home
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_person_without_a_wanted_occupation_is_asked_for_it_first(world):
    PreferredOccupation.objects.all().delete()
    assert home.jobseeker(world.user("jobseeker")).step.url == reverse("jobseekers:register")


def test_a_thin_profile_is_led_to_its_most_useful_part(world):
    step = home.jobseeker(world.user("jobseeker")).step
    assert step.url.startswith("/profile/")


def test_an_employer_without_vacancies_is_led_to_write_one(world):
    member = factories.MembershipFactory()
    factories.EmployerFactory(organisation=member.organisation)
    assert home.employer(member.user, member.organisation).step.url == reverse("employers:vacancy_new")


def test_another_firms_vacancies_are_not_on_the_home_page(world):
    other = factories.VacancyFactory(title="다른 회사 공고")
    found = home.employer(world.recruiter.user, world.recruiter.organisation)
    assert other.public_id not in {vacancy.public_id for vacancy in found.vacancies}


@pytest.mark.parametrize("role", ["jobseeker", "recruiter", "counsellor", "analyst"])
@pytest.mark.parametrize("more", [0, 6])
def test_a_home_costs_at_most_eight_queries(world, role, more, django_assert_max_num_queries):
    factories.VacancyFactory.create_batch(more, employer=world.vacancy.employer)
    client = world.client(role)
    client.get(reverse("portal:home"))  # warm: reference tables are read once a process
    with django_assert_max_num_queries(8):
        assert client.get(reverse("portal:home")).status_code == 200
    assert Application.objects.count() == 0
