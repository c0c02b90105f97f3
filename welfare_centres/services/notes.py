"""Notes: written once, never changed. A correction is a new note that says which one it amends."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import AccessGrant, User
from core.errors import RuleBroken
from welfare_centres.models import Case, Entry
from welfare_centres.policies import cases as policies
from welfare_centres.services.case_steps import case_lock
from welfare_centres.services.timeline import entry_add

Scope = AccessGrant.Scope
# What a note may be about; a member who is asked for an opinion gives it on the plan.
SCOPES = (Scope.NOTES, Scope.PLAN, Scope.HEALTH, Scope.DEBT, Scope.LEGAL)


def note_scopes(user: User, case: Case) -> list[str]:
    """What the user may write about: what they may read. The person's own words are on the plan."""
    if policies.is_person(user, case):
        return [Scope.PLAN]
    held = set(
        AccessGrant.objects.current()
        .filter(user=user, person=case.person_id, scope__in=SCOPES)
        .values_list("scope", flat=True)
    )
    return [scope for scope in SCOPES if scope in held]


@transaction.atomic
def note_write(
    *, case_id: int, by: User, body: str, scope: str = Scope.NOTES, audience: str = Entry.Audience.TEAM
) -> Entry:
    """The case's lock is taken first: a consent withdrawn at this moment comes before or after, never between."""
    case = case_lock(case_id)
    own = policies.is_person(by, case)
    if case.state == Case.State.CLOSED and own:
        raise RuleBroken(_("마친 사례에는 더 적을 수 없어요."))
    if not own and not policies.has_place(by, case, *policies.ANY):
        raise PermissionDenied
    if not body.strip():
        raise RuleBroken(_("내용을 적어 주세요."), field="body")
    scope, audience = (Scope.PLAN, Entry.Audience.PERSON) if own else (scope, audience)
    if scope not in note_scopes(by, case):
        raise RuleBroken(_("이 내용을 볼 수 있는 동의가 없어 적을 수 없어요. 다른 갈래를 골라 주세요."), field="scope")
    return entry_add(case=case, kind=Entry.Kind.NOTE, by=by, scope=scope, audience=audience, body=body.strip())


@transaction.atomic
def note_amend(*, entry_id: int, by: User, body: str) -> Entry:
    """By its writer, of the newest wording. The old one stays to be read beside it."""
    case = case_lock(Entry.objects.values_list("case_id", flat=True).get(pk=entry_id))
    before = Entry.objects.get(pk=entry_id)
    if before.by_id != by.pk or before.kind != Entry.Kind.NOTE:
        raise PermissionDenied
    if not policies.is_person(by, case) and not policies.has_place(by, case, *policies.ANY):
        raise PermissionDenied
    if Entry.objects.filter(amends=before).exists():
        raise RuleBroken(_("그사이 이미 고친 메모예요. 쪽을 새로 고쳐 가장 새 글을 고쳐 주세요."), field="body")
    if not body.strip() or body.strip() == before.body:
        raise RuleBroken(_("고친 내용을 적어 주세요."), field="body")
    if before.scope not in note_scopes(by, case):
        raise RuleBroken(_("이 내용을 볼 수 있는 동의가 거두어져 고칠 수 없어요."), field="body")
    return Entry.objects.create(
        case=case, person_id=case.person_id, kind=before.kind, scope=before.scope, audience=before.audience,
        organisation_id=before.organisation_id, by=by, body=body.strip(), amends=before,
    )  # fmt: skip
