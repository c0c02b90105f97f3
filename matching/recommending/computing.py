"""Computing recommendations for many, storing them, and computing for one person while they wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from psycopg2.extras import execute_values

from jobseekers.models import Jobseeker
from matching.engine import COMPONENTS, CURRENT, Matches, People, Reason, best, explain, people_columns
from matching.models import ChangedJobseeker, Recommendation, RecommendationRun
from matching.recommending.loading import Market, load_market, load_people

TOP = 20
CHUNK = 512  # people a transaction
KEPT = {"fit": 6, "gap": 4, "ask": 3}  # reasons stored of each kind


def advisable() -> QuerySet[Jobseeker]:
    """Who gets recommendations: every person of the service with a profile."""
    return Jobseeker.objects.live()


def recommendations_store(jobseeker_ids: Iterable[int], market: Market | None = None) -> int:
    """Replace these people's recommendations, a chunk a transaction: a reader sees the old set or the new one."""
    market = market or load_market()
    ids = sorted(set(jobseeker_ids))
    for at in range(0, len(ids), CHUNK):
        people = load_people(ids[at : at + CHUNK])
        _replace(people, market, timezone.now())
    return len(ids)


def recommendations_all(progress: Callable[[int, int], None] | None = None) -> int:
    """Everybody, from one picture of the vacancies; who changed before it was taken need not wait any longer."""
    queued = _queued()
    market = load_market()
    ids = list(advisable().order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(ids), CHUNK):
        recommendations_store(ids[at : at + CHUNK], market)
        if progress:
            progress(min(at + CHUNK, len(ids)), len(ids))
    if queued:
        _take_off(queued)
    return len(ids)


def recommend_changed(limit: int = CHUNK) -> int:
    """People whose profile changed: compute again, then take them off the queue unless they changed meanwhile."""
    queued = _queued(limit)
    if queued:
        recommendations_store(pk for pk, _at in queued)
        _take_off(queued)
    return len(queued)


def _queued(limit: int | None = None) -> list[tuple[int, dt.datetime]]:
    return list(ChangedJobseeker.objects.order_by("at").values_list("jobseeker_id", "at")[:limit])


def _take_off(queued: list[tuple[int, dt.datetime]]) -> None:
    """Those who did not change again meanwhile."""
    with connection.cursor() as cursor:
        execute_values(
            cursor.cursor,
            "DELETE FROM matching_changedjobseeker q USING (VALUES %s) AS done (jobseeker_id, at) "
            "WHERE q.jobseeker_id = done.jobseeker_id AND q.at = done.at",
            queued,
            template="(%s, %s::timestamptz)",
        )


def recommend_now(jobseeker: Jobseeker, k: int = TOP) -> list[Recommendation]:
    """One person's best vacancies, computed while they wait and not stored."""
    market = load_market()
    people = load_people([jobseeker.pk])
    return _rows(people, best(market.columns, people_columns(people, market.world), k), market, timezone.now())


def _replace(people: People, market: Market, now: dt.datetime) -> None:
    found = best(market.columns, people_columns(people, market.world), TOP)
    rows = _rows(people, found, market, now)
    runs = [
        RecommendationRun(jobseeker_id=pk, computed_at=now, model_version=CURRENT.version, found=n, feasible=feasible)
        for pk, n, feasible in zip(people.ids.tolist(), found.found.tolist(), found.feasible.tolist(), strict=True)
    ]
    with transaction.atomic():
        # The lock keeps two workers from writing one person's set at a time.
        ids = people.ids.tolist()
        list(Jobseeker.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
        Recommendation.objects.filter(jobseeker_id__in=ids).delete()
        Recommendation.objects.bulk_create(rows, batch_size=2000)
        RecommendationRun.objects.bulk_create(
            runs, update_conflicts=True, unique_fields=["jobseeker"],
            update_fields=["computed_at", "model_version", "found", "feasible"],
        )  # fmt: skip


def _rows(people: People, found: Matches, market: Market, now: dt.datetime) -> list[Recommendation]:
    out = []
    for i, pk in enumerate(people.ids.tolist()):
        n = int(found.found[i])
        for rank, (at, score, parts) in enumerate(
            zip(found.top[i, :n].tolist(), found.score[i, :n].tolist(), found.parts[i, :n].tolist(), strict=True), 1
        ):
            v = int(market.columns.row[at])
            out.append(
                Recommendation(
                    jobseeker_id=pk,
                    vacancy_id=int(market.vacancies.ids[v]),
                    rank=rank,
                    score=score,
                    components=dict(zip(COMPONENTS, parts, strict=True)),
                    reasons=stored(explain(people, i, market.vacancies, v, market.world)),
                    model_version=CURRENT.version,
                    computed_at=now,
                )
            )
    return out


def stored(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """The first of each kind, as kept with a recommendation."""
    left = dict(KEPT)
    out = []
    for one in reasons:
        if left[one.kind]:
            left[one.kind] -= 1
            out.append({"kind": one.kind, "key": one.key, "values": one.values})
    return out
