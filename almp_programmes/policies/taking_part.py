"""Who may do what with courses and participations. Predicates only; the words of a refusal are the service's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from accounts.models import Assignment, Membership
from almp_programmes.models import Appeal, Course, CourseRun, Enrolment, PaymentRun, Programme

if TYPE_CHECKING:
    from accounts.models import User

ANSWERING = (Enrolment.State.APPLIED, Enrolment.State.DOCUMENTS)


def acts_for_provider(user: User, course: Course) -> bool:
    return (
        Membership.objects.current()
        .filter(user=user, organisation=course.provider_id, role=Membership.Role.TRAINER)
        .exists()
    )


def is_counsellor_of(user: User, person_id: int) -> bool:
    return Assignment.objects.filter(person=person_id, counsellor=user, until=None).exists()


def is_participant(user: User, enrolment: Enrolment) -> bool:
    return user.person_id is not None and user.person_id == enrolment.person_id


def may_apply_for(user: User, person_id: int) -> bool:
    """Oneself, or the counsellor who looks after the person."""
    return user.person_id == person_id or is_counsellor_of(user, person_id)


def runs_it(user: User, enrolment: Enrolment) -> bool:
    """Who decides about it and keeps it: the course's provider, or without a course the person's counsellor."""
    if enrolment.run is not None:
        return acts_for_provider(user, enrolment.run.course)
    return is_counsellor_of(user, enrolment.person_id)


def is_open(run: CourseRun, on: dt.date) -> bool:
    last = run.apply_until or run.starts_on
    return run.cancelled_at is None and run.course.published and on <= min(last, run.starts_on)


def is_offered(programme: Programme, on: dt.date) -> bool:
    return (
        programme.state == Programme.State.LIVE
        and programme.starts_on <= on
        and (programme.ends_on is None or on < programme.ends_on)
    )


def can_decide(enrolment: Enrolment) -> bool:
    return enrolment.state in ANSWERING


def can_withdraw(enrolment: Enrolment) -> bool:
    return enrolment.can_move(Enrolment.State.WITHDRAWN)


def can_decide_appeal(user: User, appeal: Appeal) -> bool:
    return Appeal.objects.open().decidable_by(user).filter(pk=appeal.pk).exists()


def is_ministry_admin(user: User) -> bool:
    return Membership.objects.current().filter(user=user, role=Membership.Role.MINISTRY_ADMIN).exists()


def is_shared(enrolment: Enrolment) -> bool:
    """The provider may reach the person: from the application to the end."""
    return enrolment.state not in Enrolment.OVER


def can_approve(user: User, run: PaymentRun) -> bool:
    return run.state == PaymentRun.State.DRAFT and run.made_by_id != user.pk and is_ministry_admin(user)
