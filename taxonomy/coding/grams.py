"""Letter n-grams of titles and texts, weighted by TF-IDF and kept as postings for fast look-up of one query."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

_BRACKETED = re.compile(r"[(\[（［].*?[)\]）］]")
_NOT_LETTER = re.compile(r"[^0-9a-z가-힣+#]+")
_LATIN_RUN = re.compile(r"[a-z][a-z0-9+#]*")

Analyzer = Callable[[str], list[str]]


def bare(title: str) -> str:
    """A title without what stands in brackets, in one case, its words set apart by one space."""
    text = unicodedata.normalize("NFKC", title).casefold()
    outside = _NOT_LETTER.sub(" ", _BRACKETED.sub(" ", text)).strip()
    return outside or _NOT_LETTER.sub(" ", text).strip()


def title_grams(title: str) -> list[str]:
    """2- to 4-grams of the title run together, with marks at both ends; and its Latin words whole."""
    text = bare(title)
    marked = f"^{text.replace(' ', '')}$"
    grams = [marked[at : at + size] for size in (2, 3, 4) for at in range(len(marked) - size + 1)]
    return grams + [f"={word}" for word in _LATIN_RUN.findall(text)]


def end_grams(title: str) -> list[str]:
    """The last 1 to 6 and the first 1 to 5 letters: in Korean the head of a compound comes last."""
    text = bare(title).replace(" ", "")
    words = bare(title).split()
    ends = [f"T{text[-size:]}" for size in range(1, 7) if len(text) >= size]
    starts = [f"H{text[:size]}" for size in range(1, 6) if len(text) >= size]
    return ends + starts + ([f"W{words[-1]}"] if words and _LATIN_RUN.fullmatch(words[-1]) else [])


def text_grams(text: str) -> list[str]:
    """2- to 4-grams within words, for descriptions."""
    grams: list[str] = []
    for word in bare(text).split():
        padded = f" {word} "
        grams += [padded[at : at + size] for size in (2, 3, 4) for at in range(len(padded) - size + 1)]
    return grams


ANALYZERS: dict[str, Analyzer] = {"title": title_grams, "end": end_grams, "text": text_grams}


@dataclass(slots=True)
class Weighed:
    """A vocabulary with inverse document frequencies; turns a text into indices and unit-length weights."""

    analyzer: str
    words: list[str]
    idf: np.ndarray  # (words,) float32
    sublinear: bool
    index: dict[str, int]

    @classmethod
    def of(cls, analyzer: str, words: list[str], idf: np.ndarray, sublinear: bool) -> Weighed:
        return cls(analyzer, words, idf, sublinear, {word: at for at, word in enumerate(words)})

    def query(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Indices and weights of the known grams; weights have length one."""
        counts = Counter(at for at in map(self.index.get, ANALYZERS[self.analyzer](text)) if at is not None)
        indices = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (1 + np.log(times) if self.sublinear else times) * self.idf[indices]
        length = np.sqrt((weights**2).sum())
        return indices, weights / length if length else weights


@dataclass(slots=True)
class Postings:
    """A gram × row matrix by gram: the dot product of one sparse query with every row."""

    start: np.ndarray
    rows: np.ndarray  # int32
    values: np.ndarray  # float32
    width: int

    def dot(self, indices: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """(width,) float32."""
        out = np.zeros(self.width, dtype=np.float32)
        for index, weight in zip(indices, weights, strict=True):
            span = slice(self.start[index], self.start[index + 1])
            out[self.rows[span]] += weight * self.values[span]  # a row stands once under a gram
        return out


def flat(parts: Iterable[Iterable[str]]) -> list[str]:
    return [one for part in parts for one in part]


def pack(texts: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(texts).encode(), dtype=np.uint8)


def unpack(stored: np.ndarray) -> list[str]:
    return stored.tobytes().decode().split("\n")
