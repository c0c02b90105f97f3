"""Each process keeps what it built from the taxonomy until the tables change."""

import time
import uuid
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar

from django.core.cache import cache

VERSION_KEY = "taxonomy:version"
LOOK_EVERY_SECONDS = 30.0
T = TypeVar("T")


def taxonomy_changed() -> None:
    """Tell every process that what it built from the taxonomy is out of date."""
    cache.set(VERSION_KEY, uuid.uuid4().hex, None)
    for kept in KEPT:
        kept.forget()


class Kept(Generic[T]):
    """A value built on first use; built anew when the taxonomy changed (noticed within half a minute)."""

    def __init__(self, build: Callable[[], T]) -> None:
        self._build = build
        self._lock = Lock()
        self._value: T | None = None
        self._version: str | None = None
        self._looked = 0.0
        KEPT.append(self)

    def forget(self) -> None:
        self._value = None

    def get(self) -> T:
        if self._value is not None and time.monotonic() - self._looked < LOOK_EVERY_SECONDS:
            return self._value
        with self._lock:
            version = cache.get(VERSION_KEY)
            self._looked = time.monotonic()
            if self._value is None or version != self._version:
                self._value, self._version = self._build(), version
            return self._value


KEPT: list[Kept[Any]] = []  # every one of this process
