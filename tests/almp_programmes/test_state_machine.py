"""Whatever people do in whatever order: every place is held once, the line keeps its order, ends stay ends."""

import datetime as dt
from contextlib import suppress
from itertools import pairwise

import pytest
from django.db.models import F
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from almp_programmes.models import Certificate, CourseRun, Enrolment, EnrolmentTransition, Suspension
from almp_programmes.models.terms import Terms
from almp_programmes.services import enrolments, participation, places
from core.errors import RuleBroken
from tests.almp_programmes.conftest import make_school

State = Enrolment.State
CAPACITY = 3


class Taking(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.school = make_school(capacity=CAPACITY)
        self.rows: list[int] = []

    @property
    def steps(self):
        """The log of this run alone: other examples' rows stand beside it."""
        return EnrolmentTransition.objects.filter(enrolment__run=self.school.run)

    def row(self, number: int) -> Enrolment:
        return Enrolment.objects.select_related("person__user").get(pk=self.rows[number % len(self.rows)])

    def attempt(self, deed, **given) -> None:
        """A refusal in words is an answer; any other exception fails the test."""
        with suppress(RuleBroken):
            deed(**given)

    @rule(priority=st.integers(0, 2))
    def apply(self, priority: int) -> None:
        self.rows.append(self.school.apply(priority=priority).pk)

    @rule(priority=st.integers(0, 2))
    def apply_and_be_approved(self, priority: int) -> None:
        self.rows.append(self.school.approved(priority=priority).pk)

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 50))
    def approve(self, number: int) -> None:
        self.attempt(enrolments.enrolment_approve, enrolment_id=self.row(number).pk, by=self.school.trainer)

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 50))
    def refuse(self, number: int) -> None:
        self.attempt(
            enrolments.enrolment_refuse, enrolment_id=self.row(number).pk, by=self.school.trainer, reason="이유"
        )

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 50))
    def withdraw(self, number: int) -> None:
        row = self.row(number)
        self.attempt(places.enrolment_withdraw, enrolment_id=row.pk, by=row.person.user)

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 50))
    def accept(self, number: int) -> None:
        row = self.row(number)
        self.attempt(places.place_accept, enrolment_id=row.pk, by=row.person.user)

    @rule(hours=st.sampled_from([1, 49]))
    def let_time_pass(self, hours: int) -> None:
        places.offers_lapse(now=timezone.now() + dt.timedelta(hours=hours))

    @precondition(lambda self: self.rows)
    @rule(number=st.integers(0, 50), state=st.sampled_from(participation.ENDINGS))
    def end(self, number: int, state: str) -> None:
        given = {"enrolment_id": self.row(number).pk, "by": self.school.trainer}
        self.attempt(participation.enrolment_end, state=state, why="이유", **given)

    @rule(more=st.integers(0, 2))
    def change_capacity(self, more: int) -> None:
        self.attempt(
            places.run_places_change, run_id=self.school.run.pk, capacity=CAPACITY + more, by=self.school.trainer
        )

    @invariant()
    def every_place_is_held_once(self) -> None:
        run = CourseRun.objects.get(pk=self.school.run.pk)
        assert run.occupied == Enrolment.objects.holding_place().filter(run=run).count() <= run.capacity

    @invariant()
    def no_place_stands_empty_while_somebody_waits(self) -> None:
        run = CourseRun.objects.get(pk=self.school.run.pk)
        assert not (run.places_left and Enrolment.objects.filter(run=run, state=State.WAITING).exists())

    @invariant()
    def numbers_are_given_once_and_in_the_order_of_waiting(self) -> None:
        waited = self.steps.filter(after=State.WAITING).order_by("at", "pk")
        numbers = [row.enrolment.waiting_number for row in waited.select_related("enrolment")]
        assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def nobody_waits_behind_somebody_later_of_the_same_priority(self) -> None:
        rows = Enrolment.objects.filter(run=self.school.run)
        waiting = rows.filter(state=State.WAITING).values_list("priority", "applied_at")
        offered = rows.filter(state=State.OFFERED).values_list("priority", "applied_at", "waiting_number")
        # Who was offered a place stood in line then; who came into line since is behind them all.
        last = {row[0]: row[1] for row in sorted(offered)}
        for priority, applied_at in waiting:
            if priority in last:
                assert applied_at > last[priority] or self._came_later(priority, last[priority])

    def _came_later(self, priority: int, applied_at: dt.datetime) -> bool:
        """Applied earlier, but approved into the line after the other's place was offered."""
        offered = self.steps.filter(after=State.OFFERED, enrolment__applied_at=applied_at).last()
        waiting = self.steps.filter(
            after=State.WAITING, enrolment__state=State.WAITING, enrolment__priority=priority,
            enrolment__applied_at__lt=applied_at,
        )  # fmt: skip
        return all(row.pk > offered.pk for row in waiting)

    @invariant()
    def the_log_tells_the_state_and_only_allowed_steps(self) -> None:
        for row in Enrolment.objects.filter(run=self.school.run).prefetch_related("transitions"):
            steps = list(row.transitions.all())
            assert steps[-1].after == row.state
            assert all(after.before == before.after for before, after in pairwise(steps))
            assert all(step.after in Enrolment.NEXT[step.before] for step in steps if step.before)

    @invariant()
    def an_end_has_its_day_and_an_offer_its_hour(self) -> None:
        for row in Enrolment.objects.filter(run=self.school.run):
            assert (row.accept_by is not None) == (row.state == State.OFFERED)
            if row.state in Enrolment.OVER and row.state != State.REFUSED:
                assert row.ended_on is not None


class Attending(RuleBasedStateMachine):
    """From the first day on: starts, breaks, longer time, days that pass, and the ends."""

    def __init__(self) -> None:
        super().__init__()
        self.school = make_school(capacity=CAPACITY)
        self.rows = [self.school.approved().pk for _ in range(CAPACITY)]
        self.ended: dict[int, str] = {}
        days_pass(10)

    def attempt(self, deed, **given) -> bool:
        try:
            deed(**given)
        except RuleBroken:
            return False
        return True

    number = st.integers(0, CAPACITY - 1)

    @rule(number=number)
    def start(self, number: int) -> None:
        self.attempt(participation.enrolment_start, enrolment_id=self.rows[number], by=self.school.trainer)

    @rule(number=number, days=st.integers(-1, 70))
    def suspend(self, number: int, days: int) -> None:
        until = timezone.localdate() + dt.timedelta(days=days)
        row = Enrolment.objects.get(pk=self.rows[number])
        before = sum((one.ended_on - one.since).days for one in row.suspensions.exclude(ended_on=None))
        given = {"enrolment_id": row.pk, "by": self.school.trainer, "until": until, "reason": "이유"}
        if self.attempt(participation.enrolment_suspend, **given):
            assert 0 < days <= Terms.suspend_days - before
            assert until <= row.ends_on

    @rule(number=number)
    def resume(self, number: int) -> None:
        self.attempt(participation.enrolment_resume, enrolment_id=self.rows[number], by=self.school.trainer)

    @rule(number=number, days=st.integers(0, 40))
    def extend(self, number: int, days: int) -> None:
        given = {"enrolment_id": self.rows[number], "by": self.school.trainer, "days": days, "reason": "이유"}
        self.attempt(participation.enrolment_extend, **given)

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        days_pass(days)

    @rule(number=number, state=st.sampled_from(participation.ENDINGS))
    def end(self, number: int, state: str) -> None:
        given = {"enrolment_id": self.rows[number], "by": self.school.trainer, "state": state, "why": "이유"}
        if self.attempt(participation.enrolment_end, **given):
            self.ended[self.rows[number]] = state

    @rule(number=number, for_job=st.booleans())
    def leave(self, number: int, for_job: bool) -> None:
        row = Enrolment.objects.select_related("person__user").get(pk=self.rows[number])
        given = {"enrolment_id": row.pk, "by": row.person.user, "for_job": for_job}
        if self.attempt(participation.enrolment_leave, **given):
            self.ended[row.pk] = State.LEFT_FOR_JOB if for_job else State.LEFT

    @invariant()
    def an_end_stays_the_end_it_was(self) -> None:
        assert dict(Enrolment.objects.filter(pk__in=self.ended).values_list("pk", "state")) == self.ended

    @invariant()
    def whoever_completed_and_nobody_else_has_one_certificate(self) -> None:
        certified = Certificate.objects.filter(enrolment__in=self.rows).values_list("enrolment", flat=True)
        completed = [pk for pk, state in self.ended.items() if state == State.COMPLETED]
        assert sorted(certified) == sorted(completed)

    @invariant()
    def a_break_is_open_exactly_while_it_is_suspended(self) -> None:
        for row in Enrolment.objects.filter(pk__in=self.rows):
            assert row.suspensions.filter(ended_on=None).count() == (row.state == State.SUSPENDED)

    @invariant()
    def longer_time_stays_under_its_cap_and_moves_the_last_day_by_as_much(self) -> None:
        for row in Enrolment.objects.filter(pk__in=self.rows).select_related("run"):
            longer = sum(one.days for one in row.extensions.all())
            assert longer <= Terms.extend_days
            assert row.ends_on == row.run.ends_on + dt.timedelta(days=longer)

    @invariant()
    def a_place_is_held_until_the_end_and_not_after(self) -> None:
        run = CourseRun.objects.get(pk=self.school.run.pk)
        assert run.occupied == CAPACITY - len(self.ended)


def days_pass(days: int) -> None:
    """Everything that has a day lies so many days further back."""
    ago = dt.timedelta(days=days)
    for model, names in (
        (CourseRun, ("starts_on", "ends_on")),
        (Enrolment, ("starts_on", "ends_on", "ended_on")),
        (Suspension, ("since", "until", "ended_on")),
    ):
        model.objects.update(**{name: F(name) - ago for name in names})


@pytest.mark.django_db
class TestAttending(Attending.TestCase, TestCase):
    settings = settings(max_examples=12, stateful_step_count=25, deadline=None)


@pytest.mark.django_db
class TestTaking(Taking.TestCase, TestCase):
    settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
