import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from channels.transports.memory import MemoryTransport
from tests import factories


@pytest.fixture(autouse=True)
def outbox(settings: Any) -> Iterator[list[Any]]:
    """What left, through the real outbox; and no rate limit of an earlier test."""
    settings.EMAIL_BACKEND = "channels.email.OutboxEmailBackend"
    cache.clear()
    MemoryTransport.sent.clear()
    yield MemoryTransport.sent
    MemoryTransport.sent.clear()


@pytest.fixture
def committed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run what waits for the commit at once, inside the test's own transaction."""
    monkeypatch.setattr(transaction, "on_commit", lambda deed, using=None, robust=False: deed())


@pytest.fixture
def code_sent(outbox: list[Any]) -> Callable[[], str]:
    """The code in the last message."""
    return lambda: re.search(r"(?:인증번호: |인증번호는 )(\S+)", outbox[-1].text).group(1)


@pytest.fixture
def manager(db: None) -> Any:
    return factories.MembershipFactory(manager=True)


@pytest.fixture
def counsellor(manager: Any) -> Any:
    return factories.MembershipFactory(counsellor=True, organisation=manager.organisation)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Each deed in its own thread and connection, started together: what each returned, or the error it raised."""
    barrier, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(index: int, deed: Callable[[], Any]) -> None:
        try:
            barrier.wait(10)
            results[index] = deed()
        except Exception as exc:
            results[index] = exc
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
