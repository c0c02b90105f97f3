"""How long single requests take, one after the other on one connection."""

from __future__ import annotations

import http.client
import time
from urllib.parse import urlsplit


def percentiles(url: str, requests: int, *, cookie: str = "", warm: int = 3) -> tuple[float, float]:
    """(p50, p95) in seconds of `requests` after `warm` unmeasured ones. An answer other than 200 is an error."""
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    seconds = []
    for number in range(warm + requests):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{url} answered {answer.status}.")
        if number >= warm:
            seconds.append(time.perf_counter() - began)
    connection.close()
    seconds.sort()
    return seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]
