"""A person's recommendations as their page shows them: stored ones while they are good, else computed now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, OuterRef
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts.models import User
from core.prepared import Prepared
from employers.models import Vacancy
from jobseekers.models import Jobseeker
from matching.engine import CURRENT
from matching.engine.columns import PeopleColumns
from matching.models import ChangedJobseeker, Recommendation, RecommendationFeedback, SavedVacancy
from matching.nightly.current import HOLDS, Current, current, kept, last_seen
from matching.nightly.packing import unpacked
from matching.recommending.computing import columns_of, recommend_now
from matching.recommending.shutting import Obstacle, obstacles
from matching.selectors.cards import Card, Said, advised_cards, cards_now


@dataclass
class Advice:
    jobseeker: Jobseeker
    cards: list[Card]
    explored: list[Card]  # drawn by chance from the others that break no condition
    obstacles: list[Obstacle]  # where there are no cards
    computed_at: dt.datetime | None
    live: bool


def _said(suits: bool) -> Any:
    return RecommendationFeedback.objects.filter(jobseeker=OuterRef("pk"), suits=suits).values("vacancy_id")


_own = Prepared(
    lambda person, user, key, read: Jobseeker.objects.filter(person_id=person).annotate(
        changed=Exists(ChangedJobseeker.objects.filter(jobseeker_id=OuterRef("pk"))),
        computed_at=F("recommendations__computed_at"),
        computed_by=F("recommendations__model_version"),
        advised=F("recommendations__vacancies"),
        parts=F("recommendations__parts"),
        why=F("recommendations__reasons"),
        explored=F("recommendations__explored"),
        explored_why=F("recommendations__explored_reasons"),
        liked=ArraySubquery(_said(True)),
        refused=ArraySubquery(_said(False)),
        saved=ArraySubquery(SavedVacancy.objects.filter(user=user).values("vacancy_id")),
        holds=RawSQL(HOLDS, (key, read, read), BooleanField()),  # noqa: S611 - ours
    ),
    person=int, user=int, key=str, read=str,
)  # fmt: skip


def own_jobseeker(user: User) -> Any:
    """The reader's own profile, with whether what is stored for them still holds, and all that this process knows of
    the vacancies."""
    if not user.person_id:
        return None
    key, read = last_seen()
    return _own.first(person=user.person_id, user=user.pk, key=key, read=read)


def advice_for(jobseeker: Any) -> Advice:
    """One query more: the rows where what is stored holds, else the person."""
    live = jobseeker.changed or jobseeker.computed_by != CURRENT.version
    said = Said(jobseeker.saved, jobseeker.liked)
    cards, explored = (_computed(jobseeker, said), []) if live else _stored(jobseeker, said)
    why_none = [] if cards else obstacles(jobseeker.pk)
    return Advice(jobseeker, cards, explored, why_none, None if live else jobseeker.computed_at, live)


def _stored(jobseeker: Any, said: Said) -> tuple[list[Card], list[Card]]:
    best = dict(zip(jobseeker.advised, jobseeker.why, strict=True))
    drawn = dict(zip(jobseeker.explored, jobseeker.explored_why, strict=True))
    wanted = {pk: why for pk, why in (drawn | best).items() if pk not in jobseeker.refused}
    shown = advised_cards(wanted, said, timezone.localdate())
    return [one for one in shown if one.pk in best], [one for one in shown if one.pk not in best]


def _computed(jobseeker: Any, said: Said) -> list[Card]:
    here = kept() if jobseeker.holds else current()  # a vacancy moved, or a night came in, since this process looked
    return advised_now(columns_of([jobseeker.pk], here.picture), here, said)


def advised_now(people: PeopleColumns, here: Current, said: Said) -> list[Card]:
    """A person's best vacancies computed now. No query where a night is there."""
    return cards_now(recommend_now(people, here.picture), here, said, timezone.localdate())


def stored_for(user: User) -> list[dict[str, Any]]:
    """What is stored, less what closed or was refused since, with the vacancies: two queries."""
    row = Recommendation.objects.filter(jobseeker__person__user=user).first()
    if row is None:
        return []
    found = unpacked(row.vacancies, row.parts, row.reasons)
    refused = RecommendationFeedback.objects.filter(jobseeker=row.jobseeker_id, suits=False).values("vacancy_id")
    rows = Vacancy.objects.open().exclude(pk__in=refused)
    vacancies = rows.select_related("employer__organisation", "occupation", "region").in_bulk(row.vacancies)
    stamp = {"model_version": row.model_version, "computed_at": row.computed_at}
    return [
        vars(one) | stamp | {"reasons": one.reasons, "vacancy": vacancies[pk]}
        for one in found
        if (pk := one.vacancy_id) in vacancies
    ]
