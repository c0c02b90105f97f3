"""How the national matching of a night stands: what its page and the terminal show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q, Sum

from matching.models import MatchingNight, MatchingRange
from matching.nightly.swapping import database_now

SHOWN = 14  # nights
State = MatchingRange.State


@dataclass(frozen=True)
class Progress:
    """The newest night: ranges by state, people written, how fast and how long still."""

    night: MatchingNight
    done: int = 0
    running: int = 0
    queued: int = 0
    written: int = 0
    people_a_second: float | None = None
    left: dt.timedelta | None = None
    workers: list[tuple[str, int, int]] = field(default_factory=list)  # name, ranges done, ranges in hand

    @property
    def ranges(self) -> int:
        return self.done + self.running + self.queued


def progress(night: MatchingNight | None = None) -> Progress | None:
    """Of the newest night, or the one given: two queries."""
    night = night or MatchingNight.objects.order_by("-pk").first()
    if night is None:
        return None
    per_worker = (
        night.ranges.values("worker")
        .annotate(
            done=Count("pk", filter=Q(state=State.DONE)), running=Count("pk", filter=Q(state=State.RUNNING)),
            queued=Count("pk", filter=Q(state=State.QUEUED)), people=Sum("written"), newest=Max("done_at"),
        )
        .order_by("worker")
    )  # fmt: skip
    rows = list(per_worker)
    total = {name: sum(row[name] or 0 for row in rows) for name in ("done", "running", "queued")}
    written = sum(row["people"] or 0 for row in rows)
    until = max((row["newest"] for row in rows if row["newest"]), default=None)
    speed = _speed(night, written, until if not total["running"] else database_now())
    left = None
    if speed and night.state == MatchingNight.State.RUNNING:
        left = dt.timedelta(seconds=round((night.people - written) / speed))
    named = [(row["worker"], row["done"], row["running"]) for row in rows if row["worker"]]
    return Progress(night=night, written=written, people_a_second=speed, left=left, workers=named, **total)


def _speed(night: MatchingNight, written: int, until: dt.datetime | None) -> float | None:
    if not written or night.ranges_at is None or until is None:
        return None
    return written / max((until - night.ranges_at).total_seconds(), 0.001)


def nights() -> list[MatchingNight]:
    """The last ones over, the newest first."""
    return list(MatchingNight.objects.exclude(finished_at=None).order_by("-pk")[:SHOWN])
