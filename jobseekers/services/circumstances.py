"""What a person tells of their circumstances, or a counsellor writes down for them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Consent, User
from accounts.services import has_consent
from core.errors import RuleBroken
from core.events import record
from jobseekers.models import Circumstances, MedianIncome
from jobseekers.services.rows import locked, refuse_stale


@transaction.atomic
def circumstances_save(
    *, jobseeker_id: int, by: User | None, values: Mapping[str, Any], seen: str = ""
) -> Circumstances:
    """Only the named fields change; none of them is told when it is None."""
    jobseeker = locked(jobseeker_id, by)
    row = Circumstances.objects.filter(jobseeker=jobseeker).first() or Circumstances(jobseeker=jobseeker)
    refuse_stale(row, seen)
    sensitive = any(values.get(name) is not None for name in Circumstances.SENSITIVE)
    if sensitive and not has_consent(jobseeker.person, Consent.Purpose.SENSITIVE):
        raise RuleBroken(
            _("장애 정보를 적으려면 먼저 처리에 동의해 주세요. 동의하지 않아도 다른 내용은 저장돼요."),
            field="sensitive_consent",
        )
    today = timezone.localdate().isoformat()
    changed = [name for name in Circumstances.FIELDS if name in values and values[name] != getattr(row, name)]
    for name in changed:
        setattr(row, name, values[name])
        row.told_on.pop(name, None)
        if values[name] is not None:
            row.told_on[name] = today
    row.save()
    record("circumstances.saved", actor=by, target=jobseeker, fields=changed)
    return row


@transaction.atomic
def median_incomes_load(*, rows: Iterable[Mapping[str, Any]]) -> int:
    """The yearly notice's table; a row that is there already takes the new amount."""
    found = [MedianIncome(**row) for row in rows]
    MedianIncome.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["year", "size"], update_fields=["won", "verified"]
    )
    return len(found)
