"""Looking at life and work field by field: at intake and at each review, each a new assessment, none overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypedDict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccessGrant, User
from core.errors import RuleBroken
from jobseekers.models import Domain
from welfare_centres.models import Assessment, AssessmentRow, Case, Entry, scope_of
from welfare_centres.policies import cases as policies
from welfare_centres.services import case_steps as steps
from welfare_centres.services.timeline import entry_add

Occasion, Scope = Assessment.Occasion, AccessGrant.Scope


class Answer(TypedDict, total=False):
    level: int | None
    strength: str
    need: str


def domains_open_to(user: User, case: Case) -> list[str]:
    """Fields that the user may see, and so ask about."""
    held = set(AccessGrant.objects.current().filter(user=user, person=case.person_id).values_list("scope", flat=True))
    return [domain for domain in Domain.values if Scope.ASSESSMENT in held and scope_of(domain) in held]


@transaction.atomic
def assessment_make(*, case_id: int, by: User, rows: Mapping[str, Answer]) -> Assessment:
    """The first of a case is its intake."""
    case = steps.case_lock_as(case_id, by, *policies.WRITERS)
    return _make(case, by, rows)


@transaction.atomic
def case_review(*, case_id: int, by: User, rows: Mapping[str, Answer], review_on: dt.date | None) -> Assessment:
    """Life and work looked at again, and the day of the next review; a paused case goes on."""
    case = steps.case_lock_as(case_id, by, *policies.WRITERS)
    case.review_on = steps.review_day(review_on)
    if case.state == Case.State.PAUSED:
        case.paused_until = None
        case.move(Case.State.OPEN, by=by, save=("review_on", "paused_until", "updated_at"))
    else:
        case.save(update_fields=["review_on", "updated_at"])
    assessment = _make(case, by, rows)
    entry_add(case=case, kind=Entry.Kind.CASE, verb="case.reviewed", by=by, day=case.review_on.isoformat())
    return assessment


def _make(case: Case, by: User, rows: Mapping[str, Answer]) -> Assessment:
    place = policies.place_of(by, case)
    answered = {domain: row for domain, row in rows.items() if any(row.values())}
    if not answered:
        raise RuleBroken(_("한 가지 이상 살펴보고 적어 주세요."))
    if place is None or set(answered) - set(domains_open_to(by, case)):
        raise PermissionDenied
    first = not Assessment.objects.filter(case=case).exists()
    assessment = Assessment.objects.create(
        case=case, person_id=case.person_id, by=by, organisation=place.organisation,
        occasion=Occasion.INTAKE if first else Occasion.REVIEW,
    )  # fmt: skip
    AssessmentRow.objects.bulk_create(
        AssessmentRow(
            assessment=assessment, domain=domain, scope=scope_of(domain), level=row.get("level") or None,
            strength=row.get("strength", "").strip(), need=row.get("need", "").strip(),
        )
        for domain, row in answered.items()
    )  # fmt: skip
    entry_add(
        case=case, kind=Entry.Kind.ASSESSMENT, verb="assessment.made", by=by, scope=Scope.ASSESSMENT, n=len(answered)
    )
    return assessment


@transaction.atomic
def assessment_answer(*, assessment_id: int, by: User, words: str) -> Assessment:
    """The person's own words beside what was written of them."""
    case = steps.case_lock(Assessment.objects.values_list("case_id", flat=True).get(pk=assessment_id))
    if not policies.is_person(by, case):
        raise PermissionDenied
    if not words.strip():
        raise RuleBroken(_("하고 싶은 말을 적어 주세요."), field="words")
    assessment = Assessment.objects.get(pk=assessment_id)
    assessment.words, assessment.words_at = words.strip(), timezone.now()
    assessment.save(update_fields=["words", "words_at"])
    entry_add(case=case, kind=Entry.Kind.ASSESSMENT, verb="assessment.answered", by=by, scope=Scope.ASSESSMENT)
    return assessment
