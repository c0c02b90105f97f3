"""Who else must know when two records of one human are about to become one.

A room above registers a listener in `AppConfig.ready()`; it runs in the same transaction, before the two people are
locked and their rows move, so that it may take its own locks in its own order.
"""

from collections.abc import Callable

from accounts.models import Person, User

Listener = Callable[[Person, Person, User], None]
_listeners: list[Listener] = []


def register_listener(listener: Listener) -> None:
    if listener not in _listeners:
        _listeners.append(listener)


def records_join(kept: Person, merged: Person, by: User) -> None:
    for listener in _listeners:
        listener(kept, merged, by)
