"""Korean typed in other ways: on the Latin layout of the keyboard, by its sound, by first consonants."""

from __future__ import annotations

import re

from matching.search.words import ENDS, HANGUL_FIRST, LEADS, MIDDLES, letters
from taxonomy.romanisation import romanise_word

# The two-set layout (KS X 5002): what each Latin key writes; a capital is the shifted key.
KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True))
KEYS |= dict(zip("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True))
LATIN = {letter: key for key, letter in KEYS.items()}
TWO_VOWELS = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ",
}  # fmt: skip
TWO_ENDS = {
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ",
    "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
PARTS = {whole: two for two, whole in (TWO_VOWELS | TWO_ENDS).items()}
INITIALS = re.compile(rf"^[{LEADS}]+$")


def is_initials(word: str) -> bool:
    return bool(INITIALS.match(word))


def initials(word: str) -> str:
    """First consonants of the syllables: 용접 → ㅇㅈ; other letters stay."""
    return "".join(LEADS[at // 588] if 0 <= (at := ord(one) - HANGUL_FIRST) < 11_172 else one for one in word)


def from_latin_keys(typed: str) -> str:
    """What the keys would have written in Korean, if nothing but whole syllables: dydwjq → 용접; otherwise empty."""
    typed = typed.lower() if typed.isupper() else typed  # caps lock
    if not typed or any(one not in KEYS and one.lower() not in KEYS for one in typed):
        return ""
    return syllables([KEYS.get(one) or KEYS[one.lower()] for one in typed])


def to_latin_keys(typed: str) -> str:
    """English typed on the Korean layout: ㅕㅜㅑ쇼 → unity; empty where a letter has no key."""
    keys = (LATIN.get(part, "") for one in letters(typed) for part in PARTS.get(one, one))
    found = list(keys)
    return "".join(found) if all(found) else ""


def syllables(row: list[str]) -> str:
    """Single letters put together as an input method does; empty where one is left over."""
    out, at = [], 0
    while at < len(row):
        if row[at] not in LEADS or at + 1 >= len(row) or row[at + 1] not in MIDDLES:
            return ""
        lead, vowel = row[at], row[at + 1]
        at += 2
        if at < len(row) and vowel + row[at] in TWO_VOWELS:
            vowel, at = TWO_VOWELS[vowel + row[at]], at + 1
        end, at = _end(row, at)
        out.append(chr(HANGUL_FIRST + (LEADS.index(lead) * 21 + MIDDLES.index(vowel)) * 28 + ENDS.index(end)))
    return "".join(out)


def _end(row: list[str], at: int) -> tuple[str, int]:
    """The final consonant from here on, without what begins the next syllable."""

    def closes(here: int) -> bool:
        vowel_follows = here + 1 < len(row) and row[here + 1] in MIDDLES
        return here < len(row) and row[here] in ENDS and not vowel_follows

    if closes(at) or (at < len(row) and row[at] in ENDS and closes(at + 1) and row[at] + row[at + 1] in TWO_ENDS):
        two = row[at] + row[at + 1] if at + 1 < len(row) else ""
        if two in TWO_ENDS and closes(at + 1):
            return TWO_ENDS[two], at + 2
        return row[at], at + 1
    return "", at


# What people write for the same sound, made one: after this, hoigye, hoegye and hoekye are alike.
_ALIKE = (
    (re.compile(r"[^a-z]"), ""), (re.compile(r"oi|oe|we|wae"), "e"), (re.compile(r"ae"), "e"),
    (re.compile(r"yeo|you|yu"), "yo"), (re.compile(r"eo|ou"), "o"), (re.compile(r"eu|oo|woo"), "u"),
    (re.compile(r"ee|ui|wi"), "i"),
    (re.compile(r"sh"), "s"), (re.compile(r"ch"), "j"), (re.compile(r"ck|kh|gh|[gqc]"), "k"),
    (re.compile(r"d"), "t"),
    (re.compile(r"ph|[bfv]"), "p"), (re.compile(r"[lr]+"), "r"), (re.compile(r"z"), "j"),
    (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip


def sound(latin: str) -> str:
    """A rough key of how a romanised word sounds: by it what people write is compared with the rule."""
    latin = latin.lower()
    for pattern, instead in _ALIKE:
        latin = pattern.sub(instead, latin)
    return latin


def sound_of(word: str) -> str:
    """The same key of a Korean word, romanised by rule."""
    return sound(romanise_word(word))
