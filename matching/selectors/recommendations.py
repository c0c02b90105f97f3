"""A person's recommendations as their page shows them: stored ones while they are good, else computed now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef

from accounts.models import User
from jobseekers.models import Jobseeker
from matching.engine import CURRENT
from matching.models import ChangedJobseeker, RecommendationFeedback
from matching.recommending.computing import recommend_now
from matching.recommending.sentences import card_lines
from matching.selectors.cards import cards


@dataclass
class Advice:
    jobseeker: Jobseeker
    cards: list[dict[str, Any]]
    computed_at: dt.datetime | None
    live: bool


def own_jobseeker(user: User) -> Any:
    """The reader's own profile, with whether what is stored still holds."""
    return (
        Jobseeker.objects.filter(person_id=user.person_id)
        .annotate(
            changed=Exists(ChangedJobseeker.objects.filter(jobseeker_id=OuterRef("pk"))),
            computed_at=F("recommendation_run__computed_at"),
            computed_by=F("recommendation_run__model_version"),
        )
        .first()
        if user.person_id
        else None
    )


def advice_for(jobseeker: Any, user: User) -> Advice:
    """Three queries where what is stored holds, four where it is computed."""
    live = bool(jobseeker.changed) or jobseeker.computed_by != CURRENT.version
    if live:
        found = [(row.vacancy_id, row.reasons) for row in recommend_now(jobseeker)]
    else:
        found = list(jobseeker.recommendations.open().order_by("rank").values_list("vacancy_id", "reasons"))
    reasons = dict(found)
    shown = cards([pk for pk, _reasons in found], user)
    liked = RecommendationFeedback.objects.filter(jobseeker=jobseeker, vacancy__in=reasons, suits=True)
    said = set(liked.values_list("vacancy_id", flat=True)) if reasons else set()
    for one in shown:
        one["reasons"], one["check"] = card_lines(reasons[one["pk"]])
        one["gap"] = _gaps(reasons[one["pk"]])
        one["said"] = one["pk"] in said
    return Advice(jobseeker, shown, None if live else jobseeker.computed_at, live)


def _gaps(reasons: list[dict[str, Any]]) -> int:
    return sum(reason["kind"] == "gap" for reason in reasons)
