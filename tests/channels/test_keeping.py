"""What the room holds about a person: given out whole, emptied on erasure, cleared after its time."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.exporting import export
from accounts.tasks import retention
from channels import services
from channels.keeping import erase
from channels.models import Contact, HelpRequest, Readiness, ReadingNeeds, Signal
from channels.services.contacts import contact_note
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    user = factories.UserFactory(as_person=True)
    factories.ReadinessFactory(person=user.person)
    services.help_ask(person=user.person, kind="callback", note="귀가 어두워요", by=user)
    services.reading_keep(
        person=user.person, medium="letter", address="부산 1", easy=True, sign=False, spoken="", by=user
    )
    contact_note(person=user.person, channel="phone", direction="in", note="advice", by=user)
    return user.person


def test_everything_is_in_the_file_a_person_gets(person):
    held = export(person)["channels"]
    assert held["readiness"][0]["score"] == 20
    assert held["help_requests"][0]["note"] == "귀가 어두워요"
    assert held["signals"][0]["kind"] == "help"
    assert held["reading_needs"][0]["medium"] == "letter"
    assert held["contacts"][0]["channel"] == "phone"


def test_erasure_takes_away_what_tells_who_it_was_and_keeps_the_figures(person):
    erase(person)
    erase(person)
    assert (Readiness.objects.count(), Signal.objects.count(), ReadingNeeds.objects.count()) == (0, 0, 0)
    assert (HelpRequest.objects.get().note, HelpRequest.objects.get().state) == ("", "withdrawn")
    assert Contact.objects.count() == 1


def test_signals_go_after_two_months(person):
    Signal.objects.update(at=timezone.now() - dt.timedelta(days=61))
    Signal.objects.create(person=person, kind="sign_in")
    assert retention()["channels.signals"] == 1
    assert Signal.objects.get().kind == "sign_in"


def test_a_request_that_waits_is_never_cleared_away(person):
    HelpRequest.objects.update(created_at=timezone.now() - dt.timedelta(days=2000))
    assert retention()["channels.help"] == 0
