"""A provider with a trainer, a run with two places, and people who apply."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import timezone

from accounts.models import User
from almp_programmes.models import CourseRun, Enrolment
from almp_programmes.services.enrolments import enrolment_apply, enrolment_approve
from almp_programmes.services.reference import programmes_load
from taxonomy.services.reference import _measures
from tests import factories


@dataclass
class School:
    run: CourseRun
    trainer: User

    def person(self) -> User:
        return factories.UserFactory(as_person=True)

    def apply(self, user: User | None = None, *, run: CourseRun | None = None, priority: int = 0) -> Enrolment:
        by, run = user or self.person(), run or self.run
        return enrolment_apply(
            person_id=by.person_id, programme_id=run.course.programme_id, run_id=run.pk, by=by, priority=priority
        )

    def approved(self, user: User | None = None, *, priority: int = 0) -> Enrolment:
        return enrolment_approve(enrolment_id=self.apply(user, priority=priority).pk, by=self.trainer)

    def begin(self) -> None:
        """The run began yesterday."""
        CourseRun.objects.filter(pk=self.run.pk).update(starts_on=timezone.localdate() - dt.timedelta(days=1))
        Enrolment.objects.filter(run=self.run).update(starts_on=timezone.localdate() - dt.timedelta(days=1))
        self.run.refresh_from_db()


@pytest.fixture
def school(db: None) -> School:
    return make_school()


def make_school(capacity: int = 2, **run: object) -> School:
    one = factories.CourseRunFactory(capacity=capacity, **run)
    member = factories.MembershipFactory(trainer=True, organisation=one.course.provider)
    return School(one, member.user)


@pytest.fixture
def state() -> Callable[[Enrolment], str]:
    return lambda row: Enrolment.objects.values_list("state", flat=True).get(pk=row.pk)


@pytest.fixture
def offer(db):
    """The shipped programmes with their rules."""
    _measures()
    return programmes_load()
