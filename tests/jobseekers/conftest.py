import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from taxonomy.models import KECO_2018, Occupation
from tests import factories
from tests.world import signed_in


@pytest.fixture
def me(db):
    """A registered jobseeker, not searching, signed in."""
    jobseeker = factories.JobseekerFactory()
    user = jobseeker.person.user
    return SimpleNamespace(jobseeker=jobseeker, user=user, person=jobseeker.person, client=signed_in(user))


@pytest.fixture
def newcomer(db):
    user = factories.UserFactory(as_person=True)
    return SimpleNamespace(user=user, person=user.person, client=signed_in(user))


@pytest.fixture
def forklift(db):
    major = factories.OccupationFactory()
    return factories.OccupationFactory(
        edition=KECO_2018, code="623", path="6/623", level=Occupation.Level.MINOR, parent=major,
        title_ko="지게차 운전원", title_en="Forklift drivers",
    )  # fmt: skip


@pytest.fixture
def suwon(db):
    return factories.RegionFactory(district=True)


@pytest.fixture
def days_ago():
    return lambda count: timezone.localdate() - dt.timedelta(days=count)
