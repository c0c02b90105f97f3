"""Household, income and situation of the people of a chunk, in one statement that reads who they already are.

Round assumptions: two thirds have told something, each thing four times in five; income falls with unemployment and
rises with the household. The dice are hashes of the public id: the same people have the same circumstances.
"""

from collections.abc import Sequence

from django.db import connection

HAVE_TOLD = 0.67


def _die(n: int) -> str:
    """A number from 0 to 1 that belongs to the person and to what is asked."""
    return f"(abs(mod(hashtextextended(j.public_id::text, {n}), 1000000)) / 1000000.0)"


def _cases(*cases: tuple[str, str], otherwise: str = "NULL") -> str:
    return f"CASE {' '.join(f'WHEN {when} THEN {value}' for when, value in cases)} ELSE {otherwise} END"


_WORK = _die(1)
_IDLE = f"w.looking AND {_WORK} < 0.86"
_ROOM = f"floor(4 * {_die(7)})"  # people at home beside the person
_OWN = f"NOT w.looking AND {_WORK} BETWEEN 0.78 AND 0.92"
_GROUPS = ", ".join(
    f"CASE WHEN {whom} AND {_die(30 + at)} < {share} THEN '{code}' END"
    for at, (code, whom, share) in enumerate(
        (
            ("single_parent", "true", 0.03), ("marriage_migrant", "true", 0.02), ("care_leaver", "w.age < 30", 0.02),
            ("veteran", "p.sex = 'm'", 0.02), ("closed_business", "true", 0.04), ("basic_pension", "w.age >= 65", 0.6),
            ("crisis_industry", "true", 0.02),
        )
    )
)  # fmt: skip
_DISABLED = _cases((f"{_die(28)} < 0.3", "'severe'"), (f"{_die(28)} < 0.8", "'mild'"), otherwise="'none'")
# column: (value, share of those who told it)
_COLUMNS = {
    "employment": (
        _cases(
            (_IDLE, "'none'"), (f"w.looking AND {_WORK} < 0.95", "'nonregular'"), ("w.looking", "'platform'"),
            (f"{_WORK} < 0.52", "'regular'"), (f"{_WORK} < 0.78", "'nonregular'"),
            (f"{_WORK} < 0.92", "'self_employed'"), (f"{_WORK} < 0.97", "'platform'"), otherwise="'public_servant'",
        ),
        0.9,
    ),
    "weekly_hours": (_cases((_IDLE, "0"), otherwise=f"(12 + 32 * {_die(2)})::int"), 0.8),
    "own_income": (_cases((_IDLE, "0"), otherwise=f"(60 + 360 * {_die(3)})::bigint * 10000"), 0.8),
    "insured": (f"NOT w.looking AND {_die(4)} < 0.8", 0.8),
    "unemployment_benefit": (
        _cases(
            ("NOT w.looking", "'none'"), (f"w.months < 8 AND {_die(5)} < 0.4", "'now'"),
            (f"{_die(5)} < 0.5", "'recent'"), otherwise="'none'",
        ),
        0.8,
    ),
    "worked_days_2y": (f"greatest(0, (720 - 30 * w.months) * {_die(6)})::int", 0.8),
    "household_size": (f"1 + {_ROOM}::int", 0.85),
    "household_income": (
        f"((80 + 420 * {_die(8)} * {_die(18)} + 60 * {_ROOM})"
        " * CASE WHEN w.looking THEN 0.8 ELSE 1.1 END)::bigint * 10000",
        0.75,
    ),
    "assets": (f"(100000 * {_die(9)} * {_die(19)})::bigint * 10000", 0.7),
    "dependants": (f"floor(4.5 * {_die(10)} * {_die(20)})::int", 0.8),
    "household_head": (f"{_die(11)} < CASE WHEN p.sex = 'f' THEN 0.25 ELSE 0.5 END", 0.8),
    "livelihood_benefit": (f"{_die(8)} * {_die(18)} < 0.03 AND {_die(12)} < 0.7", 0.8),
    "career_break": (f"p.sex = 'f' AND w.age BETWEEN 27 AND 55 AND {_die(13)} < 0.45", 0.8),
    "studying": (
        _cases(
            (f"w.age < 26 AND {_die(14)} < 0.35", "'last_two_years'"),
            (f"w.age < 24 AND {_die(14)} < 0.6", "'earlier'"),
            otherwise="'none'",
        ),
        0.8,
    ),
    "military_months": (f"CASE WHEN p.sex = 'm' AND {_die(15)} < 0.8 THEN 18 ELSE 0 END", 0.9),
    "yearly_sales": (f"{_cases((_OWN, f'(60000 * {_die(16)})::bigint'), otherwise='0')} * 10000", 0.8),
    "special_groups": (f"array_remove(ARRAY[{_GROUPS}], NULL)::varchar[]", 0.85),
    "disability": (f"CASE WHEN w.may_tell THEN {_DISABLED} END", 1),
}  # fmt: skip


def make_circumstances(jobseekers: Sequence[int]) -> int:
    values = ", ".join(
        f"CASE WHEN {_die(100 + at)} < {share} THEN {value} END" for at, (value, share) in enumerate(_COLUMNS.values())
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO jobseekers_circumstances (jobseeker_id, {", ".join(_COLUMNS)}, told_on, updated_at)
            SELECT j.id, {values}, '{{}}'::jsonb, now()
            FROM jobseekers_jobseeker j JOIN accounts_person p ON p.id = j.person_id
            LEFT JOIN jobseekers_spell s ON s.jobseeker_id = j.id AND s.ended_on IS NULL
            CROSS JOIN LATERAL (
                SELECT s.id IS NOT NULL AS looking, date_part('year', age(p.birth_date))::int AS age,
                    least(coalesce((current_date - s.started_on) / 30, 0), 24) AS months,
                    EXISTS (SELECT 1 FROM accounts_consent c WHERE c.person_id = p.id AND c.purpose = 'sensitive'
                            AND c.withdrawn_at IS NULL) AS may_tell
            ) AS w
            WHERE j.id = ANY(%s) AND {_die(99)} < {HAVE_TOLD}
            """,  # noqa: S608 - our own expressions
            [list(jobseekers)],
        )
        return cursor.rowcount
