"""Background work of the centres. Each task may be killed anywhere and run twice without harm."""

from celery import shared_task

from welfare_centres.services import reminders


@shared_task
def reminders_send() -> int:
    """Every few minutes: a day and an hour before."""
    return reminders.reminders_send()
