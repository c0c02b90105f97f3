"""Made-up readiness, contacts, requests and assisted sessions for made-up people: set-based, and the same for the same
seed. Chance is a hash of the seed and the person, so that no number of people needs memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from channels.codes import HIGH_FROM, LOW_BELOW
from channels.services.practice import practice_recount

SHARE_CHECKED = 60  # of a hundred people
CONTACTS_EACH = 6

_DRAW = "(('x' || substr(md5(%(seed)s || ':' || {salt} || ':' || {id}), 1, 7))::bit(28)::int %% {n})"


def _draw(salt: str, number: int, key: str = "p.id") -> str:
    return _DRAW.format(salt=f"'{salt}'", id=key, n=number)


_READINESS = f"""
    INSERT INTO channels_readiness (public_id, person_id, score, base, band, source, answers, reasons, as_of,
                                    is_current)
    SELECT gen_random_uuid(), id, score, score,
           CASE WHEN score < {LOW_BELOW} THEN 'low' WHEN score < {HIGH_FROM} THEN 'mid' ELSE 'high' END,
           'self_check', '{{}}', jsonb_build_array(jsonb_build_object('code', 'self_check', 'points', score)),
           now() - ({_draw("when", 200, "id")} || ' days')::interval, true
    FROM (
        SELECT p.id, least(100, greatest(0, 105 - {_draw("score", 35)}
               - greatest(coalesce(date_part('year', age(p.birth_date))::int, 40) - 30, 0) * 3 / 2)) AS score
        FROM accounts_person p JOIN jobseekers_jobseeker j ON j.person_id = p.id
        WHERE p.erased_at IS NULL AND p.merged_into_id IS NULL AND {_draw("checked", 100)} < {SHARE_CHECKED}
          AND NOT EXISTS (SELECT 1 FROM channels_readiness r WHERE r.person_id = p.id)
    ) AS drawn
"""  # noqa: S608 - our own constants
_ADDRESS = f"""
    INSERT INTO accounts_contactpoint (public_id, person_id, kind, value, is_primary, created_at, updated_at)
    SELECT gen_random_uuid(), p.id, 'post',
           '시연로 ' || (1 + {_draw("street", 300)}) || ', ' || (101 + {_draw("flat", 900)}) || '호',
           true, now(), now()
    FROM accounts_person p JOIN channels_readiness r ON r.person_id = p.id AND r.is_current
    WHERE r.band = 'low' AND {_draw("post", 100)} < 60
      AND NOT EXISTS (SELECT 1 FROM accounts_contactpoint c WHERE c.person_id = p.id AND c.kind = 'post')
"""  # noqa: S608
_CONTACTS = f"""
    INSERT INTO channels_contact (public_id, person_id, channel, direction, service_id, by_id, organisation_id, at,
                                  minutes, note, source)
    SELECT gen_random_uuid(), person_id, channel, CASE WHEN way %% 3 = 0 THEN 'in' ELSE 'out' END, service_id,
           CASE WHEN channel IN ('phone', 'centre', 'together', 'outreach', 'video') THEN counsellor_id END,
           organisation_id, now() - (days || ' days')::interval - (way || ' minutes')::interval,
           CASE WHEN channel IN ('phone', 'centre', 'together', 'outreach', 'video') THEN 5 + way %% 40 END,
           CASE WHEN channel IN ('email', 'sms', 'post') THEN 'message' WHEN channel = 'web' THEN 'read'
                ELSE 'advice' END,
           'population:' || person_id || ':' || n
    FROM (
        SELECT p.id AS person_id, n, a.counsellor_id, a.organisation_id,
               {_draw("way", 1000, "p.id || ':' || n")} AS way,
               {_draw("days", 170, "p.id || ':' || n")} AS days,
               (ARRAY['email', 'sms', 'web', 'web', 'phone', 'centre', 'email', 'post', 'together', 'video'])[
                   1 + CASE WHEN r.band = 'low' THEN ({_draw("channel", 100, "p.id || ':' || n")} / 10 + 3) %% 10
                            ELSE {_draw("channel", 100, "p.id || ':' || n")} / 14 END] AS channel,
               (SELECT s.id FROM channels_service s WHERE NOT s.for_firms
                ORDER BY md5(s.code || n || p.id %% 97) LIMIT 1) AS service_id
        FROM accounts_person p
        JOIN accounts_assignment a ON a.person_id = p.id AND a.until IS NULL
        LEFT JOIN channels_readiness r ON r.person_id = p.id AND r.is_current
        CROSS JOIN generate_series(1, 1 + {_draw("count", CONTACTS_EACH)}) AS n
    ) AS drawn
    ON CONFLICT DO NOTHING
"""  # noqa: S608
_REQUESTS = f"""
    INSERT INTO channels_helprequest (public_id, person_id, kind, service_id, language, note, state, organisation_id,
                                      answer, created_at, updated_at)
    SELECT gen_random_uuid(), p.id, (ARRAY['callback', 'visit', 'letter', 'together', 'sign'])[1 + {_draw("kind", 5)}],
           NULL, '', '', 'open', a.organisation_id, '', now() - ({_draw("asked", 9)} || ' days')::interval, now()
    FROM accounts_person p JOIN accounts_assignment a ON a.person_id = p.id AND a.until IS NULL
    JOIN channels_readiness r ON r.person_id = p.id AND r.is_current AND r.band = 'low'
    WHERE {_draw("request", 100)} < 20
    ON CONFLICT DO NOTHING
"""  # noqa: S608
_SESSIONS = f"""
    INSERT INTO channels_assistedsession (public_id, person_id, staff_id, organisation_id, authority, place, purpose,
                                          since, until, ended_at)
    SELECT gen_random_uuid(), p.id, a.counsellor_id, a.organisation_id, 'spoken',
           (ARRAY['beside', 'phone'])[1 + {_draw("place", 2)}], '프로그램 신청하기', begun, begun + interval '1 hour',
           begun + interval '30 minutes'
    FROM accounts_person p JOIN accounts_assignment a ON a.person_id = p.id AND a.until IS NULL
    JOIN channels_readiness r ON r.person_id = p.id AND r.is_current AND r.band = 'low'
    CROSS JOIN LATERAL (SELECT now() - ((2 + {_draw("begun", 80)}) || ' days')::interval AS begun) AS times
    WHERE {_draw("session", 100)} < 3
"""  # noqa: S608
STAGES = (_READINESS, _ADDRESS, _CONTACTS, _REQUESTS, _SESSIONS)


def make_channels(*, seed: int, progress: Callable[[int], Any] = lambda _done: None) -> int:
    """For everybody registered and looked after; what stands already is left. Returns how many rows were written."""
    written = 0
    for statement in STAGES:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, {"seed": str(seed)})
            written += cursor.rowcount
        progress(written)
    practice_recount()
    return written
