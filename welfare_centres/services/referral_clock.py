"""Every morning: referrals whose day comes or has passed. Each is told once a day, whoever runs and however often."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record
from core.imports import ImportReport, csv_rows
from welfare_centres import working_days
from welfare_centres.models import AgencyKind, Referral, ReferralClock
from welfare_centres.services import referral_notices as notices
from welfare_centres.services import referrals

State = Referral.State
SHIPPED = Path(__file__).parent.parent / "reference" / "referral_clocks.csv"
DAYS = ("days_to_see", "days_to_answer", "days_to_contact")


@transaction.atomic
def clocks_load(path: Path = SHIPPED) -> ImportReport:
    """The days of each kind of agency from a file; a line without a kind is for everybody else."""
    report = ImportReport(path.name)
    kinds = dict(AgencyKind.objects.values_list("code", "pk"))
    for number, cells in csv_rows(path, required=("agency_kind", *DAYS)):
        report.read += 1
        code = cells["agency_kind"]
        if (code and code not in kinds) or not all(cells[name].isdecimal() for name in DAYS):
            report.reject(number, code, _("모르는 기관 종류이거나 날 수가 숫자가 아니에요. 고친 뒤 다시 가져오세요."))
            continue
        days = {name: int(cells[name]) for name in DAYS} | {"source": cells.get("source", "")}
        known = ReferralClock.objects.filter(agency_kind=kinds.get(code)).first()
        if known and all(getattr(known, name) == value for name, value in days.items()):
            report.unchanged += 1
            continue
        ReferralClock.objects.update_or_create(agency_kind_id=kinds.get(code), defaults=days)
        report.written += 1
    return report


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
