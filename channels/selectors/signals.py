"""Signals of use, gathered to a few numbers."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from channels.models import Signal

DAYS = 60
A_DAY = dt.timedelta(days=1)
SLOW = dt.timedelta(minutes=30)
Kind = Signal.Kind


@dataclass(frozen=True, slots=True)
class Trouble:
    """Forms begun and not sent, sign-ins that failed, passwords set anew, help asked for, a form that took long."""

    abandoned: int = 0
    sign_in: int = 0
    reset: int = 0
    help: int = 0
    slow: int = 0


def trouble_of(person_id: int) -> Trouble:
    """A form counts as abandoned once a day, when it was not sent within a day of being opened."""
    now = timezone.now()
    rows = Signal.objects.filter(person=person_id, at__gt=now - dt.timedelta(days=DAYS)).order_by("at")
    counts = dict.fromkeys((Kind.SIGN_IN, Kind.RESET, Kind.HELP), 0)
    opened: dict[tuple[str, dt.date], dt.datetime] = {}
    sent: dict[str, list[dt.datetime]] = {}
    for kind, what, at in rows.values_list("kind", "what", "at"):
        if kind == Kind.OPENED:
            opened.setdefault((what, timezone.localtime(at).date()), at)
        elif kind == Kind.SENT:
            sent.setdefault(what, []).append(at)
        else:
            counts[Kind(kind)] += 1
    took = [
        min((at - begun for at in sent.get(what, ()) if begun <= at <= begun + A_DAY), default=None)
        for (what, _day), begun in opened.items()
        if begun < now - A_DAY or sent.get(what)
    ]
    return Trouble(
        abandoned=took.count(None), sign_in=counts[Kind.SIGN_IN], reset=counts[Kind.RESET], help=counts[Kind.HELP],
        slow=int(any(one > SLOW for one in took if one is not None)),
    )  # fmt: skip
