"""How well the vacancies of one layer answer a term. A word costs as much as it has hits, however large the layer."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.postings import count_in, look_up, raise_all, raise_titles, take
from matching.search import filters
from matching.search.asking import Way
from matching.search.criteria import criteria_of
from matching.search.live import Layer
from matching.search.reference import reference
from matching.search.segment import BODY, JOB, OF_FIRM, PLACE, Ints, Segment

IN_TITLE, SCATTERED, IN_FIRM = 1.0, 0.5, 0.35
AT_EDGE = 0.06  # for a word that begins where one begins, and again where it ends so
WHOLE = 0.2  # for the share of the title that the word is
IN_PART = {JOB: 0.35, PLACE: 0.9, BODY: 0.6}
VALUES = np.array([IN_TITLE, IN_TITLE + AT_EDGE, IN_TITLE + 2 * AT_EDGE, IN_FIRM], np.float32)
OFTEN = (np.arange(256) / (np.arange(256) + 2.0)).astype(np.float32)  # how much so many occurrences count
NAMED, CODED, TOLD = range(3)  # in title or firm, in occupation or place, in its duties: the best of each is added up
Worth = NDArray[np.float32]


class Scores(NamedTuple):
    """The vacancies that answer, in order, and how well each."""

    at: Ints
    worth: Worth

    def of(self, asked: Ints) -> Worth:
        """How well each of these answers: 0 for those that do not."""
        if asked is self.at:
            return self.worth
        out = np.zeros(len(asked), np.float32)
        look_up(self.at, self.worth, asked, out)
        return out


NOBODY = Scores(np.zeros(0, np.int32), np.zeros(0, np.float32))


class Reader:
    """One layer as long as one query lasts: each word is looked up once."""

    def __init__(self, layer: Layer) -> None:
        self.segment, self.open, self.columns = layer.segment, layer.open, layer.columns
        self.positions = cache(layer.segment.positions)
        self.held = cache(layer.segment.held)


class Board:
    """The best so far of a term's ways for each vacancy met. Its rows are all 0 again when it is read, and kept for
    the thread's next term: clearing them would cost as much as the layer is large."""

    _spare = threading.local()

    def __init__(self, segment: Segment) -> None:
        self.segment, self.many = segment, 0
        spare = self._spare.__dict__.pop("rows", None)
        fits = spare is not None and spare[0].shape[1] >= len(segment)
        self.rows = spare if fits else (np.zeros((3, len(segment)), np.float32), np.empty(len(segment), np.int32))

    def add(self, kind: int, owners: Ints, worth: Worth) -> None:
        best, met = self.rows
        self.many = raise_all(best, met, self.many, kind, owners, worth)

    def add_titles(self, where: Ints, length: int, weight: np.float32) -> None:
        """The title before the firm, whole words before pieces, short titles first."""
        (best, met), one = self.rows, self.segment
        self.many = raise_titles(
            best, met, self.many, where, one.owner, one.marks, one.length, length, weight, np.float32(WHOLE * length),
            VALUES,
        )  # fmt: skip

    def scores(self) -> Scores:
        best, met = self.rows
        at = np.sort(met[: self.many])
        worth = np.empty(len(at), np.float32)
        take(best, at, worth)
        self._spare.rows = self.rows
        return Scores(at, worth)


def term_scores(reader: Reader, ways: Sequence[Way]) -> Scores:
    """How well each vacancy answers a term: the best of its ways."""
    board = Board(reader.segment)
    for way in ways:
        weight = np.float32(way.weight)
        if way.kind == "condition":
            board.add(NAMED, *_condition(reader, way.words[0]))
        elif way.kind == "initials":
            board.add_titles(reader.segment.initials(way.words[0]), len(way.words[0]), weight)
        elif len(way.words) == 1:
            _word(reader, way.words[0], weight, board)
        else:
            board.add(NAMED, *_words(reader, way.words, weight))
    return board.scores()


def _word(reader: Reader, word: str, weight: np.float32, board: Board) -> None:
    board.add_titles(reader.positions(word), len(word), weight)
    for section, (holders, times) in reader.held(word).items():
        worth = np.float32(IN_PART[section]) * weight
        if section == BODY:
            board.add(TOLD, holders, worth * OFTEN[times])
        else:
            board.add(CODED, holders, np.full(len(holders), worth))


def _words(reader: Reader, way: Sequence[str], weight: np.float32) -> tuple[Ints, Worth]:
    """All of several words, the better the more of them stand in the title."""
    segment, titled, everywhere = reader.segment, [], []
    for word in way:
        where, parts = reader.positions(word), reader.held(word)
        titled.append(np.sort(segment.owner[where[segment.marks[where] & OF_FIRM == 0]]))
        everywhere.append(np.sort(np.concatenate([segment.owner[where], *(part[0] for part in parts.values())])))
    everywhere.sort(key=len)
    found = everywhere[0][np.diff(everywhere[0], prepend=-1) > 0]
    for one in everywhere[1:]:
        found = found[_times_in(found, [one]) > 0]
    in_title = _times_in(found, titled).astype(np.float32)
    return found, (np.float32(SCATTERED) + np.float32((IN_TITLE - SCATTERED) / len(way)) * in_title) * weight


def _times_in(found: Ints, lists: Sequence[Ints]) -> NDArray[np.uint8]:
    """Of how many of these lists each is part."""
    times = np.zeros(len(found), np.uint8)
    for one in lists:
        count_in(found, one, times)
    return times


def _condition(reader: Reader, query: str) -> tuple[Ints, Worth]:
    """Vacancies that the filter leaves, which says more than a word of the text."""
    mask = filters.apply(reader.columns, criteria_of(query), reference(), None).all
    found = np.flatnonzero(mask).astype(np.int32)
    return found, np.full(len(found), IN_TITLE, np.float32)
