"""Retention: each room registers in `AppConfig.ready()` the kinds of data it clears away, and when.

The days live in `RetentionRule`, where an administrator can change them; the number given here is the first value.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Broom = Callable[[dt.datetime], int]


@dataclass(frozen=True, slots=True)
class Kind:
    key: str
    days: int
    what: Any
    ground: Any
    broom: Broom


_kinds: dict[str, Kind] = {}


def register_retention(*, key: str, days: int, what: Any, ground: Any, broom: Broom) -> None:
    """`broom(before)` clears rows older than `before` and returns how many. `what`, `ground`: lazy texts."""
    _kinds[key] = Kind(key, days, what, ground, broom)


def kinds() -> list[Kind]:
    return [kind for _key, kind in sorted(_kinds.items())]
