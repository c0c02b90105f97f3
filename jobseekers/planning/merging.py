"""Two people write at once: other fields are joined silently, the same field is put before them with both texts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import RuleBroken
from jobseekers.models import PlanChange
from jobseekers.planning.texts import as_text, text_of


@dataclass(frozen=True, slots=True)
class Clash:
    """One field with the two texts, and who wrote the other one when."""

    field: str
    mine: str
    theirs: str
    by: User | None
    at: dt.datetime | None


class Conflict(RuleBroken):
    """Somebody changed the same field since it was read. Nothing was saved, nothing is lost: both texts are here."""

    def __init__(self, clashes: list[Clash]) -> None:
        super().__init__(
            _("그 사이에 다른 사람이 같은 칸을 고쳤어요. 두 글을 보고 하나를 고르거나 새로 적어 주세요."),
            field=clashes[0].field,
        )
        self.clashes = clashes


def merged(row: Any, values: Mapping[str, Any], seen: Mapping[str, str]) -> dict[str, Any]:
    """The values that say something new. `seen`: what each field said when the writer opened it.

    The row is locked. A field of which nothing was seen is one that the writer cannot mean to overwrite.
    """
    changed: dict[str, Any] = {}
    clashes = []
    for field, value in values.items():
        mine, now, was = as_text(value), text_of(row, field), seen.get(field)
        if mine in (now, was):
            continue
        if was == now:
            changed[field] = value
        else:
            clashes.append(_clash(row, field, mine, now))
    if clashes:
        raise Conflict(clashes)
    return changed


def _clash(row: Any, field: str, mine: str, theirs: str) -> Clash:
    last: PlanChange | None = row.changes.filter(field=field).select_related("by").last()
    return Clash(field, mine, theirs, last.by if last else None, last.at if last else None)
