"""Who else must know when somebody leaves an organisation.

A room above registers a listener in `AppConfig.ready()`; it runs in the same transaction, before the membership ends.
"""

from collections.abc import Callable

from accounts.models import Organisation, User

Listener = Callable[[User, Organisation, User], None]
_listeners: list[Listener] = []


def register_listener(listener: Listener) -> None:
    if listener not in _listeners:
        _listeners.append(listener)


def staff_leaves(user: User, organisation: Organisation, by: User) -> None:
    for listener in _listeners:
        listener(user, organisation, by)
