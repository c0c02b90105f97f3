"""How people fare 3, 6 and 12 months after: told by themselves or the provider, known by the platform or registers."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from almp_programmes.models import Enrolment, EnrolmentOutcome
from almp_programmes.policies import taking_part as policies
from core.dates import months_later
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from accounts.models import User

Source = EnrolmentOutcome.Source
ENDED = (Enrolment.State.COMPLETED, Enrolment.State.NOT_COMPLETED, Enrolment.State.LEFT_FOR_JOB, Enrolment.State.LEFT)


def months_due(enrolment: Enrolment) -> list[int]:
    """Of 3, 6 and 12: those that have passed since it ended."""
    if enrolment.state not in ENDED or enrolment.ended_on is None:
        return []
    today = timezone.localdate()
    return [months for months in EnrolmentOutcome.MONTHS if months_later(enrolment.ended_on, months) <= today]


@transaction.atomic
def outcome_tell(*, enrolment_id: int, months: int, status: str, by: User) -> EnrolmentOutcome:
    """Told again by the same side, the newer word stands."""
    enrolment = Enrolment.objects.select_related("run__course").select_for_update(of=("self",)).get(pk=enrolment_id)
    source = Source.PERSON if policies.is_participant(by, enrolment) else Source.PROVIDER
    if source == Source.PROVIDER and not policies.runs_it(by, enrolment):
        raise PermissionDenied
    if months not in months_due(enrolment):
        raise RuleBroken(_("아직 알려 줄 때가 아니에요."))
    if status not in EnrolmentOutcome.Status.values:
        raise RuleBroken(_("지금 상황을 골라 주세요."), field="status")
    row, _made = EnrolmentOutcome.objects.update_or_create(
        enrolment=enrolment, months=months, source=source, defaults={"status": status, "by": by}
    )
    record("enrolment.outcome", actor=by, target=enrolment, months=months, status=status)
    return row


@transaction.atomic
def outcomes_register(*, rows: Collection[tuple[int, int, str | None]], source: str) -> int:
    """(enrolment id, months, status) from placements or registers, set-based; the newer delivery stands.

    Without a status, what the source said before is taken back. What somebody told is not theirs to change.
    """
    if source in EnrolmentOutcome.TOLD:
        raise ValueError(source)
    for months in EnrolmentOutcome.MONTHS:
        gone = [enrolment for enrolment, after, status in rows if after == months and status is None]
        EnrolmentOutcome.objects.filter(enrolment__in=gone, months=months, source=source).delete()
    EnrolmentOutcome.objects.bulk_create(
        [
            EnrolmentOutcome(enrolment_id=enrolment, months=months, status=status, source=source)
            for enrolment, months, status in rows
            if status is not None
        ],
        update_conflicts=True, unique_fields=["enrolment", "months", "source"], update_fields=["status", "told_at"],
    )  # fmt: skip
    return len(rows)
