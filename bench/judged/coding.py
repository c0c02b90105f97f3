"""How often an imported advertisement has the occupation that a reader gave it (docs/judging.md).

The 300 fall into two halves by a seeded hash of the key: one may be looked at, and teaches; the other is only
measured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from bench.judged import key_of
from bench.judged.measures import interval
from bench.rows import Row

SEED = "looked at 1"
LEVELS = {"minor": 3, "middle": 2, "major": 1}
MAJOR = ("경영·사무·금융", "연구·공학", "교육·법률·복지", "보건·의료", "예술·디자인·방송",
         "미용·음식·경비·청소", "영업·판매·운송", "건설", "설치·정비·생산", "농림어업")  # fmt: skip


def looked_at(file: str, key: str) -> bool:
    return hashlib.sha256(f"{SEED}:{file}:{key}".encode()).digest()[0] % 2 == 0


def rows(judged: Sequence[Mapping[str, str]], coded: Mapping[str, str]) -> Iterator[Row]:
    """Shares right at each level, by half and by major group. `coded` is by `key_of`; "" is no code."""
    halves = {
        "looked at": [one for one in judged if looked_at(one["file"], one["key"])],
        "only measured": [one for one in judged if not looked_at(one["file"], one["key"])],
    }
    for name, half in halves.items():
        for level, digits in LEVELS.items():
            yield _share(f"{name}, {len(half)}: same {level} group", _right(half, coded, digits))
        yield _share(f"{name}, {len(half)}: no code", [not coded[_key(one)] for one in half])
        for major in sorted({one["minor"][0] for one in half}):
            part = [one for one in half if one["minor"][0] == major]
            yield _share(f"  {major} {MAJOR[int(major)]}, {len(part)}: same minor group", _right(part, coded, 3))


def _right(judged: Sequence[Mapping[str, str]], coded: Mapping[str, str], digits: int) -> list[bool]:
    return [coded[_key(one)][:digits] == one["minor"][:digits] for one in judged]


def _share(name: str, found: Sequence[bool]) -> Row:
    mean, low, high = interval(found)
    return Row(name, f"{mean:.1%}", "", (mean, low, high), f"[{low:.1%}–{high:.1%}]")


def _key(one: Mapping[str, str]) -> str:
    return key_of(one["file"], one["key"])
