# ruff: noqa: E501 - SQL reads better in its own lines
"""The statements by which made-up applications are read and written, table by table."""

from matching.applying.snapshot import CVS

PEOPLE = """
SELECT j.id, coalesce(left(r.code, 2), ''), coalesce(left(o.code, 1), ''), j.registered_at
FROM jobseekers_jobseeker j
JOIN accounts_person p ON p.id = j.person_id AND p.merged_into_id IS NULL AND p.erased_at IS NULL
LEFT JOIN taxonomy_region r ON r.id = j.region_id
LEFT JOIN LATERAL (
    SELECT occupation_id FROM jobseekers_preferredoccupation w WHERE w.jobseeker_id = j.id ORDER BY w.rank LIMIT 1
) w ON true
LEFT JOIN taxonomy_occupation o ON o.id = w.occupation_id
WHERE NOT EXISTS (SELECT 1 FROM accounts_user u WHERE u.person_id = p.id AND u.last_login IS NOT NULL)
ORDER BY j.id
"""

VACANCIES = """
SELECT v.id, v.employer_id, coalesce(left(r.code, 2), ''), coalesce(left(o.code, 1), ''), v.published_at,
       least(coalesce(v.closed_at, now()), coalesce((v.deadline + 1)::timestamptz, now()), now()),
       CASE WHEN v.state IN ('filled', 'expired') THEN v.filled
            WHEN v.state IN ('published', 'paused') THEN greatest(v.openings - v.filled - 1, 0) ELSE 0 END,
       v.state
FROM employers_vacancy v
JOIN employers_employer e ON e.id = v.employer_id
JOIN accounts_organisation g ON g.id = e.organisation_id AND g.kind = %(kind)s
LEFT JOIN taxonomy_region r ON r.id = v.region_id
LEFT JOIN taxonomy_occupation o ON o.id = v.occupation_id
WHERE v.source = 'own' AND v.published_at IS NOT NULL AND v.published_at < now()
  AND v.state IN ('published', 'paused', 'filled', 'expired')
ORDER BY v.id
"""

STAGE = """
DROP TABLE IF EXISTS staged, staged_step;
CREATE TEMP TABLE staged (
    public_id uuid, jobseeker_id bigint, vacancy_id bigint, state text, applied_at timestamptz, due date, closes date,
    viewed_at timestamptz, answered_at timestamptz, decided_at timestamptz, reason text, interview_at timestamptz,
    offered_at timestamptz, starts_on date, extra int, other_id uuid
) ON COMMIT DROP;
CREATE TEMP TABLE staged_step (public_id uuid, before text, after text, at timestamptz) ON COMMIT DROP;
"""
STAGED = (
    "public_id", "jobseeker_id", "vacancy_id", "state", "applied_at", "due", "closes", "viewed_at", "answered_at",
    "decided_at", "reason", "interview_at", "offered_at", "starts_on", "extra", "other_id",
)  # fmt: skip
STAGED_STEP = ("public_id", "before", "after", "at")

APPLICATIONS = f"""
INSERT INTO matching_application (
    public_id, created_at, updated_at, vacancy_id, jobseeker_id, state, note, cv, shared_at, answer_due_on, closes_on,
    reminded, viewed_at, answered_at, decided_by_id, decided_at, reason, answer)
SELECT s.public_id, s.applied_at, coalesce(s.decided_at, s.answered_at, s.viewed_at, s.applied_at), s.vacancy_id,
    s.jobseeker_id, s.state, '', cvs.cv, s.applied_at, s.due, s.closes,
    CASE WHEN s.state = 'offered' OR s.due - CURRENT_DATE <= 2 THEN 2 WHEN s.due - CURRENT_DATE <= 7 THEN 1 ELSE 0 END,
    s.viewed_at, s.answered_at,
    CASE WHEN s.state IN ('accepted', 'declined', 'withdrawn') OR s.state = 'rejected' AND s.reason <> 'filled'
         THEN %(actor)s::bigint END,
    s.decided_at, s.reason, ''
FROM staged s JOIN (
    {CVS} WHERE j.id IN (SELECT jobseeker_id FROM staged)
) cvs ON cvs.id = s.jobseeker_id
ORDER BY s.applied_at, s.public_id
"""  # noqa: S608 - no value is put into the text

STEPS = """
INSERT INTO matching_applicationtransition (application_id, before, after, by_id, at, why)
SELECT a.id, t.before, t.after, CASE WHEN t.after = 'closed_no_answer' THEN NULL ELSE %(actor)s::bigint END, t.at, ''
FROM staged_step t JOIN matching_application a ON a.public_id = t.public_id ORDER BY t.at, a.id
"""

INTERVIEWS = """
INSERT INTO matching_interview (
    public_id, created_at, updated_at, application_id, mode, place, minutes, note, times, starts_at, state,
    proposed_by_id, answered_at, answer)
SELECT s.other_id, s.answered_at, s.answered_at, a.id, (ARRAY['onsite', 'phone', 'video'])[1 + s.extra %% 3],
    CASE WHEN s.extra %% 3 = 1 THEN '' WHEN s.extra %% 3 = 2 THEN 'https://meet.example/' || left(s.public_id::text, 8)
         ELSE coalesce(nullif(v.address, ''), '본사') END,
    30, '', ARRAY[s.interview_at, s.interview_at + interval '1 day'],
    CASE WHEN s.state <> 'interview' OR s.extra %% 4 > 0 THEN s.interview_at END,
    CASE WHEN s.state <> 'interview' OR s.extra %% 4 > 0 THEN 'agreed' ELSE 'proposed' END,
    %(actor)s, CASE WHEN s.state <> 'interview' OR s.extra %% 4 > 0 THEN s.answered_at + interval '3 hours' END, ''
FROM staged s JOIN matching_application a ON a.public_id = s.public_id JOIN employers_vacancy v ON v.id = s.vacancy_id
WHERE s.interview_at IS NOT NULL
"""

OFFERS = """
INSERT INTO matching_offer (
    public_id, created_at, updated_at, application_id, pay_period, pay, starts_on, answer_by, note, state, made_by_id,
    answered_at)
SELECT s.other_id, s.offered_at, s.offered_at, a.id, coalesce(nullif(v.pay_period, ''), 'month'),
    coalesce(v.pay_min, 2500000), s.starts_on, s.closes, '',
    CASE s.state WHEN 'offered' THEN 'open' WHEN 'accepted' THEN 'accepted' WHEN 'declined' THEN 'declined'
         ELSE 'lapsed' END,
    %(actor)s, CASE WHEN s.state <> 'offered' THEN s.decided_at END
FROM staged s JOIN matching_application a ON a.public_id = s.public_id JOIN employers_vacancy v ON v.id = s.vacancy_id
WHERE s.offered_at IS NOT NULL
"""

PLACEMENTS = """
INSERT INTO matching_placement (
    public_id, created_at, updated_at, person_id, jobseeker_id, employer_id, vacancy_id, application_id, occupation_id,
    region_id, pay_period, pay, agreed_on, started_on, ended_on)
SELECT s.other_id, s.decided_at, s.decided_at, j.person_id, j.id, v.employer_id, v.id, a.id, v.occupation_id,
    v.region_id, coalesce(nullif(v.pay_period, ''), 'month'), coalesce(v.pay_min, 2500000),
    (s.decided_at AT TIME ZONE 'Asia/Seoul')::date, s.starts_on,
    -- nine in a hundred leave within thirty days (early leavers, 2023), some later
    CASE WHEN s.extra < 9 AND s.starts_on + 20 < CURRENT_DATE THEN s.starts_on + 5 + s.extra
         WHEN s.extra < 25 AND s.starts_on + 200 < CURRENT_DATE THEN s.starts_on + 120 + s.extra END
FROM staged s JOIN matching_application a ON a.public_id = s.public_id
JOIN jobseekers_jobseeker j ON j.id = s.jobseeker_id JOIN employers_vacancy v ON v.id = s.vacancy_id
WHERE s.state = 'accepted'
"""

SPELLS = """
UPDATE jobseekers_spell x SET ended_on = greatest(s.starts_on, x.started_on), end_reason = 'placed'
FROM staged s
WHERE s.state = 'accepted' AND x.jobseeker_id = s.jobseeker_id AND x.ended_on IS NULL
  AND x.started_on <= s.starts_on
"""

FILLED = """
UPDATE employers_vacancy v SET filled = v.filled + n.hired
FROM (SELECT vacancy_id, count(*) AS hired FROM staged WHERE state = 'accepted' GROUP BY vacancy_id) n
WHERE v.id = n.vacancy_id AND v.state IN ('published', 'paused')
"""

MESSAGES = """
INSERT INTO matching_applicationmessage (public_id, application_id, side, author_id, text, at, read_at)
SELECT gen_random_uuid(), a.id, t.side, %(actor)s, t.text, s.applied_at + t.after, s.applied_at + t.after + interval '1 hour'
FROM staged s JOIN matching_application a ON a.public_id = s.public_id
CROSS JOIN (VALUES ('jobseeker', '근무 시간을 조금 조정할 수 있을까요?', interval '5 hours'),
                   ('employer', '네, 면접 때 이야기해요.', interval '20 hours')) AS t(side, text, after)
WHERE s.extra BETWEEN 40 AND 54 AND s.applied_at + interval '22 hours' < now() AND s.viewed_at IS NOT NULL
"""

GRANTS = """
INSERT INTO accounts_accessgrant (public_id, person_id, organisation_id, scope, ground, purpose, source, since)
SELECT gen_random_uuid(), j.person_id, e.organisation_id, scope.name, 'application', 'hiring',
    'matching.application:' || a.id, s.applied_at
FROM staged s JOIN matching_application a ON a.public_id = s.public_id
JOIN jobseekers_jobseeker j ON j.id = s.jobseeker_id
JOIN employers_vacancy v ON v.id = s.vacancy_id JOIN employers_employer e ON e.id = v.employer_id
CROSS JOIN (VALUES ('profile'), ('contact')) AS scope(name)
WHERE s.state IN ('applied', 'viewed', 'interview', 'offered', 'accepted')
  AND (scope.name = 'profile' OR s.offered_at IS NOT NULL OR s.interview_at IS NOT NULL AND s.extra %% 4 > 0)
"""

AGAIN = """
DELETE FROM staged s USING matching_application a
WHERE a.jobseeker_id = s.jobseeker_id AND a.vacancy_id = s.vacancy_id
"""

INSERTS = (AGAIN, APPLICATIONS, STEPS, INTERVIEWS, OFFERS, PLACEMENTS, SPELLS, FILLED, MESSAGES, GRANTS)

COUNTS = """
UPDATE employers_vacancy v SET applications_count = n.all_of_them, applications_new = n.unopened
FROM (SELECT vacancy_id, count(*) FILTER (WHERE state <> 'withdrawn') AS all_of_them,
             count(*) FILTER (WHERE state = 'applied') AS unopened
      FROM matching_application GROUP BY vacancy_id) n
WHERE n.vacancy_id = v.id
  AND (v.applications_count <> n.all_of_them OR v.applications_new <> n.unopened)
"""
