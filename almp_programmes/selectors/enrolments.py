"""What the pages of taking part show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Assignment, Person
from almp_programmes.models import (
    Attendance,
    Certificate,
    CourseRun,
    Enrolment,
    EnrolmentOutcome,
    EnrolmentTransition,
    Payment,
    Programme,
    RunSession,
    terms_of,
)
from almp_programmes.policies.cohort import has_classroom
from almp_programmes.selectors.attendance import Tally, tally_of
from almp_programmes.selectors.outcomes import believed
from almp_programmes.services.appeals import appeal_until
from almp_programmes.services.outcomes import months_due

if TYPE_CHECKING:
    from accounts.models import User

State = Enrolment.State
TONES: dict[str, str] = {
    State.APPLIED: "information", State.DOCUMENTS: "warning", State.APPROVED: "success", State.WAITING: "information",
    State.OFFERED: "warning", State.PLACED: "success", State.STARTED: "primary", State.SUSPENDED: "warning",
    State.COMPLETED: "success", State.LEFT_FOR_JOB: "success",
}  # fmt: skip
ANSWERS = (State.OFFERED, State.DOCUMENTS)
TABS = {
    "to_decide": Q(state__in=(State.APPLIED, State.DOCUMENTS)),
    "waiting": Q(state__in=(State.WAITING, State.OFFERED)),
    "placed": Q(state__in=(State.PLACED, State.STARTED, State.SUSPENDED)),
    "over": Q(state__in=Enrolment.OVER),
    "all": Q(),
}


def tone(enrolment: Enrolment) -> str:
    return TONES.get(enrolment.state, "gray")


def _with_course(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("programme__measure", "run__course__provider", "run__region__parent", "person__user")


def of_person(user: User) -> QuerySet[Enrolment]:
    """What waits for the person's answer, then what is going on, then the rest."""
    turn = Case(
        When(state__in=ANSWERS, then=Value(0)),
        When(state__in=Enrolment.OVER, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = _with_course(Enrolment.objects.of_person(user))
    return rows.annotate(turn=turn).order_by("turn", "-applied_at", "-pk")


def of_clients(user: User) -> QuerySet[Enrolment]:
    """The participations of those whom the counsellor looks after."""
    clients = Assignment.objects.filter(counsellor=user, until=None).values("person")
    rows = _with_course(Enrolment.objects.filter(person__in=clients, person__erased_at=None))
    return rows.order_by("-applied_at", "-pk")


def of_person_file(person: Person) -> QuerySet[Enrolment]:
    """The participations in a person's file, the newest first; who may open the file is its page's to say."""
    return _with_course(Enrolment.objects.filter(person=person)).order_by("-applied_at", "-pk")


def kept_by(user: User) -> QuerySet[Enrolment]:
    """Those without a course, which the person's counsellor decides and keeps."""
    return of_clients(user).filter(run=None)


def place_in_line(enrolment: Enrolment) -> int | None:
    """How many are offered a freed place before this person, counted from 1."""
    if enrolment.state != State.WAITING:
        return None
    before = Q(priority__lt=enrolment.priority) | Q(priority=enrolment.priority) & (
        Q(applied_at__lt=enrolment.applied_at) | Q(applied_at=enrolment.applied_at, pk__lt=enrolment.pk)
    )
    return Enrolment.objects.filter(run=enrolment.run_id, state=State.WAITING).filter(before).count() + 1


@dataclass(frozen=True, slots=True)
class Detail:
    enrolment: Enrolment
    log: list[EnrolmentTransition]
    line: int | None
    tally: Tally
    needed_percent: int
    payments: list[Payment]
    next_session: RunSession | None
    appeal: Any
    appeal_until: dt.date | None
    outcomes: list[EnrolmentOutcome]
    months_due: list[int]
    attendance: list[Attendance]
    certificate: Certificate | None

    @property
    def has_classroom(self) -> bool:
        return has_classroom(self.enrolment)


def detail_of(rows: QuerySet[Any], public_id: Any) -> Detail | None:
    enrolment = _with_course(rows).select_related("rule_set").filter(public_id=public_id).first()
    if enrolment is None:
        return None
    terms = terms_of(enrolment.programme_id, enrolment.starts_on)
    sessions = RunSession.objects.filter(run=enrolment.run_id, ends_at__gte=timezone.now()).select_related("run")
    said = list(enrolment.outcomes.all())
    told = {row.months for row in said if row.source in EnrolmentOutcome.TOLD}
    missed = Attendance.objects.filter(enrolment=enrolment).exclude(state=Attendance.State.PRESENT)
    appeal = enrolment.appeals.first()
    return Detail(
        enrolment=enrolment,
        log=list(enrolment.transitions.select_related("by")),
        line=place_in_line(enrolment),
        tally=tally_of(enrolment, lates_per_absence=terms.lates_per_absence),
        needed_percent=terms.complete_percent,
        payments=list(enrolment.payments.filter(run__state="approved")),
        next_session=sessions.first() if enrolment.run_id and enrolment.state not in Enrolment.OVER else None,
        appeal=appeal,
        appeal_until=None if appeal else appeal_until(enrolment),
        outcomes=believed(said),
        months_due=[months for months in months_due(enrolment) if months not in told],
        attendance=list(missed.select_related("session").order_by("session__starts_at")),
        certificate=enrolment.certificates.order_by("-pk").first(),
    )


def state_words(state: str) -> str:
    return str(dict(State.choices).get(state, state)) if state else _("신청함")


def tab_counts(run: CourseRun) -> dict[str, int]:
    counts = Enrolment.objects.filter(run=run).aggregate(**{
        name: Count("pk", filter=which) if name != "all" else Count("pk") for name, which in TABS.items()
    })  # fmt: skip
    return dict(counts)


def applicants(run: CourseRun, tab: str) -> QuerySet[Enrolment]:
    """In the order in which places are offered."""
    rows = Enrolment.objects.filter(run=run).filter(TABS[tab]).select_related("person")
    return rows.order_by("priority", "applied_at", "pk")


def programmes_for_courses() -> QuerySet[Programme]:
    return Programme.objects.offered(timezone.localdate()).filter(delivery=Programme.Delivery.COURSE)
