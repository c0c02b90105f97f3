"""Which vacancies answer a query and how well: a few passes over the arrays of each layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
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

IN_TITLE, IN_FIRM = 1.0, 0.35
AT_EDGE = 0.06  # for a word that begins where one begins, and again where it ends so
WHOLE = 0.2  # for the share of the title that the word is
IN_PART = {JOB: 0.35, PLACE: 0.9, BODY: 0.6}
HALF_AT = {JOB: 0.0, PLACE: 0.0, BODY: 2.0}  # occurrences that count half
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
    _scores: dict[tuple[int, Way], Scores | None] = field(default_factory=dict)

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
        return bool(asked.missing) and all(
            self._way(at, way) is None for way in term.ways for at in range(len(self._layers))
        )

    def _term(self, term: Term, *, near: bool) -> list[Scores]:
        """For each layer how well each vacancy answers the term: its best way."""
        ways = [way for way in term.ways if near or way.weight > NEAR]
        most = self._most(term)
        out = []
        for at, layer in enumerate(self._layers):
            best = np.zeros(len(layer.segment), np.float32)
            for way in ways:
                scores = self._way(at, way)
                if scores is not None:
                    np.maximum(best, scores if way.weight == 1.0 else scores * np.float32(way.weight), out=best)
            out.append(np.minimum(best, most, out=best) if most else best)
        return out

    def _most(self, term: Term) -> float:
        """A place or a condition is met or not: a vacancy is no better for naming it in the title."""
        if any(way.kind == "condition" for way in term.ways):
            return IN_TITLE
        word = term.ways[0].words[0]
        held = sum(len(layer.segment.held(PLACE, word)[0]) for layer in self._layers)
        return IN_PART[PLACE] if held > self.titles(word) else 0.0

    def _way(self, at: int, way: Way) -> Scores | None:
        key = (at, way if way.weight == 1.0 else Way(way.words, 1.0, way.kind))
        if key not in self._scores:
            self._scores[key] = way_scores(self._layers[at].segment, way)
        return self._scores[key]

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
        return bool(self.titles(word)) or any(
            len(layer.segment.held(section, word)[0]) for layer in self._layers for section in (JOB, PLACE, BODY)
        )

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


def way_scores(segment: Segment, way: Way) -> Scores | None:
    """How well each vacancy answers one way to write a term; None where none does."""
    if way.kind == "condition":
        return _condition(segment, way.words[0])
    if way.kind == "initials":
        return _in_titles(segment, segment.initials(way.words[0]), len(way.words[0]))
    scores: Scores | None = None
    for word in way.words:
        one = _word(segment, word)
        if one is None:
            return None
        scores = one if scores is None else np.minimum(scores, one)
    return scores if scores is not None and scores.any() else None


def _word(segment: Segment, word: str) -> Scores | None:
    scores = _in_titles(segment, segment.positions(word), len(word))
    for section, weight in IN_PART.items():
        holders, times = segment.held(section, word)
        if len(holders):
            if scores is None:
                scores = np.zeros(len(segment), np.float32)
            scores[holders] += np.float32(weight) * (times / (times + np.float32(HALF_AT[section])))
    return scores


def _in_titles(segment: Segment, where: NDArray[np.int32], length: int) -> Scores | None:
    """The best place of each vacancy: the title before the firm, whole words before pieces, short titles first."""
    if not len(where):
        return None
    owner, marks = segment.owner[where], segment.marks[where]
    at_edges = (marks & START != 0) * 1.0 + (segment.marks[where + (length - 1)] & END != 0)
    of_title = IN_TITLE + AT_EDGE * at_edges + WHOLE * length / np.maximum(segment.length[owner], length)
    worth = np.where(marks & OF_FIRM, IN_FIRM, of_title).astype(np.float32)
    scores = np.zeros(len(segment), np.float32)
    np.maximum.at(scores, owner, worth)
    return scores


def _condition(segment: Segment, query: str) -> Scores | None:
    """Vacancies that the filter leaves, which says more than a word of the text."""
    mask = filters.apply(segment.columns, criteria_of(query), reference(), None, timezone.localdate()).all
    return mask.astype(np.float32) if mask.any() else None
