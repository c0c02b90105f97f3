"""What a provider offers: courses, their runs, and the days they meet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation
from almp_programmes.models import Course, CourseRun, CourseSkill, Enrolment, RunSession
from almp_programmes.policies import taking_part as policies
from almp_programmes.services import places
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from accounts.models import User

COURSE_FIELDS = (
    "programme", "title", "title_en", "about", "about_en", "ncs_code", "level", "mode", "language", "accessibility",
    "hours", "full_time", "url",
)  # fmt: skip
RUN_FIELDS = ("starts_on", "ends_on", "apply_until", "region", "address", "fee", "live_link", "first_come")
MOST_SESSIONS = 400


@transaction.atomic
def course_save(
    *, by: User, provider: Organisation, given: Mapping[str, Any], skills: Iterable[int], course: Course | None = None
) -> Course:
    row = course or Course(provider=provider)
    if not policies.acts_for_provider(by, row):
        raise PermissionDenied
    for name in COURSE_FIELDS:
        setattr(row, name, given[name])
    row.save()
    if not row.reference:
        row.reference = f"C{row.pk:08d}"
        row.save(update_fields=["reference"])
    wanted = set(skills)
    CourseSkill.objects.filter(course=row).exclude(skill__in=wanted).delete()
    CourseSkill.objects.bulk_create(
        [CourseSkill(course=row, skill_id=skill) for skill in wanted], ignore_conflicts=True
    )
    record("course.saved", actor=by, target=row)
    return row


@transaction.atomic
def course_publish(*, course_id: int, by: User, published: bool) -> Course:
    row: Course = Course.objects.select_for_update(of=("self",)).get(pk=course_id)
    if not policies.acts_for_provider(by, row):
        raise PermissionDenied
    if published and not row.runs.filter(cancelled_at=None).exists():
        raise RuleBroken(_("회차를 하나 이상 만든 다음 공개할 수 있어요."))
    row.published = published
    row.save(update_fields=["published", "updated_at"])
    record("course.published" if published else "course.hidden", actor=by, target=row)
    return row


@transaction.atomic
def run_save(
    *, by: User, course_id: int, given: Mapping[str, Any], capacity: int, run_id: int | None = None
) -> CourseRun:
    """A new run with the next number, or a changed one. Days that people were promised stay as they are."""
    course = Course.objects.select_for_update(of=("self",), no_key=True).get(pk=course_id)
    if not policies.acts_for_provider(by, course):
        raise PermissionDenied
    if run_id is None:
        last = course.runs.aggregate(last=Max("number"))["last"] or 0
        run = CourseRun(course=course, number=last + 1, capacity=capacity)
    else:
        run = CourseRun.objects.select_for_update(of=("self",), no_key=True).get(pk=run_id, course=course)
        _refuse_moved_days(run, given)
    for name in RUN_FIELDS:
        setattr(run, name, given[name])
    run.save()
    if run_id is not None and capacity != run.capacity:
        run = places.run_places_change(run_id=run.pk, capacity=capacity, by=by)
    record("course_run.saved", actor=by, target=run)
    return run


def _refuse_moved_days(run: CourseRun, given: Mapping[str, Any]) -> None:
    moved = (run.starts_on, run.ends_on) != (given["starts_on"], given["ends_on"])
    if moved and Enrolment.objects.filter(run=run).exclude(state__in=Enrolment.OVER).exists():
        raise RuleBroken(_("신청한 사람이 있어 날짜를 바꿀 수 없어요. 새 회차를 만들어 주세요."), field="starts_on")


@transaction.atomic
def sessions_plan(
    *, run_id: int, by: User, weekdays: Iterable[int], begins: dt.time, ends: dt.time, place: str
) -> int:
    """A session on each chosen weekday from the first day of the run to its last; those planned already stay."""
    run = CourseRun.objects.select_related("course").get(pk=run_id)
    if not policies.acts_for_provider(by, run.course):
        raise PermissionDenied
    if ends <= begins:
        raise RuleBroken(_("끝나는 시각은 시작하는 시각보다 뒤여야 해요."), field="ends")
    wanted = set(weekdays)
    days = [run.starts_on + dt.timedelta(days=n) for n in range((run.ends_on - run.starts_on).days + 1)]
    days = [day for day in days if day.weekday() in wanted][:MOST_SESSIONS]
    taken = set(RunSession.objects.filter(run=run).values_list("starts_at__date", flat=True))
    made = RunSession.objects.bulk_create(
        RunSession(
            run=run, place=place, starts_at=timezone.make_aware(dt.datetime.combine(day, begins)),
            ends_at=timezone.make_aware(dt.datetime.combine(day, ends)),
        )
        for day in days
        if day not in taken
    )  # fmt: skip
    record("sessions.planned", actor=by, target=run, sessions=len(made))
    return len(made)


@transaction.atomic
def session_cancel(*, session_id: int, by: User) -> None:
    """Only one that has not begun: what was attended stays, and the others bring no more of the fee than before."""
    session = RunSession.objects.select_related("run__course").get(pk=session_id)
    if not policies.acts_for_provider(by, session.run.course):
        raise PermissionDenied
    if session.starts_at <= timezone.now():
        raise RuleBroken(_("이미 시작한 수업은 지울 수 없어요."))
    before = RunSession.objects.filter(run=session.run).count()
    CourseRun.objects.filter(pk=session.run_id).update(sessions_planned=Greatest("sessions_planned", before))
    record("session.cancelled", actor=by, target=session.run, at=session.starts_at.isoformat())
    session.delete()
