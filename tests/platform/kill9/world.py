"""The other side of both media. Every hand-over is a line in a file, written in one go, so a kill loses none.

Mail is like SMTP: what arrives, arrives, twice if it is sent twice. Gateway knows our key, and counts a second copy
without delivering it.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from channels.models import Message

FOLDER = Path(os.environ.get("PES_VAR_DIR", "."))
SENDING_SECONDS = 0.05  # long enough for a kill to fall into it


def arrived(name: str, folder: Path = FOLDER) -> Counter[str]:
    """How often each key was handed over."""
    path = folder / name
    return Counter(path.read_text().split()) if path.exists() else Counter()


class Mail:
    is_idempotent = False
    name = "mail"

    def send(self, message: Message, *, handing_over: Callable[[], None]) -> None:
        handing_over()
        time.sleep(SENDING_SECONDS)
        with (FOLDER / self.name).open("a") as file:
            self.deliver(file, str(message.public_id))
        time.sleep(SENDING_SECONDS)

    def deliver(self, file, key: str) -> None:
        file.write(f"{key}\n")


class Gateway(Mail):
    is_idempotent = True
    name = "gateway"

    def deliver(self, file, key: str) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
        if key not in arrived(self.name):
            super().deliver(file, key)
            file.flush()
