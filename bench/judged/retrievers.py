"""The peers: BM25, and the project's text vectors without anything else. Both read the same texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from matching.engine.score import directions
from matching.engine.text import TextModel
from matching.recommending.wording import lessons

WORDS = re.compile(r"[가-힣]+|[a-z0-9][a-z0-9+#.]*")
K1, B = 1.2, 0.75


def tokens(text: str) -> list[str]:
    """Foreign words whole, Korean ones as pairs of syllables, which need no dictionary of compounds."""
    out = []
    for word in WORDS.findall(text.casefold()):
        out += [word] if word[0] < "가" or len(word) == 1 else [word[i : i + 2] for i in range(len(word) - 1)]
    return out


class Bm25:
    """Robertson and Zaragoza 2009, with the smoothed idf that is never negative."""

    def __init__(self, keys: Sequence[str], texts: Sequence[str]) -> None:
        self.keys = list(keys)
        counts = [Counter(tokens(text)) for text in texts]
        self.column = {word: at for at, word in enumerate(sorted(set().union(*counts)))}
        rows = np.repeat(np.arange(len(counts)), [len(one) for one in counts])
        columns = np.array([self.column[word] for one in counts for word in one], np.int64)
        times = np.array([n for one in counts for n in one.values()], np.float64)
        length = np.array([sum(one.values()) for one in counts], np.float64)
        seen = np.bincount(columns, minlength=len(self.column))
        idf = np.log(1 + (len(counts) - seen + 0.5) / (seen + 0.5))
        norm = K1 * (1 - B + B * length / length.mean())
        worth = idf[columns] * times * (K1 + 1) / (times + norm[rows])
        self.worth = sparse.csc_array((worth, (rows, columns)), shape=(len(counts), len(self.column)))

    def ranked(self, query: str) -> list[str]:
        """Keys that share a word with the query, best first; each word counts once however often it is asked."""
        asked = [self.column[word] for word in sorted(set(tokens(query))) if word in self.column]
        scores = np.asarray(self.worth[:, asked].sum(axis=1)).ravel()
        return [self.keys[at] for at in np.argsort(-scores, kind="stable") if scores[at] > 0]


class Vectors:
    """Nearest by cosine, as the engine's text part sees it."""

    def __init__(self, keys: Sequence[str], texts: Sequence[str]) -> None:
        self.keys, self.model = list(keys), TextModel.fit(lessons())
        self.texts = directions(self.model.of(texts))

    def ranked(self, query: str) -> list[str]:
        likeness = self.texts @ directions(self.model.of([query]))[0]
        return [self.keys[at] for at in np.argsort(-likeness, kind="stable") if likeness[at] > 0]
