"""From the temporary table of a delivery into the directory, a batch at a time. The same delivery writes nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from core.imports import ImportReport
from welfare_centres.importing import building
from welfare_centres.models import (
    DirectoryLocation,
    DirectoryOrganisation,
    DirectoryPhone,
    DirectorySchedule,
    DirectoryService,
    ServiceAtLocation,
)

BATCH = 1_000
TABLE = """
DROP TABLE IF EXISTS hsds_row;
CREATE TEMPORARY TABLE hsds_row (
    n bigserial PRIMARY KEY, kind text, id text, parent text, cells jsonb, file text, line int
) ON COMMIT DROP
"""
INDEXES = """
CREATE INDEX ON hsds_row (kind, id);
CREATE INDEX ON hsds_row (parent, kind);
ANALYZE hsds_row
"""
SAID_TWICE = """
DELETE FROM hsds_row USING (
    SELECT n, first_value(cells) OVER (PARTITION BY kind, id ORDER BY n) IS DISTINCT FROM cells AS differs,
           row_number() OVER (PARTITION BY kind, id ORDER BY n) AS place
    FROM hsds_row WHERE kind = ANY(%s)) twice
WHERE hsds_row.n = twice.n AND place > 1
RETURNING differs, kind, hsds_row.id, file, line
"""
TERMS = """
UPDATE hsds_row a SET cells = a.cells || jsonb_build_object('term', t.cells->>'name', 'code', t.cells->>'code')
FROM hsds_row t WHERE a.kind = 'attribute' AND t.kind = 'taxonomy_term' AND t.id = a.cells->>'taxonomy_term_id'
"""
NO_BODY = """
DELETE FROM hsds_row s WHERE s.kind = 'service'
    AND NOT EXISTS (SELECT 1 FROM hsds_row o WHERE o.kind = 'organization' AND o.id = s.cells->>'organization_id')
    AND NOT EXISTS (
        SELECT 1 FROM welfare_centres_directoryorganisation d WHERE d.hsds_id = s.cells->>'organization_id')
RETURNING s.id, s.file, s.line
"""
WITH_PARTS = """
SELECT i.n, i.id, i.cells->>'organization_id', i.cells, coalesce((
    SELECT jsonb_object_agg(kind, found) FROM (
        SELECT kind, jsonb_agg(cells ORDER BY n) AS found FROM hsds_row p
        WHERE p.parent = i.kind || ':' || i.id AND p.kind = ANY(%s) GROUP BY kind) parts), '{}')
FROM hsds_row i WHERE i.kind = %s AND i.n > %s ORDER BY i.n LIMIT %s
"""
PARTS = {
    "organization": ["phone"],
    "location": ["address", "accessibility"],
    "service": [
        "phone", "schedule", "service_area", "language", "cost_option", "capacity", "attribute", "service_at_location",
    ],
}  # fmt: skip


def make_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLE)


def copy_in(rows: Iterable[tuple[Any, ...]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(["\\N" if cell is None else cell for cell in row] for row in rows)
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(
            "COPY hsds_row (kind, id, parent, cells, file, line) FROM STDIN (FORMAT csv, NULL '\\N')", text
        )


def tell_apart(keyed: tuple[str, ...]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Rows that say another thing of an id than the first did, and services of a body that is not there."""
    with connection.cursor() as cursor:
        cursor.execute(INDEXES)
        cursor.execute(SAID_TWICE, [list(keyed)])
        twice = [row[1:] for row in cursor.fetchall() if row[0]]
        cursor.execute(TERMS)
        cursor.execute(NO_BODY)
        return twice, cursor.fetchall()


def _batches(kind: str) -> Iterator[list[tuple[Any, ...]]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(WITH_PARTS, [PARTS[kind], kind, last, BATCH])
            rows = cursor.fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield [(key, parent, _loaded(cells), _loaded(parts)) for _n, key, parent, cells, parts in rows]


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _digest(*what: Any) -> str:
    return hashlib.sha256(json.dumps(what, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Store:
    def __init__(self, report: ImportReport, source: str) -> None:
        self.report, self.source = report, source
        self.regions = building.Regions()

    def run(self) -> None:
        for batch in _batches("organization"):
            self._organisations(batch)
        for batch in _batches("location"):
            self._take(DirectoryLocation, batch, self._location, building.LOCATION)
        for batch in _batches("service"):
            self._services(batch)

    def _take(self, model: Any, batch: Any, build: Any, fields: tuple[str, ...]) -> list[tuple[Any, Any]]:
        """New rows made, changed ones brought up to date, the same ones left; the first two with their parts."""
        known = {one.hsds_id: one for one in model.objects.filter(hsds_id__in=[row[0] for row in batch])}
        made: list[Any] = []
        changed: list[Any] = []
        touched: list[tuple[Any, Any]] = []
        for key, parent, cells, parts in batch:
            digest, row = _digest(parent, cells, parts), known.get(key)
            if row is not None and row.digest == digest:
                self.report.unchanged += 1
                continue
            (made if row is None else changed).append(row := row or model(hsds_id=key))
            row.digest = digest
            build(row, parent, cells, parts)
            touched.append((row, parts))
        model.objects.bulk_create(made)
        model.objects.bulk_update(changed, [*fields, "digest"])
        self.report.written += len(touched)
        return touched

    def _organisations(self, batch: Any) -> None:
        def build(row: Any, _parent: Any, cells: Any, _parts: Any) -> None:
            building.organisation(row, cells, self.source)

        touched = self._take(DirectoryOrganisation, batch, build, building.ORGANISATION)
        DirectoryPhone.objects.filter(organisation__in=[row for row, _parts in touched]).delete()
        DirectoryPhone.objects.bulk_create(
            DirectoryPhone(organisation=row, **building.phone(one))
            for row, parts in touched
            for one in parts.get("phone", [])
        )

    def _location(self, row: Any, _parent: Any, cells: Any, parts: Any) -> None:
        building.location(row, cells, parts, self.regions)

    def _services(self, batch: Any) -> None:
        bodies = {
            one.hsds_id: one for one in DirectoryOrganisation.objects.filter(hsds_id__in={row[1] for row in batch})
        }
        wanted = {one["location_id"] for row in batch for one in row[3].get("service_at_location", [])}
        places = {
            one.hsds_id: one for one in DirectoryLocation.objects.filter(hsds_id__in=wanted).select_related("region")
        }

        def build(row: Any, parent: Any, cells: Any, parts: Any) -> None:
            row.organisation = bodies[parent]
            here = [places.get(one["location_id"]) for one in parts.get("service_at_location", [])]
            building.service(row, cells, parts, [one for one in here if one], self.regions)

        self._parts(self._take(DirectoryService, batch, build, building.SERVICE), places)

    def _parts(self, touched: list[tuple[Any, Any]], places: dict[str, Any]) -> None:
        """Phones, hours and places of what changed, all anew."""
        rows = [row for row, _parts in touched]
        for model in (DirectoryPhone, DirectorySchedule, ServiceAtLocation):
            model.objects.filter(service__in=rows).delete()
        DirectoryPhone.objects.bulk_create(
            DirectoryPhone(service=row, **building.phone(one))
            for row, parts in touched
            for one in parts.get("phone", [])
        )
        DirectorySchedule.objects.bulk_create(
            DirectorySchedule(service=row, **building.schedule(one))
            for row, parts in touched
            for one in parts.get("schedule", [])
        )
        ServiceAtLocation.objects.bulk_create(
            (
                ServiceAtLocation(hsds_id=one["id"], service=row, location=places[one["location_id"]])
                for row, parts in touched
                for one in parts.get("service_at_location", [])
                if one["location_id"] in places
            ),
            ignore_conflicts=True,
        )
