"""`record`: the one way a deed enters the event log. No personal data goes into `data`: ids and codes only."""

from typing import Any

from django.db import models

from core.models import Event


def record(verb: str, *, actor: Any = None, target: models.Model | None = None, **data: Any) -> Event:
    """Append one event. `actor=None` is the system itself."""
    return Event.objects.create(
        verb=verb,
        actor=actor if actor is not None and actor.pk else None,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        data=data,
    )
