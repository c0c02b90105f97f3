from celery import shared_task

from accounts.services.retention import retention_run


@shared_task(ignore_result=True)
def retention() -> dict[str, int]:
    return retention_run()
