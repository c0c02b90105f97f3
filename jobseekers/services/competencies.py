"""Competencies: suggested from what the person wrote, confirmed by the person; and the interests self-check."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import RuleBroken
from core.events import record
from jobseekers.models import Competency, Interest, Jobseeker
from jobseekers.policies import is_own
from jobseekers.services.rows import locked, refuse_stale
from taxonomy.models import Skill
from taxonomy.selectors import skills_for_occupation, skills_in_text

WAITING_LIMIT = 24  # suggestions not yet answered: more would be a questionnaire
LIMIT = 80


def suggest_from(jobseeker: Jobseeker, *, texts: Iterable[str] = (), occupation_ids: Iterable[int | None] = ()) -> int:
    """Put skills found in the texts, then those of the occupations, before the person. Call under the lock."""
    found: dict[int, None] = {}
    for text in texts:
        if text and text.strip():
            found.update((skill.pk, None) for skill in skills_in_text(text))
    for occupation_id in occupation_ids:
        if occupation_id is not None:
            found.update((skill.pk, None) for skill in skills_for_occupation(occupation_id)[:10])
    known = set(jobseeker.competencies.values_list("skill_id", flat=True))
    waiting = jobseeker.competencies.filter(confirmed_at=None).count()
    new = [pk for pk in found if pk not in known][: max(WAITING_LIMIT - waiting, 0)]
    Competency.objects.bulk_create(
        [Competency(jobseeker=jobseeker, skill_id=pk, source=Competency.Source.SUGGESTED) for pk in new],
        ignore_conflicts=True,
    )
    return len(new)


def _source(by: User, jobseeker: Jobseeker, source: str) -> str:
    if source == Competency.Source.CERTIFICATE:
        return source
    return Competency.Source.SELF if is_own(by, jobseeker.person) else Competency.Source.STAFF


@transaction.atomic
def competencies_confirm(
    *, jobseeker_id: int, by: User, levels: Mapping[UUID, int], refused: Sequence[UUID] = ()
) -> int:
    """Answer suggestions in one go: a level each for what the person can, and what they cannot goes away."""
    jobseeker = locked(jobseeker_id, by)
    now = timezone.now()
    rows = list(jobseeker.competencies.filter(public_id__in=levels, confirmed_at=None))
    for row in rows:
        row.level, row.confirmed_at, row.updated_at = levels[row.public_id], now, now
        if row.source == Competency.Source.SUGGESTED:
            row.source = _source(by, jobseeker, row.source)
    Competency.objects.bulk_update(rows, ["level", "confirmed_at", "source", "updated_at"])
    jobseeker.competencies.filter(public_id__in=refused, confirmed_at=None).delete()
    record("competencies.confirmed", actor=by, target=jobseeker, count=len(rows))
    return len(rows)


@transaction.atomic
def competency_save(
    *,
    jobseeker_id: int,
    by: User,
    skill: Skill,
    level: int,
    evidence: str = "",
    public_id: UUID | None = None,
    seen: str = "",
) -> Competency:
    """Add one, or change the level and evidence of one; a suggestion of the same skill becomes it."""
    jobseeker = locked(jobseeker_id, by)
    rows = jobseeker.competencies
    if public_id is not None:
        row = rows.get(public_id=public_id)
        refuse_stale(row, seen)
    else:
        row = rows.filter(skill=skill).first() or Competency(jobseeker=jobseeker, skill=skill)
        if row.pk and row.confirmed_at:
            raise RuleBroken(_("이미 적은 역량이에요. 목록에서 수준을 고쳐 주세요."), field="skill")
        if not row.pk and rows.count() >= LIMIT:
            raise RuleBroken(_("역량은 %(limit)s개까지 적을 수 있어요.") % {"limit": LIMIT}, field="skill")
    row.level, row.evidence, row.confirmed_at = level, evidence, timezone.now()
    row.source = _source(by, jobseeker, row.source)
    row.save()
    record("competency.saved", actor=by, target=row, level=level)
    return row


@transaction.atomic
def competency_delete(*, jobseeker_id: int, public_id: UUID, by: User) -> None:
    jobseeker = locked(jobseeker_id, by)
    row = jobseeker.competencies.filter(public_id=public_id).first()
    if row is not None:
        record("competency.deleted", actor=by, target=row)
        row.delete()


@transaction.atomic
def interest_save(*, jobseeker_id: int, by: User, scores: Mapping[str, int]) -> Interest:
    jobseeker = locked(jobseeker_id, by)
    values: dict[str, Any] = {name: scores[name] for name in Interest.TYPES}
    interest, _created = Interest.objects.update_or_create(
        jobseeker=jobseeker, defaults=values | {"answered_at": timezone.now()}
    )
    record("interest.answered", actor=by, target=jobseeker)
    return interest
