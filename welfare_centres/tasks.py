"""Background work of centres. Each task may be killed anywhere and run again."""

from celery import shared_task

from welfare_centres.services import cases, cooperation, directory, referral_clock, reminders, sharing


@shared_task
def sharing_night() -> int:
    """Every night: cases touched by a sharing rule that lately began or ended."""
    return sharing.sharing_night()


@shared_task
def cases_resume() -> int:
    """Every night: cases whose pause is over."""
    return cases.cases_resume_due()


@shared_task
def reminders_send() -> int:
    """Every few minutes: a day and an hour before."""
    return reminders.reminders_send()


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
