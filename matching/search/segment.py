"""One immutable index of a set of vacancies, in arrays that every process of a machine maps: no database, no Django.

Title and firm lie in one long row of letters without spaces, with its positions sorted by the four letters that
begin there: any word is a range of that order, found by halving, wherever it stands in a compound and however it was
spaced. The same positions sorted by their four first consonants find ㄱㅂㅅ. Longer texts (occupation and skills,
place, duties) only say which vacancies hold which pair of letters how often, which takes a tenth of the room.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine.postings import common
from matching.search import facts
from matching.search.words import LEADS, is_korean

TITLE, FIRM, JOB, PLACE, BODY = range(5)  # parts of a vacancy's text, in order
SECTIONS = (JOB, PLACE, BODY)
PART, DOCUMENT, SPACE = "\x1f", "\x1e", " "
START, END, OF_FIRM = 1, 2, 4  # bits of `marks`
DOCUMENT_BITS = 24
ACROSS, FOREIGN = 1 << 32, 1 << 33  # a pair over a space; a hash of a foreign word's beginning
SECTION = 34
PREFIX, LONGEST = 4, 12  # beginnings of a foreign word that are kept: from, to
LETTERS_OF_KEY = 4
HANGUL, HANGUL_LAST = 0xAC00, 0xD7A3
Ints = NDArray[np.int32]


def _lead_table() -> NDArray[np.uint8]:
    """1–19 for the first consonant of a Korean syllable, 0 for everything else."""
    table = np.zeros(1 << 16, np.uint8)
    table[HANGUL : HANGUL_LAST + 1] = np.arange(HANGUL_LAST + 1 - HANGUL) // 588 + 1
    return table


LEAD = _lead_table()


@dataclass(frozen=True)
class Source:
    """What is indexed of one vacancy. `text` is five parts of runs, see `matching.search.indexing`."""

    vacancy: int
    version: int
    deadline: int
    facts: bytes
    text: str


@dataclass(frozen=True)
class Segment:
    """n vacancies. `letters`, `marks` and `owner` run along the row of letters; `keys` and `order`, `leads` and
    `lead_order` along its sorted positions; `pairs` holds sorted keys, `bounds` where each begins in `holders` and
    `times`; the rest is one value a vacancy."""

    letters: NDArray[np.uint16]
    marks: NDArray[np.uint8]
    owner: Ints
    keys: NDArray[np.uint64]
    order: Ints
    leads: NDArray[np.uint32]
    lead_order: Ints
    pairs: NDArray[np.int64]
    bounds: NDArray[np.int64]
    holders: Ints
    times: NDArray[np.uint8]
    length: NDArray[np.uint8]
    deadline: Ints
    version: NDArray[np.int64]
    rows: NDArray[np.void]

    def __len__(self) -> int:
        return len(self.deadline)

    @cached_property
    def columns(self) -> dict[str, NDArray[Any]]:
        return {name: np.ascontiguousarray(self.rows[name]) for name in facts.FACTS.names or ()}

    @cached_property
    def at(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Vacancy numbers in order, and where each stands."""
        place = np.argsort(self.columns["vacancy"], kind="stable")
        return self.columns["vacancy"][place].astype(np.int64), place

    def positions(self, word: str) -> Ints:
        """Where the word stands in titles and firms: foreign words by their beginning, very short ones whole."""
        first, last = np.searchsorted(self.keys, _range([ord(one) for one in word], 16, np.uint64))
        found = self.order[first:last]
        for step in range(LETTERS_OF_KEY, len(word)):
            found = found[self._letter(found, step) == ord(word[step])]
        if len(word) == 2 and is_korean(word):  # 인사 관리 is no 사관
            found = found[(self.marks[found + 1] & START) == 0]
        elif len(word) < PREFIX and not is_korean(word):  # AS is no assistant
            found = found[(self.marks[found + (len(word) - 1)] & END) != 0]
        return found

    def initials(self, consonants: str) -> Ints:
        """Where words begin whose syllables have these first consonants."""
        codes = [LEADS.index(one) + 1 for one in consonants]
        first, last = np.searchsorted(self.leads, _range(codes, 8, np.uint32))
        found = self.lead_order[first:last]
        for step in range(LETTERS_OF_KEY, len(codes)):
            found = found[LEAD[self._letter(found, step)] == codes[step]]
        return found[(self.marks[found] & START) != 0]

    def _letter(self, found: Ints, step: int) -> NDArray[np.uint16]:
        return self.letters[np.minimum(found + step, len(self.letters) - 1)]

    def text(self, position: int, length: int) -> str:
        return self.letters[position : position + length].tobytes().decode("utf-16-le")

    def substituted(self, word: str, hole: int) -> tuple[NDArray[np.uint16], Ints]:
        """Letters in place of the word's letter at `hole` where the rest stands as it is, and where each word is."""
        left, right = word[:hole], word[hole + 1 :]
        piece, shift = (left, 0) if len(left) >= len(right) else (right, hole + 1)
        start = self.positions(piece) - shift
        start = start[(start >= 0) & (start + len(word) <= len(self.letters))]
        for step, letter in enumerate(word):
            if step != hole:
                start = start[self.letters[start + step] == ord(letter)]
        return self.letters[start + hole], start

    def held(self, word: str) -> dict[int, tuple[Ints, NDArray[np.uint8]]]:
        """For each longer part that has it anywhere: which vacancies hold every pair of the word there, in order,
        and how often the rarest of them."""
        keys = _word_keys(word)
        asked = np.array([section << SECTION | key for section in SECTIONS for key in keys])
        at = np.minimum(np.searchsorted(self.pairs, asked), max(len(self.pairs) - 1, 0))
        there = self.pairs[at] == asked if len(self.pairs) else np.zeros(len(asked), bool)
        first, last = self.bounds[at].tolist(), self.bounds[at + 1].tolist() if len(self.pairs) else []
        step = 2 if len(word) > 2 and is_korean(word) else 1  # a pair may stand over a space in longer words
        out = {}
        for number, section in enumerate(SECTIONS):
            mine = range(number * len(keys), (number + 1) * len(keys), step)
            groups = [[n for n in range(one, one + step) if there[n]] for one in mine]
            if all(groups):
                groups.sort(key=lambda group: sum(last[n] - first[n] for n in group))
                found = self._all([[(first[n], last[n]) for n in group] for group in groups])
                if len(found[0]):
                    out[section] = found
        return out

    def _all(self, groups: list[list[tuple[int, int]]]) -> tuple[Ints, NDArray[np.uint8]]:
        out: tuple[Ints, NDArray[np.uint8]] | None = None
        for group in groups:
            postings = [(self.holders[first:last], self.times[first:last]) for first, last in group]
            one = postings[0] if len(postings) == 1 else _either(*postings)
            out = one if out is None else _both(out, one)
            if not len(out[0]):
                break
        assert out is not None
        return out

    # --- on disk ---------------------------------------------------------------------------------------------------

    def write(self, folder: Path) -> None:
        for one in fields(self):
            np.save(folder / f"{one.name}.npy", getattr(self, one.name))

    @classmethod
    def read(cls, folder: Path) -> Segment:
        return cls(*(np.load(folder / f"{one.name}.npy", mmap_mode="r").view(np.ndarray) for one in fields(cls)))


def _range(codes: Sequence[int], bits: int, kind: Any) -> NDArray[Any]:
    """The lowest key of what begins with these codes, and the lowest after them."""
    low, open_bits = 0, bits * LETTERS_OF_KEY
    for code in codes[:LETTERS_OF_KEY]:
        open_bits -= bits
        low |= code << open_bits
    return np.array([low, low + (1 << open_bits)], kind)


def _word_keys(word: str) -> list[int]:
    """What a part must hold for the word: every pair, each beside its form over a space; a foreign word's hash."""
    if not is_korean(word):
        value = 0
        for letter in word[:LONGEST]:
            value = (value * 16_777_619 + ord(letter)) & 0xFFFFFFFF
        return [FOREIGN | value]
    if len(word) == 1:
        return [ord(word) << 16]
    pairs = [ord(one) << 16 | ord(other) for one, other in pairwise(word)]
    return pairs if len(word) == 2 else [key for pair in dict.fromkeys(pairs) for key in (pair, pair | ACROSS)]


def _both(a: tuple[Ints, Any], b: tuple[Ints, Any]) -> tuple[Ints, Any]:
    """Vacancies in both, the shorter list first."""
    if not len(b[0]):
        return b
    out, times = np.empty(len(a[0]), np.int32), np.empty(len(a[0]), np.uint8)
    many = common(*a, *b, out, times)
    return out[:many], times[:many]


def _either(a: tuple[Ints, Any], b: tuple[Ints, Any]) -> tuple[Ints, Any]:
    if not len(b[0]):
        return a
    if not len(a[0]):
        return b
    both, first = np.unique(np.concatenate([a[0], b[0]]), return_index=True)
    return both, np.concatenate([a[1], b[1]])[first]


# --- building ------------------------------------------------------------------------------------------------------


def build(sources: Sequence[Source]) -> Segment:
    """The index of these vacancies; their order stays."""
    parts = [one.text.split(PART) for one in sources]
    letters, marks, owner = _row(f"{one[TITLE]}{PART}{one[FIRM]}" for one in parts)
    part = np.cumsum(letters == ord(PART)) - np.cumsum(letters == ord(DOCUMENT))
    marks = marks | (OF_FIRM * (part > 0)).astype(np.uint8)
    indexed = np.flatnonzero(_is_hangul(letters) | ((letters > ord(SPACE)) & ((marks & START) != 0))).astype(np.int32)
    padded = np.concatenate([letters, np.zeros(LETTERS_OF_KEY, np.uint16)])
    keys, leads = np.zeros(len(indexed), np.uint64), np.zeros(len(indexed), np.uint32)
    for step in range(LETTERS_OF_KEY):
        letter = padded[indexed + step]
        keys = keys << np.uint64(16) | letter
        leads = leads << np.uint32(8) | LEAD[letter]
    by_key, by_lead = np.argsort(keys, kind="stable"), np.argsort(leads, kind="stable")
    of_title = (marks & OF_FIRM == 0) & (letters > ord(SPACE))
    length = np.minimum(np.bincount(owner[of_title], minlength=len(sources)), 255).astype(np.uint8)
    return Segment(
        letters, marks, owner, keys[by_key], indexed[by_key], leads[by_lead], indexed[by_lead],
        *_postings([[one[section] for one in parts] for section in SECTIONS]),
        length,
        np.array([one.deadline for one in sources], np.int32),
        np.array([one.version for one in sources], np.int64),
        np.frombuffer(b"".join(bytes(one.facts) for one in sources), facts.FACTS),
    )  # fmt: skip


def _is_hangul(letters: NDArray[np.uint16]) -> NDArray[np.bool_]:
    return (letters >= HANGUL) & (letters <= HANGUL_LAST)


def _row(texts: Iterable[str]) -> tuple[NDArray[np.uint16], NDArray[np.uint8], Ints]:
    """Letters without spaces, which begin and end a run, and the vacancy of each."""
    joined = "".join(f"{text}{DOCUMENT}" for text in texts)
    codes = np.frombuffer(joined.encode("utf-16-le"), np.uint16)
    gap = codes <= ord(SPACE)
    start = np.concatenate([[True], gap[:-1]]) & ~gap
    end = np.concatenate([gap[1:], [True]])[: len(gap)] & ~gap
    kept = codes != ord(SPACE)
    owner = np.cumsum(codes == ord(DOCUMENT)) - (codes == ord(DOCUMENT))
    marks = (START * start + END * end).astype(np.uint8)
    return codes[kept], marks[kept], owner[kept].astype(np.int32)


def _postings(
    sections: list[list[str]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], Ints, NDArray[np.uint8]]:
    """For every pair of letters of every section: its vacancies in order, and how often each holds it."""
    held = [
        key << DOCUMENT_BITS | owner
        for section, texts in enumerate(sections, JOB)
        for key, owner in _section_keys(section, texts)
    ]
    both, times = np.unique(np.concatenate(held), return_counts=True)
    key = both >> DOCUMENT_BITS
    first = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])) if len(key) else np.zeros(0, np.int64)
    return (
        key[first],
        np.append(first, len(key)).astype(np.int64),
        (both & ((1 << DOCUMENT_BITS) - 1)).astype(np.int32),
        np.minimum(times, 255).astype(np.uint8),
    )


def _section_keys(section: int, texts: list[str]) -> Iterable[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    letters, marks, owner32 = _row(texts)
    owner, code = owner32.astype(np.int64), letters.astype(np.int64)
    base = section << SECTION
    hangul, starts = _is_hangul(letters), (marks & START) != 0
    pair = np.flatnonzero(hangul[:-1] & hangul[1:])
    across = np.where(starts[pair + 1], ACROSS, 0)
    yield base | across | code[pair] << 16 | code[pair + 1], owner[pair]
    alone = np.flatnonzero(hangul & starts & ((marks & END) != 0))
    yield base | code[alone] << 16, owner[alone]
    at = np.flatnonzero(~hangul & starts)
    value = np.zeros(len(at), np.int64)
    going = np.ones(len(at), bool)
    for step in range(LONGEST):
        value[going] = (value[going] * 16_777_619 + code[at[going] + step]) & 0xFFFFFFFF
        last = going & ((marks[np.minimum(at + step, len(marks) - 1)] & END) != 0)
        kept = (going if step + 1 >= PREFIX else last) if step + 1 < LONGEST else going
        yield base | FOREIGN | value[kept], owner[at[kept]]
        going = going & ~last
