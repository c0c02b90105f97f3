"""The person's own lines, limits and wishes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Consent, User
from accounts.services import has_consent
from core.errors import RuleBroken
from core.events import record
from jobseekers.models import (
    Constraints,
    Jobseeker,
    Preferences,
    PreferredOccupation,
    PreferredRegion,
)
from jobseekers.services.competencies import suggest_from
from jobseekers.services.rows import locked, refuse_stale
from taxonomy.models import Occupation, Region

MOST = 3  # occupations, and regions, one can wish for at once
BASICS = ("headline", "intro", "region", "education", "career_months", "work_permit")
SENSITIVE = ("health_note", "accessibility")


@transaction.atomic
def basics_save(*, jobseeker_id: int, by: User, values: Mapping[str, Any], seen: str = "") -> Jobseeker:
    jobseeker = locked(jobseeker_id, by)
    refuse_stale(jobseeker, seen)
    names = [name for name in BASICS if name in values]
    for name in names:
        setattr(jobseeker, name, values[name])
    jobseeker.save(update_fields=[*names, "updated_at"])
    suggest_from(jobseeker, texts=[jobseeker.headline, jobseeker.intro])
    record("jobseeker.basics_saved", actor=by, target=jobseeker)
    return jobseeker


@transaction.atomic
def constraints_save(*, jobseeker_id: int, by: User | None, values: Mapping[str, Any], seen: str = "") -> Constraints:
    """Health and accessibility are sensitive data: without the person's consent to them nothing of it is kept."""
    jobseeker = locked(jobseeker_id, by)
    row = Constraints.objects.filter(jobseeker=jobseeker).first() or Constraints(jobseeker=jobseeker)
    refuse_stale(row, seen)
    if any(values.get(name) for name in SENSITIVE) and not has_consent(jobseeker.person, Consent.Purpose.SENSITIVE):
        raise RuleBroken(
            _("건강·장애 정보를 적으려면 먼저 처리에 동의해 주세요. 동의하지 않아도 다른 조건은 저장돼요."),
            field="sensitive_consent",
        )
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    record("constraints.saved", actor=by, target=jobseeker)
    return row


def _rank(model: type[Any], jobseeker: Jobseeker, name: str, wanted: Sequence[Any]) -> None:
    """Make the ranked list exactly `wanted`, in that order."""
    wanted = list(dict.fromkeys(wanted))
    if len(wanted) > MOST:
        raise RuleBroken(_("%(most)s개까지 고를 수 있어요.") % {"most": MOST}, field=f"{name}s")
    model.objects.filter(jobseeker=jobseeker).delete()
    model.objects.bulk_create(
        model(jobseeker=jobseeker, rank=rank, **{name: one}) for rank, one in enumerate(wanted, start=1)
    )


def write_preferences(
    jobseeker: Jobseeker,
    values: Mapping[str, Any],
    occupations: Sequence[Occupation] | None,
    regions: Sequence[Region] | None,
) -> Preferences:
    """Under the lock: the row and its two ranked lists (`None` leaves a list as it is)."""
    row, _created = Preferences.objects.update_or_create(jobseeker=jobseeker, defaults=dict(values))
    if occupations is not None:
        _rank(PreferredOccupation, jobseeker, "occupation", occupations)
        suggest_from(jobseeker, occupation_ids=[one.pk for one in occupations])
    if regions is not None:
        _rank(PreferredRegion, jobseeker, "region", regions)
    return row


@transaction.atomic
def preferences_save(
    *,
    jobseeker_id: int,
    by: User | None,
    values: Mapping[str, Any],
    occupations: Sequence[Occupation] | None = None,
    regions: Sequence[Region] | None = None,
    seen: str = "",
) -> Preferences:
    jobseeker = locked(jobseeker_id, by)
    current = Preferences.objects.filter(jobseeker=jobseeker).first()
    if current is not None:
        refuse_stale(current, seen)
    low, high = values.get("hours_min"), values.get("hours_max")
    if low and high and low > high:
        raise RuleBroken(_("최소 시간보다 많은 시간으로 적어 주세요."), field="hours_max")
    row = write_preferences(jobseeker, values, occupations, regions)
    record("preferences.saved", actor=by, target=jobseeker)
    return row
