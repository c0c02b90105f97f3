"""The demonstration's channels: the same for the same seed, and made once."""

import pytest

from channels.models import AssistedSession, Contact, HelpRequest, Readiness
from channels.population import make_channels
from channels.selectors.missed import measure
from channels.services import channels_load
from jobseekers.population import make_people
from welfare_centres.population import assign_everyone, make_centres

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    from django.core.management import call_command

    call_command("load_reference", verbosity=0)
    channels_load()
    make_people(count=600, seed=3)  # chance hangs on keys, which hang on the tests before: enough for a few of all
    make_centres(seed=2026)
    assign_everyone()


def drawn():
    return list(Readiness.objects.order_by("person").values_list("person", "score", "band"))


def test_older_people_need_help_more_often_and_some_are_missed(people):
    assert make_channels(seed=1) > 300
    low = Readiness.objects.low().values_list("person__birth_date", flat=True)
    high = Readiness.objects.filter(band="high").values_list("person__birth_date", flat=True)
    assert sum(day.year for day in low) / len(low) < sum(day.year for day in high) / len(high) - 10
    assert Contact.objects.count() > HelpRequest.objects.count() > 0
    assert AssistedSession.objects.exclude(ended_at=None).count() == AssistedSession.objects.count()
    assert 0 < measure().missed < measure().low


def test_a_second_run_adds_no_readiness_and_no_contact(people):
    make_channels(seed=1)
    before, contacts = drawn(), Contact.objects.count()
    make_channels(seed=1)
    assert (drawn(), Contact.objects.count()) == (before, contacts)
