from celery import shared_task

from employers import services


@shared_task
def expire() -> dict[str, int]:
    """Each night: close what is past its deadline, remind those whose deadline comes."""
    return {"expired": services.vacancies_expire(), "reminded": services.deadlines_remind()}
