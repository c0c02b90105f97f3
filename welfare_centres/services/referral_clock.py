"""Every morning: referrals whose day comes or has passed. Each is told once a day, whoever runs and however often."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.events import record
from welfare_centres import working_days
from welfare_centres.models import Referral
from welfare_centres.services import referral_notices as notices
from welfare_centres.services import referrals

State = Referral.State


def _due(day: dt.date) -> Q:
    """What should have happened by the day and has not."""
    return (
        Q(state=State.SENT, see_by__lte=day)
        | Q(state__in=Referral.WAITING, answer_by__lte=day)
        | Q(state=State.ACCEPTED, first_contact_on=None, contact_by__lte=day)
    )


def clock_run(day: dt.date | None = None) -> tuple[int, int]:
    """Remind on the last day, escalate after it, on working days only; how many of each."""
    today = day or timezone.localdate()
    if not working_days.is_working(today):
        return 0, 0
    due = Referral.objects.filter(_due(today), Q(reminded_on=None) | Q(reminded_on__lt=today))
    reminded = escalated = 0
    for pk in due.order_by("pk").values_list("pk", flat=True):
        was_late = _tell(pk, today)
        reminded += was_late is False
        escalated += was_late is True
    return reminded, escalated


@transaction.atomic
def _tell(referral_id: int, today: dt.date) -> bool | None:
    """Whether it was late; None if another run told it, or somebody answered meanwhile."""
    row = referrals.lock(referral_id)
    if row.reminded_on == today or row.due_on is None or row.due_on > today:
        return None
    late = row.due_on < today
    row.reminded_on = today
    if late:
        row.escalated_on = today
    row.save(update_fields=["reminded_on", "escalated_on"])
    notices.reminded(row, today)
    if late:
        notices.escalated(row, today)
        record("referral.late", target=row)
    return late
