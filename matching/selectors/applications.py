"""What the pages of applying show, each in a fixed number of queries."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccessGrant, ContactPoint, User
from core.prepared import Prepared
from employers.models import Vacancy
from jobseekers.models import HiddenFrom, Jobseeker
from matching.applying.clocks import DEFAULT, rules_on
from matching.applying.steps import SOURCE
from matching.models import (
    Application,
    ApplicationMessage,
    ApplicationTransition,
    AppliedElsewhere,
    Interview,
    Offer,
)

if TYPE_CHECKING:
    from accounts.models import Organisation
M = TypeVar("M", bound=Model)
State = Application.State
TONES: dict[str, str] = {
    State.APPLIED: "information",
    State.VIEWED: "information",
    State.INTERVIEW: "primary",
    State.OFFERED: "success",
    State.ACCEPTED: "success",
}
TABS = {
    "to_answer": Q(state__in=(State.APPLIED, State.VIEWED)),
    "interview": Q(state=State.INTERVIEW),
    "offered": Q(state__in=(State.OFFERED, State.ACCEPTED)),
    "over": Q(state__in=(State.REJECTED, State.DECLINED, State.WITHDRAWN, State.CLOSED)),
    "all": Q(),
}


def tone(application: Application) -> str:
    return TONES.get(application.state, "gray")


def of_person(user: User) -> QuerySet[Application]:
    """The person's applications: first those that wait for their answer, then the open ones, then the rest."""
    proposed = Interview.objects.filter(application=OuterRef("pk"), state=Interview.State.PROPOSED)
    unread = ApplicationMessage.objects.filter(application=OuterRef("pk"), side="employer", read_at=None)
    return (
        Application.objects.of_person(user)
        .select_related("vacancy__employer__organisation", "vacancy__region__parent__parent")
        .annotate(
            has_proposal=Exists(proposed),
            has_unread=Exists(unread),
            turn=Case(
                When(Q(state=State.OFFERED) | Exists(proposed), then=Value(0)),
                When(state__in=Application.LIVE, then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            ),
        )
        .defer("cv", "note", "answer")
        .order_by("turn", "-created_at", "-pk")
    )


PAGE = 20
_own_pages = Prepared(lambda user, offset: of_person(User(pk=user))[offset : offset + PAGE], user=int, offset=int)
_own_count = Prepared(
    lambda user: Application.objects.of_person(User(pk=user)).values("jobseeker").annotate(n=Count("pk")), user=int
)
_elsewhere = Prepared(lambda user: elsewhere_of(User(pk=user))[:PAGE], user=int)


def own_page(user: User, number: str | None) -> Page[Application]:
    found = _own_count.first(user=user.pk)
    return Paginator(_own_pages.pages(count=found["n"] if found else 0, user=user.pk), PAGE).get_page(number)


def own_elsewhere(user: User) -> list[AppliedElsewhere]:
    return _elsewhere(user=user.pk)


def elsewhere_of(user: User) -> QuerySet[AppliedElsewhere]:
    return AppliedElsewhere.objects.filter(jobseeker__person__user=user).select_related(
        "vacancy__employer__organisation"
    )


def elsewhere_note(user: User, vacancy: Vacancy) -> AppliedElsewhere | None:
    return AppliedElsewhere.objects.filter(jobseeker__person__user=user, vacancy=vacancy).first()


def applicant_for(user: User, vacancy: Vacancy) -> Jobseeker | None:
    """The person's profile, with whether they hide from the vacancy's employer, their live application to it, and in
    how many days an employer answers."""
    live = Application.objects.live().filter(jobseeker=OuterRef("pk"), vacancy=vacancy)
    hidden = HiddenFrom.objects.filter(
        jobseeker=OuterRef("pk"), organisation=vacancy.employer.organisation_id if vacancy.employer else None
    )
    rule = rules_on(timezone.localdate())
    return (
        Jobseeker.objects.live()
        .filter(person__user=user)
        .select_related("person")
        .annotate(
            hides=Exists(hidden),
            live_application=Subquery(live.values("public_id")[:1]),
            answer_days=Coalesce(Subquery(rule.values("answer_days")[:1]), DEFAULT.answer_days),
        )
        .first()
    )


def live_for_vacancy(user: User, vacancy: Vacancy) -> Application | None:
    """The person's own application to this vacancy, if any: for the vacancy's page."""
    return (
        Application.objects.of_person(user).filter(vacancy=vacancy).defer("cv").order_by("-created_at", "-pk").first()
    )


def to_answer_count(organisation: "Organisation") -> int:
    """Applications where this employer has the next word: for its home page."""
    return Application.objects.filter(vacancy__employer__organisation=organisation).filter(TABS["to_answer"]).count()


def of_vacancy(user: User, vacancy: Vacancy | int, tab: str = "to_answer") -> QuerySet[Application]:
    """Applicants of a vacancy, what is due first on top."""
    unread = ApplicationMessage.objects.filter(application=OuterRef("pk"), side="jobseeker", read_at=None)
    interview = Interview.objects.filter(
        application=OuterRef("pk"), state__in=(Interview.State.PROPOSED, Interview.State.AGREED)
    ).order_by("-pk")
    return (
        Application.objects.of_employers(user)
        .filter(vacancy=vacancy)
        .filter(TABS.get(tab, Q()))
        .select_related("jobseeker__person", "jobseeker__region__parent__parent")
        .annotate(
            has_unread=Exists(unread),
            interview_at=Subquery(interview.values("starts_at")[:1]),
            interview_state=Subquery(interview.values("state")[:1]),
            turn=Case(
                When(state__in=(State.APPLIED, State.VIEWED), then=Value(0)),
                When(state=State.INTERVIEW, then=Value(1)),
                When(state=State.OFFERED, then=Value(2)),
                default=Value(3),
                output_field=IntegerField(),
            ),
        )
        .defer("cv", "answer")
        .order_by("turn", F("answer_due_on").asc(nulls_last=True), "created_at", "pk")
    )


_with_applicants = Prepared(
    lambda organisation, public_id: (
        Vacancy.objects.filter(employer__organisation=organisation, public_id=public_id)
        .select_related("employer")
        .only(
            "public_id", "title", "state", "openings", "filled", "employer__response_rate", "employer__response_days",
            "employer__organisation_id",
        )
    ),
    organisation=int,
    public_id=UUID,
)  # fmt: skip


def vacancy_with_applicants(organisation: "Organisation", public_id: UUID) -> Vacancy | None:
    """What its page of applicants shows of the vacancy."""
    found: Vacancy | None = _with_applicants.first(organisation=organisation.pk, public_id=public_id)
    return found


def _tab_pages(tab: str) -> Prepared:
    return Prepared(
        lambda user, vacancy, offset: of_vacancy(User(pk=user), vacancy, tab)[offset : offset + PAGE],
        user=int,
        vacancy=int,
        offset=int,
    )


_pages = {tab: _tab_pages(tab) for tab in TABS}
_counts = Prepared(
    lambda user, vacancy: (
        Application.objects.of_employers(User(pk=user))
        .filter(vacancy=vacancy)
        .values("vacancy")
        .annotate(**{name: Count("pk", filter=wanted) if wanted else Count("pk") for name, wanted in TABS.items()})
    ),
    user=int,
    vacancy=int,
)


def tab_counts(user: User, vacancy: Vacancy) -> dict[str, int]:
    found = _counts.first(user=user.pk, vacancy=vacancy.pk)
    return {name: found[name] if found else 0 for name in TABS}


def tab_page(user: User, vacancy: Vacancy, tab: str, count: int, number: str | None) -> Page[Application]:
    return Paginator(_pages[tab].pages(count=count, user=user.pk, vacancy=vacancy.pk), PAGE).get_page(number)


@dataclass(frozen=True, slots=True)
class Applicant:
    """A row of a vacancy's page of applicants, and whether it was picked."""

    application: Application
    ticked: bool

    @property
    def piece(self) -> tuple[Any, ...]:
        """All that the page shows of it."""
        one: Any = self.application
        seeker = one.jobseeker
        return (
            one.public_id, self.ticked, one.state, seeker.person.name, one.has_unread, one.interview_at,
            one.interview_state, one.answer_due_on, one.created_at, seeker.career_months,
            seeker.region.full_label if seeker.region else "",
        )  # fmt: skip


@dataclass(slots=True)
class Detail:
    """One application with all that happened on it."""

    application: Application
    timeline: list[dict[str, Any]]
    messages: list[ApplicationMessage]
    interviews: list[Interview]
    proposed: Interview | None
    agreed: Interview | None
    offer: Offer | None
    cv: dict[str, Any] | None
    contacts: list[ContactPoint] = field(default_factory=list)
    unread: bool = False


def _gathered(model: type[Model], *fields: str) -> ArraySubquery:
    rows = model._default_manager.filter(application=OuterRef("pk")).order_by("pk")
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in fields})))


MESSAGE = ("pk", "side", "text", "at", "read_at")
STEP = ("pk", "before", "after", "by_id", "at", "why")
INTERVIEW = (
    "pk",
    "public_id",
    "mode",
    "place",
    "minutes",
    "note",
    "times",
    "starts_at",
    "state",
    "answered_at",
    "answer",
)
OFFER = ("pk", "public_id", "pay_period", "pay", "starts_on", "answer_by", "note", "state", "answered_at")


def with_detail(rows: QuerySet[Application]) -> QuerySet[Application]:
    """The application with its log, messages, interviews, offers and grants, in one query.

    A page's budget also has to hold the access check and its log.
    """
    grants = AccessGrant.objects.current().filter(
        person=OuterRef("jobseeker__person"),
        organisation=OuterRef("vacancy__employer__organisation"),
        source=Concat(Value(SOURCE), Cast(OuterRef("pk"), CharField())),
    )
    return rows.select_related(
        "vacancy__employer__organisation",
        "vacancy__region__parent__parent",
        "jobseeker__person",
        "jobseeker__region__parent__parent",
    ).annotate(
        step_rows=_gathered(ApplicationTransition, *STEP),
        message_rows=_gathered(ApplicationMessage, *MESSAGE),
        interview_rows=_gathered(Interview, *INTERVIEW),
        offer_rows=_gathered(Offer, *OFFER),
        scopes=ArraySubquery(grants.values("scope")),
    )


def _built(model: type[M], rows: list[dict[str, Any]]) -> list[M]:
    """Model instances from JSON rows, each value through its field."""
    built = []
    for row in rows:
        values = {}
        for name, value in row.items():
            column = model._meta.pk if name == "pk" else model._meta.get_field(name)
            many = isinstance(value, list)
            read = column.base_field.to_python if many else column.to_python  # type: ignore[union-attr]
            values[name] = [read(one) for one in value] if many else read(value)
        built.append(model(**values))
    return built


def _steps(steps: list[ApplicationTransition], *, employer_reads: bool) -> list[dict[str, Any]]:
    words = {
        State.APPLIED: _("지원함"),
        State.VIEWED: _("기업이 이력서를 열어 봄"),
        State.INTERVIEW: _("면접 제안"),
        State.OFFERED: _("채용 제안"),
        State.ACCEPTED: _("제안을 받아들여 채용됨"),
        State.REJECTED: _("이번에는 채용하지 않음"),
        State.DECLINED: _("제안을 사양함"),
        State.WITHDRAWN: _("지원을 취소함"),
        State.CLOSED: _("답이 없어 닫힘"),
    }
    persons = {State.APPLIED, State.ACCEPTED, State.DECLINED, State.WITHDRAWN}
    lines = []
    for step in steps:
        mine = (step.after in persons) != employer_reads
        kind = "sys" if step.by_id is None else "me" if mine else ""
        lines.append({"at": step.at, "title": words[State(step.after)], "kind": kind})
    return lines


def _happenings(
    steps: list[ApplicationTransition], interviews: list[Interview], *, employer_reads: bool
) -> list[dict[str, Any]]:
    """The log with the answers to interviews between its steps, newest first; messages have a place of their own."""
    lines = _steps(steps, employer_reads=employer_reads)
    for one in interviews:
        if one.answered_at and one.state == Interview.State.AGREED:
            lines.append({"at": one.answered_at, "title": _("면접 시간을 고름"), "moment": one.starts_at, "kind": ""})
        elif one.answered_at and one.state == Interview.State.DECLINED:
            lines.append(
                {"at": one.answered_at, "title": _("맞는 면접 시간이 없다고 답함"), "text": one.answer, "kind": ""}
            )
    return sorted(lines, key=lambda line: line["at"], reverse=True)


def detail_of(application: Application, *, employer_reads: bool) -> Detail:
    """From a row of `with_detail`: no query, or one where the employer may also see how to reach the person."""
    steps = _built(ApplicationTransition, application.step_rows)  # type: ignore[attr-defined]
    messages = _built(ApplicationMessage, application.message_rows)  # type: ignore[attr-defined]
    interviews = _built(Interview, application.interview_rows)  # type: ignore[attr-defined]
    offers = _built(Offer, application.offer_rows)  # type: ignore[attr-defined]
    scopes = application.scopes if employer_reads else [AccessGrant.Scope.PROFILE]  # type: ignore[attr-defined]
    now, other = timezone.now(), "jobseeker" if employer_reads else "employer"
    return Detail(
        application=application,
        timeline=_happenings(steps, interviews, employer_reads=employer_reads),
        messages=messages,
        interviews=interviews,
        proposed=next((one for one in interviews if one.state == Interview.State.PROPOSED), None),
        agreed=next(
            (one for one in interviews if one.state == Interview.State.AGREED and (one.starts_at or now) > now), None
        ),
        offer=offers[-1] if offers else None,
        cv=(application.cv or None) if AccessGrant.Scope.PROFILE in scopes else None,
        contacts=_contacts(application) if employer_reads and AccessGrant.Scope.CONTACT in scopes else [],
        unread=any(one.side == other and one.read_at is None for one in messages),
    )


def _contacts(application: Application) -> list[ContactPoint]:
    return list(
        ContactPoint.objects.filter(
            person=application.jobseeker.person_id, verified_at__isnull=False, kind__in=("phone", "email")
        ).order_by("-kind")
    )


def jobseeker_of(user: User) -> Jobseeker | None:
    return Jobseeker.objects.live().select_related("person").filter(person__user=user).first()
