"""A person's recommendations as their page shows them: stored ones while they are good, else computed now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from accounts.models import User
from core.prepared import Prepared
from jobseekers.models import Jobseeker
from matching.engine import CURRENT
from matching.models import ChangedJobseeker, Recommendation, RecommendationFeedback
from matching.recommending.computing import recommend_now
from matching.recommending.sentences import card_lines
from matching.selectors.cards import cards


@dataclass
class Advice:
    jobseeker: Jobseeker
    cards: list[dict[str, Any]]
    computed_at: dt.datetime | None
    live: bool


_own = Prepared(
    lambda person: Jobseeker.objects.filter(person_id=person).annotate(
        changed=Exists(ChangedJobseeker.objects.filter(jobseeker_id=OuterRef("pk"))),
        computed_at=F("recommendation_run__computed_at"),
        computed_by=F("recommendation_run__model_version"),
    ),
    person=int,
)
_stored = Prepared(
    lambda jobseeker, today: (
        Recommendation.objects.filter(jobseeker=jobseeker)
        .open(today)
        .order_by("rank")
        .values_list("vacancy_id", "reasons")
    ),
    jobseeker=int,
    today=dt.date,
)
_liked = Prepared(
    lambda jobseeker: RecommendationFeedback.objects.filter(jobseeker=jobseeker, suits=True).values_list(
        "vacancy_id", flat=True
    ),
    jobseeker=int,
)


def own_jobseeker(user: User) -> Any:
    """The reader's own profile, with whether what is stored still holds."""
    return _own.first(person=user.person_id) if user.person_id else None


def advice_for(jobseeker: Any, user: User) -> Advice:
    """Three queries where what is stored holds, four where it is computed."""
    live = bool(jobseeker.changed) or jobseeker.computed_by != CURRENT.version
    if live:
        found = [(row.vacancy_id, row.reasons) for row in recommend_now(jobseeker)]
    else:
        found = _stored(jobseeker=jobseeker.pk, today=timezone.localdate())
    reasons = dict(found)
    shown = cards([pk for pk, _reasons in found], user)
    said = set(_liked(jobseeker=jobseeker.pk) if reasons else ())
    for one in shown:
        if live:
            one["reasons"], one["check"] = card_lines(reasons[one["pk"]])
        one["gap"] = _gaps(reasons[one["pk"]])
        one["said"] = one["pk"] in said
    return Advice(jobseeker, shown, None if live else jobseeker.computed_at, live)


def _gaps(reasons: list[dict[str, Any]]) -> int:
    return sum(reason["kind"] == "gap" for reason in reasons)
