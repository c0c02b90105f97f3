"""The statements of `meetings`. `draw` is a number from 0 to 1 that hangs on the seed and on what it is drawn for."""


def draw(*what: str) -> str:
    text = ", ':', ".join(what)
    return f"((hashtextextended(concat({text}), %(seed)s) & 2147483647)::float / 2147483647)"


# Two past and two coming sessions a centre, each led by another counsellor on a Wednesday from four to six.
SESSIONS = """
INSERT INTO welfare_centres_groupsession
    (public_id, created_at, updated_at, title_ko, title_en, about_ko, about_en, centre_id, organisation_id,
     leader_id, room_id, video_link, during, capacity, taken, why)
SELECT gen_random_uuid(), %(now)s, %(now)s, t.ko, t.en, t.about_ko, t.about_en, w.centre_id, w.organisation_id,
       w.user_id, room.id, '', tstzrange(at.starts, at.starts + interval '2 hours'), 12, 0, ''
FROM (SELECT w.*, row_number() OVER (PARTITION BY w.centre_id ORDER BY w.user_id) AS nth
      FROM welfare_centres_workinghours w
      WHERE w.centre_id = ANY(%(centres)s) AND w.weekday = 3 AND w.ends >= '18:00') AS w
JOIN (VALUES (1, -3, '이력서 함께 쓰기', 'Writing a CV together', '내 경력을 한 장에', 'Your career on a page'),
             (2, -1, '면접 연습', 'Interview practice', '둘씩 묻고 답해요', 'Asking and answering in pairs'),
             (3, 1, '휴대전화로 일자리 찾기', 'Finding jobs by phone', '처음부터 천천히', 'At your own pace'),
             (4, 2, '마음 돌보며 구직하기', 'Looking after yourself', '지친 마음을 나눠요', 'Sharing what is hard'))
     AS t(nth, week, ko, en, about_ko, about_en) ON t.nth = w.nth
JOIN LATERAL (SELECT id FROM welfare_centres_room r WHERE r.centre_id = w.centre_id AND r.seats >= 12
              ORDER BY id LIMIT 1) AS room ON true
CROSS JOIN LATERAL (
    SELECT ((date_trunc('week', %(today)s::date::timestamp) + t.week * interval '1 week' + interval '2 days'
            + time '16:00') AT TIME ZONE %(zone)s) AS starts) AS at"""
# People of the one who leads it, so that nobody is in two places.
ATTENDEES = f"""
INSERT INTO welfare_centres_attendee
    (public_id, created_at, updated_at, session_id, person_id, state, booked_how)
SELECT gen_random_uuid(), lower(g.during) - interval '6 days' + p.nth * interval '1 hour', %(now)s, g.id, p.person_id,
       CASE WHEN p.nth > g.capacity THEN CASE WHEN upper(g.during) > %(now)s THEN 'waiting' ELSE 'cancelled' END
            WHEN upper(g.during) > %(now)s THEN 'going'
            WHEN {draw("g.id", "p.person_id", "'came'")} < 0.82 THEN 'present' ELSE 'absent' END, 'self'
FROM welfare_centres_groupsession g
CROSS JOIN LATERAL (
    SELECT a.person_id, row_number() OVER (ORDER BY {draw("g.id", "a.person_id")}) AS nth
    FROM accounts_assignment a WHERE a.counsellor_id = g.leader_id AND a.until IS NULL) AS p
WHERE g.centre_id = ANY(%(centres)s) AND p.nth <= 5 + 10 * {draw("g.id", "'size'")}"""  # noqa: S608 - no value in the text
TAKEN = """
UPDATE welfare_centres_groupsession g SET taken = n.taken
FROM (SELECT session_id, count(*) AS taken FROM welfare_centres_attendee
      WHERE state IN ('going', 'present', 'absent') GROUP BY session_id) AS n
WHERE n.session_id = g.id AND g.centre_id = ANY(%(centres)s)"""
# Half hours of the working time, taken by the counsellor's own people in turn: each about every fourth week, a third
# of the time at most. A visit for which no room is left becomes a call.
APPOINTMENTS = f"""
WITH caseload AS (
    SELECT counsellor_id, count(*) AS clients FROM accounts_assignment WHERE until IS NULL GROUP BY counsellor_id
), slot AS (
    SELECT w.user_id, w.organisation_id, w.centre_id, s AS starts,
           row_number() OVER (PARTITION BY w.user_id ORDER BY s) AS nth
    FROM welfare_centres_workinghours w
    JOIN caseload ON caseload.counsellor_id = w.user_id
    JOIN generate_series(%(first)s::date::timestamp, %(last)s::date::timestamp, interval '1 day') AS d(day)
      ON extract(isodow FROM d.day) = w.weekday
    CROSS JOIN generate_series((d.day + w.starts) AT TIME ZONE %(zone)s,
                               (d.day + w.ends - interval '30 minutes') AT TIME ZONE %(zone)s,
                               interval '30 minutes') AS s
    WHERE w.centre_id = ANY(%(centres)s) AND {draw("w.user_id", "s")} < least(0.3, caseload.clients / 320.0)
      AND NOT EXISTS (SELECT 1 FROM welfare_centres_closing c
                      WHERE c.day = d.day::date AND (c.centre_id IS NULL OR c.centre_id = w.centre_id))
      AND NOT EXISTS (SELECT 1 FROM welfare_centres_groupsession g
                      WHERE g.leader_id = w.user_id AND g.during && tstzrange(s, s + interval '30 minutes'))
), client AS (
    SELECT a.counsellor_id, a.person_id, u.id AS login,
           row_number() OVER (PARTITION BY a.counsellor_id ORDER BY u.id NULLS LAST, a.person_id) AS nth,
           count(*) OVER (PARTITION BY a.counsellor_id) AS clients
    FROM accounts_assignment a
    JOIN accounts_person p ON p.id = a.person_id AND p.merged_into_id IS NULL AND p.erased_at IS NULL
    LEFT JOIN accounts_user u ON u.person_id = a.person_id
    WHERE a.until IS NULL
), kind AS (
    SELECT id, row_number() OVER (ORDER BY "order") - 1 AS nth, count(*) OVER () AS kinds
    FROM welfare_centres_appointmenttype WHERE minutes <= 30 AND competence_id IS NULL
), wanted AS (
    SELECT slot.*, client.person_id, client.login, kind.id AS type_id,
           {draw("slot.user_id", "slot.starts", "'channel'")} AS channel,
           {draw("slot.user_id", "slot.starts", "'state'")} AS fate,
           {draw("slot.user_id", "slot.starts", "'how'")} AS how,
           {draw("slot.user_id", "slot.starts", "'lag'")} AS lag
    FROM slot
    JOIN client ON client.counsellor_id = slot.user_id AND client.nth = 1 + slot.nth %% client.clients
    JOIN kind ON kind.nth = floor({draw("slot.user_id", "slot.starts", "'kind'")} * kind.kinds * 0.999)
), room AS (
    SELECT id, centre_id, row_number() OVER (PARTITION BY centre_id ORDER BY id) AS nth
    FROM welfare_centres_room WHERE closed_at IS NULL AND seats < 12
), placed AS (
    SELECT wanted.*, room.id AS room_id FROM (
        SELECT wanted.*, CASE WHEN channel < 0.62 THEN row_number() OVER (
            PARTITION BY centre_id, starts, channel < 0.62 ORDER BY user_id) END AS seat
        FROM wanted) AS wanted
    LEFT JOIN room ON room.centre_id = wanted.centre_id AND room.nth = wanted.seat
)
INSERT INTO welfare_centres_appointment
    (public_id, created_at, updated_at, person_id, staff_id, organisation_id, centre_id, room_id, type_id, channel,
     during, state, booked_by_id, booked_how, asked_at, video_link, place, note, reason, arrived_at)
SELECT gen_random_uuid(), asked.at, asked.at, person_id, placed.user_id, organisation_id, centre_id, room_id, type_id,
       CASE WHEN room_id IS NOT NULL THEN 'in_person' WHEN channel > 0.9 THEN 'video' ELSE 'phone' END,
       tstzrange(starts, starts + interval '30 minutes'), now_is.state,
       CASE WHEN how < 0.45 AND login IS NOT NULL THEN login ELSE placed.user_id END,
       CASE WHEN how < 0.45 AND login IS NOT NULL THEN 'self' WHEN how < 0.75 THEN 'staff' ELSE 'phone' END, asked.at,
       CASE WHEN room_id IS NULL AND channel > 0.9 THEN profile.video_link ELSE '' END, '', '',
       CASE now_is.state WHEN 'cancelled' THEN '면접이 잡힘' WHEN 'excused' THEN '몸이 아픔' ELSE '' END,
       CASE WHEN now_is.state = 'done' AND room_id IS NOT NULL THEN starts - interval '4 minutes' END
FROM placed
JOIN welfare_centres_staffprofile profile ON profile.user_id = placed.user_id
CROSS JOIN LATERAL (SELECT CASE
    WHEN starts + interval '30 minutes' < %(now)s THEN
        CASE WHEN fate < 0.79 THEN 'done' WHEN fate < 0.88 THEN 'no_show' WHEN fate < 0.92 THEN 'excused'
             ELSE 'cancelled' END
    WHEN fate < 0.93 THEN 'booked' ELSE 'cancelled' END AS state) AS now_is
CROSS JOIN LATERAL (SELECT least(starts - interval '3 hours' - (-ln(1 - lag * 0.99) * 5) * interval '1 day',
                                 %(now)s - lag * interval '2 days') AS at) AS asked
ON CONFLICT DO NOTHING"""  # noqa: S608 - no value in the text
FIRST_STEPS = """
INSERT INTO welfare_centres_appointmenttransition (appointment_id, before, after, by_id, at, why)
SELECT id, '', 'booked', booked_by_id, asked_at, '' FROM welfare_centres_appointment
WHERE centre_id = ANY(%(centres)s)"""
LAST_STEPS = """
INSERT INTO welfare_centres_appointmenttransition (appointment_id, before, after, by_id, at, why)
SELECT id, 'booked', state, staff_id, least(upper(during), %(now)s), reason FROM welfare_centres_appointment
WHERE centre_id = ANY(%(centres)s) AND state <> 'booked'"""
# Twenty-four numbers on each of the last fortnight's weekdays and today; today's last four still wait.
TICKETS = f"""
INSERT INTO welfare_centres_queueticket
    (public_id, centre_id, day, number, type_id, state, ahead, desk, called_by_id, drawn_at, called_at, ended_at)
SELECT gen_random_uuid(), c.id, d.day, n, kind.id, s.state, ahead.before,
       CASE WHEN s.state IN ('waiting', 'left') THEN '' ELSE (1 + n %% 3)::text END,
       CASE WHEN s.state IN ('waiting', 'left') THEN NULL ELSE clerk.user_id END, drawn.at,
       CASE WHEN s.state IN ('waiting', 'left') THEN NULL ELSE called.at END,
       CASE WHEN s.state IN ('served', 'left') THEN called.at + interval '7 minutes' END
FROM welfare_centres_centre c
JOIN LATERAL (SELECT user_id FROM welfare_centres_workinghours w WHERE w.centre_id = c.id ORDER BY id LIMIT 1)
    AS clerk ON true
CROSS JOIN (SELECT day::date AS day
            FROM generate_series(%(today)s::date - 14, %(today)s::date, interval '1 day') AS day
            WHERE extract(isodow FROM day) < 6 OR day::date = %(today)s) AS d
CROSS JOIN generate_series(1, 24) AS n
JOIN (SELECT id, row_number() OVER (ORDER BY "order") - 1 AS nth, count(*) OVER () AS kinds
      FROM welfare_centres_appointmenttype WHERE walk_in) AS kind
  ON kind.nth = floor({draw("c.id", "d.day", "n", "'kind'")} * kind.kinds * 0.999)
CROSS JOIN LATERAL (SELECT floor({draw("c.id", "d.day", "n", "'ahead'")} * 7)::int AS before) AS ahead
CROSS JOIN LATERAL (SELECT (d.day + time '09:05' + n * interval '20 minutes') AT TIME ZONE %(zone)s AS at) AS drawn
CROSS JOIN LATERAL (
    SELECT drawn.at + (ahead.before + 1) * (2 + 6 * {draw("c.id", "d.day", "n", "'pace'")}) * interval '1 minute' AS at
) AS called
CROSS JOIN LATERAL (
    SELECT CASE WHEN d.day = %(today)s AND n > 20 THEN 'waiting' WHEN d.day = %(today)s AND n = 20 THEN 'called'
                WHEN {draw("c.id", "d.day", "n", "'left'")} < 0.06 THEN 'left' ELSE 'served' END AS state) AS s
WHERE c.id = ANY(%(centres)s)"""  # noqa: S608 - no value in the text
