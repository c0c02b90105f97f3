"""What every write to a profile does first: lock the jobseeker, check the right, refuse a stale edit."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import RuleBroken
from jobseekers.models import Jobseeker
from jobseekers.policies import can_edit


def locked(jobseeker_id: int, by: User | None) -> Jobseeker:
    """The jobseeker under lock: every write to a profile waits for its turn here. `by=None` is the system."""
    jobseeker = Jobseeker.objects.select_for_update(of=("self",)).select_related("person").get(pk=jobseeker_id)
    if by is not None and not can_edit(by, jobseeker.person):
        raise PermissionDenied
    return jobseeker


def stamp(row: Any) -> str:
    """What a form carries to say which state of the row its reader saw."""
    moment: dt.datetime | None = getattr(row, "updated_at", None)
    return moment.isoformat() if moment else ""


def refuse_stale(row: Any, seen: str) -> None:
    if seen and seen != stamp(row):
        raise RuleBroken(
            _("그 사이에 다른 곳에서 내용이 바뀌었어요. 적은 내용은 그대로예요. 한 번 더 저장하면 이대로 바꿔요.")
        )
