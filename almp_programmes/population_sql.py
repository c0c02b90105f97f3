"""The statements by which made-up enrolments and money are read and written, table by table."""

PEOPLE = """
SELECT p.id, (%(today)s - p.birth_date) / 365.25, p.sex = 'f', left(r.code, 2),
       coalesce(s.started_on - %(today)s, -90), coalesce(s.ended_on - %(today)s, 60)
FROM accounts_person p
JOIN jobseekers_jobseeker j ON j.person_id = p.id
LEFT JOIN taxonomy_region r ON r.id = j.region_id
LEFT JOIN LATERAL (
    SELECT started_on, ended_on FROM jobseekers_spell s WHERE s.jobseeker_id = j.id
    ORDER BY started_on DESC LIMIT 1
) s ON true
WHERE p.id > %(after)s AND p.birth_date IS NOT NULL AND p.merged_into_id IS NULL AND p.erased_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM accounts_user u WHERE u.person_id = p.id AND u.last_login IS NOT NULL)
ORDER BY p.id LIMIT %(most)s
"""

STAGE = """
CREATE TEMP TABLE IF NOT EXISTS staged_enrolment (
    public_id uuid, person_id bigint, programme_id bigint, run_id bigint, state text, applied_on date, starts_on date,
    ends_on date, full_time boolean, ended_on date, waiting_number int
) ON COMMIT DELETE ROWS;
TRUNCATE staged_enrolment;
"""
STAGED = (
    "public_id", "person_id", "programme_id", "run_id", "state", "applied_on", "starts_on", "ends_on", "full_time",
    "ended_on", "waiting_number",
)  # fmt: skip

AGAIN = """
DELETE FROM staged_enrolment s USING almp_programmes_enrolment e
WHERE e.person_id = s.person_id AND daterange(e.starts_on, e.ends_on, '[]') && daterange(s.starts_on, s.ends_on, '[]')
"""

# Columns that other work adds to the table come with their model's own defaults: {rest} and {values}.
ENROLMENTS = """
INSERT INTO almp_programmes_enrolment (
    public_id, created_at, updated_at, person_id, programme_id, run_id, state, applied_at, starts_on, ends_on,
    full_time, ended_on, waiting_number, accept_by, decided_by_id, decided_at, reason{rest})
SELECT public_id, {applied}, {applied}, person_id, programme_id, run_id, state,
    {applied}, starts_on, ends_on, full_time, ended_on, waiting_number,
    CASE WHEN state = 'offered' THEN now() + interval '2 days' END,
    CASE WHEN state NOT IN ('applied', 'documents') THEN %(actor)s::bigint END,
    CASE WHEN state NOT IN ('applied', 'documents') THEN {applied} + interval '3 days' END,
    CASE WHEN state = 'refused' THEN '자격 요건에 맞지 않아요.' ELSE '' END{values}
FROM staged_enrolment ORDER BY applied_on, public_id
ON CONFLICT DO NOTHING
""".replace("{applied}", "(applied_on + time '10:00') AT TIME ZONE 'Asia/Seoul'")

# The way to each state, and when each step was taken.
TRANSITIONS = """
WITH ways (state, way) AS (VALUES
    ('applied', ARRAY['applied']), ('documents', ARRAY['applied', 'documents']),
    ('approved', ARRAY['applied', 'approved']), ('refused', ARRAY['applied', 'refused']),
    ('withdrawn', ARRAY['applied', 'withdrawn']), ('waiting', ARRAY['applied', 'approved', 'waiting']),
    ('offered', ARRAY['applied', 'approved', 'waiting', 'offered']),
    ('placed', ARRAY['applied', 'approved', 'placed']),
    ('started', ARRAY['applied', 'approved', 'placed', 'started']),
    ('suspended', ARRAY['applied', 'approved', 'placed', 'started', 'suspended']),
    ('completed', ARRAY['applied', 'approved', 'placed', 'started', 'completed']),
    ('not_completed', ARRAY['applied', 'approved', 'placed', 'started', 'not_completed']),
    ('left_for_job', ARRAY['applied', 'approved', 'placed', 'started', 'left_for_job']),
    ('left', ARRAY['applied', 'approved', 'placed', 'started', 'left'])
)
INSERT INTO almp_programmes_enrolmenttransition (enrolment_id, before, after, by_id, at, why)
SELECT e.id, CASE WHEN step.at = 1 THEN '' ELSE ways.way[step.at - 1] END, step.state, %(actor)s::bigint,
    least(now(), CASE step.state
        WHEN 'applied' THEN e.applied_at
        WHEN 'waiting' THEN e.applied_at + interval '4 days'
        WHEN 'offered' THEN e.applied_at + interval '5 days'
        WHEN 'placed' THEN e.applied_at + interval '5 days'
        WHEN 'started' THEN (e.starts_on + time '09:00') AT TIME ZONE 'Asia/Seoul'
        WHEN 'suspended' THEN (e.starts_on + time '17:00') AT TIME ZONE 'Asia/Seoul'
        WHEN 'completed' THEN (e.ended_on + time '18:00') AT TIME ZONE 'Asia/Seoul'
        WHEN 'not_completed' THEN (e.ended_on + time '18:00') AT TIME ZONE 'Asia/Seoul'
        WHEN 'left_for_job' THEN (e.ended_on + time '18:00') AT TIME ZONE 'Asia/Seoul'
        WHEN 'left' THEN (e.ended_on + time '18:00') AT TIME ZONE 'Asia/Seoul'
        ELSE e.applied_at + interval '3 days' END), ''
FROM staged_enrolment s
JOIN almp_programmes_enrolment e ON e.public_id = s.public_id
JOIN ways ON ways.state = s.state
CROSS JOIN LATERAL unnest(ways.way) WITH ORDINALITY AS step(state, at)
ORDER BY e.id, step.at
"""

OCCUPIED = """
UPDATE almp_programmes_courserun r SET occupied = n.held, waiting_last = greatest(r.waiting_last, n.waiting)
FROM (SELECT run_id, count(*) FILTER (WHERE state IN ('offered', 'placed', 'started', 'suspended')) AS held,
             coalesce(max(waiting_number), 0) AS waiting
      FROM almp_programmes_enrolment WHERE run_id IS NOT NULL GROUP BY run_id) n
WHERE n.run_id = r.id AND (r.occupied <> n.held OR r.waiting_last < n.waiting)
"""

# What a place costs by category (round assumptions, in won), dearer or cheaper by programme and province.
# A bigint, since a cell of a country costs more than an int holds.
COSTS = """
(VALUES ('1', 450000::bigint), ('2', 2900000), ('3', 2000000), ('4', 4600000), ('5', 6200000), ('6', 5400000),
        ('7', 8200000), ('8', 4300000), ('9', 5000000)) AS cost (category, won)
"""

# Booked by quarter: what the counted places cost and is not booked yet.
MONEY = f"""
INSERT INTO almp_programmes_moneyentry (
    year, programme_id, province, target_group_id, kind, won, "on", source, key, note, created_at)
SELECT c.year, c.programme_id, c.province, c.target_group_id, kind.name,
    round((c.places * cost.won * (80 + c.programme_id * 13 %% 41) / 100.0
          * (95 + coalesce(nullif(c.province, '')::int, 0) %% 11) / 100.0 * kind.times
          - CASE kind.name WHEN 'spent' THEN c.spent ELSE c.committed END) / 4 / 1000) * 1000,
    least(make_date(c.year, quarter.number * 3, 25), CURRENT_DATE), 'population',
    concat_ws(':', (SELECT count(*) FROM almp_programmes_moneyentry WHERE source = 'population'), c.id, quarter.number,
              kind.name), '', now()
FROM almp_programmes_portfoliocell c
JOIN almp_programmes_programme p ON p.id = c.programme_id
JOIN taxonomy_measurecode m ON m.id = p.measure_id
JOIN {COSTS} ON cost.category = left(m.code, 1)
CROSS JOIN generate_series(1, 4) AS quarter(number)
CROSS JOIN (VALUES ('committed', 1.04), ('spent', 1.0)) AS kind(name, times)
WHERE c.places > 0 AND make_date(c.year, quarter.number * 3 - 2, 1) <= CURRENT_DATE
  AND c.places * cost.won * 0.7 * kind.times - CASE kind.name WHEN 'spent' THEN c.spent ELSE c.committed END > 4000
"""  # noqa: S608 - no value is put into the text

# A year's budget a programme for the nation, a little more than was promised; one group's programme names it.
BUDGETS = """
INSERT INTO almp_programmes_budget (
    public_id, created_at, updated_at, year, programme_id, province, target_group_id, won, state, note,
    proposed_by_id, decided_by_id, decided_at)
SELECT gen_random_uuid(), now(), now(), b.year, b.programme_id, '', NULL, ceil(b.won * 1.03 / 10000000) * 10000000,
       'approved', '', %(actor)s, %(other)s, now()
FROM (SELECT year, programme_id, sum(won) AS won FROM almp_programmes_moneyentry
      WHERE kind = 'committed' GROUP BY year, programme_id) b
WHERE b.won > 0
ON CONFLICT DO NOTHING
RETURNING id
"""

BUDGET_STEPS = """
INSERT INTO almp_programmes_budgettransition (budget_id, before, after, by_id, at, why)
SELECT b.id, step.before, step.after, CASE step.after WHEN 'proposed' THEN b.proposed_by_id ELSE b.decided_by_id END,
       b.created_at, ''
FROM almp_programmes_budget b
CROSS JOIN (VALUES ('', 'proposed'), ('proposed', 'approved')) AS step(before, after)
WHERE b.proposed_by_id = %(actor)s
  AND NOT EXISTS (SELECT 1 FROM almp_programmes_budgettransition t WHERE t.budget_id = b.id)
ORDER BY b.id, step.before
"""
