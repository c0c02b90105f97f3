"""Write many rows of one table so that a second run changes nothing, and say what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Upserted:
    ids: dict[tuple[Any, ...], int]
    written: int
    unchanged: int


def upsert(
    model: type[models.Model],
    rows: Sequence[Mapping[str, Any]],
    *,
    key: tuple[str, ...],
    keep: tuple[str, ...] = (),
    within: models.Q | None = None,
) -> Upserted:
    """Insert what is new, update what differs; `keep` names columns whose present value wins over ours.

    `key` must be a unique constraint of the table. `within` narrows the rows read for comparison.
    """
    if not rows:
        return Upserted({}, 0, 0)
    columns = [*rows[0]]
    values = [name for name in columns if name not in key]
    manager = model._default_manager
    stored = {
        row[: len(key)]: row[len(key) :]
        for row in manager.filter(within or models.Q()).order_by().values_list(*key, *values, "pk").iterator()
    }
    new: dict[tuple[Any, ...], models.Model] = {}
    changed: dict[tuple[Any, ...], models.Model] = {}
    unchanged = 0
    for row in rows:
        name = tuple(row[part] for part in key)
        before = stored.get(name)
        if before is None:
            new[name] = model(**row)
            continue
        kept = {
            column: old
            for column, old in zip(values, before[:-1], strict=True)
            if column in keep and old not in (None, "")
        }
        wanted = {**row, **kept}
        if all(wanted[column] == old for column, old in zip(values, before[:-1], strict=True)):
            unchanged += 1
        else:
            changed[name] = model(pk=before[-1], **wanted)
    # Changes first: closing a region's open row must precede opening its next one.
    if values:
        manager.bulk_update(list(changed.values()), values, batch_size=BATCH)
    manager.bulk_create(list(new.values()), batch_size=BATCH)
    ids = {name: before[-1] for name, before in stored.items()} | {name: row.pk for name, row in new.items()}
    return Upserted(ids, len(new) + len(changed), unchanged)
