"""Arrays in a folder: one `.npy` each, mapped when read, so that every process of a machine shares one copy."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.engine import Ragged

T = TypeVar("T")
Arrays = dict[str, NDArray[Any]]


def arrays_of(thing: Any) -> Arrays:
    """The arrays of a table or of a tuple of columns, by name; a ragged one as three."""
    named = thing._asdict() if hasattr(thing, "_asdict") else {f.name: getattr(thing, f.name) for f in fields(thing)}
    out: Arrays = {}
    for name, value in named.items():
        if isinstance(value, Ragged):
            out |= {f"{name}.{part}": getattr(value, part) for part in ("starts", "values", "extra")}
        else:
            out[name] = value
    return out


def thing_of(kind: type[T], arrays: Arrays) -> T:
    """The same table or tuple from its arrays."""
    named: dict[str, Any] = {name: array for name, array in arrays.items() if "." not in name}
    for name in {name.split(".")[0] for name in arrays if "." in name}:
        named[name] = Ragged(*(arrays[f"{name}.{part}"] for part in ("starts", "values", "extra")))
    return kind(**named)


def save(folder: Path, arrays: Arrays) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)


def mapped(folder: Path) -> Arrays:
    """Copy-on-write: to the kernels, compiled for arrays that can be written, these are the same kind."""
    return {path.stem: _plain(np.load(path, mmap_mode="c")) for path in sorted(folder.glob("*.npy"))}


def _plain(array: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(array).view(np.ndarray)


def joined(tables: list[T]) -> T:
    """Rows of tables of one kind below one another."""
    kind: Any = type(tables[0])
    named: dict[str, Any] = {}
    for field in fields(kind):
        parts = [getattr(table, field.name) for table in tables]
        named[field.name] = _ragged(parts) if isinstance(parts[0], Ragged) else np.concatenate(parts)
    return kind(**named)


def _ragged(parts: list[Ragged]) -> Ragged:
    sizes = np.cumsum([0, *(len(part.values) for part in parts)])
    starts = [part.starts[:-1] + size for part, size in zip(parts, sizes.tolist(), strict=False)]
    return Ragged(
        np.concatenate([*starts, sizes[-1:]]).astype(np.int64),
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.extra for part in parts]),
    )
