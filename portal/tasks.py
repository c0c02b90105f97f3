"""Background work of the portal."""

from celery import shared_task

from portal.services.figures import figures_refresh


@shared_task
def figures() -> int:
    return figures_refresh()
