"""What beat calls exists: a task renamed without its entry would silently never run."""

from django.conf import settings

from pes_platform.celery import app


def test_every_scheduled_task_is_registered():
    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert wanted - set(app.tasks) == set()
