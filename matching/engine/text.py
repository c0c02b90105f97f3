"""Text as a direction: hashed pairs of syllables and words, TF-IDF, projected to 256 dense dimensions of 8 bits.

Feature hashing: Weinberger et al. 2009. Pairs of syllables find Korean compounds however they are spaced. Half of the
dimensions are a truncated SVD of the shipped occupations (latent semantic analysis, Deerwester et al. 1990), so that
words of one occupation lie together; half a seeded random projection, which keeps words that no occupation names
(Johnson & Lindenstrauss 1984). Why this and not another: docs/decisions/0006.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from operator import add
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import svds

from matching.engine.loanwords import SAME_WORK

WIDTH = 1 << 15
LEARNT, RANDOM = 128, 128
DIMENSION = LEARNT + RANDOM
KEPT = 192  # features kept a text, the most frequent first
FEATURE = np.dtype([("at", "<u2"), ("times", "u1")])
_WORDS = re.compile(r"[가-힣]+|[a-z][a-z0-9+#.]*")


def features(text: str) -> bytes:
    """The text's hashed features with their counts, as stored: a buffer of `FEATURE` records."""
    words = _WORDS.findall(text.casefold())
    pieces: list[str] = []
    for word in [*words, *" ".join(SAME_WORK[word] for word in words if word in SAME_WORK).split()]:
        if word[0] < "가":
            pieces.append(word.rstrip("."))
        else:
            pieces += map(add, word, word[1:]) if len(word) > 1 else word
    counts = Counter(map(_bucket, pieces))
    kept = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:KEPT] if len(counts) > KEPT else counts.items()
    record = np.zeros(len(kept), FEATURE)
    if kept:
        record["at"], record["times"] = np.minimum(np.array(sorted(kept)).T, [[WIDTH], [255]])
    return record.tobytes()


@lru_cache(maxsize=1 << 17)  # most pairs of syllables that are in use
def _bucket(piece: str) -> int:
    return crc32(piece.encode()) % WIDTH


def counts_matrix(buffers: Sequence[bytes]) -> sparse.csr_array:
    """(n, WIDTH) 1 + ln(count) of each text's features."""
    lengths = np.array([len(one) // FEATURE.itemsize for one in buffers], np.int64)
    records = np.frombuffer(b"".join(buffers), FEATURE)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    values = 1 + np.log(np.maximum(records["times"], 1).astype(np.float64))
    shape = (len(buffers), WIDTH)
    return sparse.csr_array((values, records["at"].astype(np.int64), starts), shape=shape)


class TextModel(NamedTuple):
    """What turns counts into directions; learnt once from the shipped lists and kept with a snapshot."""

    idf: NDArray[np.float32]  # (WIDTH,) smoothed inverse document frequency
    learnt: NDArray[np.float32]  # (WIDTH, LEARNT)
    random: NDArray[np.float32]  # (WIDTH, RANDOM)

    @classmethod
    def fit(cls, texts: Sequence[str]) -> TextModel:
        """From one text an occupation; ValueError for fewer than LEARNT + 1 of them."""
        if len(texts) <= LEARNT:
            raise ValueError(f"{len(texts)} texts cannot teach {LEARNT} dimensions.")
        counts = counts_matrix([features(text) for text in texts])
        seen = np.bincount(counts.indices, minlength=WIDTH)
        idf = (np.log((1 + counts.shape[0]) / (1 + seen)) + 1).astype(np.float32)
        start = np.ones(min(counts.shape))
        _u, size, axes = svds(_unit(counts @ sparse.diags_array(idf)).astype(np.float64), k=LEARNT, v0=start)
        axes = axes[np.argsort(-size)]
        axes = axes * np.sign(axes[np.arange(LEARNT), np.abs(axes).argmax(axis=1)])[:, None]
        random = np.random.default_rng(0).standard_normal((WIDTH, RANDOM), np.float32)
        return cls(idf, np.ascontiguousarray(axes.T, np.float32), random)

    def of(self, words: Sequence[str]) -> NDArray[np.int8]:
        """(n, DIMENSION) of texts as they were written."""
        return self.directions([features(one) for one in words])

    def directions(self, buffers: Sequence[bytes]) -> NDArray[np.int8]:
        """(n, DIMENSION) of texts as `features` stored them; zeros for an empty one. Rounding to 8 bits moves a
        cosine by about 0.001."""
        weighted = (counts_matrix(buffers) @ sparse.diags_array(self.idf)).astype(np.float32)
        both = np.concatenate([_unit(weighted @ half) for half in (self.learnt, self.random)], axis=1)
        most = np.abs(both).max(axis=1, keepdims=True, initial=1e-9)
        return np.rint(both * (127 / most)).astype(np.int8)


def _unit(rows):  # type: ignore[no-untyped-def]
    """Rows, sparse or dense, scaled to length one."""
    length = np.sqrt(np.asarray((rows**2).sum(axis=1)).ravel())
    scale = 1 / np.where(length > 0, length, 1)
    return sparse.diags_array(scale) @ rows if sparse.issparse(rows) else rows * scale[:, None].astype(rows.dtype)
