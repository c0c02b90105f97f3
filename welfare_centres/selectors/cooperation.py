"""Co-operation as it is read: months, comparisons with their verdict, who has learnt, the yearly self-assessments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.models import Membership
from core import charts
from core.display import month as month_words
from core.display import num
from taxonomy.models import Region
from welfare_centres.comparing import verdict
from welfare_centres.models import Centre, CooperationComparison, CooperationMonth, SelfAssessment
from welfare_centres.models.cooperation import centres_of
from welfare_centres.models.referrals import RECEIVES
from welfare_centres.statements import areas

if TYPE_CHECKING:
    import datetime as dt

    from markupsafe import Markup

    from accounts.models import User

COURSE = "working-together"
Indicator = CooperationComparison.Indicator
SUMS = (
    "referrals_due", "accepted_in_time", "cases", "cases_two_agencies", "first_contacts", "done_by_person",
    "done_by_job_centre", "done_by_partner",
)  # fmt: skip


def is_ministry(user: User) -> bool:
    return Membership.objects.current().filter(user=user, role__in=Membership.MINISTRY_ROLES).exists()


def centres_seen(user: User) -> QuerySet[Centre]:
    rows = Centre.objects.open() if is_ministry(user) else centres_of(user)
    return rows.select_related("organisation", "region").order_by("organisation__name_ko", "pk")


@dataclass(frozen=True, slots=True)
class Month:
    """One centre's month, or the sum over all that the reader sees (then without a median)."""

    month: dt.date
    referrals_due: int
    accepted_in_time: int
    cases: int
    cases_two_agencies: int
    first_contacts: int
    done_by_person: int
    done_by_job_centre: int
    done_by_partner: int
    contact_days: float | None = None

    @property
    def in_time(self) -> float | None:
        return 100 * self.accepted_in_time / self.referrals_due if self.referrals_due else None

    @property
    def together(self) -> float | None:
        return 100 * self.cases_two_agencies / self.cases if self.cases else None

    @property
    def done(self) -> list[int]:
        return [self.done_by_person, self.done_by_job_centre, self.done_by_partner]


def months_of(user: User, centre: Centre | None, most: int = 13) -> list[Month]:
    """The latest months, the oldest first."""
    rows = CooperationMonth.objects.visible_to(user)
    if centre is not None:
        found = rows.filter(centre=centre).order_by("-month").values("month", "contact_days", *SUMS)[:most]
    else:
        found = rows.values("month").annotate(**{name: Sum(name) for name in SUMS}).order_by("-month")[:most]
    return [Month(**row) for row in reversed(found)]


def months_chart(months: list[Month]) -> Markup | None:
    """Two shares over the months; none where there is nothing to draw."""
    wanted = {
        _("제때 받아들인 의뢰"): [(one.month, one.in_time) for one in months],
        _("두 기관 이상이 함께한 사례"): [(one.month, one.together) for one in months],
    }
    lines = []
    for name, shares in wanted.items():
        points = [charts.Point(month_words(month), share) for month, share in shares if share is not None]
        if len(points) > 1:
            lines.append(charts.Series(name, points))
    if not lines:
        return None
    said = "; ".join(f"{one.name}: {num(one.points[0].value, 0)}% → {num(one.points[-1].value, 0)}%" for one in lines)
    return charts.line_series(lines, label=said)


@dataclass(frozen=True, slots=True)
class Compared:
    centre: Centre
    indicator: str
    indicator_label: str
    people: int
    observed: int
    expected: float
    ratio: float | None
    low: float | None
    high: float | None

    @property
    def says(self) -> str:
        """above, below, same, or hidden: by the interval, not by the ratio."""
        if self.low is None or self.high is None:
            return "hidden"
        return verdict(self.low, self.high)


def says_words() -> dict[str, str]:
    return {
        "above": _("예상보다 높음"), "below": _("예상보다 낮음"), "same": _("예상과 차이 없음"),
        "hidden": _("30명보다 적어 말하지 않음"),
    }  # fmt: skip


def comparisons(user: User, *, indicator: str = "", centre: Centre | None = None, area: str = "") -> list[Compared]:
    """In the order of their names: nobody is ranked by a point estimate."""
    rows = CooperationComparison.objects.visible_to(user).select_related("centre__organisation", "centre__region")
    if indicator:
        rows = rows.filter(indicator=indicator)
    if centre is not None:
        rows = rows.filter(centre=centre)
    if area:
        rows = rows.filter(centre__region__short_code__startswith=area)
    return [
        Compared(
            row.centre, row.indicator, str(Indicator(row.indicator).label), row.people, row.observed, row.expected,
            row.ratio, row.low, row.high,
        )
        for row in rows.order_by("centre__organisation__name_ko", "centre", "indicator")
    ]  # fmt: skip


def comparison_chart(rows: list[Compared], *, by_indicator: bool) -> Markup | None:
    shown = [row for row in rows if row.ratio is not None]
    if not shown:
        return None
    names = [row.indicator_label if by_indicator else row.centre.organisation.label for row in shown]
    words = says_words()
    said = "; ".join(f"{name}: {words[row.says]}" for name, row in zip(names, shown, strict=True))
    estimates = [
        charts.Estimate(name, row.ratio or 0.0, row.low, row.high) for name, row in zip(names, shown, strict=True)
    ]
    return charts.dots(
        estimates, label=said, unit="", places=2, sort=False, reference=charts.Target(1.0, _("예상한 만큼"))
    )


def areas_of(centres: list[Centre]) -> list[tuple[str, str]]:
    """Provinces of the centres, as code and name."""
    found = {centre.region.short_code[:2] for centre in centres if centre.region is not None}
    provinces = Region.objects.current().filter(level=Region.Level.PROVINCE, short_code__in=found)
    return sorted((row.short_code, row.label) for row in provinces)


@dataclass(frozen=True, slots=True)
class Learnt:
    centre: Centre
    staff: int
    staff_done: int
    partners: int
    partners_done: int


def training(user: User) -> list[Learnt]:
    """Of each centre's own staff and of its agencies': how many finished the course on working together."""
    own, desk = "organisation__memberships", "desks__agency__organisation__memberships"

    def held(path: str) -> Q:
        return Q(**{f"{path}__until": None, f"{path}__role__in": RECEIVES})

    def done(path: str) -> Q:
        learns = f"{path}__user__learning"
        return held(path) & Q(**{f"{learns}__course__reference": COURSE, f"{learns}__completed_at__isnull": False})

    here = Q(desks__until=None)
    counts = {"staff": held(own), "staff_done": done(own)}
    ours = centres_seen(user).annotate(
        **{name: Count(f"{own}__user", filter=rule, distinct=True) for name, rule in counts.items()}
    )
    partners = {
        row["pk"]: row
        for row in centres_seen(user)
        .annotate(
            n=Count(f"{desk}__user", filter=here & held(desk), distinct=True),
            done=Count(f"{desk}__user", filter=here & done(desk), distinct=True),
        )
        .values("pk", "n", "done")
    }
    return [
        Learnt(row, row.staff, row.staff_done, partners[row.pk]["n"], partners[row.pk]["done"])  # type: ignore[attr-defined]
        for row in ours
    ]


@dataclass(frozen=True, slots=True)
class AreaLevel:
    """An area's mean level this year and the year before."""

    name: str
    now: float | None
    before: float | None

    @property
    def change(self) -> float | None:
        return self.now - self.before if self.now is not None and self.before is not None else None


def _mean(row: SelfAssessment | None, codes: list[str]) -> float | None:
    found = [row.levels[code] for code in codes if code in row.levels] if row is not None else []
    return sum(found) / len(found) if found else None


def self_compared(now: SelfAssessment | None, before: SelfAssessment | None) -> list[AreaLevel]:
    out = []
    for area in areas():
        codes = [one.code for one in area.statements]
        out.append(AreaLevel(area.name.label, _mean(now, codes), _mean(before, codes)))
    return out


def self_assessment_of(user: User, centre: Centre, year: int) -> SelfAssessment | None:
    found: SelfAssessment | None = (
        SelfAssessment.objects.visible_to(user).filter(centre=centre, year=year).select_related("written_by").first()
    )
    return found


def self_assessments(user: User, year: int) -> list[tuple[Centre, SelfAssessment | None]]:
    """Each centre that the reader sees, with what it handed in that year."""
    given = {
        row.centre_id: row
        for row in SelfAssessment.objects.visible_to(user).filter(year=year, submitted_at__isnull=False)
    }
    return [(centre, given.get(centre.pk)) for centre in centres_seen(user)]
