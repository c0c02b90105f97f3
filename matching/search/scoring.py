"""How well the vacancies of one layer answer a term. A word costs as much as it has hits, however large the layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.search import filters
from matching.search.asking import Way
from matching.search.criteria import criteria_of
from matching.search.live import Layer
from matching.search.reference import reference
from matching.search.segment import BODY, END, JOB, OF_FIRM, PLACE, START, Ints, Segment

IN_TITLE, SCATTERED, IN_FIRM = 1.0, 0.5, 0.35
AT_EDGE = 0.06  # for a word that begins where one begins, and again where it ends so
EDGES = np.array([IN_TITLE, IN_TITLE + AT_EDGE, IN_TITLE + 2 * AT_EDGE], np.float32)
WHOLE = 0.2  # for the share of the title that the word is
IN_PART = {JOB: 0.35, PLACE: 0.9, BODY: 0.6}
OFTEN = (np.arange(256) / (np.arange(256) + 2.0)).astype(np.float32)  # how much so many occurrences count
NAMED, CODED, TOLD = range(3)  # in title or firm, in occupation or place, in its duties: the best of each is added up
SPARSE = 8  # of fewer than one in so many vacancies a list is made, of more a row over all
Worth = NDArray[np.float32]
Found = tuple[int, Ints, Worth]  # NAMED, CODED or TOLD; vacancies in any order, even twice; how well


class Scores(NamedTuple):
    """The vacancies that answer, in order, and how well each."""

    at: NDArray[Any]
    worth: Worth

    def of(self, asked: NDArray[Any]) -> Worth:
        """How well each of these answers: 0 for those that do not."""
        if not len(self.at):
            return np.zeros(len(asked), np.float32)
        place = np.searchsorted(self.at, asked)
        place[place == len(self.at)] = 0
        return np.where(self.at[place] == asked, self.worth[place], np.float32(0))


NOBODY = Scores(np.zeros(0, np.int32), np.zeros(0, np.float32))


class Reader:
    """One layer as long as one query lasts: each word is looked up once."""

    def __init__(self, layer: Layer) -> None:
        self.segment, self.open, self.columns = layer.segment, layer.open, layer.columns
        self.positions = cache(layer.segment.positions)
        self.held = cache(layer.segment.held)


def term_scores(reader: Reader, ways: Sequence[Way]) -> Scores:
    """How well each vacancy answers a term: the best of its ways."""
    found = [one for way in ways for one in _way(reader, way) if len(one[1])]
    if not found:
        return NOBODY
    owners = np.concatenate([owner for _kind, owner, _worth in found])
    size = len(reader.segment)
    sparse = len(owners) * SPARSE < size
    at = np.unique(owners) if sparse else np.arange(size, dtype=np.int32)
    best = np.zeros((3, len(at)), np.float32)
    for kind, owner, worth in found:
        np.maximum.at(best[kind], np.searchsorted(at, owner) if sparse else owner, worth)
    total = best[NAMED]
    total += best[CODED]
    total += best[TOLD]
    if sparse:
        return Scores(at, total)
    kept = np.flatnonzero(total)
    return Scores(kept, total[kept])


def _way(reader: Reader, way: Way) -> Iterator[Found]:
    weight = np.float32(way.weight)
    if way.kind == "condition":
        yield _condition(reader, way.words[0])
    elif way.kind == "initials":
        where = reader.segment.initials(way.words[0])
        yield _in_titles(reader.segment, where, len(way.words[0]), weight)
    elif len(way.words) == 1:
        yield from _word(reader, way.words[0], weight)
    else:
        yield _words(reader, way.words, weight)


def _word(reader: Reader, word: str, weight: np.float32) -> Iterator[Found]:
    yield _in_titles(reader.segment, reader.positions(word), len(word), weight)
    for section, (holders, times) in reader.held(word).items():
        worth = np.float32(IN_PART[section]) * weight
        if section == BODY:
            yield TOLD, holders, worth * OFTEN[times]
        else:
            yield CODED, holders, np.full(len(holders), worth)


def _words(reader: Reader, way: Sequence[str], weight: np.float32) -> Found:
    """All of several words, the better the more of them stand in the title."""
    segment, titled, everywhere = reader.segment, [], []
    for word in way:
        where, parts = reader.positions(word), reader.held(word)
        titled.append(segment.owner[where[segment.marks[where] & OF_FIRM == 0]])
        everywhere.append(np.concatenate([segment.owner[where], *(holders for holders, _times in parts.values())]))
    everywhere.sort(key=len)
    found = np.unique(everywhere[0])
    for one in everywhere[1:]:
        found = found[np.isin(found, one)] if len(found) else found
    in_title = sum(np.isin(found, one) for one in titled)
    worth = SCATTERED + np.float32((IN_TITLE - SCATTERED) / len(way)) * np.asarray(in_title, np.uint8)
    return NAMED, found, worth * weight


def _in_titles(segment: Segment, where: Ints, length: int, weight: np.float32) -> Found:
    """The title before the firm, whole words before pieces, short titles first."""
    owner, marks = segment.owner[where], segment.marks[where]
    edges = (marks & START) + ((segment.marks[where + (length - 1)] & END) >> 1)
    worth = EDGES[edges] + np.float32(WHOLE * length) / np.maximum(segment.length[owner], length)
    worth[marks & OF_FIRM != 0] = IN_FIRM
    return NAMED, owner, worth * weight


def _condition(reader: Reader, query: str) -> Found:
    """Vacancies that the filter leaves, which says more than a word of the text."""
    mask = filters.apply(reader.columns, criteria_of(query), reference(), None).all
    found = np.flatnonzero(mask).astype(np.int32)
    return NAMED, found, np.full(len(found), IN_TITLE, np.float32)
