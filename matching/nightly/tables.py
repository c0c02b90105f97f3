"""Tables of the engine below one another."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

import numpy as np

from matching.engine import Ragged

T = TypeVar("T")


def joined(tables: list[T]) -> T:
    """The rows of tables of one kind, in this order."""
    kind: Any = type(tables[0])
    named: dict[str, Any] = {}
    for field in fields(kind):
        parts = [getattr(table, field.name) for table in tables]
        named[field.name] = _ragged(parts) if isinstance(parts[0], Ragged) else np.concatenate(parts)
    return kind(**named)


def _ragged(parts: list[Ragged]) -> Ragged:
    sizes = np.cumsum([0, *(len(part.values) for part in parts)])
    starts = [part.starts[:-1] + size for part, size in zip(parts, sizes[:-1].tolist(), strict=True)]
    return Ragged(
        np.concatenate([*starts, sizes[-1:]]).astype(np.int64),
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.extra for part in parts]),
    )
