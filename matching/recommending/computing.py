"""Computing recommendations for people whose profile changed, and for one person while they wait. Everybody's are
computed every night (`matching.nightly`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import connection, transaction
from psycopg2.extras import execute_values

from jobseekers.models import Jobseeker
from matching.engine import people_columns
from matching.engine.columns import PeopleColumns
from matching.engine.explain import RECORD
from matching.models import ChangedJobseeker, Recommendation
from matching.nightly.alerts import alerts_note
from matching.nightly.current import current
from matching.nightly.picture import Picture
from matching.nightly.rows import Results, results_of, rows_copy
from matching.nightly.swapping import writers_wait
from matching.recommending.loading import load_people

CHUNK = 512  # people a transaction


def recommendations_store(jobseeker_ids: Iterable[int]) -> int:
    """Replace these people's recommendations, a chunk a transaction: a reader sees the old set or the new one."""
    ids = sorted(set(jobseeker_ids))
    for at in range(0, len(ids), CHUNK):
        _replace(ids[at : at + CHUNK])
    return len(ids)


def recommend_changed(limit: int = CHUNK) -> int:
    """People whose profile changed: compute again, then take them off the queue unless they changed meanwhile."""
    queued = list(ChangedJobseeker.objects.order_by("at").values_list("jobseeker_id", "at")[:limit])
    if not queued:
        return 0
    recommendations_store(pk for pk, _at in queued)
    with connection.cursor() as cursor:
        execute_values(
            cursor.cursor,
            "DELETE FROM matching_changedjobseeker q USING (VALUES %s) AS done (jobseeker_id, at) "
            "WHERE q.jobseeker_id = done.jobseeker_id AND q.at = done.at",
            queued,
            template="(%s, %s::timestamptz)",
        )
    return len(queued)


def recommend_now(people: PeopleColumns, picture: Picture) -> dict[int, bytes]:
    """One person's best vacancies, the best first, each with its packed reasons: while they wait, not stored."""
    if not len(people.ids):
        return {}
    found = picture.best(people, Recommendation.MOST)
    ids, size = found.ids[0, : found.found[0]].tolist(), RECORD.itemsize
    reasons = found.reasons[0].tobytes()
    return {pk: reasons[at * size : (at + 1) * size] for at, pk in enumerate(ids)}


def columns_of(ids: Iterable[int], picture: Picture) -> PeopleColumns:
    """Of the live ones of these jobseekers."""
    return people_columns(load_people(list(ids), picture.measures.text), picture.measures.world)


def _computed(ids: list[int], now: dt.datetime) -> Results:
    here = current()
    return results_of(columns_of(ids, here.picture), here.picture, here.night, now)


@transaction.atomic
def _replace(ids: list[int]) -> None:
    # From before the vacancies are looked at until all is written, no night is put in and no vacancy is announced.
    now = writers_wait()
    # The lock keeps two workers from writing one person's row at a time.
    list(Jobseeker.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    found = _computed(ids, now)
    before = Recommendation.objects.filter(jobseeker__in=ids).values_list("jobseeker_id", "vacancies")
    alerts_note(dict(before), found.rows())
    Recommendation.objects.filter(jobseeker__in=ids).delete()
    rows_copy([found])
