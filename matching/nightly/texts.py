"""Directions of people's texts, kept from night to night: only of new words is a direction computed.

They are found by what was written, not by who wrote it: under the digest of the words and of all that turns words into
a direction. So one that no longer holds cannot be found, and nothing has to be told that a profile changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine import loanwords, store, text
from matching.engine.columns import PeopleColumns
from matching.engine.tables import Ints
from matching.engine.text import DIMENSION, TextModel

Digests = NDArray[np.uint64]  # (N, 2)


class Words(NamedTuple):
    """Beside the columns of a range's people."""

    digest: Digests


class Kept:
    """What lies in the folders of another night's ranges, in this machine's folder."""

    def __init__(self, folders: Sequence[Path]) -> None:
        parts = [(store.read(one, "words", Words).digest, store.read(one, "people", PeopleColumns).text)
                 for one in folders]  # fmt: skip
        self.texts = [directions for _digests, directions in parts]
        self.starts = np.cumsum([0, *map(len, self.texts)])
        every = np.concatenate([np.zeros((0, 2), np.uint64), *(digests for digests, _directions in parts)])
        self.order = np.argsort(every[:, 0])
        self.digests = every[self.order]

    def fill(self, digests: Digests, out: NDArray[np.int8]) -> NDArray[np.bool_]:
        """Which of the (N, 2) are known; their directions into the rows of `out`."""
        at = np.minimum(np.searchsorted(self.digests[:, 0], digests[:, 0]), max(len(self.digests) - 1, 0))
        known = (self.digests[at] == digests).all(axis=1) if len(self.digests) else np.zeros(len(digests), bool)
        rows = np.flatnonzero(known)
        places = self.order[at[rows]]
        part = np.searchsorted(self.starts, places, side="right") - 1
        for one in np.unique(part).tolist():
            mine = part == one
            out[rows[mine]] = self.texts[one][places[mine] - self.starts[one]]
        return known


class Texts:
    """For the people of one range, whose digests it notes in turn."""

    def __init__(self, model: TextModel, key: bytes, kept: Kept) -> None:
        self.model, self.key, self.kept = model, key, kept
        self.noted: list[Digests] = []

    def of(self, words: Sequence[str]) -> NDArray[np.int8]:
        whole = b"".join(hashlib.blake2b(one.encode(), digest_size=16, key=self.key).digest() for one in words)
        digests = np.frombuffer(whole, np.uint64).reshape(-1, 2)
        self.noted.append(digests)
        out = np.zeros((len(words), DIMENSION), np.int8)
        new = np.flatnonzero(~self.kept.fill(digests, out))
        out[new] = self.model.of([words[row] for row in new.tolist()])
        return out

    def words(self, order: Ints) -> Words:
        """Of all so far, in this order."""
        return Words(np.concatenate([np.zeros((0, 2), np.uint64), *self.noted])[order])


def key_of(model: TextModel) -> bytes:
    """Of the model's numbers and of how this program reads words."""
    whole = hashlib.blake2b(digest_size=32)
    for module in (text, loanwords):
        whole.update(Path(str(module.__file__)).read_bytes())
    for array in model:
        whole.update(np.ascontiguousarray(array).data)
    return whole.digest()


@lru_cache(maxsize=1)
def kept_in(folder: Path) -> Kept:
    """Of the ranges whose words were noted; none where another version of the program wrote them."""
    every = sorted(folder.iterdir()) if folder.is_dir() else []
    try:
        return Kept([one for one in every if not one.is_symlink() and (one / "words.digest.npy").exists()])
    except store.Damaged:
        return Kept([])
