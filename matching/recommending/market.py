"""Tightness: open vacancies and active jobseekers by occupation, province and month, set-based in the database."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction

# A vacancy's positions count in the month if it was open on any day of it. A person counts once in each occupation
# wanted (the first three), in the province of the home, if a spell was open on any day of the month.
# Codes of another depth are lifted to the minor group (three digits); a province is the first part of the path.
_STORE = """
WITH
minor AS (
    SELECT o.id, m.id AS minor_id
      FROM taxonomy_occupation o
      JOIN taxonomy_occupation m ON m.edition = o.edition AND m.level = 'minor'
       AND (m.path = o.path OR o.path LIKE m.path || '/%%')
),
province AS (
    SELECT r.id, p.id AS province_id
      FROM taxonomy_region r
      JOIN taxonomy_region p ON p.level = 'province' AND p.valid_to IS NULL AND p.path = split_part(r.path, '/', 1)
),
demand AS (
    SELECT minor.minor_id, province.province_id, sum(v.openings) AS n
      FROM employers_vacancy v
      JOIN minor ON minor.id = v.occupation_id
      JOIN province ON province.id = v.region_id
     WHERE v.published_at < %(after)s AND v.state IN ('published', 'paused', 'filled', 'expired')
       AND (v.closed_at IS NULL OR v.closed_at >= %(first)s)
       AND (v.deadline IS NULL OR v.deadline >= %(first)s)
     GROUP BY 1, 2
),
supply AS (
    SELECT minor.minor_id, province.province_id, count(DISTINCT j.id) AS n
      FROM jobseekers_jobseeker j
      JOIN jobseekers_spell s ON s.jobseeker_id = j.id AND s.started_on < %(after)s
       AND (s.ended_on IS NULL OR s.ended_on >= %(first)s)
      JOIN jobseekers_preferredoccupation w ON w.jobseeker_id = j.id AND w.rank <= 3
      JOIN minor ON minor.id = w.occupation_id
      JOIN province ON province.id = j.region_id
     GROUP BY 1, 2
)
INSERT INTO taxonomy_tightnesscell (occupation_id, region_id, month, vacancies, jobseekers)
     SELECT coalesce(d.minor_id, s.minor_id), coalesce(d.province_id, s.province_id), %(first)s,
            coalesce(d.n, 0), coalesce(s.n, 0)
       FROM demand d FULL JOIN supply s ON s.minor_id = d.minor_id AND s.province_id = d.province_id
"""


@transaction.atomic
def tightness_store(*, month: dt.date) -> int:
    """Replace the month's cells; how many there are."""
    first = month.replace(day=1)
    after = (first + dt.timedelta(days=32)).replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM taxonomy_tightnesscell WHERE month = %s", [first])
        cursor.execute(_STORE, {"first": first, "after": after})
        return int(cursor.rowcount)
