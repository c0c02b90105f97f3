"""Which vacancies answer a query and how well, layer by layer, as lists of those that do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.search import vocabulary, words
from matching.search.asking import NEAR, Asked, Known, Term, is_one_letter_apart, understand
from matching.search.live import View
from matching.search.scoring import IN_PART, IN_TITLE, NOBODY, Reader, Scores, Worth, term_scores
from matching.search.segment import PLACE, Ints
from matching.search.sounding import by_sound, nearest

ENOUGH = 20  # a page: with fewer, near words and then vacancies with some of the words are shown too
SHARE_OF_WORDS = 0.4  # of the words' weight, the least that a vacancy with only some of them must have
INCOMPLETE = 0.6
MOST_CANDIDATES = 3
MOST_READ = 2_000  # places of titles read to see which words have some first consonants


@dataclass
class Hits:
    """Open vacancies that answer, layer by layer in order, with how well; and what was done to the query."""

    at: list[Ints]
    rank: list[Worth]
    asked: Asked
    widened: bool = False
    partial: bool = False


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
            return self._hits(asked, [], [], [NOBODY.at for _reader in self._readers])
        exact = [self._term(term, near=False) for term in terms]
        weights = self._weights(exact)
        found = [self._all(exact, at) for at in range(len(self._readers))]
        if strict or _total(found) >= ENOUGH:
            return self._hits(asked, exact, weights, found, partial=missing)
        wide = [self._term(term, near=True) for term in terms]
        wider = [self._all(wide, at) for at in range(len(self._readers))]
        widened, partial = _total(wider) > _total(found), missing
        if _total(wider) < ENOUGH and len(terms) > 1:
            some = [np.union1d(self._some(exact, weights, at), wider[at]) for at in range(len(self._readers))]
            partial |= _total(some) > _total(wider)
            wider = some
        return self._hits(asked, wide, weights, wider, partial=partial, widened=widened)

    # --- scores ----------------------------------------------------------------------------------------------------

    @cached_property
    def _readers(self) -> list[Reader]:
        return [Reader(layer) for layer in self.view.layers]

    def _is_missing(self, term: Term, asked: Asked) -> bool:
        return bool(asked.missing) and not any(len(scores.at) for scores in self._term(term, near=True))

    def _term(self, term: Term, *, near: bool) -> list[Scores]:
        """For each layer how well each vacancy answers the term: its best way."""
        ways = [way for way in term.ways if near or way.weight > NEAR]
        most = self._most(term)
        found = [term_scores(reader, ways) for reader in self._readers]
        return [Scores(one.at, np.minimum(one.worth, np.float32(most))) for one in found] if most else found

    def _most(self, term: Term) -> float:
        """A place or a condition is met or not: a vacancy is no better for naming it in the title."""
        if any(way.kind == "condition" for way in term.ways):
            return IN_TITLE
        word = term.ways[0].words[0]
        held = sum(len(one[PLACE][0]) for reader in self._readers if PLACE in (one := reader.held(word)))
        return IN_PART[PLACE] if held > self.titles(word) else 0.0

    def _weights(self, terms: Sequence[list[Scores]]) -> list[float]:
        """Rare words say more (the idf that BM25 uses)."""
        if len(terms) == 1:
            return [1.0]
        many = sum(len(reader.segment) for reader in self._readers)
        seen = [sum(len(one.at) for one in layers) for layers in terms]
        found = [float(np.log(1 + (many - n + 0.5) / (n + 0.5))) + 0.1 for n in seen]
        return [one / sum(found) for one in found]

    def _all(self, terms: Sequence[list[Scores]], at: int) -> Ints:
        """Open vacancies that answer every term, from the rarest term on."""
        first, *others = sorted((term[at] for term in terms), key=lambda one: len(one.at))
        is_open = self._readers[at].open
        found = first.at if is_open.all() else first.at[is_open[first.at]]
        for other in others:
            found = found[other.of(found) > 0]
        return found

    def _some(self, terms: Sequence[list[Scores]], weights: Sequence[float], at: int) -> Ints:
        """Open vacancies that answer terms of enough weight."""
        anyone = np.unique(np.concatenate([term[at].at for term in terms]))
        held = sum((term[at].of(anyone) > 0) * np.float32(weight) for term, weight in zip(terms, weights, strict=True))
        return anyone[self._readers[at].open[anyone] & (held >= SHARE_OF_WORDS)]

    def _hits(
        self,
        asked: Asked,
        terms: Sequence[list[Scores]],
        weights: Sequence[float],
        found: list[Ints],
        **said: bool,
    ) -> Hits:
        ranks = [self._rank(terms, weights, at, one) for at, one in enumerate(found)]
        return Hits(found, ranks, asked, **said)

    def _rank(self, terms: Sequence[list[Scores]], weights: Sequence[float], at: int, found: Ints) -> Worth:
        rank, complete = np.zeros(len(found), np.float32), np.ones(len(found), bool)
        for term, weight in zip(terms, weights, strict=True):
            scores = term[at].of(found)
            rank += scores * np.float32(weight)
            complete &= scores > 0
        return np.where(complete, rank, rank * np.float32(INCOMPLETE))

    # --- what the vacancies know -----------------------------------------------------------------------------------

    @cached_property
    def known(self) -> Known:
        return Known(self.titles, self.occurs, self.substituted, self.by_initials, self.by_sound, nearest)

    def titles(self, word: str) -> int:
        return sum(len(reader.positions(word)) for reader in self._readers)

    def occurs(self, word: str) -> bool:
        return bool(self.titles(word)) or any(reader.held(word) for reader in self._readers)

    def by_initials(self, consonants: str) -> list[str]:
        """The words of titles with these first consonants: what the vocabulary knows first, then the most usual."""
        seen: Counter[str] = Counter()
        for reader in self._readers:
            where = reader.segment.initials(consonants)[:MOST_READ]
            seen.update(reader.segment.text(int(one), len(consonants)) for one in where)
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
                for reader in self._readers:
                    letters, _where = reader.segment.substituted(word, hole)
                    for code, many in zip(*np.unique(letters, return_counts=True), strict=True):
                        letter = chr(int(code))
                        if words.is_korean(letter) and is_one_letter_apart(letter, word[hole]):
                            seen[word[:hole] + letter + word[hole + 1 :]] += int(many)
        return [one for one, _many in seen.most_common(MOST_CANDIDATES)] if len(word) > 2 or seen else []


def _total(found: Sequence[Ints]) -> int:
    return sum(len(one) for one in found)
