"""The statements that count co-operation: all centres and months at once. Days are those of Korea."""

# A referral belongs to the centre of its case, else to that of the job centre that sent it.
OF_CENTRE = """
of_centre AS (
    SELECT r.*, coalesce(k.centre_id, c.id) AS centre_id,
        (r.sent_at AT TIME ZONE 'Asia/Seoul')::date AS sent_on,
        (r.answered_at AT TIME ZONE 'Asia/Seoul')::date AS answered_on
    FROM welfare_centres_referral r
    LEFT JOIN welfare_centres_case k ON k.id = r.case_id
    LEFT JOIN welfare_centres_centre c ON c.organisation_id = r.from_organisation_id
    WHERE coalesce(k.centre_id, c.id) IS NOT NULL)
"""
# Taken in time: `contact_by` is set by an acceptance and by nothing else.
DUE = """(r.answer_by < %(today)s OR r.answered_on IS NOT NULL)
    AND NOT (r.state = 'withdrawn' AND r.answered_on IS NULL)"""
IN_TIME = "r.contact_by IS NOT NULL AND r.answered_on <= r.answer_by"

MONTHS = f"""
WITH {OF_CENTRE},
months AS (
    SELECT m::date AS month, (m + interval '1 month')::date AS next
    FROM generate_series(%(first)s::date, %(last)s::date, interval '1 month') m),
answers AS (
    SELECT centre_id, date_trunc('month', answer_by)::date AS month, count(*) AS due,
        count(*) FILTER (WHERE {IN_TIME}) AS in_time
    FROM of_centre r WHERE {DUE} AND answer_by >= %(first)s GROUP BY 1, 2),
contacts AS (
    SELECT centre_id, date_trunc('month', first_contact_on)::date AS month, count(*) AS met,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY first_contact_on - sent_on) AS days
    FROM of_centre WHERE first_contact_on >= %(first)s GROUP BY 1, 2),
active AS (
    SELECT e.case_id, date_trunc('month', e.at AT TIME ZONE 'Asia/Seoul')::date AS month
    FROM welfare_centres_entry e
    WHERE e.at >= (%(first)s::date)::timestamp AT TIME ZONE 'Asia/Seoul' AND e.organisation_id IS NOT NULL
    GROUP BY 1, 2 HAVING count(DISTINCT e.organisation_id) > 1),
cases AS (
    SELECT k.centre_id, m.month, count(*) AS cases, count(a.case_id) AS two
    FROM welfare_centres_case k
    JOIN months m ON (k.opened_at AT TIME ZONE 'Asia/Seoul')::date < m.next
        AND (k.closed_at IS NULL OR (k.closed_at AT TIME ZONE 'Asia/Seoul')::date >= m.month)
    LEFT JOIN active a ON a.case_id = k.id AND a.month = m.month
    GROUP BY 1, 2),
actions AS (
    SELECT k.centre_id, date_trunc('month', a.done_on)::date AS month,
        count(*) FILTER (WHERE a.owner_id IS NULL) AS person,
        count(*) FILTER (WHERE a.owner_id IS NOT NULL AND o.kind = 'centre') AS job_centre,
        count(*) FILTER (WHERE a.owner_id IS NOT NULL AND o.kind <> 'centre') AS partner
    FROM jobseekers_planaction a
    JOIN jobseekers_plan p ON p.id = a.plan_id
    JOIN welfare_centres_case k ON k.person_id = p.person_id
        AND (k.opened_at AT TIME ZONE 'Asia/Seoul')::date <= a.done_on
        AND (k.closed_at IS NULL OR (k.closed_at AT TIME ZONE 'Asia/Seoul')::date >= a.done_on)
    LEFT JOIN accounts_organisation o ON o.id = a.organisation_id
    WHERE a.done_on >= %(first)s GROUP BY 1, 2)
INSERT INTO welfare_centres_cooperationmonth AS t (
    centre_id, month, referrals_due, accepted_in_time, cases, cases_two_agencies, first_contacts, contact_days,
    done_by_person, done_by_job_centre, done_by_partner)
SELECT c.id, m.month, coalesce(an.due, 0), coalesce(an.in_time, 0), coalesce(ca.cases, 0), coalesce(ca.two, 0),
    coalesce(co.met, 0), co.days, coalesce(ac.person, 0), coalesce(ac.job_centre, 0), coalesce(ac.partner, 0)
FROM welfare_centres_centre c CROSS JOIN months m
LEFT JOIN answers an ON an.centre_id = c.id AND an.month = m.month
LEFT JOIN contacts co ON co.centre_id = c.id AND co.month = m.month
LEFT JOIN cases ca ON ca.centre_id = c.id AND ca.month = m.month
LEFT JOIN actions ac ON ac.centre_id = c.id AND ac.month = m.month
ON CONFLICT (centre_id, month) DO UPDATE SET
    referrals_due = excluded.referrals_due, accepted_in_time = excluded.accepted_in_time, cases = excluded.cases,
    cases_two_agencies = excluded.cases_two_agencies, first_contacts = excluded.first_contacts,
    contact_days = excluded.contact_days, done_by_person = excluded.done_by_person,
    done_by_job_centre = excluded.done_by_job_centre, done_by_partner = excluded.done_by_partner
WHERE (t.referrals_due, t.accepted_in_time, t.cases, t.cases_two_agencies, t.first_contacts, t.contact_days,
    t.done_by_person, t.done_by_job_centre, t.done_by_partner) IS DISTINCT FROM (excluded.referrals_due,
    excluded.accepted_in_time, excluded.cases, excluded.cases_two_agencies, excluded.first_contacts,
    excluded.contact_days, excluded.done_by_person, excluded.done_by_job_centre, excluded.done_by_partner)
"""  # noqa: S608 - of our own constants

# indicator → rows of (centre, person, the day for the stratum, did it happen)
EVENTS = {
    "in_time": f"""
        SELECT centre_id, person_id, sent_on AS day, {IN_TIME} AS happened
        FROM of_centre r WHERE {DUE} AND answer_by >= %(first)s AND answer_by < %(until)s""",  # noqa: S608
    "contact": """
        SELECT centre_id, person_id, sent_on AS day,
            first_contact_on IS NOT NULL AND first_contact_on - answered_on <= 7 AS happened
        FROM of_centre
        WHERE contact_by IS NOT NULL AND answered_on >= %(first)s AND answered_on < %(until)s
            AND (first_contact_on IS NOT NULL OR answered_on < %(today)s::date - 7)""",
    "two": """
        SELECT k.centre_id, k.person_id, (k.opened_at AT TIME ZONE 'Asia/Seoul')::date AS day,
            (SELECT count(DISTINCT e.organisation_id) > 1 FROM welfare_centres_entry e
             WHERE e.case_id = k.id AND e.at >= %(first)s AND e.at < %(until)s) AS happened
        FROM welfare_centres_case k
        WHERE k.opened_at < %(until)s AND (k.closed_at IS NULL OR k.closed_at >= %(first)s)""",
}
# Of each centre and stratum (age band, sex, how long without work): people, and those with the outcome.
CELLS = f"""
WITH {OF_CENTRE}, happened AS ({{events}})
SELECT h.centre_id,
    CASE WHEN p.birth_date IS NULL THEN 'x' WHEN age(h.day, p.birth_date) < interval '35 years' THEN 'a'
         WHEN age(h.day, p.birth_date) < interval '50 years' THEN 'b' ELSE 'c' END
    || coalesce(nullif(p.sex, ''), 'x')
    || CASE WHEN s.started_on IS NULL THEN 'x' WHEN h.day - s.started_on < 183 THEN 'a'
            WHEN h.day - s.started_on < 365 THEN 'b' ELSE 'c' END AS stratum,
    count(*) FILTER (WHERE h.happened), count(*)
FROM happened h
JOIN accounts_person p ON p.id = h.person_id
LEFT JOIN LATERAL (
    SELECT sp.started_on FROM jobseekers_spell sp JOIN jobseekers_jobseeker j ON j.id = sp.jobseeker_id
    WHERE j.person_id = h.person_id AND sp.started_on <= h.day ORDER BY sp.started_on DESC LIMIT 1) s ON true
GROUP BY 1, 2
"""  # noqa: S608 - the events are those above
