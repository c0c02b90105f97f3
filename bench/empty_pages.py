"""A page beside the same request with all its reads and an empty body: what writing the page costs.

The view runs as it is, queries, engine and all, in the same client; only its `render` gives an empty answer. What a
view puts into HTML before it renders would count as a read: selectors give values, templates write them.

A page asked for again finds its pieces kept (`core.fragments`), as pages that many ask for do; `anew` is the other
end: no piece of any page was kept.
"""

from __future__ import annotations

import statistics
import time
from types import ModuleType
from typing import Any
from unittest import mock

from django.http import HttpResponse
from django.test import Client

from core import fragments
from matching.views import search

ROUNDS = 15
PATHS = ("/jobs/", "/jobs/?q=개발", "/jobs/?q=관리&contract=permanent&region=41")


def shares(*, anew: bool = False) -> list[float]:
    """Of the search page at some addresses."""
    client = Client(SERVER_NAME="127.0.0.1")
    return [share(client, path, search, anew=anew) for path in PATHS]


def share(client: Client, path: str, view: ModuleType, *, rounds: int = ROUNDS, anew: bool = False) -> float:
    """Seconds of the empty answer ÷ seconds of the page, one after the other; `view` is the module that renders it."""
    for _warm in range(2):
        assert client.get(path).status_code == 200, path
    return statistics.median(_empty(client, path, view) / _whole(client, path, anew) for _ in range(rounds))


def _whole(client: Client, path: str, anew: bool = False) -> float:
    if anew:
        fragments.forget()
    began = time.perf_counter()
    client.get(path)
    return time.perf_counter() - began


def _empty(client: Client, path: str, view: ModuleType) -> float:
    with mock.patch.object(view, "render", _nothing):
        return _whole(client, path)


def _nothing(*_args: Any, **_more: Any) -> HttpResponse:
    return HttpResponse()
