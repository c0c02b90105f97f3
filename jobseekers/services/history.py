"""Jobs, studies and licences: add, change, remove."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import RuleBroken
from core.events import record
from jobseekers.models import Education, HeldLicence, Jobseeker, WorkHistory
from jobseekers.services.competencies import suggest_from
from jobseekers.services.rows import locked, refuse_stale

LIMIT = 40  # rows of one kind: a life, not a data dump


def _refuse_days(values: Mapping[str, Any], begin: str, end: str) -> None:
    today = timezone.localdate()
    if begin and values.get(begin) and values[begin] > today:
        raise RuleBroken(_("오늘이나 오늘보다 앞선 날짜로 적어 주세요."), field=begin)
    if begin and values.get(begin) and values.get(end) and values[end] < values[begin]:
        raise RuleBroken(_("시작한 날보다 뒤의 날짜로 적어 주세요."), field=end)


def _save(model: type[Any], jobseeker: Jobseeker, values: Mapping[str, Any], public_id: UUID | None, seen: str) -> Any:
    rows = model.objects.filter(jobseeker=jobseeker)
    if public_id is None:
        if rows.count() >= LIMIT:
            raise RuleBroken(
                _("%(limit)s개까지 적을 수 있어요. 오래된 것을 지우고 다시 적어 주세요.") % {"limit": LIMIT}
            )
        return model.objects.create(jobseeker=jobseeker, **values)
    row = rows.get(public_id=public_id)
    refuse_stale(row, seen)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values, "updated_at"])
    return row


def _delete(model: type[Any], jobseeker_id: int, public_id: UUID, by: User) -> Jobseeker:
    """Removing what is already gone is done, not an error: two clicks, two tabs."""
    jobseeker = locked(jobseeker_id, by)
    row: Model | None = model.objects.filter(jobseeker=jobseeker, public_id=public_id).first()
    if row is not None:
        record(f"{model._meta.model_name}.deleted", actor=by, target=row)
        row.delete()
    return jobseeker


def _career(jobseeker: Jobseeker) -> None:
    """Months in work, from the dated jobs; what the person said at first stands while it is more."""
    today = timezone.localdate()
    months: set[int] = set()
    for begin, end in jobseeker.work_history.values_list("started_on", "ended_on"):
        last = end or today
        months.update(range(begin.year * 12 + begin.month, last.year * 12 + last.month))
    if len(months) > jobseeker.career_months:
        jobseeker.career_months = min(len(months), 840)
        jobseeker.save(update_fields=["career_months", "updated_at"])


@transaction.atomic
def work_save(
    *, jobseeker_id: int, by: User, values: Mapping[str, Any], public_id: UUID | None = None, seen: str = ""
) -> WorkHistory:
    jobseeker = locked(jobseeker_id, by)
    _refuse_days(values, "started_on", "ended_on")
    row: WorkHistory = _save(WorkHistory, jobseeker, values, public_id, seen)
    _career(jobseeker)
    suggest_from(jobseeker, texts=[row.title, row.duties], occupation_ids=[row.occupation_id])
    record("workhistory.saved", actor=by, target=row)
    return row


@transaction.atomic
def work_delete(*, jobseeker_id: int, public_id: UUID, by: User) -> None:
    _delete(WorkHistory, jobseeker_id, public_id, by)


@transaction.atomic
def study_save(
    *, jobseeker_id: int, by: User, values: Mapping[str, Any], public_id: UUID | None = None, seen: str = ""
) -> Education:
    """A finished study above the level the person gave raises it; one under way (no date) does not."""
    jobseeker = locked(jobseeker_id, by)
    row: Education = _save(Education, jobseeker, values, public_id, seen)
    graduated = row.graduated_on is not None and row.graduated_on <= timezone.localdate()
    if graduated and row.level > jobseeker.education:
        jobseeker.education = row.level
        jobseeker.save(update_fields=["education", "updated_at"])
    suggest_from(jobseeker, texts=[row.major])
    record("education.saved", actor=by, target=row)
    return row


@transaction.atomic
def study_delete(*, jobseeker_id: int, public_id: UUID, by: User) -> None:
    _delete(Education, jobseeker_id, public_id, by)


@transaction.atomic
def licence_save(
    *, jobseeker_id: int, by: User, values: Mapping[str, Any], public_id: UUID | None = None, seen: str = ""
) -> HeldLicence:
    jobseeker = locked(jobseeker_id, by)
    _refuse_days(values, "acquired_on", "")
    same = HeldLicence.objects.filter(jobseeker=jobseeker, licence=values["licence"])
    if same.exclude(public_id__in=[public_id] if public_id else []).exists():
        raise RuleBroken(_("이미 적은 자격증이에요. 목록에서 고쳐 주세요."), field="licence")
    row: HeldLicence = _save(HeldLicence, jobseeker, values, public_id, seen)
    record("heldlicence.saved", actor=by, target=row)
    return row


@transaction.atomic
def licence_delete(*, jobseeker_id: int, public_id: UUID, by: User) -> None:
    _delete(HeldLicence, jobseeker_id, public_id, by)
