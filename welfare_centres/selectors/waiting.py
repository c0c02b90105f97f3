"""How long people wait: days until an appointment, minutes in the queue; how long the next will."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from welfare_centres.models import AppointmentType, Centre, Channel
from welfare_centres.selectors.meetings import day_start

FEWEST = 10  # below this many, a figure says more of chance than of waiting
RECENT_DAYS, RECENT_TICKETS = 28, 300


class Waited(NamedTuple):
    """One line of the figures: by what, how many, and the quartiles of what they waited."""

    centre: str
    service: str
    channel: str
    number: int
    low: float
    median: float
    high: float
    absent: float | None = None  # the share that did not come, of those whose time has passed


@dataclass(frozen=True, slots=True)
class Estimate:
    """Minutes that eight of ten waited between, behind as many others; `number` tickets it rests on."""

    low: int
    median: int
    high: int
    number: int


def days_waited(centres: list[Centre], first: dt.date, last: dt.date, *, whole: bool = False) -> list[Waited]:
    """Days between asking and the appointment, of those that were to take place in these days.

    A moved appointment counts once, from the first time it was asked for. `whole`: a line a centre.
    """
    return _lines(
        _days_by(WHOLE if whole else "centre_id, type_id, channel"),
        centres,
        day_start(first),
        day_start(last + dt.timedelta(days=1)),
    )


def minutes_waited(centres: list[Centre], first: dt.date, last: dt.date, *, whole: bool = False) -> list[Waited]:
    """Minutes between drawing a number and being called, of the tickets of these days."""
    return _lines(_minutes_by(WHOLE if whole else "centre_id, type_id, ''"), centres, first, last)


def estimate(centre: Centre, ahead: int) -> Estimate | None:
    """From what each of the latest tickets waited for each one before it; nothing where too few were called."""
    since = timezone.localdate() - dt.timedelta(days=RECENT_DAYS)
    with connection.cursor() as cursor:
        cursor.execute(_PACE, {"centre": centre.pk, "since": since, "most": RECENT_TICKETS, "ahead": ahead + 1})
        number, low, median, high = cursor.fetchone()
    return Estimate(round(low), round(median), max(round(high), 1), number) if number >= FEWEST else None


def _lines(statement: str, centres: list[Centre], first: dt.date, last: dt.date) -> list[Waited]:
    kinds = {one.pk: one.label for one in AppointmentType.objects.all()}
    names = {one.pk: one.organisation.label for one in centres}
    with connection.cursor() as cursor:
        cursor.execute(statement, {"centres": list(names), "first": first, "last": last})
        return [
            Waited(names[centre], kinds.get(kind, ""), str(Channel(channel).label) if channel else "", *numbers)
            for centre, kind, channel, *numbers in cursor.fetchall()
        ]


_QUARTILES = """count(*), percentile_cont(0.25) WITHIN GROUP (ORDER BY waited),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY waited), percentile_cont(0.75) WITHIN GROUP (ORDER BY waited)"""
WHOLE = "centre_id, NULL, ''"  # a line a centre


def _days_by(what: str) -> str:
    return f"""
SELECT {what}, {_QUARTILES},
       avg((state = 'no_show')::int) FILTER (WHERE begins < now() AND state <> 'cancelled')
FROM (
    SELECT centre_id, type_id, channel, state, lower(during) AS begins,
           extract(epoch FROM lower(during) - asked_at)::float / 86400 AS waited
    FROM welfare_centres_appointment
    WHERE centre_id = ANY(%(centres)s) AND state <> 'rebooked'
      AND lower(during) >= %(first)s AND lower(during) < %(last)s
) AS one GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""  # noqa: S608 - no value in the text


def _minutes_by(what: str) -> str:
    return f"""
SELECT {what}, {_QUARTILES} FROM (
    SELECT centre_id, type_id, extract(epoch FROM called_at - drawn_at)::float / 60 AS waited
    FROM welfare_centres_queueticket
    WHERE centre_id = ANY(%(centres)s) AND day BETWEEN %(first)s AND %(last)s AND called_at IS NOT NULL
) AS one GROUP BY 1, 2 ORDER BY 1, 2"""  # noqa: S608 - no value in the text


_PACE = """
SELECT count(*), coalesce(percentile_cont(0.1) WITHIN GROUP (ORDER BY each) * %(ahead)s, 0),
       coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY each) * %(ahead)s, 0),
       coalesce(percentile_cont(0.9) WITHIN GROUP (ORDER BY each) * %(ahead)s, 0)
FROM (
    SELECT extract(epoch FROM called_at - drawn_at)::float / 60 / (ahead + 1) AS each
    FROM welfare_centres_queueticket
    WHERE centre_id = %(centre)s AND called_at IS NOT NULL AND day >= %(since)s
    ORDER BY called_at DESC LIMIT %(most)s
) AS recent"""
