"""Who looks after whom at the start."""

import datetime as dt

from django.db import connection, transaction
from django.utils import timezone

PEOPLE_A_COUNSELLOR = 60


@transaction.atomic
def assign_everyone() -> int:
    """Give each unassigned jobseeker with an open spell a counsellor of the centre that serves their district.

    The region and centre of `assignment_make`, for all at once; counsellors are filled one after the other, so that a
    small population leaves some with a caseload as real ones have and not each with three people.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH staff AS (
                SELECT m.organisation_id, m.user_id,
                       row_number() OVER (PARTITION BY m.organisation_id ORDER BY m.id) - 1 AS seat,
                       count(*) OVER (PARTITION BY m.organisation_id) AS seats
                FROM accounts_membership m WHERE m.until IS NULL AND m.role = 'counsellor'
            ), served AS (
                SELECT DISTINCT ON (r.id) r.id AS region_id, a.organisation_id
                FROM taxonomy_region r
                JOIN accounts_servicearea a ON a.region_prefix IN (left(r.code, 2), left(r.code, 5))
                ORDER BY r.id, length(a.region_prefix) DESC, a.id
            ), waiting AS (
                SELECT j.person_id, d.organisation_id, j.registered_at,
                       row_number() OVER (PARTITION BY d.organisation_id ORDER BY j.id) - 1 AS turn
                FROM jobseekers_jobseeker j
                JOIN served d ON d.region_id = j.region_id
                JOIN jobseekers_spell s ON s.jobseeker_id = j.id AND s.ended_on IS NULL
                WHERE NOT EXISTS (
                    SELECT 1 FROM accounts_assignment x WHERE x.person_id = j.person_id AND x.until IS NULL
                )
            )
            INSERT INTO accounts_assignment (public_id, person_id, organisation_id, counsellor_id, since, why)
            SELECT gen_random_uuid(), w.person_id, w.organisation_id, s.user_id,
                   least(w.registered_at + interval '1 day', %s), 'population'
            FROM waiting w JOIN staff s
              ON s.organisation_id = w.organisation_id AND s.seat = (w.turn / %s) %% s.seats
            """,
            [timezone.now() - dt.timedelta(hours=1), PEOPLE_A_COUNSELLOR],
        )
        return cursor.rowcount
