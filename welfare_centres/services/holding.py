"""Taking time of a member of staff, a room and a person: the locks, in one order, and what a collision says.

A centre is locked before its staff, staff before people. Whoever holds the three is alone with their time, so what
the free times say under them stays true until the row is there; the exclusion constraints stand behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts.models import Person, User
from core.errors import RuleBroken
from welfare_centres.models import Centre
from welfare_centres.selectors.slots import Slot, Wish, next_free

Booked = TypeVar("Booked")
ONCE = ("_booked_once", "attendee_once")


class SlotTaken(RuleBroken):
    """The time is not free; `offers` are the next that are."""

    def __init__(self, wish: Wish, offers: Iterable[Slot] = ()) -> None:
        self.wish, self.offers = wish, list(offers)
        more = _("아래에서 다른 시간을 골라 주세요.") if self.offers else _("다른 날이나 다른 방법을 골라 주세요.")
        super().__init__(f"{_('이 시간은 방금 찼어요.')} {more}", field="slot")


def offering(service: Callable[..., Booked]) -> Callable[..., Booked]:
    """One transaction; where the time is taken, others are looked for after it, when nobody waits for its locks."""

    @wraps(service)
    def inner(**given: Any) -> Booked:
        try:
            with transaction.atomic():
                return service(**given)
        except SlotTaken as lost:
            raise SlotTaken(lost.wish, next_free(lost.wish)) from lost

    return inner


def lock(
    *,
    centre_id: int | None = None,
    staff_id: int | None = None,
    person_id: int | None = None,
    with_id: int | None = None,
) -> None:
    staff = sorted({pk for pk in (staff_id, with_id) if pk is not None})
    wanted: list[tuple[type[models.Model], int | None]] = [(Centre, centre_id), *((User, pk) for pk in staff)]
    wanted.append((Person, person_id))
    for model, pk in wanted:
        if pk is not None:
            rows: Any = model._default_manager.select_for_update(no_key=True).only("pk")
            rows.get(pk=pk)


def is_collision(exc: IntegrityError) -> bool:
    """Whether two wanted the same time or the same place."""
    broken = getattr(getattr(exc.__cause__, "diag", None), "constraint_name", "") or ""
    return broken.endswith(ONCE)
