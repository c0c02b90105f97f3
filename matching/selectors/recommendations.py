"""A person's recommendations as their page shows them: stored ones while they are good, else computed now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from accounts.models import User
from core.prepared import Prepared
from employers.models import Vacancy
from jobseekers.models import Jobseeker
from matching.engine import CURRENT
from matching.models import ChangedJobseeker, Recommendation, RecommendationFeedback
from matching.nightly.packing import Advised, unpacked
from matching.recommending.computing import recommend_now
from matching.recommending.shutting import Obstacle, obstacles
from matching.selectors.cards import Card, advised_cards


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
    lambda person: Jobseeker.objects.filter(person_id=person).annotate(
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
    ),
    person=int,
)


def own_jobseeker(user: User) -> Any:
    """The reader's own profile, with whether what is stored still holds."""
    return _own.first(person=user.person_id) if user.person_id else None


def advised(jobseeker: Any) -> tuple[list[Advised], bool]:
    """The best vacancies of an `own_jobseeker`, open or not, and whether they were computed just now."""
    if jobseeker.changed or jobseeker.computed_by != CURRENT.version:
        return recommend_now(jobseeker), True
    return unpacked(jobseeker.advised, jobseeker.parts, jobseeker.why), False


def advice_for(jobseeker: Any, user: User) -> Advice:
    """One query where what is stored holds, three where it is computed: the picture's stamp, the person, the rows."""
    found, live = advised(jobseeker)
    best = {one.vacancy_id: one.why for one in found}
    # What was drawn for another profile may break a condition of this one.
    drawn = {} if live else dict(zip(jobseeker.explored, jobseeker.explored_why, strict=True))
    wanted = {pk: why for pk, why in (drawn | best).items() if pk not in jobseeker.refused}
    shown = advised_cards(wanted, user, timezone.localdate(), jobseeker.liked)
    cards = [one for one in shown if one.pk in best]
    explored = [one for one in shown if one.pk not in best]
    why_none = [] if cards else obstacles(jobseeker.pk)
    return Advice(jobseeker, cards, explored, why_none, None if live else jobseeker.computed_at, live)


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
