"""`record`: the one way a deed enters the event log. No personal data goes into `data`: ids and codes only."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

from core.models import Event

_marks: ContextVar[Mapping[str, Any]] = ContextVar("marks", default={})  # noqa: B039 - never changed in place


@contextmanager
def marks(said: Mapping[str, Any]) -> Iterator[None]:
    """Every event recorded inside carries these too: under whose authority another acts."""
    token = _marks.set({**_marks.get(), **said})
    try:
        yield
    finally:
        _marks.reset(token)


def record(verb: str, *, actor: Any = None, target: models.Model | None = None, **data: Any) -> Event:
    """Append one event. `actor=None` is the system itself."""
    return Event.objects.create(
        verb=verb,
        actor=actor if actor is not None and actor.pk else None,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        data=data | {"on_behalf": dict(_marks.get())} if _marks.get() else data,
    )
