"""Revised Romanization of Korean (2000), by rule, for place names."""

import re

INITIALS = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"]
VOWELS = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
    "eu", "ui", "i",
]  # fmt: skip
# What a final consonant sounds like before a consonant or at the end of a word, and what is left of a
# cluster: (sound that stays, sound that moves to a following vowel).
FINALS = [
    ("", ""), ("k", "g"), ("k", "kk"), ("k", "ks"), ("n", "n"), ("n", "nj"), ("n", "n"), ("t", "d"), ("l", "r"),
    ("k", "lg"), ("m", "lm"), ("l", "lb"), ("l", "ls"), ("l", "lt"), ("p", "lp"), ("l", "r"), ("m", "m"), ("p", "b"),
    ("p", "ps"), ("t", "s"), ("t", "ss"), ("ng", "ng"), ("t", "j"), ("t", "ch"), ("k", "k"), ("t", "t"),
    ("p", "p"), ("", ""),
]  # fmt: skip
NASAL = {"k": "ng", "t": "n", "p": "m"}
# Administrative endings are set off by a hyphen and do not change sound with what precedes them.
ENDINGS = {
    "특별자치시": "", "특별자치도": "", "통합특별시": "", "특별시": "", "광역시": "", "직할시": "",
    "도": "-do", "시": "-si", "군": "-gun", "구": "-gu", "읍": "-eup", "면": "-myeon", "리": "-ri", "동": "-dong",
    "가": "-ga",
}  # fmt: skip


def _split(syllable: str) -> tuple[int, int, int]:
    index = ord(syllable) - 0xAC00
    return index // 588, index % 588 // 28, index % 28


def _join(final: str, initial: str) -> str:
    """Two consonants that meet between syllables, as they are spoken."""
    if final in NASAL and initial in {"n", "m"}:
        return NASAL[final] + initial
    if initial == "r":
        if final in {"l", "n"}:
            return "ll"
        if final in {"m", "ng"}:
            return final + "n"
        if final in NASAL:
            return NASAL[final] + "n"
    if final == "l" and initial == "n":
        return "ll"
    return final + initial


def romanise_word(word: str) -> str:
    """One word in lower case; what is not Hangul stays as it is."""
    out, pending = "", 0
    for position, letter in enumerate(word):
        if not "가" <= letter <= "힣":
            out, pending = out + FINALS[pending][0] + letter, 0
            continue
        initial, vowel, final = _split(letter)
        onset = INITIALS[initial]
        if not onset and position and pending:
            out += FINALS[pending][1]
        else:
            out += _join(FINALS[pending][0], onset)
        out, pending = out + VOWELS[vowel], final
    return out + FINALS[pending][0]


def romanise_place(name: str) -> str:
    """A place name: 종로구 → Jongno-gu, 경상북도 → Gyeongsangbuk-do, 충정로1가 → Chungjeongno 1-ga."""
    words = []
    for word in name.split():
        ending = next((e for e in ENDINGS if word.endswith(e) and len(word) > len(e)), "")
        stem, suffix = word[: len(word) - len(ending)], ENDINGS.get(ending, "")
        match = re.fullmatch(r"(\D+)(\d+)", stem)
        roman = f"{romanise_word(match[1])} {match[2]}" if match else romanise_word(stem)
        words.append(roman[:1].upper() + roman[1:] + suffix)
    return " ".join(words)
