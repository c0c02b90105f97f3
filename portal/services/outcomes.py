"""How people fare 3, 6 and 12 months after a programme, read from placements and search spells.

Here since only the portal knows both rooms. Noted as the platform's own records, beside what people told.
"""

from django.db import connection
from django.utils import timezone

from almp_programmes.models import Enrolment, EnrolmentOutcome
from almp_programmes.services.outcomes import ENDED, outcomes_register

CHUNK = 20_000
SOURCE = EnrolmentOutcome.Source.PLACEMENT

# In work where a placement holds on the day. Else as the last search that began before it says: it goes on, or it
# ended for that reason since the programme began. Whose placement here is over, and who has not searched since, is not
# known to do anything. Only what differs from the note there is comes back; without a status, the note falls.
KNOWN = """
WITH due AS (
    SELECT e.id, e.person_id, e.starts_on, m.months, (e.ended_on + make_interval(months => m.months))::date AS day
    FROM almp_programmes_enrolment e CROSS JOIN unnest(%(months)s) AS m(months)
    WHERE e.id = ANY(%(ended)s)
), known AS (
    SELECT d.id, d.months, CASE
        WHEN placed.works THEN 'employed'
        WHEN spell.id IS NULL THEN NULL
        WHEN spell.ended_on IS NULL OR spell.ended_on > d.day THEN 'searching'
        WHEN spell.ended_on < d.starts_on THEN NULL
        WHEN spell.end_reason = 'placed' AND placed.works IS NULL OR spell.end_reason = 'found' THEN 'employed'
        WHEN spell.end_reason = 'own_business' THEN 'self_employed'
        WHEN spell.end_reason = 'study' THEN 'learning'
        WHEN spell.end_reason = 'not_looking' THEN 'not_searching' END AS status
    FROM due d
    LEFT JOIN LATERAL (
        SELECT bool_or(p.ended_on IS NULL OR p.ended_on >= d.day) AS works
        FROM matching_placement p WHERE p.person_id = d.person_id AND p.started_on <= d.day
    ) placed ON true
    LEFT JOIN jobseekers_jobseeker j ON j.person_id = d.person_id
    LEFT JOIN LATERAL (
        SELECT s.id, s.ended_on, s.end_reason FROM jobseekers_spell s
        WHERE s.jobseeker_id = j.id AND s.started_on <= d.day ORDER BY s.started_on DESC, s.id DESC LIMIT 1
    ) spell ON true
    WHERE d.day <= %(today)s
)
SELECT k.id, k.months, k.status FROM known k
LEFT JOIN almp_programmes_enrolmentoutcome noted
    ON noted.enrolment_id = k.id AND noted.months = k.months AND noted.source = %(source)s
WHERE k.status IS DISTINCT FROM noted.status
"""


def outcomes_note() -> int:
    """Notes what is new or has changed, a chunk of participations at a time; again, it finds nothing."""
    ended = (
        Enrolment.objects.filter(state__in=ENDED, ended_on__isnull=False).order_by("pk").values_list("pk", flat=True)
    )
    noted, after = 0, 0
    while chunk := list(ended.filter(pk__gt=after)[:CHUNK]):
        noted += outcomes_register(rows=_known(chunk), source=SOURCE)
        after = chunk[-1]
    return noted


def _known(ended: list[int]) -> list[tuple[int, int, str | None]]:
    months, today = list(EnrolmentOutcome.MONTHS), timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, {"ended": ended, "months": months, "today": today, "source": SOURCE.value})
        return cursor.fetchall()
