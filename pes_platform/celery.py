import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_platform.settings")

app = Celery("pes_platform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
