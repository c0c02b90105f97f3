"""The project's settings; only the waits are shorter, and the outside world is a file that the test reads."""

from pes_platform.settings import *  # noqa: F403

OUTBOX_EMAIL_TRANSPORT = "tests.platform.kill9.world.Mail"
OUTBOX_SMS_TRANSPORT = "tests.platform.kill9.world.Gateway"
OUTBOX_CLAIM_SECONDS = 4
OUTBOX_SWEEP_GRACE_SECONDS = 2
CELERY_BEAT_SCHEDULE = {"outbox-sweep": {"task": "channels.tasks.sweep", "schedule": 1.0}}
