"""What the desk and the screen of the queue show."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from welfare_centres.models import Centre, QueueTicket
from welfare_centres.selectors.waiting import Estimate, estimate

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Queue:
    waiting: list[QueueTicket]
    called: list[QueueTicket]
    mine: QueueTicket | None
    left: list[QueueTicket]
    expected: Estimate | None


@dataclass(frozen=True, slots=True)
class Screen:
    called: list[QueueTicket]
    waiting: int
    expected: Estimate | None


def queue_of(centre: Centre, user: User) -> Queue:
    rows = list(QueueTicket.objects.today(centre).exclude(state="served").select_related("type"))
    waiting = [row for row in rows if row.state == QueueTicket.State.WAITING]
    called = [row for row in rows if row.state == QueueTicket.State.CALLED]
    mine = next((row for row in called if row.called_by_id == user.pk), None)
    left = [row for row in rows if row.state == QueueTicket.State.LEFT]
    return Queue(waiting, called, mine, left, estimate(centre, len(waiting)))


def screen_of(centre: Centre) -> Screen:
    today = QueueTicket.objects.today(centre)
    waiting = today.waiting().count()
    called = today.filter(state=QueueTicket.State.CALLED).order_by("-called_at")[:SHOWN]
    return Screen(list(called), waiting, estimate(centre, waiting))
