"""Other words for the same work: synonyms, loan words, English, abbreviations. `vocabulary.csv` holds them.

A row is one meaning. `same` lists what people call it, `near` what is close enough to be shown when little is found,
`condition` the filter that the words stand for (재택 is no word of a title but a way to work). The words are our own.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matching.search import words

FILE = Path(__file__).with_name("vocabulary.csv")


@dataclass(frozen=True)
class Meaning:
    """What else a word may be written as, each as the words that must all occur."""

    same: tuple[tuple[str, ...], ...]
    near: tuple[tuple[str, ...], ...]
    condition: str


def key(text: str) -> str:
    """Without spaces and marks, so that e-commerce and 이 커머스 are found however they are written."""
    return "".join(words.runs(text))


def meaning(text: str) -> Meaning | None:
    return _table().get(key(text))


def all_terms() -> list[str]:
    """Every word of every row, as written."""
    return list(dict.fromkeys(term for same, _near, _condition in _rows() for term in same))


def parts(term: str) -> tuple[str, ...]:
    """A Korean term is one word, since titles are searched without their spaces; an English one is all its words."""
    runs = words.runs(term)
    return ("".join(runs),) if any(words.is_korean(run) for run in runs) else tuple(runs)


@cache
def _rows() -> list[tuple[list[str], list[str], str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            ([one for one in row["same"].split("|") if one], [one for one in row["near"].split("|") if one],
             row["condition"])
            for row in csv.DictReader(file)
        ]  # fmt: skip


@cache
def _table() -> dict[str, Meaning]:
    """A word of several rows (pm: product, project, property) means all of them."""
    found: dict[str, list[tuple[list[str], list[str], str]]] = defaultdict(list)
    for row in _rows():
        for term in dict.fromkeys(key(term) for term in row[0]):
            found[term].append(row)
    out = {}
    for term, rows in found.items():
        own = parts(term)
        same = dict.fromkeys(parts(one) for row in rows for one in row[0])
        near = dict.fromkeys(parts(one) for row in rows for one in row[1])
        out[term] = Meaning(
            tuple(one for one in same if one != own),
            tuple(one for one in near if one not in same),
            next((row[2] for row in rows if row[2]), ""),
        )
    return out
