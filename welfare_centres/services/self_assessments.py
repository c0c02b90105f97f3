"""A centre's yearly look at its own co-operation: written by its manager, locked once it is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.policies import has_role
from core.errors import RuleBroken
from core.events import record
from welfare_centres.models import Centre, SelfAssessment
from welfare_centres.statements import codes

if TYPE_CHECKING:
    from accounts.models import User


def can_write(user: User, centre: Centre) -> bool:
    return has_role(user, Membership.Role.CENTRE_MANAGER, organisation=centre.organisation)


@transaction.atomic
def self_assessment_write(
    *, centre_id: int, year: int, by: User, levels: Mapping[str, int], evidence: Mapping[str, str], submit: bool
) -> SelfAssessment:
    """Keep what was written; with `submit`, hand it in, after which nothing of it changes."""
    centre = (
        Centre.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(pk=centre_id)
    )
    if not can_write(by, centre):
        raise PermissionDenied
    row, _made = SelfAssessment.objects.get_or_create(centre=centre, year=year, defaults={"written_by": by})
    if row.is_locked:
        raise RuleBroken(_("이미 낸 자기 점검이라 고칠 수 없어요. 다음 해의 점검에 적어 주세요."))
    row.levels = {code: level for code, level in levels.items() if code in codes() and level in (1, 2, 3, 4)}
    row.evidence = {code: words.strip() for code, words in evidence.items() if code in codes() and words.strip()}
    row.written_by = by
    if submit:
        _check_whole(row)
        row.submitted_at = timezone.now()
    row.save(update_fields=["levels", "evidence", "written_by", "submitted_at", "updated_at"])
    record("self_assessment.submitted" if submit else "self_assessment.written", actor=by, target=row)
    return row


def _check_whole(row: SelfAssessment) -> None:
    if missing := [code for code in codes() if code not in row.levels]:
        raise RuleBroken(
            _("수준을 고르지 않은 문장이 %(count)s개 있어요. 모두 고른 뒤 내 주세요.") % {"count": len(missing)},
            field=missing[0],
        )
    if bare := [code for code, level in row.levels.items() if level > 1 and code not in row.evidence]:
        raise RuleBroken(
            _("근거를 적지 않은 문장이 %(count)s개 있어요. 2단계부터는 무엇을 보고 그렇게 골랐는지 적어 주세요.")
            % {"count": len(bare)},
            field=f"{bare[0]}_evidence",
        )
