"""Background work of this room. Each task may be killed anywhere and run again."""

from celery import shared_task

from welfare_centres.services import cooperation, directory, referral_clock


@shared_task
def referral_clock_run() -> tuple[int, int]:
    """Every morning: reminders of the day and what is late."""
    return referral_clock.clock_run()


@shared_task
def directory_ask() -> int:
    """Every morning: bodies whose entry nobody has confirmed for long are asked."""
    return directory.stale_ask()


@shared_task
def cooperation_night() -> tuple[int, int]:
    """Every night: the last months, and the year's comparisons."""
    return cooperation.months_count(), cooperation.centres_compare()
