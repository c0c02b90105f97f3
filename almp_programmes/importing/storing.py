"""From the temporary table of a delivery into the room's tables, a statement for each."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import Organisation
from almp_programmes.importing import reasons
from almp_programmes.models import CourseSkill, OutsideProvider, Programme
from taxonomy.selectors import skill_mentions

TABLES = """
CREATE TEMPORARY TABLE incoming (
    row int PRIMARY KEY, digest text, cells jsonb, region_id bigint, key text, course text, number int, provider text,
    provider_name text, title text, starts_on date, ends_on date, ncs_code text, ncs_name text, days int, hours int,
    full_time bool, fee bigint, capacity int, enrolled int, completed int, employed_3m int, employed_6m int,
    satisfaction numeric(4, 1), region text, address text, url text, as_of text
) ON COMMIT DROP;
CREATE TEMPORARY TABLE refused (row int PRIMARY KEY, key text, code text, detail text, cells jsonb) ON COMMIT DROP;
"""
COLUMNS = {
    "incoming": "row, digest, cells, region_id, key, course, number, provider, provider_name, title, starts_on,"
    " ends_on, ncs_code, ncs_name, days, hours, full_time, fee, capacity, enrolled, completed, employed_3m,"
    " employed_6m, satisfaction, region, address, url",
    "refused": "row, key, code, detail, cells",
}
REFUSE = """
WITH gone AS (DELETE FROM incoming i USING ({which}) w WHERE i.row = w.row RETURNING i.row, i.key, i.cells)
INSERT INTO refused SELECT row, left(key, 40), %s, '', cells FROM gone
"""
CONTRADICTED = """SELECT row FROM incoming WHERE key IN (
    SELECT key FROM incoming GROUP BY key HAVING count(DISTINCT digest) > 1)"""
REPEATED = """SELECT row FROM (
    SELECT row, row_number() OVER (PARTITION BY key ORDER BY row) AS n FROM incoming) numbered WHERE n > 1"""
TWO_KEYS = """SELECT row FROM incoming WHERE (course, number) IN (
        SELECT course, number FROM incoming GROUP BY course, number HAVING count(*) > 1)
    UNION SELECT i.row FROM incoming i
        JOIN almp_programmes_course c ON c.source = 'imported' AND c.reference = i.course
        JOIN almp_programmes_courserun r ON r.course_id = c.id AND r.number = i.number AND r.reference <> i.key"""
AS_OF = """UPDATE incoming SET as_of = %s || '/' || starts_on || '/' || lpad(number::text, 5, '0')"""
PROVIDERS = """SELECT DISTINCT ON (provider) provider, provider_name, address, as_of
    FROM incoming ORDER BY provider, as_of DESC"""
COURSES = """
INSERT INTO almp_programmes_course AS c (
    public_id, created_at, updated_at, programme_id, provider_id, source, reference, title, title_en, about, about_en,
    ncs_code, ncs_name, mode, language, accessibility, days, hours, full_time, url, published, as_of)
SELECT DISTINCT ON (i.course) gen_random_uuid(), now(), now(), %s, p.organisation_id, 'imported', i.course, i.title,
    '', '', '', i.ncs_code, i.ncs_name, 'classroom', 'ko', '{}', i.days, i.hours, i.full_time, i.url, true, i.as_of
FROM incoming i JOIN almp_programmes_outsideprovider p ON p.reference = i.provider
ORDER BY i.course, i.as_of DESC
ON CONFLICT (reference) WHERE source = 'imported' DO UPDATE SET
    updated_at = now(), provider_id = excluded.provider_id, title = excluded.title, ncs_code = excluded.ncs_code,
    ncs_name = excluded.ncs_name, days = excluded.days, hours = excluded.hours, full_time = excluded.full_time,
    url = excluded.url, as_of = excluded.as_of
WHERE c.as_of <= excluded.as_of
    AND (c.provider_id, c.title, c.ncs_code, c.ncs_name, c.days, c.hours, c.full_time, c.url, c.as_of)
    IS DISTINCT FROM (excluded.provider_id, excluded.title, excluded.ncs_code, excluded.ncs_name, excluded.days,
        excluded.hours, excluded.full_time, excluded.url, excluded.as_of)
RETURNING c.id, c.title, c.ncs_name
"""
RUNS = """
INSERT INTO almp_programmes_courserun AS r (
    public_id, created_at, updated_at, course_id, number, reference, starts_on, ends_on, region_id, address, fee,
    capacity, occupied, live_link, first_come, waiting_last)
SELECT gen_random_uuid(), now(), now(), c.id, i.number, i.key, i.starts_on, i.ends_on, i.region_id, i.address, i.fee,
    i.capacity, 0, '', false, 0
FROM incoming i JOIN almp_programmes_course c ON c.source = 'imported' AND c.reference = i.course
ON CONFLICT (reference) WHERE reference <> '' DO UPDATE SET
    updated_at = now(), starts_on = excluded.starts_on, ends_on = excluded.ends_on, region_id = excluded.region_id,
    address = excluded.address, fee = excluded.fee, capacity = greatest(excluded.capacity, r.occupied)
WHERE (SELECT o.vintage FROM almp_programmes_runoutcome o WHERE o.run_id = r.id) <= %s
    AND (r.starts_on, r.ends_on, r.region_id, r.address, r.fee, r.capacity) IS DISTINCT FROM (excluded.starts_on,
        excluded.ends_on, excluded.region_id, excluded.address, excluded.fee, greatest(excluded.capacity, r.occupied))
RETURNING r.id
"""
OUTCOMES = """
INSERT INTO almp_programmes_runoutcome AS o (
    run_id, vintage, enrolled, completed, employed_3m, employed_6m, satisfaction)
SELECT r.id, %s, i.enrolled, i.completed, i.employed_3m, i.employed_6m, i.satisfaction
FROM incoming i JOIN almp_programmes_courserun r ON r.reference = i.key
ON CONFLICT (run_id) DO UPDATE SET
    vintage = excluded.vintage, enrolled = excluded.enrolled, completed = excluded.completed,
    employed_3m = excluded.employed_3m, employed_6m = excluded.employed_6m, satisfaction = excluded.satisfaction
WHERE o.vintage <= excluded.vintage
    AND (o.vintage, o.enrolled, o.completed, o.employed_3m, o.employed_6m, o.satisfaction) IS DISTINCT FROM
        (excluded.vintage, excluded.enrolled, excluded.completed, excluded.employed_3m, excluded.employed_6m,
        excluded.satisfaction)
RETURNING o.run_id
"""
KEEP = """
INSERT INTO almp_programmes_importreject (vintage, row, key, code, detail, cells)
SELECT %s, row, key, code, detail, cells FROM refused
"""


def make_tables() -> None:
    with connection.cursor() as cursor:
        # The transaction's own earlier import, if any, left its tables.
        cursor.execute("DROP TABLE IF EXISTS incoming, refused;" + TABLES)


def copy_in(table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(["\\N" if cell is None else cell for cell in row] for row in rows)
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({COLUMNS[table]}) FROM STDIN (FORMAT csv, NULL '\\N')", text)


def tell_apart(vintage: dt.date) -> None:
    """Rows that say different things of one run go, both of them; of rows that say the same, the first stays."""
    with connection.cursor() as cursor:
        for which, code in (
            (CONTRADICTED, reasons.CONTRADICTED), (REPEATED, reasons.REPEATED), (TWO_KEYS, reasons.TWO_KEYS),
        ):  # fmt: skip
            cursor.execute(REFUSE.format(which=which), [code])
        cursor.execute(AS_OF, [str(vintage)])
        cursor.execute("ANALYZE incoming")


def store(vintage: dt.date, programme: Programme) -> tuple[int, int]:
    """Runs written or revised, and rows accepted."""
    with connection.cursor() as cursor:
        cursor.execute(PROVIDERS)
        _providers(cursor.fetchall())
        cursor.execute(COURSES, [programme.pk])
        _skills(cursor.fetchall())
        cursor.execute(RUNS, [vintage])
        runs = {pk for (pk,) in cursor.fetchall()}
        cursor.execute(OUTCOMES, [vintage])
        runs |= {pk for (pk,) in cursor.fetchall()}
        cursor.execute("SELECT count(*) FROM incoming")
        return len(runs), cursor.fetchone()[0]


def _providers(rows: list[tuple[str, str, str, str]]) -> None:
    """An organisation for each number of the source, called what it was called last. Same names are not merged."""
    known = {
        one.reference: one
        for one in OutsideProvider.objects.filter(reference__in=[row[0] for row in rows]).select_related(
            "organisation"
        )
    }
    fresh = [row for row in rows if row[0] not in known]
    made = Organisation.objects.bulk_create(
        Organisation(kind=Organisation.Kind.PROVIDER, name_ko=name, address=address)
        for _reference, name, address, _as_of in fresh
    )
    OutsideProvider.objects.bulk_create(
        OutsideProvider(reference=row[0], organisation=organisation, as_of=row[3])
        for row, organisation in zip(fresh, made, strict=True)
    )
    later = [(known[row[0]], row) for row in rows if row[0] in known and known[row[0]].as_of < row[3]]
    for one, (_reference, name, address, as_of) in later:
        one.as_of, one.organisation.name_ko, one.organisation.address = as_of, name, address
    OutsideProvider.objects.bulk_update([one for one, _row in later], ["as_of"])
    Organisation.objects.bulk_update([one.organisation for one, _row in later], ["name_ko", "address"])


def _skills(courses: list[tuple[int, str, str]]) -> None:
    """What a course teaches, as far as its name and its NCS unit name it."""
    CourseSkill.objects.filter(course__in=[pk for pk, _title, _ncs in courses]).delete()
    CourseSkill.objects.bulk_create(
        CourseSkill(course_id=pk, skill_id=skill)
        for pk, title, ncs in courses
        for skill in dict.fromkeys(found.key for found in skill_mentions(f"{title}\n{ncs}"))
    )


def keep_refused(vintage: dt.date) -> list[tuple[int, str, str]]:
    """The rows not taken, instead of those of this vintage's last import."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM almp_programmes_importreject WHERE vintage = %s", [vintage])
        cursor.execute(KEEP, [vintage])
        cursor.execute("SELECT row, key, code FROM refused ORDER BY row")
        return cursor.fetchall()


NAMES = """SELECT provider, array_agg(DISTINCT provider_name ORDER BY provider_name) FROM incoming
    GROUP BY provider HAVING count(DISTINCT provider_name) > 1 ORDER BY provider"""
NUMBERS = """SELECT provider_name, count(DISTINCT provider) FROM incoming
    GROUP BY provider_name HAVING count(DISTINCT provider) > 1 ORDER BY provider_name"""
NOWHERE = "SELECT count(*) FROM incoming WHERE region_id IS NULL AND region || address <> ''"
OVERFULL = "SELECT count(*) FROM incoming WHERE enrolled > capacity"


def notes() -> list[str]:
    """What was taken as it stands, and somebody should know."""
    told = []
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        for number, names in cursor.fetchall():
            told.append(
                _("기관 %(number)s의 이름이 여럿: %(names)s. 가장 늦은 회차의 이름을 씀")
                % {"number": number, "names": ", ".join(names)}
            )
        cursor.execute(NUMBERS)
        for name, count in cursor.fetchall():
            told.append(_("이름이 같은 기관이 %(count)s곳: %(name)s. 합치지 않음") % {"count": count, "name": name})
        for query, words in (
            (NOWHERE, _("지역을 알 수 없는 회차 %(count)s건")),
            (OVERFULL, _("정원보다 많이 수강한 회차 %(count)s건")),
        ):
            cursor.execute(query)
            if count := cursor.fetchone()[0]:
                told.append(words % {"count": count})
    return told
