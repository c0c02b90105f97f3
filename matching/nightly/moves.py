"""What a new, changed or closed vacancy means for whom: the people concerned are queued to be matched again.

A closed one concerns those who hold it. An open one concerns those as well, and everybody whose twentieth it beats:
the reverse kernel finds them. Matching them again does the rest, so that there is one way to a result.
"""

from __future__ import annotations

import numpy as np
from django.db import connection, transaction

from matching.models import MatchingNight, MovedVacancy, Recommendation
from matching.nightly.crowd import Crowd
from matching.nightly.current import Current, current
from matching.nightly.snapshot import snapshot_open
from matching.nightly.swapping import writers_stop

BATCH = 50  # vacancies while which writers wait
_QUEUE = """
INSERT INTO matching_changedjobseeker (jobseeker_id, at, tx)
     SELECT pk, clock_timestamp(), pg_current_xact_id()::text::bigint FROM unnest(%s::bigint[]) pk ORDER BY 1
         ON CONFLICT (jobseeker_id) DO UPDATE SET at = EXCLUDED.at, tx = EXCLUDED.tx
"""
# One that moved once more meanwhile keeps waiting.
_DONE = """
UPDATE matching_movedvacancy m SET waiting = false FROM unnest(%s::bigint[], %s::timestamptz[]) done (pk, at)
 WHERE m.vacancy_id = done.pk AND m.at = done.at
"""
_crowd: Crowd | None = None


def vacancies_announce() -> int:
    """A batch of vacancies that moved; how many. Nothing before the first night: it will see them all."""
    night = MatchingNight.objects.live().first()
    if night is None or not MovedVacancy.objects.filter(waiting=True).exists():
        return 0
    crowd = _everybody(night)
    return _announce(night, crowd) if crowd else 0


@transaction.atomic
def _announce(night: MatchingNight, crowd: Crowd) -> int:
    now = writers_stop()
    if MatchingNight.objects.live().values_list("pk", flat=True).first() != night.pk:
        return 0
    crowd.catch_up(now)
    waiting = dict(MovedVacancy.objects.filter(waiting=True).order_by("at").values_list("pk", "at")[:BATCH])
    ids = list(waiting)
    with connection.cursor() as cursor:
        people = np.unique(np.concatenate([_holders(ids), _suited(ids, current(), crowd)]))
        cursor.execute(_QUEUE, [people.tolist()])
        cursor.execute(_DONE, [ids, list(waiting.values())])
    return len(waiting)


def _everybody(night: MatchingNight) -> Crowd | None:
    """None where the night's folder is not on this machine."""
    global _crowd  # noqa: PLW0603 - one a process, as intended
    snapshot = snapshot_open(str(night.key))
    if snapshot is None:
        return None
    if _crowd is None or _crowd.snapshot is not snapshot:
        _crowd = Crowd(night, snapshot)
    return _crowd


def _holders(ids: list[int]) -> np.ndarray:
    rows = Recommendation.objects.filter(vacancies__overlap=ids)
    return np.fromiter(rows.values_list("jobseeker_id", flat=True), np.int64)


def _suited(ids: list[int], here: Current, crowd: Crowd) -> np.ndarray:
    fresh = here.fresh
    assert fresh is not None
    columns = here.picture.measures.columns
    each = [columns(fresh.take(np.array([row]))) for row in np.flatnonzero(np.isin(fresh.ids, ids))]
    return np.concatenate([np.zeros(0, np.int64), *map(crowd.suited, each)])
