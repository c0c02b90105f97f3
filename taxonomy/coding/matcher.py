"""Find known phrases in a text: longest first, spaces inside a phrase do not matter."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

END = ""  # key of a node under which the phrase's own key stands


@dataclass(frozen=True, slots=True)
class Found:
    key: int
    start: int
    end: int


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or letter in "+#"


class PhraseMatcher:
    """A trie over letters. A Latin phrase must stand alone; a Korean one of two letters or more may be inflected.

    One-letter phrases are left out: they would be found everywhere.
    """

    def __init__(self, phrases: Iterable[tuple[str, int]]) -> None:
        self._root: dict = {}
        for text, key in phrases:
            letters = [letter for letter in unicodedata.normalize("NFKC", text).casefold() if _is_letter(letter)]
            if len(letters) < 2:
                continue
            node = self._root
            for letter in letters:
                node = node.setdefault(letter, {})
            node.setdefault(END, key)

    def find(self, text: str) -> list[Found]:
        """Non-overlapping phrases from left to right, each the longest that starts there."""
        folded = text.casefold()
        if len(folded) != len(text):  # a letter that folds to two would shift the spans
            folded = "".join(letter if len(letter.casefold()) != 1 else letter.casefold() for letter in text)
        found: list[Found] = []
        at = 0
        while at < len(folded):
            end, key = self._longest(folded, at)
            if key is None:
                at += 1
            else:
                found.append(Found(key, at, end))
                at = end
        return found

    def _longest(self, text: str, start: int) -> tuple[int, int | None]:
        first = text[start]
        if first not in self._root or (_is_latin(first) and start and _is_latin(text[start - 1])):
            return start, None
        node, best, best_end = self._root, None, start
        for at in range(start, len(text)):
            letter = text[at]
            if letter in node:
                node = node[letter]
                if END in node and self._may_end(text, at):
                    best, best_end = node[END], at + 1
            elif letter in " -·/_." and at > start:
                continue
            else:
                break
        return best_end, best

    @staticmethod
    def _may_end(text: str, at: int) -> bool:
        following = text[at + 1] if at + 1 < len(text) else " "
        return not (_is_latin(text[at]) or text[at] in "+#") or not (_is_latin(following) or following in "+#")
