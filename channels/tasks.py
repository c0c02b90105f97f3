"""The outbox's tasks. Each takes ids, may be killed at any point and run twice without harm."""

from celery import shared_task

from channels.services import delivery


@shared_task(ignore_result=True)
def deliver(message_id: int) -> None:
    delivery.message_deliver(message_id=message_id)


@shared_task(ignore_result=True)
def sweep() -> int:
    found = delivery.sweep()
    for message_id in found:
        deliver.delay(message_id)
    return len(found)
