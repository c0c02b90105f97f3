"""What the pages of a run's participants and of its instructor show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet
from django.utils import timezone

from almp_programmes.models import CohortMessage, CourseRun, Coursework, Enrolment, Material, RunSession, Submission
from almp_programmes.policies.cohort import has_classroom

if TYPE_CHECKING:
    from accounts.models import User

State = Submission.State
TONES: dict[str, str] = {State.HANDED: "information", State.RETURNED: "warning", State.MARKED: "success"}
SHOWN = 5  # sessions ahead, and words from the instructor, on the first page


def tone(submission: Submission) -> str:
    return TONES[submission.state]


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of coursework beside what one participant handed in for it."""

    work: Coursework
    own: Submission | None

    @property
    def is_open(self) -> bool:
        return self.own is None or self.own.state == State.RETURNED


@dataclass(frozen=True, slots=True)
class Cohort:
    """As a participant sees it."""

    enrolment: Enrolment
    sessions: list[RunSession]
    works: list[Work]
    materials: list[Material]
    said: list[CohortMessage]


def enrolment_in_cohort(user: User, public_id: Any) -> Enrolment | None:
    rows = Enrolment.objects.of_person(user).select_related("run__course__provider", "person")
    row: Enrolment | None = rows.filter(public_id=public_id).first()
    return row if row is not None and has_classroom(row) else None


def cohort_of(enrolment: Enrolment) -> Cohort:
    assert enrolment.run is not None
    run = enrolment.run
    said = thread(enrolment).filter(from_provider=True).order_by("-at", "-pk")
    return Cohort(enrolment, sessions_ahead(run), works_of(enrolment), list(run.materials.all()), list(said[:SHOWN]))


def works_of(enrolment: Enrolment) -> list[Work]:
    own = Prefetch("submissions", Submission.objects.filter(enrolment=enrolment), to_attr="own")
    works = Coursework.objects.filter(run=enrolment.run_id).prefetch_related(own)
    return [Work(work, work.own[0] if work.own else None) for work in works]


def sessions_ahead(run: CourseRun) -> list[RunSession]:
    """Those not over, the run at hand for its address."""
    rows = list(run.sessions.filter(ends_at__gte=timezone.now())[:SHOWN])
    for row in rows:
        row.run = run
    return rows


def thread(enrolment: Enrolment) -> QuerySet[CohortMessage]:
    """All that the participant was told and said, the newest last."""
    rows = CohortMessage.objects.filter(run=enrolment.run_id).filter(Q(enrolment=None) | Q(enrolment=enrolment))
    return rows.select_related("author").order_by("at", "pk")


# --- the instructor's side --------------------------------------------------------------------------------------


def works_taught(run: CourseRun) -> QuerySet[Coursework]:
    """With how many handed in, and how many of those wait for an answer."""
    return run.coursework.annotate(
        handed=Count("submissions"), waiting=Count("submissions", filter=Q(submissions__state=State.HANDED))
    )


def participants(run: CourseRun) -> QuerySet[Enrolment]:
    """Whoever takes part, those who wrote last first."""
    rows = Enrolment.objects.in_cohort().filter(run=run).select_related("person")
    wrote = Max("messages__at", filter=Q(messages__from_provider=False))
    return rows.annotate(wrote_at=wrote).order_by(F("wrote_at").desc(nulls_last=True), "person__name", "pk")


@dataclass(frozen=True, slots=True)
class Handed:
    enrolment: Enrolment
    submission: Submission | None


def handed(work: Coursework) -> list[Handed]:
    """Everyone in the run: what waits for an answer, what has one, who handed in nothing."""
    rows = {row.enrolment_id: row for row in work.submissions.select_related("coursework")}
    everyone = [Handed(one, rows.get(one.pk)) for one in participants(work.run)]
    order: dict[str, int] = {State.HANDED: 0, State.RETURNED: 1, State.MARKED: 2}
    return sorted(
        everyone, key=lambda one: (order[one.submission.state] if one.submission else 3, one.enrolment.person.name)
    )
