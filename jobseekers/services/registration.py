"""The first registration: a draft kept at each step, then the profile in one transaction."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.services import assignment_make, person_register
from core.errors import RuleBroken
from core.events import record
from jobseekers.models import Constraints, Jobseeker, RegistrationDraft, WorkPermit
from jobseekers.policies import can_edit
from jobseekers.services.spells import spell_open
from jobseekers.services.wishes import write_preferences
from taxonomy.models import Occupation, Region

Typed = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Registration:
    """What the five pages ask. Only the person is needed; everything else can be told later."""

    region: Region | None = None
    education: str = ""
    career_months: int = 0
    work_permit: str = WorkPermit.CITIZEN
    occupations: Sequence[Occupation] = ()
    spell_started_on: dt.date | None = None
    spell_reason: str = ""
    preferences: Mapping[str, Any] = field(default_factory=dict)
    constraints: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def draft_save(
    *, user: User, for_person: Person | None, step: str, typed: Typed, at: str | None = None
) -> RegistrationDraft:
    """Keep what was typed in a step, right or wrong; `at` is the step to resume at."""
    draft, _created = RegistrationDraft.objects.select_for_update().get_or_create(
        user=user, for_person=for_person, defaults={"step": step}
    )
    draft.data = {**draft.data, step: dict(typed)}
    draft.step = at or step
    draft.save(update_fields=["data", "step", "updated_at"])
    return draft


@transaction.atomic
def own_person(*, user: User) -> Person:
    """The person behind a user; made now for one who signed up without saying who they are."""
    held: User = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if held.person is not None:
        return held.person
    name = held.display_name or (held.email or held.phone or "").split("@")[0]
    held.person = user.person = person_register(name=name, language=held.language)
    held.save(update_fields=["person"])
    return held.person


@transaction.atomic
def jobseeker_register(*, person: Person, by: User | None = None, told: Registration | None = None) -> Jobseeker:
    """Make the jobseeker, their wishes, limits and spell; find their counsellor; forget the drafts."""
    told = told or Registration()
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if by is not None and not can_edit(by, person):
        raise PermissionDenied
    if Jobseeker.objects.filter(person=person).exists():
        raise RuleBroken(_("이미 구직 등록이 되어 있어요. 내 이력서에서 고쳐 주세요."))
    jobseeker = Jobseeker.objects.create(
        person=person,
        region=told.region,
        education=told.education,
        career_months=told.career_months,
        work_permit=told.work_permit,
        registered_at=timezone.now(),
    )
    regions = [told.region] if told.region else []
    write_preferences(jobseeker, told.preferences, list(told.occupations), regions)
    if told.constraints:
        Constraints.objects.create(jobseeker=jobseeker, **told.constraints)
    if told.spell_started_on is not None:
        spell_open(jobseeker=jobseeker, started_on=told.spell_started_on, reason=told.spell_reason, by=by)
    _forget_drafts(person, by)
    record("jobseeker.registered", actor=by, target=jobseeker)
    if told.region is not None and not person.assignments.filter(until=None).exists():
        assignment_make(person=person, region_code=told.region.code, by=by)
    return jobseeker


def _forget_drafts(person: Person, by: User | None) -> None:
    RegistrationDraft.objects.filter(for_person=person).delete()
    RegistrationDraft.objects.filter(user__person=person, for_person=None).delete()
    if by is not None:
        RegistrationDraft.objects.filter(user=by, for_person=person).delete()
