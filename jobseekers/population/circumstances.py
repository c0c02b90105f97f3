"""Household, income and situation of the people of a chunk, in one statement that reads who they already are.

Round assumptions: two thirds have told something, each thing four times in five; income falls with unemployment and rises
with the household. The dice are hashes of the public id, so that the same people have the same circumstances.
"""

from collections.abc import Sequence

from django.db import connection

# Each die is a number from 0 to 1 that belongs to the person and to what is asked.
_DIE = "(abs(mod(hashtextextended(j.public_id::text, {n}), 1000000)) / 1000000.0)"


def _die(n: int) -> str:
    return _DIE.format(n=n)


def _told(n: int, value: str, share: float = 0.8) -> str:
    """The value for those who told it."""
    return f"CASE WHEN {_die(100 + n)} < {share} THEN {value} END"


_COLUMNS = {
    "employment": _told(1, f"""CASE
        WHEN w.looking THEN (CASE WHEN {_die(1)} < 0.86 THEN 'none' WHEN {_die(1)} < 0.95 THEN 'nonregular' ELSE 'platform' END)
        WHEN {_die(1)} < 0.52 THEN 'regular' WHEN {_die(1)} < 0.78 THEN 'nonregular'
        WHEN {_die(1)} < 0.92 THEN 'self_employed' WHEN {_die(1)} < 0.97 THEN 'platform' ELSE 'public_servant' END""", 0.9),
    "weekly_hours": _told(2, f"CASE WHEN w.looking AND {_die(1)} < 0.86 THEN 0 ELSE (12 + 32 * {_die(2)})::int END"),
    "own_income": _told(3, f"CASE WHEN w.looking AND {_die(1)} < 0.86 THEN 0 ELSE (60 + 360 * {_die(3)})::bigint * 10000 END"),
    "insured": _told(4, f"NOT w.looking AND {_die(4)} < 0.8"),
    "unemployment_benefit": _told(5, f"""CASE WHEN NOT w.looking THEN 'none' WHEN w.months < 8 AND {_die(5)} < 0.4 THEN 'now'
        WHEN {_die(5)} < 0.5 THEN 'recent' ELSE 'none' END"""),
    "worked_days_2y": _told(6, f"greatest(0, (720 - 30 * w.months) * {_die(6)})::int"),
    "household_size": _told(7, f"1 + floor(4 * {_die(7)})::int", 0.85),
    "household_income": _told(8, f"""((80 + 420 * {_die(8)} * {_die(18)} + 60 * floor(4 * {_die(7)}))
        * CASE WHEN w.looking THEN 0.8 ELSE 1.1 END)::bigint * 10000""", 0.75),
    "assets": _told(9, f"(100000 * {_die(9)} * {_die(19)})::bigint * 10000", 0.7),
    "dependants": _told(10, f"floor(3 * {_die(10)} * {_die(20)} * 1.5)::int"),
    "household_head": _told(11, f"{_die(11)} < CASE WHEN p.sex = 'f' THEN 0.25 ELSE 0.5 END"),
    "livelihood_benefit": _told(12, f"{_die(8)} * {_die(18)} < 0.03 AND {_die(12)} < 0.7"),
    "career_break": _told(13, f"p.sex = 'f' AND w.age BETWEEN 27 AND 55 AND {_die(13)} < 0.45"),
    "studying": _told(14, f"""CASE WHEN w.age < 26 AND {_die(14)} < 0.35 THEN 'last_two_years'
        WHEN w.age < 24 AND {_die(14)} < 0.6 THEN 'earlier' ELSE 'none' END"""),
    "military_months": _told(15, f"CASE WHEN p.sex = 'm' AND {_die(15)} < 0.8 THEN 18 ELSE 0 END", 0.9),
    "yearly_sales": _told(16, f"CASE WHEN NOT w.looking AND {_die(1)} BETWEEN 0.78 AND 0.92 THEN (60000 * {_die(16)})::bigint * 10000 ELSE 0 END"),
    "special_groups": _told(17, f"""array_remove(ARRAY[
        CASE WHEN {_die(21)} < 0.03 THEN 'single_parent' END, CASE WHEN {_die(22)} < 0.02 THEN 'marriage_migrant' END,
        CASE WHEN w.age < 30 AND {_die(23)} < 0.02 THEN 'care_leaver' END,
        CASE WHEN p.sex = 'm' AND {_die(24)} < 0.02 THEN 'veteran' END, CASE WHEN {_die(25)} < 0.04 THEN 'closed_business' END,
        CASE WHEN w.age >= 65 AND {_die(26)} < 0.6 THEN 'basic_pension' END,
        CASE WHEN {_die(27)} < 0.02 THEN 'crisis_industry' END], NULL)::varchar[]""", 0.85),
    "disability": f"CASE WHEN w.may_tell THEN (CASE WHEN {_die(28)} < 0.3 THEN 'severe' WHEN {_die(28)} < 0.8 THEN 'mild' ELSE 'none' END) END",
}  # fmt: skip


def make_circumstances(jobseekers: Sequence[int]) -> int:
    names = ", ".join(_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO jobseekers_circumstances (jobseeker_id, {names}, told_on, updated_at)
            SELECT j.id, {", ".join(_COLUMNS.values())}, '{{}}'::jsonb, now()
            FROM jobseekers_jobseeker j JOIN accounts_person p ON p.id = j.person_id
            LEFT JOIN jobseekers_spell s ON s.jobseeker_id = j.id AND s.ended_on IS NULL
            CROSS JOIN LATERAL (
                SELECT s.id IS NOT NULL AS looking, date_part('year', age(p.birth_date))::int AS age,
                    least(coalesce((current_date - s.started_on) / 30, 0), 24) AS months,
                    EXISTS (SELECT 1 FROM accounts_consent c WHERE c.person_id = p.id AND c.purpose = 'sensitive'
                            AND c.withdrawn_at IS NULL) AS may_tell
            ) AS w
            WHERE j.id = ANY(%s) AND {_die(99)} < 0.67
            """,  # noqa: S608 - our own expressions
            [list(jobseekers)],
        )
        return cursor.rowcount
