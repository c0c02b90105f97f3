import pytest
from django.db.models import Count, F

from accounts.models import Consent, Person, User
from core.errors import RuleBroken
from jobseekers.models import Competency, Jobseeker, Preferences, Spell, WorkHistory
from jobseekers.population import make_people
from taxonomy.models import OccupationSkill, Region
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(suwon, forklift):
    Region.objects.filter(pk=suwon.parent_id).update(valid_to=None)
    for at in range(8):
        OccupationSkill.objects.create(occupation=forklift, skill=factories.SkillFactory(), weight=0.9 - at / 10)


def faces() -> list[tuple[object, ...]]:
    rows = Jobseeker.objects.order_by("pk").values_list(
        "person__name", "person__birth_date", "education", "career_months", "public_id"
    )
    return list(rows)


def test_as_many_as_asked_and_none_with_a_user(country):
    told = []
    make_people(count=60, seed=7, progress=told.append)
    assert (Jobseeker.objects.count(), sum(told), User.objects.count()) == (60, 60, 0)
    assert Preferences.objects.count() == 60


def test_the_same_seed_makes_the_same_people_and_another_makes_others(country):
    make_people(count=30, seed=7)
    first = faces()
    Person.objects.all().delete()
    make_people(count=30, seed=7)
    assert faces() == first
    Person.objects.all().delete()
    make_people(count=30, seed=8)
    assert faces() != first


def test_what_they_are_fits_together(country):
    make_people(count=400, seed=3)
    assert not Spell.objects.filter(ended_on__lt=F("started_on")).exists()
    assert not WorkHistory.objects.filter(jobseeker__spells__started_on=F("started_on")).exists()
    open_spells = Spell.objects.open().values("jobseeker").annotate(n=Count("pk")).filter(n__gt=1)
    assert not open_spells.exists()
    consents = Consent.objects.filter(purpose="employer_search").values("person")
    assert set(Jobseeker.objects.filter(searchable=True).values_list("person", flat=True)) == {
        row["person"] for row in consents
    }
    assert Competency.objects.filter(confirmed_at=None).exists()
    looking = Jobseeker.objects.looking().count() / 400
    assert 0.2 < looking < 0.5


def test_without_occupations_it_says_what_to_load(db):
    with pytest.raises(RuleBroken, match="기본 자료"):
        make_people(count=1, seed=1)
