"""Which vacancies answer a query and how well: a few passes over the arrays of each layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from matching.search import filters, vocabulary, words
from matching.search.asking import NEAR, Asked, Known, Term, Way, is_one_letter_apart, understand
from matching.search.criteria import criteria_of
from matching.search.live import Layer, View
from matching.search.reference import reference
from matching.search.segment import BODY, END, JOB, OF_FIRM, PLACE, START, Segment
from matching.search.sounding import by_sound, nearest

IN_TITLE, SCATTERED, IN_FIRM = 1.0, 0.5, 0.35
AT_EDGE = 0.06  # for a word that begins where one begins, and again where it ends so
EDGES = np.array([IN_TITLE, IN_TITLE + AT_EDGE, IN_TITLE + 2 * AT_EDGE], np.float32)
WHOLE = 0.2  # for the share of the title that the word is
IN_PART = {JOB: 0.35, PLACE: 0.9, BODY: 0.6}
OFTEN = (np.arange(256) / (np.arange(256) + 2.0)).astype(np.float32)  # how much so many occurrences count
ENOUGH = 20  # a page: with fewer, near words and then vacancies with some of the words are shown too
SHARE_OF_WORDS = 0.4  # of the words' weight, the least that a vacancy with only some of them must have
INCOMPLETE = 0.6
MOST_CANDIDATES = 3
MOST_READ = 2_000  # places of titles read to see which words have some first consonants
Scores = NDArray[np.float32]


@dataclass
class Hits:
    """Open vacancies that answer, layer by layer, with how well; and what was done to the query."""

    at: list[NDArray[np.intp]]
    rank: list[Scores]
    asked: Asked
    widened: bool = False
    partial: bool = False

    @property
    def total(self) -> int:
        return sum(len(one) for one in self.at)


@dataclass
class Finder:
    """One query against one view."""

    view: View

    def ask(self, q: str) -> Asked:
        key = f"asked:{q}"
        if key not in self.view.kept:
            self.view.kept[key] = understand(q, self.known)
        return self.view.kept[key]  # type: ignore[return-value]

    def find(self, asked: Asked, *, strict: bool = False) -> Hits:
        """All words; where that gives less than a page, near words too, and then some of the words."""
        terms = [term for term in asked.terms if not self._is_missing(term, asked)]
        missing = len(terms) < len(asked.terms)
        if not terms or (missing and strict):
            return self._hits(asked, [], [], [np.zeros(len(one.segment), bool) for one in self._layers])
        exact = [self._term(term, near=False) for term in terms]
        weights = self._weights(exact)
        masks = [self._all(exact, at) for at in range(len(self._layers))]
        if strict or sum(int(one.sum()) for one in masks) >= ENOUGH:
            return self._hits(asked, exact, weights, masks, partial=missing)
        wide = [self._term(term, near=True) for term in terms]
        wider = [self._all(wide, at) for at in range(len(self._layers))]
        widened = sum(int(one.sum()) for one in wider) > sum(int(one.sum()) for one in masks)
        partial = missing
        if sum(int(one.sum()) for one in wider) < ENOUGH and len(terms) > 1:
            some = [self._some(exact, weights, at) | wider[at] for at in range(len(self._layers))]
            partial |= any((one & ~other).any() for one, other in zip(some, wider, strict=True))
            wider = some
        return self._hits(asked, wide, weights, wider, partial=partial, widened=widened)

    # --- scores ----------------------------------------------------------------------------------------------------

    @property
    def _layers(self) -> list[Layer]:
        return self.view.layers

    def _is_missing(self, term: Term, asked: Asked) -> bool:
        return bool(asked.missing) and not any(scores.any() for scores in self._term(term, near=True))

    def _term(self, term: Term, *, near: bool) -> list[Scores]:
        """For each layer how well each vacancy answers the term: its best way."""
        ways = [way for way in term.ways if near or way.weight > NEAR]
        most = self._most(term)
        found = [term_scores(layer.segment, ways) for layer in self._layers]
        return [np.minimum(one, most, out=one) for one in found] if most else found

    def _most(self, term: Term) -> float:
        """A place or a condition is met or not: a vacancy is no better for naming it in the title."""
        if any(way.kind == "condition" for way in term.ways):
            return IN_TITLE
        word = term.ways[0].words[0]
        held = sum(len(one[PLACE][0]) for layer in self._layers if PLACE in (one := layer.segment.held(word)))
        return IN_PART[PLACE] if held > self.titles(word) else 0.0

    def _weights(self, terms: Sequence[list[Scores]]) -> list[float]:
        """Rare words say more (the idf that BM25 uses)."""
        many = sum(len(layer.segment) for layer in self._layers)
        seen = [sum(int(np.count_nonzero(one)) for one in layers) for layers in terms]
        found = [float(np.log(1 + (many - n + 0.5) / (n + 0.5))) + 0.1 for n in seen]
        return [one / sum(found) for one in found]

    def _all(self, terms: Sequence[list[Scores]], at: int) -> NDArray[np.bool_]:
        mask = self._layers[at].open.copy()
        for term in terms:
            mask &= term[at] > 0
        return mask

    def _some(self, terms: Sequence[list[Scores]], weights: Sequence[float], at: int) -> NDArray[np.bool_]:
        held = sum((term[at] > 0) * np.float32(weight) for term, weight in zip(terms, weights, strict=True))
        return self._layers[at].open & (held >= SHARE_OF_WORDS)

    def _hits(
        self, asked: Asked, terms: Sequence[list[Scores]], weights: Sequence[float], masks: Sequence[Any], **said: bool
    ) -> Hits:
        at, ranks = [], []
        for layer, mask in enumerate(masks):
            found = np.flatnonzero(mask)
            rank = np.zeros(len(found), np.float32)
            complete = np.ones(len(found), bool)
            for term, weight in zip(terms, weights, strict=True):
                scores = term[layer][found]
                rank += scores * np.float32(weight)
                complete &= scores > 0
            at.append(found)
            ranks.append(np.where(complete, rank, rank * np.float32(INCOMPLETE)))
        return Hits(at, ranks, asked, **said)

    # --- what the vacancies know -----------------------------------------------------------------------------------

    @cached_property
    def known(self) -> Known:
        return Known(self.titles, self.occurs, self.substituted, self.by_initials, self.by_sound, nearest)

    def titles(self, word: str) -> int:
        return sum(len(layer.segment.positions(word)) for layer in self._layers)

    def occurs(self, word: str) -> bool:
        return bool(self.titles(word)) or any(layer.segment.held(word) for layer in self._layers)

    def by_initials(self, consonants: str) -> list[str]:
        """The words of titles with these first consonants: what the vocabulary knows first, then the most usual."""
        seen: Counter[str] = Counter()
        for layer in self._layers:
            where = layer.segment.initials(consonants)[:MOST_READ]
            seen.update(layer.segment.text(int(one), len(consonants)) for one in where)
        return sorted(seen, key=lambda one: (vocabulary.meaning(one) is None, -seen[one]))[:MOST_CANDIDATES]

    def by_sound(self, latin: str) -> list[str]:
        """The words that sound so and are in use, the most usual first."""
        found = [(self.titles(one), one) for one in by_sound(latin) if self.occurs(one)]
        return [one for _many, one in sorted(found, key=lambda pair: -pair[0])[:MOST_CANDIDATES]]

    def substituted(self, word: str) -> list[str]:
        """Words of titles that differ from this one by one letter of one syllable, the most usual first."""
        seen: Counter[str] = Counter()
        if words.is_korean(word) and len(word) > 1:
            for hole in range(len(word)):
                for layer in self._layers:
                    letters, _where = layer.segment.substituted(word, hole)
                    for code, many in zip(*np.unique(letters, return_counts=True), strict=True):
                        letter = chr(int(code))
                        if words.is_korean(letter) and is_one_letter_apart(letter, word[hole]):
                            seen[word[:hole] + letter + word[hole + 1 :]] += int(many)
        return [one for one, _many in seen.most_common(MOST_CANDIDATES)] if len(word) > 2 or seen else []


@dataclass
class Best:
    """For each vacancy the best so far of a term's ways: in title or firm, in occupation or place, in its duties."""

    named: Scores
    coded: Scores
    told: Scores

    @classmethod
    def of(cls, segment: Segment) -> Best:
        return cls(*(np.zeros(len(segment), np.float32) for _ in range(3)))

    def sum(self) -> Scores:
        self.named += self.coded
        self.named += self.told
        return self.named


def term_scores(segment: Segment, ways: Sequence[Way]) -> Scores:
    """How well each vacancy answers a term."""
    best = Best.of(segment)
    for way in ways:
        weight = np.float32(way.weight)
        if way.kind == "condition":
            _condition(segment, way.words[0], best.named)
        elif way.kind == "initials":
            _in_titles(segment, segment.initials(way.words[0]), len(way.words[0]), weight, best.named)
        elif len(way.words) == 1:
            _word(segment, way.words[0], weight, best)
        else:
            _words(segment, way.words, weight, best)
    return best.sum()


def _word(segment: Segment, word: str, weight: np.float32, best: Best) -> None:
    _in_titles(segment, segment.positions(word), len(word), weight, best.named)
    for section, (holders, times) in segment.held(word).items():
        worth = np.float32(IN_PART[section]) * weight
        if section == BODY:
            best.told[holders] = np.maximum(best.told[holders], worth * OFTEN[times])
        else:
            best.coded[holders] = np.maximum(best.coded[holders], worth)


def _words(segment: Segment, way: Sequence[str], weight: np.float32, best: Best) -> None:
    """All of several words, the better the more of them stand in the title."""
    looked = [(segment.positions(word), segment.held(word)) for word in way]
    if not all(len(where) or parts for where, parts in looked):
        return
    anywhere, titled = np.ones(len(segment), bool), np.zeros(len(segment), np.uint8)
    for where, parts in looked:
        one = np.zeros(len(segment), bool)
        one[segment.owner[where[segment.marks[where] & OF_FIRM == 0]]] = True
        titled += one
        one[segment.owner[where]] = True
        for holders, _times in parts.values():
            one[holders] = True
        anywhere &= one
    found = np.flatnonzero(anywhere)
    worth = SCATTERED + np.float32((IN_TITLE - SCATTERED) / len(way)) * titled[found]
    best.named[found] = np.maximum(best.named[found], worth * weight)


def _in_titles(segment: Segment, where: NDArray[np.int32], length: int, weight: np.float32, named: Scores) -> None:
    """The best place of each vacancy: the title before the firm, whole words before pieces, short titles first."""
    if not len(where):
        return
    owner, marks = segment.owner[where], segment.marks[where]
    edges = (marks & START) + ((segment.marks[where + (length - 1)] & END) >> 1)
    worth = EDGES[edges] + np.float32(WHOLE * length) / np.maximum(segment.length[owner], length)
    worth[marks & OF_FIRM != 0] = IN_FIRM
    np.maximum.at(named, owner, worth * weight)


def _condition(segment: Segment, query: str, named: Scores) -> None:
    """Vacancies that the filter leaves, which says more than a word of the text."""
    mask = filters.apply(segment.columns, criteria_of(query), reference(), None, timezone.localdate()).all
    named[mask] = IN_TITLE
