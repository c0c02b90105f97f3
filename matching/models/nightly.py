"""The national matching of one night: its picture of the vacancies, and the ranges of people it is cut into."""

import uuid

from django.db import models
from django.db.models import Q

from matching import querysets


class MatchingNight(models.Model):
    """One whole run. Its picture lies in a folder named `key`, its results in a part of the recommendations."""

    class State(models.TextChoices):
        BUILDING = "building"
        RUNNING = "running"
        LIVE = "live"
        PAST = "past"
        FAILED = "failed"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.BUILDING)
    model_version = models.CharField(max_length=20)
    seen = models.TextField(blank=True, help_text="pg_snapshot of the picture: what is not in it has moved since")
    seen_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)
    vacancies = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    ranges_at = models.DateTimeField(null=True, help_text="when the picture was ready")
    finished_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict, help_text="how attention is spread over the vacancies")

    objects = querysets.MatchingNightQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(name="matching_night_one_live", fields=["state"], condition=Q(state="live")),
            models.UniqueConstraint(name="matching_night_one_running", fields=["state"], condition=Q(state="running")),
            models.CheckConstraint(
                name="matching_night_finished_iff_over",
                condition=Q(state__in=["building", "running"], finished_at=None)
                | Q(state__in=["live", "past", "failed"], finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class MatchingRange(models.Model):
    """Neighbours matched in one go: places `first` up to `last` of the night's order of people."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"

    night = models.ForeignKey(MatchingNight, models.CASCADE, related_name="ranges")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.QUEUED)
    claim = models.UUIDField(null=True, help_text="of the run that works on it: only that one may write")
    claimed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, help_text="the last sign of life of that run")
    done_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, blank=True)
    written = models.PositiveIntegerField(default=0, help_text="people whose results it wrote")

    class Meta:
        ordering = ["night_id", "first"]
        constraints = [
            models.UniqueConstraint(name="matching_range_once", fields=["night", "first"]),
            models.CheckConstraint(name="matching_range_not_empty", condition=Q(last__gt=models.F("first"))),
            models.CheckConstraint(
                name="matching_range_claimed_unless_queued",
                condition=Q(state="queued", claim=None) | ~Q(state="queued") & Q(claim__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.night_id} {self.first}–{self.last} {self.state}"
