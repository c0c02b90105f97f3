"""Background work of programmes. Each task may be killed anywhere and run again."""

from celery import shared_task

from almp_programmes.services import places


@shared_task
def offers_lapse() -> int:
    """Every few minutes: offers of places past their hour, passed on to the next."""
    return places.offers_lapse()
