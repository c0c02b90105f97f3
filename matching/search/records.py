"""Columns of the vacancies that were found, read no further than they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine.postings import tally

Records = Mapping[str, NDArray[Any]]  # columns of equal length
Rows = NDArray[np.int32]
FEW = 8  # one in so many


class Gathered(dict[str, NDArray[Any]]):
    """Columns of some vacancies of each layer, brought together when one is first read whole: most are not."""

    def __init__(self, parts: Sequence[tuple[Records, Rows]]) -> None:
        super().__init__()
        self.parts = parts
        self.count = sum(len(at) for _columns, at in parts)

    def __missing__(self, name: str) -> NDArray[Any]:
        found = [columns[name][at] for columns, at in self.parts]
        self[name] = whole = found[0] if len(found) == 1 else np.concatenate(found)
        return whole

    def some(self, name: str, rows: Rows) -> NDArray[Any]:
        """The column of these rows; of many it is read whole, since others will ask for it."""
        if name in self or FEW * len(rows) > self.count:
            return self[name][rows]
        out = np.empty(len(rows), self.parts[0][0][name].dtype)
        first = 0
        for columns, at in self.parts:
            mine = (rows >= first) & (rows < first + len(at))
            out[mine] = columns[name][at[rows[mine] - first]]
            first += len(at)
        return out


def count_of(records: Records) -> int:
    return records.count if isinstance(records, Gathered) else len(records["vacancy"])


def some(records: Records, name: str, rows: Rows) -> NDArray[Any]:
    """The column of these rows."""
    return records.some(name, rows) if isinstance(records, Gathered) else records[name][rows]


def tally_all(records: Records, times: NDArray[np.int64]) -> None:
    """How often each number occurs in the codes of all of them."""
    if isinstance(records, Gathered) and "codes" not in records:
        for columns, at in records.parts:
            tally(columns["codes"], at, times)
    else:
        codes = records["codes"]
        tally(codes, np.arange(len(codes), dtype=np.int32), times)
