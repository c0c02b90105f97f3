"""The demonstration's meetings keep every rule that a booking keeps."""

import pytest
from django.db.models import Count
from django.utils import timezone

from tests import factories
from tests.welfare_centres.meetings import ahead
from welfare_centres.models import Appointment, Attendee, GroupSession, QueueTicket, WorkingHours
from welfare_centres.population.meetings import make_meetings
from welfare_centres.selectors import waiting
from welfare_centres.selectors.slots import Wish, free_slots

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    centre = factories.CentreFactory()
    for _ in range(5):
        held = factories.MembershipFactory(counsellor=True, organisation=centre.organisation)
        for _ in range(30):
            factories.AssignmentFactory(
                person=factories.PersonFactory(), organisation=centre.organisation, counsellor=held.user
            )
    return centre


def test_everybody_has_hours_and_appointments_that_were_and_that_come(centre):
    made = make_meetings(seed=1)
    assert made == Appointment.objects.count() > 300
    states = dict(Appointment.objects.values_list("state").annotate(n=Count("pk")))
    assert set(states) == {"done", "no_show", "excused", "cancelled", "booked"}
    assert 0.04 < states["no_show"] / (made - states["booked"]) < 0.16
    assert WorkingHours.objects.values("user").distinct().count() == 5
    assert not Appointment.objects.filter(state="done", during__endswith__gt=timezone.now()).exists()


def test_a_second_run_adds_nothing(centre):
    make_meetings(seed=1)
    assert make_meetings(seed=1) == 0


def test_free_times_are_left_to_book(centre):
    make_meetings(seed=1)
    kind = Appointment.objects.first().type
    free = free_slots(
        Wish(type=kind, channel="phone", centre_id=centre.pk, first=ahead(1), last=ahead(8), not_before=timezone.now())
    )
    assert len(free) > 50


def test_groups_hold_no_more_than_their_places_and_tickets_wait_today(centre):
    make_meetings(seed=1)
    assert GroupSession.objects.count() == 4
    for session in GroupSession.objects.all():
        assert session.taken == session.attendees.filter(state__in=Attendee.HOLDS).count() <= session.capacity
    assert QueueTicket.objects.today(centre).waiting().count() == 4
    assert waiting.estimate(centre, 3).number > 100
