"""What to search for while a person types: names of work that are like it, however it is typed.

The names of occupations, their synonyms and the vocabulary are an index of their own, read as vacancies are; only
names that find open vacancies are offered, with how many the search page will show.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.search import facts, hangul, vocabulary, words
from matching.search.finding import matched
from matching.search.live import Layer, View
from matching.search.ranking import Finder
from matching.search.records import count_of
from matching.search.segment import PART, START, Source, build
from taxonomy.caching import Kept
from taxonomy.models import KECO_2018, Occupation, OccupationSynonym

MOST, LOOKED_AT = 8, 16
LONGEST_NAME = 16
NO_FACTS = bytes(facts.FACTS.itemsize)


@dataclass(frozen=True)
class Suggestion:
    text: str
    count: int


@dataclass(frozen=True)
class Names:
    """Names of work, and the index of them: vacancy number n is name n."""

    names: list[str]
    view: View

    def beginning(self, typed: str) -> list[str]:
        """Names that begin so or so by their first consonants, then those that hold it; short ones first."""
        segment = self.view.layers[0].segment
        where = segment.initials(typed) if hangul.is_initials(typed) else segment.positions(typed)
        owner = segment.owner[where]
        first = np.concatenate([[True], owner[1:] != owner[:-1]]) if len(owner) else np.zeros(0, bool)
        inner = (where > 0) & (segment.owner[np.maximum(where - 1, 0)] == owner)
        starts = segment.marks[where] & START != 0
        order = np.lexsort((owner, segment.length[owner], ~starts, inner))
        found = dict.fromkeys(owner[order].tolist()) if first.any() else {}
        return [self.names[at] for at in list(found)[:LOOKED_AT]]


def _build() -> Names:
    occupations = Occupation.objects.filter(edition=KECO_2018, valid_to=None).order_by("code")
    texts = [
        *vocabulary.all_terms(),
        *occupations.values_list("title_ko", flat=True),
        *occupations.values_list("title_en", flat=True),
        *OccupationSynonym.objects.order_by("pk").values_list("text", flat=True),
    ]
    first: dict[str, str] = {}
    for text in texts:
        if 1 < len(text) <= LONGEST_NAME:
            first.setdefault(vocabulary.key(text), text)
    names = list(first.values())
    sources = [Source(at, 0, 0, NO_FACTS, " ".join(words.runs(one)) + PART * 4) for at, one in enumerate(names)]
    layer = Layer(build(sources), np.ones(len(sources), bool), {})
    return Names(names, View([layer], dt.date.min))


_names = Kept(_build)


def suggestions(q: str, today: dt.date) -> list[Suggestion]:
    """Names that are like what was typed and find something."""
    out: list[Suggestion] = []
    for name in _alike(q):
        found = matched(name, today)
        if (many := count_of(found.records)) and not (found.missing or found.changed or found.wordless):
            out.append(Suggestion(name, many))
        if len(out) == MOST:
            break
    return out


def _alike(q: str) -> list[str]:
    known = _names.get()
    for typed in _readings(q, known):
        if found := known.beginning(typed):
            return found
    return []


def _readings(q: str, known: Names) -> Iterator[str]:
    """As typed; less the letter that is still being put together; what was meant by it."""
    typed = "".join(words.runs(q)) if not hangul.is_initials(q.strip()) else q.strip()
    if not typed:
        return
    yield typed
    if words.is_korean(typed[-1]) and (at := (ord(typed[-1]) - words.HANGUL_FIRST) % words.TAILS):
        yield typed[:-1] + chr(ord(typed[-1]) - at)
    if keyed := hangul.from_latin_keys(q.strip()):
        yield keyed
    for term in Finder(known.view).ask(q).terms[:1]:
        yield from ("".join(way.words) for way in term.ways if way.kind != "condition")
