"""What programmes led to: for one person, and how earlier runs ended with the uncertainty of their numbers."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Sum

from almp_programmes.models import EffectEstimate, EnrolmentOutcome, RunOutcome
from almp_programmes.selectors.opening import SMALL

Z = 1.959964  # 95%
Source = EnrolmentOutcome.Source


@dataclass(frozen=True, slots=True)
class Share:
    """A share in whole percent with its 95% interval, of so many people."""

    percent: int
    low: int
    high: int
    of: int


@dataclass(frozen=True, slots=True)
class Outcome:
    completed: Share | None
    employed: Share | None

    def __bool__(self) -> bool:
        return bool(self.completed or self.employed)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95% score interval of a share (E. B. Wilson, 1927): within 0 and 1 also for few people."""
    share, zz = part / whole, Z * Z
    centre = (share + zz / (2 * whole)) / (1 + zz / whole)
    half = Z / (1 + zz / whole) * math.sqrt(share * (1 - share) / whole + zz / (4 * whole * whole))
    return max(0.0, centre - half), min(1.0, centre + half)


def share_of(part: int | None, whole: int | None) -> Share | None:
    """None where fewer than five people, either way, would show."""
    if not part or not whole or part > whole or part < SMALL or 0 < whole - part < SMALL:
        return None
    low, high = wilson(part, whole)
    return Share(round(100 * part / whole), round(100 * low), round(100 * high), whole)


def outcomes(programme_ids: Iterable[int]) -> dict[int, Outcome]:
    """Completion of those who came, and work after six months of those who completed, over all past runs."""
    counted = Q(enrolled__isnull=False, completed__isnull=False)
    worked = Q(completed__isnull=False, employed_6m__isnull=False)
    rows = (
        RunOutcome.objects.filter(run__course__programme__in=list(programme_ids))
        .values(programme=F("run__course__programme"))
        .annotate(
            came=Sum("enrolled", filter=counted), finished=Sum("completed", filter=counted),
            could=Sum("completed", filter=worked), work=Sum("employed_6m", filter=worked),
        )
    )  # fmt: skip
    return {
        row["programme"]: Outcome(share_of(row["finished"], row["came"]), share_of(row["work"], row["could"]))
        for row in rows
    }


def effects(programme_ids: Iterable[int], groups: Iterable[int], on: dt.date) -> dict[int, EffectEstimate]:
    """For each programme the estimate nearest to the person: for a group of theirs before one for all, a year ahead
    before other horizons, the newest first."""
    own = set(groups)
    found: dict[int, EffectEstimate] = {}
    rows = EffectEstimate.objects.filter(programme__in=list(programme_ids), as_of__lte=on).select_related("group")

    def nearness(one: Any) -> tuple[bool, int, float]:
        return one.group_id is None, abs(one.horizon_months - 12), -one.as_of.toordinal()

    for row in sorted((one for one in rows if one.group_id is None or one.group_id in own), key=nearness):
        found.setdefault(row.programme_id, row)
    return found


def believed(rows: Iterable[EnrolmentOutcome]) -> list[EnrolmentOutcome]:
    """One for each number of months, of what several sources say of a participation."""
    of_months: dict[int, dict[str, EnrolmentOutcome]] = defaultdict(dict)
    for row in rows:
        of_months[row.months][row.source] = row
    return [_believed(said) for _months, said in sorted(of_months.items())]


def _believed(said: dict[str, EnrolmentOutcome]) -> EnrolmentOutcome:
    """The person's word, else the provider's, else the platform's records; a register's later word outweighs them."""
    told = next((said[source] for source in EnrolmentOutcome.TOLD if source in said), None)
    register = said.get(Source.REGISTER)
    if register and (told is None or register.told_at > told.told_at):
        return register
    return told or said[Source.PLACEMENT]
