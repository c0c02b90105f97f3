"""Health checks inside a container: python -m pes_platform.probe web|worker|beat. Exit code 0 is healthy."""

from __future__ import annotations

import os
import socket
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit


def web() -> bool:
    """As the proxy in front asks: by the site's name, and saying that the outside is HTTPS."""
    origin = urlsplit(os.environ["SITE_ORIGIN"])
    port = os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")[2]
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/readyz", headers={"Host": origin.netloc, "X-Forwarded-Proto": origin.scheme}
    )
    with urllib.request.urlopen(asked, timeout=8) as answer:
        return answer.status == 200


def worker() -> bool:
    from pes_platform.celery import app

    return bool(app.control.ping(destination=[f"celery@{socket.gethostname()}"], timeout=8))


def beat() -> bool:
    """Beat writes its schedule down every three minutes."""
    written = [path.stat().st_mtime for path in Path(os.environ["PES_VAR_DIR"]).glob("celerybeat-schedule*")]
    return bool(written) and time.time() - max(written) < 600


if __name__ == "__main__":
    sys.exit(0 if {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]() else 1)
