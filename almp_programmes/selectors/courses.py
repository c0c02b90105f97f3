"""What the pages of courses show, each in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from accounts.models import Organisation
from almp_programmes.models import Course, CourseRun, Enrolment, RunOutcome, RunSession
from taxonomy.models import Region, Skill

if TYPE_CHECKING:
    from accounts.models import User

FEWEST = 10  # people behind a shown rate


@dataclass(frozen=True, slots=True)
class Wanted:
    q: str = ""
    province: str = ""  # the first two digits of its code
    mode: str = ""
    open_only: bool = True


def open_runs(on: dt.date) -> QuerySet[CourseRun]:
    return CourseRun.objects.filter(cancelled_at=None, starts_on__gte=on).filter(
        Q(apply_until=None) | Q(apply_until__gte=on)
    )


def found(user: User, wanted: Wanted) -> QuerySet[Course]:
    """Courses with a run to apply for first, the next to begin on top."""
    today = timezone.localdate()
    runs = open_runs(today).filter(course=OuterRef("pk"))
    anywhere = CourseRun.objects.filter(course=OuterRef("pk"))
    if wanted.province:
        runs = runs.filter(region__path__startswith=wanted.province)
        anywhere = anywhere.filter(region__path__startswith=wanted.province)
    rows = Course.objects.filter(published=True).select_related("provider", "programme")
    for word in wanted.q.split()[:5]:
        rows = rows.filter(
            Q(title__icontains=word) | Q(title_en__icontains=word) | Q(ncs_name__icontains=word)
            | Q(provider__name_ko__icontains=word)
        )  # fmt: skip
    if wanted.mode:
        rows = rows.filter(mode=wanted.mode)
    if wanted.province:
        rows = rows.filter(Exists(anywhere))
    if wanted.open_only:
        rows = rows.filter(Exists(runs))
    following = runs.order_by("starts_on", "pk")
    return rows.annotate(
        next_start=Subquery(following.values("starts_on")[:1]),
        next_run=Subquery(following.values("public_id")[:1]),
        next_fee=Subquery(following.values("fee")[:1]),
        next_left=Subquery(following.annotate(left=F("capacity") - F("occupied")).values("left")[:1], IntegerField()),
    ).order_by(F("next_start").asc(nulls_last=True), "title", "pk")


def provinces() -> list[Region]:
    return list(Region.objects.filter(level=Region.Level.PROVINCE, valid_to=None).order_by("short_code"))


@dataclass(frozen=True, slots=True)
class Record:
    """How the past runs of a course ended, all together; none where too few people stand behind a number."""

    runs: int
    enrolled: int
    completed: int | None
    employed: int | None
    counted: int  # completed people whose employment after 6 months is known

    @property
    def completion(self) -> int | None:
        return round(100 * self.completed / self.enrolled) if self.completed is not None else None

    @property
    def employment(self) -> int | None:
        return round(100 * self.employed / self.counted) if self.employed is not None else None


def record_of(course: Course) -> Record | None:
    rows = RunOutcome.objects.filter(run__course=course, completed__isnull=False, enrolled__gt=0)
    sums = rows.aggregate(
        runs=Count("pk"),
        people=Sum("enrolled"),
        finished=Sum("completed"),
        working=Sum("employed_6m"),
        counted=Sum("completed", filter=Q(employed_6m__isnull=False)),
    )
    if not sums["runs"]:
        return None
    enough = sums["people"] >= FEWEST
    counted = sums["counted"] or 0
    return Record(
        sums["runs"], sums["people"], sums["finished"] if enough else None,
        sums["working"] if counted >= FEWEST else None, counted,
    )  # fmt: skip


def upcoming(course: Course, user: Any) -> list[CourseRun]:
    """Runs to apply for, each with the user's own live participation, if any."""
    own = Enrolment.objects.filter(run=OuterRef("pk"), person__user=user if user.is_authenticated else None)
    rows = open_runs(timezone.localdate()).filter(course=course).select_related("region__parent")
    return list(
        rows.annotate(
            mine=Subquery(own.exclude(state__in=Enrolment.OVER).values("public_id")[:1]),
            waiting=Count("enrolments", filter=Q(enrolments__state=Enrolment.State.WAITING)),
        ).order_by("starts_on", "pk")
    )


def skills_of(course: Course) -> list[Skill]:
    return list(Skill.objects.filter(pk__in=course.skill_links.values("skill")).order_by("name_ko"))


# --- the provider's own -----------------------------------------------------------------------------------------


def offered(organisation: Organisation) -> QuerySet[Course]:
    today = timezone.localdate()
    runs = CourseRun.objects.filter(course=OuterRef("pk"), cancelled_at=None)
    return (
        Course.objects.filter(provider=organisation)
        .annotate(
            runs_count=Count("runs"),
            next_start=Min("runs__starts_on", filter=Q(runs__starts_on__gte=today)),
            to_decide=Subquery(
                Enrolment.objects.filter(run__course=OuterRef("pk"), state=Enrolment.State.APPLIED)
                .values("run__course").annotate(n=Count("pk")).values("n"),
                IntegerField(),
            ),
            is_running=Exists(runs.filter(starts_on__lte=today, ends_on__gte=today)),
        )
        .order_by(F("to_decide").desc(nulls_last=True), F("next_start").asc(nulls_last=True), "title")
    )  # fmt: skip


def runs_of(course: Course) -> QuerySet[CourseRun]:
    State = Enrolment.State
    return course.runs.select_related("region__parent", "outcome").annotate(
        to_decide=Count("enrolments", filter=Q(enrolments__state=State.APPLIED)),
        waiting=Count("enrolments", filter=Q(enrolments__state=State.WAITING)),
    ).order_by("-starts_on", "-pk")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Today:
    """What a provider has before it: sessions, and runs with applications to decide, the next to begin first."""

    sessions: list[RunSession]
    to_decide: list[CourseRun]
    has_courses: bool


def provider_today(organisation: Organisation) -> Today:
    today = timezone.localdate()
    begins = timezone.make_aware(dt.datetime.combine(today, dt.time()))
    sessions = RunSession.objects.filter(
        run__course__provider=organisation, starts_at__gte=begins, starts_at__lt=begins + dt.timedelta(days=1)
    )
    waiting = Count("enrolments", filter=Q(enrolments__state=Enrolment.State.APPLIED))
    runs = CourseRun.objects.filter(course__provider=organisation, cancelled_at=None).annotate(to_decide=waiting)
    return Today(
        list(sessions.select_related("run__course").order_by("starts_at")[:20]),
        list(runs.filter(to_decide__gt=0).select_related("course").order_by("starts_on", "pk")[:20]),
        Course.objects.filter(provider=organisation).exists(),
    )
