"""The search page beside the same request with all its reads and an empty body: what writing the page costs."""

from __future__ import annotations

import statistics
import time
from unittest import mock

from django.http import HttpResponse
from django.test import Client

from matching.views import search as view

ROUNDS = 15
PATHS = ("/jobs/", "/jobs/?q=개발", "/jobs/?q=관리&contract=permanent&region=41")


def shares() -> list[float]:
    """Seconds of the empty answer ÷ seconds of the page, one after the other, over rounds and addresses."""
    client = Client(SERVER_NAME="127.0.0.1")
    for path in PATHS:
        assert client.get(path).status_code == 200, path
    return [statistics.median(_empty(client, path) / _whole(client, path) for _ in range(ROUNDS)) for path in PATHS]


def _whole(client: Client, path: str) -> float:
    began = time.perf_counter()
    client.get(path)
    return time.perf_counter() - began


def _empty(client: Client, path: str) -> float:
    with mock.patch.object(view, "render", side_effect=lambda *_args: HttpResponse()):
        return _whole(client, path)
