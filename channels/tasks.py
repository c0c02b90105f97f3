"""The outbox's tasks. Each takes ids, may be killed at any point and run twice without harm."""

from celery import shared_task

from channels.services import delivery, readiness_refresh
from channels.services.assisted import assisted_sweep
from channels.services.practice import practice_recount


@shared_task(ignore_result=True)
def deliver(message_id: int) -> None:
    delivery.message_deliver(message_id=message_id)


@shared_task(ignore_result=True)
def sweep() -> int:
    found = delivery.sweep()
    for message_id in found:
        deliver.delay(message_id)
    return len(found)


@shared_task(ignore_result=True)
def readiness_night() -> int:
    return readiness_refresh()


@shared_task(ignore_result=True)
def assisted_end_overdue() -> int:
    return assisted_sweep()


@shared_task(ignore_result=True)
def practice_night() -> int:
    return practice_recount()
