"""The made-up market: lawful, complete, the same for the same seed; and its pay in quartiles."""

import pytest
from django.core.management import call_command

from accounts.models import Organisation
from employers.checking import findings_of
from employers.models import Employer, PayBenchmark, Vacancy
from employers.population import make_employers_and_vacancies
from employers.selectors import pay_spread
from employers.services.benchmarks import pay_benchmarks_compute
from tests.factories import EmployerFactory, OccupationFactory, RegionFactory, VacancyFactory

pytestmark = pytest.mark.django_db


def test_made_postings_are_lawful_and_the_same_for_the_same_seed():
    call_command("load_reference", verbosity=0)
    told = []
    make_employers_and_vacancies(employers=30, vacancies=250, seed=7, progress=told.append)
    first = list(
        Vacancy.objects.order_by("pk").values_list("public_id", "title", "pay_min", "employer__business_number")
    )
    rows = Vacancy.objects.select_related("employer__organisation", "occupation")
    assert [one.code for row in rows for one in findings_of(row) if one.blocks] == []
    assert (told[-1], Employer.objects.count()) == (250, 30)
    assert 150 < Vacancy.objects.open().count() <= 250
    assert len(first) > 250  # those of the years before
    assert Vacancy.objects.filter(skill_links=None).count() < len(first) / 10
    Vacancy.objects.all().delete()
    Employer.objects.all().delete()
    Organisation.objects.all().delete()
    make_employers_and_vacancies(employers=30, vacancies=250, seed=7)
    assert first == list(
        Vacancy.objects.order_by("pk").values_list("public_id", "title", "pay_min", "employer__business_number")
    )


def test_quartiles_by_place_and_for_the_country_with_small_cells_left_out():
    occupation, region, employer = OccupationFactory(), RegionFactory(district=True), EmployerFactory()
    for pay in (2_500_000, 2_600_000, 2_700_000, 2_800_000, 2_900_000):
        VacancyFactory(employer=employer, occupation=occupation, region=region, pay_min=pay)
    VacancyFactory(employer=employer, occupation=occupation, region=region, pay_period="year", pay_min=50_000_000)
    assert pay_benchmarks_compute(source="made vacancies", synthetic=True) == 2
    assert pay_benchmarks_compute(source="made vacancies", synthetic=True) == 2
    assert set(PayBenchmark.objects.values_list("region__code", "p25", "p50", "p75", "n")) == {
        (None, 2_600_000, 2_700_000, 2_800_000, 5),
        ("4100000000", 2_600_000, 2_700_000, 2_800_000, 5),
    }
    spread = pay_spread(occupation=occupation, region=region, period="month", pay=2_500_000)
    assert (spread.place, spread.synthetic, spread.p50) == ("경기도", True, 2_700_000)
    assert "20만 원 적어요" in spread.sentence
    assert 0 <= spread.x_pay < spread.x25 < spread.x50 < spread.x75 <= 300


def test_without_enough_postings_there_is_no_spread():
    assert pay_spread(occupation=OccupationFactory(), region=None, period="month", pay=1) is None
