"""Word vectors without a vocabulary: hashed pairs of syllables and words, TF-IDF, unit length.

Feature hashing: Weinberger et al. 2009. Pairs of syllables find Korean compounds however they are spaced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

WIDTH = 1 << 15
KEPT = 192  # features kept a text, the most frequent first
FEATURE = np.dtype([("at", "<u2"), ("times", "u1")])
_WORDS = re.compile(r"[가-힣]+|[a-z][a-z0-9+#.]*")


def features(text: str) -> bytes:
    """The text's hashed features with their counts, as stored: a buffer of `FEATURE` records."""
    counts: Counter[int] = Counter()
    for word in _WORDS.findall(text.casefold()):
        if word[0] < "가":
            counts[crc32(word.rstrip(".").encode()) % WIDTH] += 1
        else:
            for i in range(max(len(word) - 1, 1)):
                counts[crc32(word[i : i + 2].encode()) % WIDTH] += 1
    kept = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:KEPT]
    record = np.array([(at, min(times, 255)) for at, times in sorted(kept)], FEATURE)
    return record.tobytes()


def counts_matrix(buffers: Sequence[bytes]) -> sparse.csr_array:
    """(n, WIDTH) 1 + ln(count) of each text's features."""
    lengths = np.array([len(one) // FEATURE.itemsize for one in buffers], np.int64)
    records = np.frombuffer(b"".join(buffers), FEATURE)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    values = 1 + np.log(np.maximum(records["times"], 1).astype(np.float64))
    shape = (len(buffers), WIDTH)
    return sparse.csr_array((values, records["at"].astype(np.int64), starts), shape=shape)


def idf(counts: sparse.csr_array) -> NDArray[np.float64]:
    """(WIDTH,) smoothed inverse document frequency."""
    seen = np.bincount(counts.indices, minlength=WIDTH)
    return np.log((1 + counts.shape[0]) / (1 + seen)) + 1


def unit_vectors(counts: sparse.csr_array, weight: NDArray[np.float64]) -> sparse.csr_array:
    """Rows weighted and scaled to length one; an empty text stays empty."""
    values = counts.data * weight[counts.indices]
    owner = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(owner, values**2, minlength=counts.shape[0]))
    scaled = values / np.where(length > 0, length, 1)[owner] if len(values) else values
    return sparse.csr_array((scaled, counts.indices, counts.indptr), shape=counts.shape)
