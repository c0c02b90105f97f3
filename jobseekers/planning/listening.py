"""Who else must know what was done to a plan: a room above registers a listener in `AppConfig.ready()`.

It runs in the deed's own transaction. No words of the plan are handed on: a verb, numbers and codes.
"""

from collections.abc import Callable
from typing import Any

from accounts.models import User
from jobseekers.models import Plan

Listener = Callable[[Plan, str, User | None, dict[str, Any]], None]
_listeners: list[Listener] = []


def register_listener(listener: Listener) -> None:
    _listeners.append(listener)


def tell(plan: Plan, verb: str, by: User | None, **data: Any) -> None:
    for listener in _listeners:
        listener(plan, verb, by, data)
