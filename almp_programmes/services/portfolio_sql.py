"""The statements that count a year's cells and tell where money belongs.

`plain_cells` of the benchmark says the same as `CELLS` in plain Python.
"""

# Whom an enrolment counts for: the one group its programme is meant for, else youth or older people by age at the
# start, else nobody's. One group an enrolment, so that groups add up. Where: the province of the course, else of the
# person's home. What is counted and what is booked go by the same.
GROUPS = """
sole AS (
    SELECT programme_id, min(targetgroup_id) AS group_id FROM almp_programmes_programme_target_groups
    GROUP BY programme_id HAVING count(*) = 1
), ages AS (
    SELECT max(id) FILTER (WHERE code = 'youth') AS youth, max(id) FILTER (WHERE code = 'older') AS older
    FROM almp_programmes_targetgroup
)"""
PLACE = """coalesce(left(place.code, 2), left(home.code, 2), '') AS province,
           coalesce(sole.group_id, CASE
               WHEN p.birth_date IS NULL THEN NULL
               WHEN p.birth_date > (e.starts_on - interval '35 years')::date
                    AND p.birth_date <= (e.starts_on - interval '15 years')::date THEN ages.youth
               WHEN p.birth_date <= (e.starts_on - interval '50 years')::date THEN ages.older END) AS group_id"""
ENROLMENTS = """
    FROM almp_programmes_enrolment e
    CROSS JOIN ages
    JOIN accounts_person p ON p.id = e.person_id
    LEFT JOIN sole ON sole.programme_id = e.programme_id
    LEFT JOIN almp_programmes_courserun run ON run.id = e.run_id
    LEFT JOIN taxonomy_region place ON place.id = run.region_id
    LEFT JOIN jobseekers_jobseeker j ON j.person_id = e.person_id
    LEFT JOIN taxonomy_region home ON home.id = j.region_id"""

PLACE_OF = f"WITH {GROUPS} SELECT {PLACE} {ENROLMENTS} WHERE e.id = %(enrolment)s"

# What a payment run pays, by programme, place and kind; corrections that cancel out need no line.
PAID = f"""
WITH {GROUPS}, paid AS (
    SELECT e.programme_id, {PLACE}, payment.kind, payment.won {ENROLMENTS}
    JOIN almp_programmes_payment payment ON payment.enrolment_id = e.id WHERE payment.run_id = %(run)s
)
SELECT programme_id, province, group_id, kind, sum(won)::bigint FROM paid
GROUP BY programme_id, province, group_id, kind HAVING sum(won) <> 0 ORDER BY programme_id, province, group_id, kind
"""  # noqa: S608 - no value in the text

# In work on a day: the last search that began before it has ended, in a job, after the enrolment began.
CELLS = f"""
WITH {GROUPS}, held AS (
    SELECT e.programme_id, e.starts_on, coalesce(e.ended_on, e.ends_on) AS over_on, e.state,
           e.state NOT IN ('placed') AND NOT (e.state = 'left_for_job' AND e.ended_on < e.starts_on) AS entered,
           e.state IN ('completed', 'not_completed', 'left_for_job', 'left') AS is_over,
           {PLACE},
           j.id AS jobseeker_id {ENROLMENTS}
    WHERE e.starts_on >= %(first)s AND e.starts_on < %(next)s
      AND e.state IN ('placed', 'started', 'suspended', 'completed', 'not_completed', 'left_for_job', 'left')
), followed AS (
    SELECT h.*,
           entered AND is_over AND (over_on + interval '6 months')::date <= %(today)s AS known_6m,
           entered AND is_over AND (over_on + interval '12 months')::date <= %(today)s AS known_12m,
           coalesce(at_6m.works, false) AS works_6m, coalesce(at_12m.works, false) AS works_12m
    FROM held h
    LEFT JOIN LATERAL (
        SELECT s.ended_on IS NOT NULL AND s.ended_on <= (h.over_on + interval '6 months')::date
               AND s.ended_on >= h.starts_on AND s.end_reason IN ('placed', 'found', 'own_business') AS works
        FROM jobseekers_spell s
        WHERE s.jobseeker_id = h.jobseeker_id AND s.started_on <= (h.over_on + interval '6 months')::date
        ORDER BY s.started_on DESC, s.id DESC LIMIT 1
    ) at_6m ON entered AND is_over AND (over_on + interval '6 months')::date <= %(today)s
    LEFT JOIN LATERAL (
        SELECT s.ended_on IS NOT NULL AND s.ended_on <= (h.over_on + interval '12 months')::date
               AND s.ended_on >= h.starts_on AND s.end_reason IN ('placed', 'found', 'own_business') AS works
        FROM jobseekers_spell s
        WHERE s.jobseeker_id = h.jobseeker_id AND s.started_on <= (h.over_on + interval '12 months')::date
        ORDER BY s.started_on DESC, s.id DESC LIMIT 1
    ) at_12m ON entered AND is_over AND (over_on + interval '12 months')::date <= %(today)s
), counted AS (
    SELECT programme_id, province, group_id, count(*) AS places,
           count(*) FILTER (WHERE entered) AS entries,
           count(*) FILTER (WHERE entered AND state = 'completed') AS completions,
           count(*) FILTER (WHERE known_6m) AS known_6m, count(*) FILTER (WHERE works_6m) AS sustained_6m,
           count(*) FILTER (WHERE known_12m) AS known_12m, count(*) FILTER (WHERE works_12m) AS sustained_12m,
           0::bigint AS committed, 0::bigint AS spent
    FROM followed GROUP BY programme_id, province, group_id
    UNION ALL
    SELECT programme_id, province, target_group_id, 0, 0, 0, 0, 0, 0, 0,
           coalesce(sum(won) FILTER (WHERE kind = 'committed'), 0)::bigint,
           coalesce(sum(won) FILTER (WHERE kind = 'spent'), 0)::bigint
    FROM almp_programmes_moneyentry WHERE year = %(year)s GROUP BY programme_id, province, target_group_id
)
INSERT INTO almp_programmes_portfoliocell (
    year, programme_id, province, target_group_id, places, entries, completions, known_6m, sustained_6m, known_12m,
    sustained_12m, committed, spent)
SELECT %(year)s, programme_id, province, group_id, sum(places), sum(entries), sum(completions), sum(known_6m),
       sum(sustained_6m), sum(known_12m), sum(sustained_12m), sum(committed), sum(spent)
FROM counted GROUP BY programme_id, province, group_id
"""  # noqa: S608 - no value in the text
