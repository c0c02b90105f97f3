"""A placement's end: told to the counsellor, who follows the person up."""

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.display import date
from core.errors import RuleBroken
from core.events import record
from matching import policies
from matching.models import Placement

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def placement_end(*, placement_id: int, by: "User", on: dt.date) -> Placement:
    """The last day of work. The person's next spell is theirs to open: not everybody who leaves looks for work."""
    placement = Placement.objects.select_for_update(of=("self",)).select_related("person").get(pk=placement_id)
    if not policies.can_end_placement(by, placement):
        raise PermissionDenied
    if placement.ended_on is not None:
        raise RuleBroken(_("이미 끝난 날을 적은 취업입니다. 쪽을 새로 고쳐 확인하세요."))
    if not placement.started_on <= on <= timezone.localdate():
        raise RuleBroken(
            _("첫 출근일인 %(day)s부터 오늘 사이의 날을 적으세요.") % {"day": date(placement.started_on)}, field="on"
        )
    placement.ended_on = on
    placement.save(update_fields=["ended_on", "updated_at"])
    record("placement.ended", actor=by, target=placement)
    return placement
