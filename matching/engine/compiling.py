"""How the kernels are compiled, and where the machine code is kept: a folder named after the sources, so that code
compiled from another version is never run. numba itself looks only at the one file a function stands in."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import numba

HERE = Path(__file__).resolve().parent
VAR = Path(os.environ.get("PES_VAR_DIR", HERE.parents[1] / "var"))


def _digest() -> str:
    whole = hashlib.sha256(numba.__version__.encode())
    for path in sorted(HERE.glob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


if "NUMBA_CACHE_DIR" not in os.environ:
    numba.config.CACHE_DIR = str(VAR / "numba" / _digest())  # type: ignore[attr-defined]

# Without reference counts: counting every array touched costs more than the work, and two threads would fight over
# the counters. The callers keep the arrays alive; nothing inside may allocate.
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
jit = numba.njit(cache=True, **OPTIONS)
# A call hands over every array of a tuple one by one, some hundred numbers: what takes whole tuples is written out in
# its caller. Loops that must be vectorised stay functions of plain arrays.
part_of = numba.njit(inline="always", **OPTIONS)
