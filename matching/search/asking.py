"""What a query may mean: its terms, and for each every way to write it that the vacancies know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from matching.search import hangul, vocabulary, words
from matching.search.understanding import distance

MOST_TERMS, LONGEST_PHRASE = 8, 4
EXACT, STEM, SAME, SOUND, APART, NEAR = 1.0, 0.95, 0.85, 0.8, 0.75, 0.5
FEW = 3  # fewer than so many places in titles, and a compound is taken apart as well
TOKEN = re.compile(r"[ㄱ-ㅎㅏ-ㅣ가-힣]+|[A-Za-z0-9][A-Za-z0-9+#.]*")
# What a person says around the work they look for.
AROUND = frozenset({
    "일", "일을", "일자리", "일자리를", "자리", "직업", "직장", "구인", "구직", "구함", "구해요", "구합니다", "찾아요",
    "찾습니다", "원해요", "싶어요", "싶은", "하고", "하는", "할", "있는", "수", "좀", "관련", "관련된", "쪽", "분야",
    "업무",
    "job", "jobs", "work", "position", "vacancy", "the", "a", "an", "in", "of", "for", "and", "at", "to",
})  # fmt: skip
VERB_ENDINGS = (
    "하고싶어요", "합니다", "하는일", "하는", "하기", "해요", "하고", "하던", "했던", "할", "한", "되는", "된",
    "시키는", "만드는",
)  # fmt: skip


@dataclass(frozen=True)
class Way:
    """One way to write a term: words that must all occur, or a condition, or first consonants."""

    words: tuple[str, ...]
    weight: float
    kind: str = "words"


@dataclass(frozen=True)
class Term:
    typed: str
    ways: tuple[Way, ...]


@dataclass
class Asked:
    terms: list[Term] = field(default_factory=list)
    changed: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def add(self, other: Asked) -> None:
        self.terms += other.terms
        self.changed += other.changed
        self.missing += other.missing


@dataclass(frozen=True)
class Known:
    """What is asked of the vacancies: in how many places of titles a word stands, whether it occurs at all, which
    word differs in one letter, which words begin with these consonants or sound like this, and which are near."""

    titles: Callable[[str], int]
    occurs: Callable[[str], bool]
    substituted: Callable[[str], list[str]]
    by_initials: Callable[[str], list[str]]
    by_sound: Callable[[str], list[str]]
    nearest: Callable[[str], str]


def tokens(q: str) -> list[str]:
    """Korean runs (single letters too) and foreign words, as typed; syllables alone in a row are one word."""
    text = "".join(one if "ㄱ" <= one <= "ㅣ" else unicodedata.normalize("NFKC", one) for one in _composed(q))
    out: list[str] = []
    joining = False
    for token in TOKEN.findall(text):
        alone = len(token) == 1 and words.is_korean(token)
        if alone and joining:
            out[-1] += token
        else:
            out.append(token.rstrip(".") or token)
        joining = alone
    return out


def _composed(q: str) -> str:
    return unicodedata.normalize("NFC", q)


def understand(q: str, known: Known) -> Asked:
    """The terms of a query; empty where it has no word that can be searched."""
    found = tokens(q)
    bare = [one for one in found if one.casefold() not in AROUND]
    found = (bare or found)[: MOST_TERMS * LONGEST_PHRASE]
    asked, at = Asked(), 0
    while at < len(found) and len(asked.terms) < MOST_TERMS:
        taken, term = _phrase(found[at:])
        if term is not None:
            asked.terms.append(term)
        else:
            asked.add(_token(found[at], known))
        at += taken
    return asked


def _phrase(found: list[str]) -> tuple[int, Term | None]:
    """The longest beginning that the vocabulary knows."""
    for length in range(min(len(found), LONGEST_PHRASE), 0, -1):
        *first, last = (one.casefold() for one in found[:length])
        for stem in dict.fromkeys([last, *stems(last)]):
            typed = vocabulary.key(" ".join([*first, stem]))
            meaning = vocabulary.meaning(typed)
            if meaning is not None:
                apart = (Way((*first, stem), APART),) if first else ()
                return length, Term(typed, (*_ways(vocabulary.parts(" ".join([*first, stem])), meaning), *apart))
    return 1, None


def _ways(own: tuple[str, ...], meaning: vocabulary.Meaning | None) -> tuple[Way, ...]:
    ways = [Way(own, EXACT)]
    if meaning is not None:
        ways += [Way(one, SAME) for one in meaning.same]
        ways += [Way((meaning.condition,), EXACT, "condition")] if meaning.condition else []
        ways += [Way(one, NEAR) for one in meaning.near]
    return tuple(ways)


def stems(word: str) -> list[str]:
    """The word without a verb's ending or a particle, the likeliest first; at least two syllables stay."""
    if not words.is_korean(word):
        return [word[:-1]] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else []
    out = [word[: -len(end)] for end in VERB_ENDINGS if word.endswith(end) and len(word) - len(end) >= 2]
    stem = words.without_particle(word)
    return list(dict.fromkeys([*out, *([stem] if stem != word else [])]))


def _token(typed: str, known: Known) -> Asked:
    """One word that the vocabulary does not know."""
    word = typed.casefold()
    if hangul.is_initials(word):
        return _initials(word, known)
    if any("ㄱ" <= one <= "ㅣ" for one in word):
        return _instead(typed, hangul.to_latin_keys(word), known)
    return (
        _plain(word, known) or _otherwise(typed, known) or Asked([Term(word, _ways((word,), None))], missing=[typed])
    )


def _initials(word: str, known: Known) -> Asked:
    """Whatever titles have with these consonants; a word of the vocabulary brings what else it is called."""
    usual = known.by_initials(word)
    ways = [Way((word,), STEM, "initials")]
    for one in usual:
        if meaning := vocabulary.meaning(one):
            ways += _ways((one,), meaning)
    return Asked([Term(word, tuple(dict.fromkeys(ways)))], missing=[] if usual else [word])


def _plain(word: str, known: Known) -> Asked | None:
    """As written, without its particle, or taken apart where it is a compound that hardly occurs."""
    few = known.titles(word) < FEW
    if few and (two := _compound(word, known)):
        return two
    likely = [one for one in stems(word) if known.occurs(one)] if few or word.endswith(words.SURE_PARTICLES) else []
    if not known.occurs(word) and not likely:
        return None
    ways = _ways((word,), None)
    for stem in likely:
        meaning = vocabulary.meaning(stem)
        ways += tuple(replace(way, weight=way.weight * STEM) for way in _ways((stem,), meaning))
    return Asked([Term(word, ways)])


def _compound(word: str, known: Known) -> Asked | None:
    """매장직원 is 매장 and 직원, where both are words that titles use."""
    if not words.is_korean(word) or len(word) < 4:
        return None
    best: tuple[int, int] = (0, 0)
    for at in range(2, len(word) - 1):
        worth = min(_standing(word[:at], known), _standing(word[at:], known))
        best = max(best, (worth, at))
    if best[0] < FEW:
        return None
    left, right = word[: best[1]], word[best[1] :]
    terms = [Term(part, _ways((part,), vocabulary.meaning(part))) for part in (left, right)]
    return Asked(terms)


def _standing(part: str, known: Known) -> int:
    """How usual a part is: a known word counts as usual even where titles have it seldom."""
    return known.titles(part) + (FEW if vocabulary.meaning(part) and known.occurs(part) else 0)


def _otherwise(typed: str, known: Known) -> Asked | None:
    """Typed on the wrong layout, written by its sound, or mistyped."""
    word = typed.casefold()
    if not words.is_korean(word):
        keyed = hangul.from_latin_keys(typed)
        if len(keyed) >= 2 and (found := _instead(typed, keyed, known)).terms and not found.missing:
            return found
        if sounds := known.by_sound(word):
            ways = [way for one in sounds for way in _ways((one,), vocabulary.meaning(one))]
            scaled = tuple(replace(way, weight=way.weight * SOUND) for way in dict.fromkeys(ways))
            return Asked([Term(sounds[0], scaled)], [(typed, sounds[0])])
    for meant in _mended(word, known):
        found = _instead(typed, meant, known)
        if found.terms and not found.missing:
            return found
    return None


def _instead(typed: str, meant: str, known: Known) -> Asked:
    """The terms of what was meant, said as a change."""
    if not meant:
        return Asked([Term(typed, _ways((typed,), None))], missing=[typed])
    _taken, term = _phrase([meant])
    found = Asked([term]) if term else (_plain(meant, known) or Asked(missing=[typed]))
    return replace(found, changed=[(typed, meant)] if not found.missing else [])


def _mended(word: str, known: Known) -> Iterator[str]:
    """What a mistyped word may have been: one letter of a title's word, one part of a compound, the nearest word."""
    bare = [word, *stems(word)]
    for one in bare:
        yield from known.substituted(one)[:1]
    for one in bare:
        if near := known.nearest(one):
            yield near
    if words.is_korean(word):
        for at in range(2, len(word) - 1):
            left, right = word[:at], word[at:]
            for part, other, order in ((left, right, 1), (right, left, -1)):
                if known.titles(other) < FEW:
                    continue
                for near in (one for one in known.substituted(part) if vocabulary.meaning(one)):
                    yield "".join((near, other)[::order])


def is_one_letter_apart(a: str, b: str) -> bool:
    """Two syllables that differ in one of their letters, or by one."""
    return distance(words.letters(a), words.letters(b), 1) == 1
