"""The lists of the back office: an employer's postings, and what staff must decide."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from core.prepared import Prepared
from employers.models import Claim, Employer, Vacancy, VacancyReport
from employers.querysets import VacancyQuerySet

PAGE = 20
State = Vacancy.State
TABS: dict[str, tuple[str, ...]] = {
    "open": (State.PUBLISHED, State.PAUSED),
    "writing": (State.DRAFT, State.SUBMITTED),
    "over": (State.FILLED, State.EXPIRED, State.WITHDRAWN),
}
NEEDS_ACTION = Case(
    When(state=State.DRAFT, then=Value(0)),
    When(applications_new__gt=0, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class VacancyRow:
    vacancy: Vacancy
    next_step: str
    tone: str

    @property
    def piece(self) -> tuple[Any, ...]:
        """All that the list shows of it."""
        one = self.vacancy
        return (
            one.public_id, one.title, one.region.full_label if one.region else "", one.state, one.applications_new,
            one.applications_count, one.filled, one.openings, one.deadline, self.next_step, self.tone,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MyVacancies:
    page: Page
    rows: list[VacancyRow]
    counts: dict[str, int]
    new_applicants: int


_employers = Prepared(
    lambda organisation: Employer.objects.select_related("organisation", "industry", "region__parent__parent").filter(
        organisation=organisation
    ),
    organisation=int,
)


def employer_of(organisation: Organisation | None) -> Employer | None:
    if organisation is None:
        return None
    found: Employer | None = _employers.first(organisation=organisation.pk)
    return found


def next_step(vacancy: Vacancy, today: dt.date) -> tuple[str, str]:
    """What its employer should do about it, and how pressing that is."""
    if vacancy.applications_new and not vacancy.is_over:
        return _("새 지원자 %(num)s명에게 답하세요") % {"num": vacancy.applications_new}, "b"
    if vacancy.state == State.PUBLISHED:
        if vacancy.deadline and (vacancy.deadline - today).days <= 3:
            return _("더 받으려면 마감일을 늘리세요"), "warn"
        return (_("지원자를 기다려요"), "") if not vacancy.applications_count else (_("지원자를 살펴보세요"), "")
    steps: dict[str, tuple[str, str]] = {
        State.DRAFT: (_("마저 쓰고 내세요"), "warn"),
        State.SUBMITTED: (_("검토를 기다려요"), ""),
        State.PAUSED: (_("다시 모집하거나 닫으세요"), ""),
    }
    return steps.get(vacancy.state, (_("비슷한 공고를 새로 쓸 수 있어요"), ""))


def _of_employer(user: int, employer: int) -> VacancyQuerySet:
    rows: VacancyQuerySet = Vacancy.objects.visible_to(User(pk=user)).filter(employer=employer)
    return rows


def _tab_pages(tab: str) -> Prepared:
    return Prepared(
        lambda user, employer, offset: _of_employer(user, employer)
        .filter(state__in=TABS[tab])
        .select_related("region__parent__parent")
        .defer("duties", "requirements", "preferred", "benefits")
        .order_by(NEEDS_ACTION, "deadline", "-created_at")[offset : offset + PAGE],
        user=int,
        employer=int,
        offset=int,
    )  # fmt: skip


_pages = {tab: _tab_pages(tab) for tab in TABS}
_totals = Prepared(
    lambda user, employer: (
        _of_employer(user, employer)
        .values("employer")
        .annotate(
            **{name: Count("pk", filter=Q(state__in=states)) for name, states in TABS.items()},
            new=Count("pk", filter=Q(applications_new__gt=0, state__in=TABS["open"])),
        )
    ),
    user=int,
    employer=int,
)


def my_vacancies(user: User, employer: Employer, *, tab: str, page: str | int) -> MyVacancies:
    """Two queries for any number."""
    totals = _totals.first(user=user.pk, employer=employer.pk) or dict.fromkeys([*TABS, "new"], 0)
    rows = _pages[tab].pages(count=totals[tab], user=user.pk, employer=employer.pk)
    found: Page[Any] = Paginator(rows, PAGE).get_page(page)
    today = timezone.localdate()
    return MyVacancies(
        page=found,
        rows=[VacancyRow(one, *next_step(one, today)) for one in found],
        counts={name: totals[name] for name in TABS},
        new_applicants=totals["new"],
    )


def to_moderate(user: User) -> Any:
    """Handed in, the oldest first; without those of a firm the moderator belongs to."""
    return (
        Vacancy.objects.awaiting_moderation()
        .visible_to(user)
        .exclude(employer__organisation__in=user.memberships.current().values("organisation"))
        .select_related("employer__organisation", "occupation", "region__parent__parent")
        .order_by("updated_at", "pk")
    )


def open_reports() -> Any:
    return (
        VacancyReport.objects.filter(state=VacancyReport.State.OPEN)
        .select_related("vacancy__employer__organisation")
        .order_by("created_at", "pk")
    )


def employers_to_verify() -> Any:
    return (
        Employer.objects.to_verify().select_related("organisation", "industry", "region").order_by("created_at", "pk")
    )


def in_arrears(sought: str = "") -> Any:
    """Firms marked as owing wages, the latest first; or the firms of a name or a business number, to be marked."""
    rows = Employer.objects.public().select_related("organisation", "region__parent__parent")
    if not sought.strip():
        return rows.filter(arrears_listed_on__isnull=False).order_by("-arrears_listed_on", "pk")
    digits = "".join(one for one in sought if one.isdigit())
    named = Q(organisation__name_ko__icontains=sought.strip()) | Q(organisation__name_en__icontains=sought.strip())
    return rows.filter(named | Q(business_number=digits) if digits else named).order_by("organisation__name_ko", "pk")


def open_claims() -> Any:
    return (
        Claim.objects.filter(state=Claim.State.OPEN)
        .select_related("employer__organisation", "claimant__organisation", "user")
        .order_by("created_at", "pk")
    )


def queue_counts() -> dict[str, int]:
    """The queues of the moderators and the firms marked for arrears, in one query."""
    queues = {
        "postings": Vacancy.objects.filter(state=State.SUBMITTED),
        "reports": VacancyReport.objects.filter(state=VacancyReport.State.OPEN),
        "employers": Employer.objects.to_verify(),
        "claims": Claim.objects.filter(state=Claim.State.OPEN),
        "arrears": in_arrears(),
    }
    names = list(queues)
    counts = [rows.order_by().values(queue=Value(name)).annotate(n=Count("pk")) for name, rows in queues.items()]
    found = {row["queue"]: row["n"] for row in counts[0].union(*counts[1:], all=True)}
    return {name: found.get(name, 0) for name in names}


def claimable(employer: Employer) -> Any:
    """Outside employers whose name is this firm's, with how many postings each has."""
    from employers.names import firm_key

    key = firm_key(employer.organisation.name_ko)
    return (
        Employer.objects.filter(outside_key=key, business_number=None, claimed_by=None)
        .select_related("organisation")
        .annotate(postings=Count("vacancies"))
        if key
        else Employer.objects.none()
    )
