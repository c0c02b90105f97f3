"""Places of a run: given once, waited for in order, passed on."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from almp_programmes.models import CourseRun, Enrolment
from almp_programmes.services import enrolments, places
from core.errors import RuleBroken
from tests import factories

pytestmark = pytest.mark.django_db


def occupied(school):
    return CourseRun.objects.get(pk=school.run.pk).occupied


def test_an_approved_applicant_has_a_place_while_there_is_one(school):
    row = school.approved()
    assert (row.state, occupied(school)) == ("placed", 1)


def test_who_comes_after_the_last_place_waits_with_a_number(school):
    rows = [school.approved() for _ in range(4)]
    assert [row.state for row in rows] == ["placed", "placed", "waiting", "waiting"]
    assert [row.waiting_number for row in rows] == [None, None, 1, 2]


def test_a_first_come_run_places_without_a_decision(school):
    CourseRun.objects.filter(pk=school.run.pk).update(first_come=True)
    assert [school.apply().state for _ in range(3)] == ["placed", "placed", "waiting"]


def test_a_place_given_back_is_offered_to_the_next_with_a_deadline(school, state):
    first, _second, third = (school.approved() for _ in range(3))
    places.enrolment_withdraw(enrolment_id=first.pk, by=first.person.user)
    third.refresh_from_db()
    assert third.state == "offered"
    assert dt.timedelta(hours=47) < third.accept_by - timezone.now() <= dt.timedelta(hours=48)
    assert occupied(school) == 2


def test_the_rules_priority_goes_before_the_time_of_applying(school, state):
    placed, _other = school.approved(), school.approved()
    later, urgent = school.approved(priority=5), school.approved(priority=1)
    places.enrolment_withdraw(enrolment_id=placed.pk, by=placed.person.user)
    assert (state(urgent), state(later)) == ("offered", "waiting")


def test_an_offer_accepted_in_time_is_a_place(school, state):
    first, _second, third = (school.approved() for _ in range(3))
    places.enrolment_withdraw(enrolment_id=first.pk, by=first.person.user)
    places.place_accept(enrolment_id=third.pk, by=third.person.user)
    assert (state(third), occupied(school)) == ("placed", 2)


def test_an_offer_nobody_answers_goes_to_the_next(school, state):
    first, _second, third, fourth = (school.approved() for _ in range(4))
    places.enrolment_withdraw(enrolment_id=first.pk, by=first.person.user)
    Enrolment.objects.filter(pk=third.pk).update(accept_by=timezone.now() - dt.timedelta(minutes=1))
    assert places.offers_lapse() == 1
    assert (state(third), state(fourth), occupied(school)) == ("withdrawn", "offered", 2)


def test_an_offer_past_its_hour_cannot_be_accepted(school):
    first, _second, third = (school.approved() for _ in range(3))
    places.enrolment_withdraw(enrolment_id=first.pk, by=first.person.user)
    Enrolment.objects.filter(pk=third.pk).update(accept_by=timezone.now() - dt.timedelta(minutes=1))
    with pytest.raises(RuleBroken):
        places.place_accept(enrolment_id=third.pk, by=third.person.user)


def test_nobody_accepts_for_another(school):
    first, second, third = (school.approved() for _ in range(3))
    places.enrolment_withdraw(enrolment_id=first.pk, by=first.person.user)
    with pytest.raises(PermissionDenied):
        places.place_accept(enrolment_id=third.pk, by=second.person.user)


def test_more_places_are_offered_to_those_who_wait(school, state):
    rows = [school.approved() for _ in range(4)]
    places.run_places_change(run_id=school.run.pk, capacity=3, by=school.trainer)
    assert [state(row) for row in rows] == ["placed", "placed", "offered", "waiting"]


def test_places_people_have_are_not_taken_away(school):
    school.approved()
    school.approved()
    with pytest.raises(RuleBroken):
        places.run_places_change(run_id=school.run.pk, capacity=1, by=school.trainer)


def test_one_person_has_no_two_full_time_courses_at_once(school):
    user = school.person()
    school.approved(user)
    other = factories.CourseRunFactory(course=school.run.course, number=2, starts_on=school.run.starts_on)
    row = school.apply(user, run=other)
    with pytest.raises(RuleBroken, match="온종일"):
        enrolments.enrolment_approve(enrolment_id=row.pk, by=school.trainer)
    row.refresh_from_db()
    assert row.state == "applied"


def test_the_database_itself_refuses_two_full_time_courses_at_once(school):
    person = school.approved().person
    other = factories.CourseRunFactory(course=school.run.course, number=2, starts_on=school.run.starts_on)
    with pytest.raises(IntegrityError, match="enrolment_full_time_one_at_a_time"), transaction.atomic():
        factories.EnrolmentFactory(run=other, person=person, state="placed")


def test_the_database_itself_refuses_more_people_than_places(school):
    with pytest.raises(IntegrityError, match="course_run_never_overfull"), transaction.atomic():
        CourseRun.objects.filter(pk=school.run.pk).update(occupied=3)


def test_an_approval_that_cannot_be_stops_the_lot_by_name(school, state):
    busy = school.person()
    school.approved(busy)
    other = factories.CourseRunFactory(course=school.run.course, number=2, starts_on=school.run.starts_on, capacity=5)
    rows = [school.apply(run=other), school.apply(busy, run=other)]
    with pytest.raises(RuleBroken, match=busy.person.name):
        enrolments.enrolments_decide(
            run_id=other.pk, enrolment_ids=[row.pk for row in rows], by=school.trainer, approve=True
        )
    assert [state(row) for row in rows] == ["applied", "applied"]


def test_many_are_placed_in_the_order_they_applied(school, state):
    rows = [school.apply() for _ in range(4)]
    ids = [row.pk for row in reversed(rows)]
    enrolments.enrolments_decide(run_id=school.run.pk, enrolment_ids=ids, by=school.trainer, approve=True)
    assert [state(row) for row in rows] == ["placed", "placed", "waiting", "waiting"]
    assert list(Enrolment.objects.order_by("pk").values_list("waiting_number", flat=True)) == [None, None, 1, 2]
