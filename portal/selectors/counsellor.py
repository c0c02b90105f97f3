"""The counsellor's day: whom they look after, who needs attention, and why."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, Func, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Assignment, User
from core.models import pick
from core.prepared import Prepared
from jobseekers.models import PreferredOccupation, Spell
from matching.models import Application, Placement
from welfare_centres.selectors.day import QUIET_DAYS, last_contact

LONG_SPELL_DAYS = 180
NEW_DAYS = 7
FOLLOW_UP_DAYS = 30


class Urgency(IntEnum):
    NOW = 0
    WEEK = 1
    NONE = 2


NEEDS = {
    "offer": gettext_noop("채용 제안을 받고 아직 답하지 않음"),
    "unregistered": gettext_noop("희망 직업이 없어 추천을 받을 수 없음"),
    "unseen": gettext_noop("오래 쉬었는데 %(n)d일 동안 아무도 연락하지 않음"),
    "long": gettext_noop("일을 쉰 지 %(n)d주째"),
    "quiet": gettext_noop("%(n)d일 동안 지원하지 않음"),
    "new": gettext_noop("새로 맡음: 첫 상담을 잡을 때"),
    "placed": gettext_noop("취업 한 달 안: 잘 적응하는지 물을 때"),
}
URGENCIES = {"offer": Urgency.NOW, "unregistered": Urgency.NOW, "unseen": Urgency.NOW}


@dataclass(frozen=True)
class Need:
    """Why a person needs attention; `code` names the queue, `n` counts its weeks or days."""

    code: str
    n: int = 0

    @property
    def urgency(self) -> Urgency:
        return URGENCIES.get(self.code, Urgency.WEEK)

    @property
    def text(self) -> str:
        return _(NEEDS[self.code]) % {"n": self.n}


@dataclass(frozen=True)
class Client:
    public_id: uuid.UUID
    name: str
    wish: tuple[str, ...]  # the occupation wanted most, in Korean and English
    spell_days: int | None
    contact_on: dt.date | None  # when anybody last met, called or wrote
    applied_on: dt.date | None
    placed_on: dt.date | None
    needs: tuple[Need, ...]

    @property
    def occupation(self) -> str:
        return pick(*self.wish) if self.wish else ""

    @property
    def urgency(self) -> Urgency:
        return min((need.urgency for need in self.needs), default=Urgency.NONE)


def queues() -> dict[str, str]:
    return {
        "offer": _("제안 답할 때"),
        "unregistered": _("이력서 없음"),
        "unseen": _("연락이 없음"),
        "long": _("여섯 달 넘음"),
        "quiet": _("지원이 뜸함"),
        "new": _("새로 맡음"),
        "placed": _("취업 뒤 연락"),
    }


def _annotated(user: int) -> QuerySet[Any]:
    jobseeker = "person__jobseeker"
    spell = Spell.objects.filter(jobseeker=OuterRef(jobseeker), ended_on=None).order_by()  # there is one at most
    applied = Application.objects.filter(jobseeker=OuterRef(jobseeker))
    wish = PreferredOccupation.objects.filter(jobseeker=OuterRef(jobseeker)).order_by("rank").annotate(
        titles=Func(
            "occupation__title_ko", "occupation__title_en",
            template="ARRAY[%(expressions)s]", output_field=ArrayField(TextField()),
        ),
    )  # fmt: skip
    placed = Placement.objects.filter(person=OuterRef("person"), ended_on=None).order_by("-started_on")
    return (
        Assignment.objects.filter(counsellor=user, until=None, person__merged_into=None, person__erased_at=None)
        .annotate(
            wish=Subquery(wish.values("titles")[:1]),
            spell_since=Subquery(spell.values("started_on")[:1]),
            assigned_on=TruncDate("since"),
            contact_on=TruncDate(last_contact("person")),
            applied_on=TruncDate(Subquery(applied.order_by("-created_at").values("created_at")[:1])),
            offered=Exists(applied.filter(state=Application.State.OFFERED)),
            placed_on=Subquery(placed.values("started_on")[:1]),
        )
        .values(
            "person__public_id", "person__name", "wish", "spell_since", "assigned_on", "contact_on",
            "applied_on", "offered", "placed_on",
        )
    )  # fmt: skip


_caseload = Prepared(_annotated, user=int)


def _needs(row: dict[str, Any], today: dt.date) -> tuple[Need, ...]:
    needs = []
    if row["offered"]:
        needs.append(Need("offer"))
    if not row["wish"]:
        needs.append(Need("unregistered"))
    if row["spell_since"] and row["placed_on"] is None:
        spell_days = (today - row["spell_since"]).days
        quiet_since = max(day for day in (row["assigned_on"], row["spell_since"], row["applied_on"]) if day)
        if spell_days >= LONG_SPELL_DAYS:
            needs.append(Need("long", spell_days // 7))
            if (unseen := (today - (row["contact_on"] or row["assigned_on"])).days) >= QUIET_DAYS:
                needs.append(Need("unseen", unseen))
        if (quiet := (today - quiet_since).days) >= QUIET_DAYS:
            needs.append(Need("quiet", quiet))
    if (today - row["assigned_on"]).days < NEW_DAYS:
        needs.append(Need("new"))
    if row["placed_on"] and 0 <= (today - row["placed_on"]).days <= FOLLOW_UP_DAYS:
        needs.append(Need("placed"))
    return tuple(needs)


def clients(user: User, today: dt.date) -> list[Client]:
    """Everyone the user looks after, the most urgent first, then whom nobody met for longest; one query."""
    found = [
        Client(
            public_id=row["person__public_id"],
            name=row["person__name"],
            wish=tuple(row["wish"] or ()),
            spell_days=(today - row["spell_since"]).days if row["spell_since"] else None,
            contact_on=row["contact_on"],
            applied_on=row["applied_on"],
            placed_on=row["placed_on"],
            needs=_needs(row, today),
        )
        for row in _caseload(user=user.pk)
    ]
    never = dt.date.min
    return sorted(found, key=lambda one: (one.urgency, -len(one.needs), one.contact_on or never, one.name))
