"""Composition root: settings, urls, celery, health checks. Nothing imports it."""

from pes_platform.celery import app as celery_app

__all__ = ["celery_app"]
