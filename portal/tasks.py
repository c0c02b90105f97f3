"""Background work of the portal."""

from celery import shared_task

from portal.services.figures import figures_refresh
from portal.services.outcomes import outcomes_note


@shared_task
def figures() -> int:
    return figures_refresh()


@shared_task
def outcomes() -> int:
    """Every night: how people fare after their programmes, as far as the platform itself knows."""
    return outcomes_note()
