"""COPY in Postgres' binary form, written by numpy: half a million rows with their vectors in seconds."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import numpy as np

ROWS = 20_000  # a chunk in memory
HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END = b"\xff\xff"
TYPES = {">i4": "int", ">i8": "bigint", ">f4": "real", ">f8": "float8", "|u1": "bool"}


def table_fill(cursor: Any, table: str, columns: Mapping[str, np.ndarray]) -> None:
    """Make the table and fill it: whole numbers, floats and bools as such, (n, d) bytes as a `halfvec`, which holds
    whole numbers up to 2,048 exactly."""
    wire = {name: _wire(values) for name, values in columns.items()}
    kinds = [f"{name} {_type(columns[name], dtype)}" for name, dtype in wire.items()]
    cursor.execute(f"CREATE UNLOGGED TABLE {table} ({', '.join(kinds)})")
    n = len(next(iter(columns.values())))
    for at in range(0, n, ROWS):
        some = {name: values[at : at + ROWS] for name, values in columns.items()}
        cursor.copy_expert(f"COPY {table} FROM STDIN (FORMAT binary)", io.BytesIO(_rows(some, wire)))


def _wire(values: np.ndarray) -> np.dtype:
    if values.ndim == 2:
        return np.dtype([("dimension", ">i2"), ("unused", ">i2"), ("value", ">f2", values.shape[1])])
    if values.dtype == bool:
        return np.dtype("u1")
    if values.dtype.kind == "f":
        return np.dtype(">f4" if values.dtype.itemsize == 4 else ">f8")
    return np.dtype(">i8" if values.dtype.itemsize == 8 else ">i4")


def _type(values: np.ndarray, dtype: np.dtype) -> str:
    return f"halfvec({values.shape[1]})" if values.ndim == 2 else TYPES[dtype.str]


def _rows(columns: Mapping[str, np.ndarray], wire: Mapping[str, np.dtype]) -> bytes:
    """Each row is the number of fields, then length and value of each."""
    fields: list[tuple[str, Any]] = [("fields", ">i2")]
    for name, dtype in wire.items():
        fields += [(f"{name}_length", ">i4"), (name, dtype)]
    out = np.zeros(len(next(iter(columns.values()))), np.dtype(fields))
    out["fields"] = len(columns)
    for name, values in columns.items():
        out[f"{name}_length"] = wire[name].itemsize
        if values.ndim == 2:
            out[name]["dimension"], out[name]["value"] = values.shape[1], values
        else:
            out[name] = values
    return HEAD + out.tobytes() + END
