"""Columns in a folder: one .npy file an array, mapped by whoever reads; the whole set is swapped by one rename.

root/2026-12-01T02:00/manifest.json, vacancies.ids.npy, …      root/current → 2026-12-01T02:00
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

FORMAT = 1
Columns = TypeVar("Columns", bound=tuple)


class Damaged(Exception):
    """A file is not what the manifest says, or of another format."""


def write(root: Path, version: str, parts: Mapping[str, NamedTuple], about: Mapping[str, Any]) -> Path:
    """Write a version beside the others, then make it the current one. A reader sees the old set or the new one."""
    folder, half = root / version, root / f".{version}.{os.getpid()}"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    files = {}
    for part, columns in parts.items():
        for name, array in columns._asdict().items():
            path = half / f"{part}.{name}.npy"
            np.save(path, array)
            files[path.name] = _digest(path)
    manifest = {"format": FORMAT, "version": version, "about": dict(about), "files": files}
    (half / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True), encoding="utf-8")
    try:
        half.rename(folder)
    except OSError:  # there already: written by another at the same moment, or again
        shutil.rmtree(folder)
        half.rename(folder)
    link = root / f".current.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(version)
    link.replace(root / "current")
    return folder


def manifest(folder: Path) -> dict[str, Any]:
    """Raises FileNotFoundError where nothing was written, Damaged for another format."""
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if found["format"] != FORMAT:
        raise Damaged(f"{folder} has format {found['format']}, this program reads {FORMAT}.")
    return found


def read(folder: Path, part: str, kind: type[Columns], *, check: bool = False) -> Columns:
    """The part's columns, mapped and not to be written; `check` reads every byte against the manifest."""
    folder = folder.resolve()  # so that a swap meanwhile cannot mix two versions
    files = manifest(folder)["files"]
    arrays = []
    for name in kind._fields:  # type: ignore[attr-defined]
        path = folder / f"{part}.{name}.npy"
        if path.name not in files or (check and _digest(path) != files[path.name]):
            raise Damaged(f"{path} is not the file that was written.")
        # Copied on write: no reader can spoil the file, yet it is the one array type that kernels are compiled for.
        arrays.append(np.asarray(np.load(path, mmap_mode="c" if path.stat().st_size > MAPPED_FROM else None)))
    return kind(*arrays)


def prune(root: Path, keep: int = 2) -> None:
    """Remove all but the newest versions and the current one; who has them mapped keeps them until done."""
    current = (root / "current").resolve().name
    versions = sorted((p for p in root.iterdir() if p.is_dir() and not p.is_symlink()), key=lambda p: p.name)
    for folder in versions[:-keep]:
        if folder.name != current:
            shutil.rmtree(folder)


MAPPED_FROM = 1 << 14  # smaller files are read: a map costs a page and a system call each


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
