"""One file for each idempotency key, in OUTBOX_FILE_DIR: whole or not there at all, and never a second time."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from channels.models import Message
from channels.transports import TryLater
from channels.transports.wording import as_email, as_text, key_of


class FileTransport:
    is_idempotent = True

    def send(self, message: Message, *, handing_over: Callable[[], None]) -> None:
        is_email = message.medium == Message.Medium.EMAIL
        content = as_email(message).as_bytes() if is_email else f"{message.address}\n{as_text(message)}\n".encode()
        handing_over()
        try:
            folder = Path(settings.OUTBOX_FILE_DIR) / str(message.medium)
            folder.mkdir(parents=True, exist_ok=True)
            _write_once(folder / f"{key_of(message)}.{'eml' if is_email else 'txt'}", content)
        except OSError as exc:
            raise TryLater("disk") from exc


def _write_once(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # an earlier run of ours had finished it
            os.link(temporary, path)
    finally:
        os.unlink(temporary)
