"""How text becomes searchable: pairs of neighbouring syllables with their places, and foreign words whole.

A Korean word is found inside any compound and however it is spaced, because its pairs stand one after the other;
no dictionary decides where a word ends. A pair across a space carries a mark, so that it only helps longer words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import add

RUN = re.compile(r"[가-힣]+|[a-z0-9][a-z0-9+#.]*")
PLACES = 16_000  # PostgreSQL's largest position is 16,383
EACH = 200  # positions kept a lexeme (PostgreSQL keeps 255)
ACROSS = "_"
PARTICLES = (
    "으로서", "으로", "에서", "까지", "부터", "에게", "한테", "처럼", "만큼", "이나", "하는", "하기", "을",
    "를", "이", "가", "은", "는", "의", "에", "로", "와", "과", "도", "만",
)  # fmt: skip
# Endings that are hardly ever part of the word itself.
SURE_PARTICLES = ("에서", "으로", "에게", "한테", "까지", "부터", "을", "를")
HANGUL_FIRST, VOWELS, TAILS = 0xAC00, 21, 28
LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
MIDDLES = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
ENDS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")


def runs(text: str) -> list[str]:
    """Korean runs and foreign words, in one case and width, in order."""
    return [run.rstrip(".") for run in RUN.findall(unicodedata.normalize("NFKC", text).casefold())]


def letters(word: str) -> str:
    """The word taken apart into single Korean letters: 용접 → ㅇㅛㅇㅈㅓㅂ."""
    out = []
    for mark in word:
        at = ord(mark) - HANGUL_FIRST
        if 0 <= at < 11_172:
            out += [LEADS[at // (VOWELS * TAILS)], MIDDLES[at // TAILS % VOWELS], ENDS[at % TAILS]]
        else:
            out.append(mark)
    return "".join(out)


def is_korean(word: str) -> bool:
    return "가" <= word[:1] <= "힣"


def without_particle(word: str) -> str:
    """The word less one Korean particle at its end, if at least two syllables stay."""
    if is_korean(word):
        for particle in PARTICLES:
            if word.endswith(particle) and len(word) - len(particle) >= 2:
                return word[: -len(particle)]
    return word


def document(parts: Iterable[tuple[str, Sequence[str]]]) -> str:
    """The text form of a tsvector for parts: a weight A–D, and the part's runs."""
    places: dict[str, list[str]] = defaultdict(list)
    at = 1
    for weight, part in parts:
        before = ""
        for run in part:
            if at > PLACES:
                break
            if not is_korean(run):
                places[run].append(f"{at}{weight}")
                at, before = at + 1, ""
                continue
            if before:
                places[f"{before}{run[0]}{ACROSS}"].append(f"{at - 1}{weight}")
            for place, pair in enumerate(map(add, run, run[1:]) if len(run) > 1 else run, at):
                places[pair].append(f"{place}{weight}")
            at, before = at + len(run), run[-1]
        at += 8  # a phrase does not run from one part into the next
    return " ".join([f"'{lexeme}':{','.join(where[:EACH])}" for lexeme, where in places.items()])


def query(word: str) -> str:
    """The tsquery of one word: a Korean one as a phrase of pairs, a foreign one by its beginning."""
    if not is_korean(word) or len(word) == 1:
        return f"'{word}':*"
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    if len(pairs) == 1:
        return f"'{pairs[0]}'"
    return "(" + " <-> ".join(f"('{pair}'|'{pair}{ACROSS}')" for pair in pairs) + ")"


def asked(word: str) -> str:
    """The tsquery of a word as typed: also without a particle that is surely one."""
    stem = without_particle(word)
    if stem != word and word.endswith(SURE_PARTICLES):
        return f"({query(word)} | {query(stem)})"
    return query(word)


def all_of(words: Iterable[str]) -> str:
    return " & ".join(asked(word) for word in words)


def any_of(words: Iterable[str]) -> str:
    return " | ".join(asked(word) for word in words)
