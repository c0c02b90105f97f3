"""The walk-in queue: numbers drawn once, called once."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import RuleBroken
from welfare_centres.models import AppointmentType, Centre, QueueTicket, TicketTransition
from welfare_centres.policies.meetings import can_run_queue
from welfare_centres.services import holding

State = QueueTicket.State


@transaction.atomic
def ticket_draw(*, centre_id: int, type_id: int, by: User) -> QueueTicket:
    """The next number of the day; the centre's lock keeps two from drawing the same."""
    holding.lock(centre_id=centre_id)
    centre, kind = Centre.objects.get(pk=centre_id), AppointmentType.objects.get(pk=type_id)
    if not can_run_queue(by, centre):
        raise PermissionDenied
    if not kind.walk_in:
        raise RuleBroken(_("이 상담은 예약하고 오는 상담이에요. 번호표 대신 예약을 잡아 주세요."))
    today = QueueTicket.objects.today(centre)
    row = QueueTicket.objects.create(
        centre=centre, type=kind, number=(today.aggregate(last=Max("number"))["last"] or 0) + 1,
        ahead=today.waiting().count(),
    )  # fmt: skip
    TicketTransition.objects.create(ticket=row, before="", after=row.state, by=by)
    return row


@transaction.atomic
def ticket_call_next(*, centre_id: int, by: User, desk: str, type_id: int | None = None) -> QueueTicket | None:
    """Whoever has waited longest, called to a desk; the one before at that desk is done.

    Rows that another clerk is calling at this moment are passed over, so two never call the same number.
    """
    centre = Centre.objects.get(pk=centre_id)
    if not can_run_queue(by, centre):
        raise PermissionDenied
    desk = desk.strip()[:20]
    if not desk:
        raise RuleBroken(_("어느 창구로 부를지 적어 주세요."), field="desk")
    for held in QueueTicket.objects.today(centre).filter(state=State.CALLED, called_by=by).select_for_update():
        _end(held, State.SERVED, by)
    line = QueueTicket.objects.today(centre).waiting().order_by("number")
    if type_id is not None:
        line = line.filter(type=type_id)
    row: QueueTicket | None = line.select_for_update(skip_locked=True).first()
    if row is not None:
        row.desk, row.called_by, row.called_at = desk, by, timezone.now()
        row.move(State.CALLED, by=by, save=("desk", "called_by", "called_at"))
    return row


@transaction.atomic
def ticket_note(*, ticket_id: int, by: User, state: str) -> QueueTicket:
    """Served, not there, or back to waiting in its old place."""
    row = QueueTicket.objects.select_for_update(of=("self",)).select_related("centre__organisation").get(pk=ticket_id)
    if not can_run_queue(by, row.centre):
        raise PermissionDenied
    if state == State.WAITING:
        row.ended_at = None
        return row.move(state, by=by, save=("ended_at",))
    return _end(row, state, by)


def _end(row: QueueTicket, state: str, by: User) -> QueueTicket:
    row.ended_at = timezone.now() if state in (State.SERVED, State.LEFT) else None
    return row.move(state, by=by, save=("ended_at",))
