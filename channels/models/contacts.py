"""Every contact with a person, whatever the channel, and what a contact costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessGrant, Assignment, Organisation, Person
from channels.codes import Channel
from channels.models.catalogue import Service
from core.models import PublicId

if TYPE_CHECKING:
    from accounts.models import User


class ContactQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> ContactQuerySet:
        """One's own; as the counsellor; and with a grant on the file."""
        grants = AccessGrant.objects.held_by(user).filter(person=OuterRef("person"), scope=AccessGrant.Scope.FILE)
        mine = Exists(Assignment.objects.filter(person=OuterRef("person"), counsellor=user, until=None))
        own = Q(person=user.person_id) if user.person_id else Q(pk=None)
        return self.filter(own | Q(mine) | Q(Exists(grants)))


class Contact(PublicId):
    class Direction(models.TextChoices):
        IN = "in", _("본인이 연락함")
        OUT = "out", _("우리가 연락함")

    class Note(models.TextChoices):
        """What it was about: a code, so that no free text about a person gathers here."""

        REACHED = "reached", _("연락됨")
        NO_ANSWER = "no_answer", _("받지 않음")
        ADVICE = "advice", _("상담함")
        APPLICATION = "application", _("신청을 도움")
        INFORMATION = "information", _("안내함")
        MESSAGE = "message", _("소식을 보냄")
        READ = "read", _("소식을 읽음")
        NO_SHOW = "no_show", _("오지 않음")

    person = models.ForeignKey(Person, models.CASCADE, related_name="contacts")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    service = models.ForeignKey(Service, models.RESTRICT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=12, choices=Note.choices)
    source = models.CharField(max_length=60, blank=True, help_text="the row that made it, e.g. channels.message:12")

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="contact_once_a_source", fields=["source"], condition=~Q(source="")),
            models.CheckConstraint(name="contact_minutes_of_a_day", condition=Q(minutes=None) | Q(minutes__lte=600)),
            models.CheckConstraint(name="contact_by_hand_has_a_hand", condition=~Q(source="") | Q(by__isnull=False)),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="contact_by_person"),
            models.Index(fields=["at", "channel"], name="contact_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.person_id}"


class ContactCost(models.Model):
    """Won a contact by a channel, from a day on."""

    channel = models.CharField(max_length=10, choices=Channel.choices)
    valid_from = models.DateField()
    won = models.PositiveIntegerField(help_text="without the staff's time")
    won_minute = models.PositiveIntegerField(default=0, help_text="of staff time")
    minutes = models.PositiveSmallIntegerField(default=0, help_text="a contact takes, where none were written down")
    verified = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["channel", "-valid_from"]
        constraints = [models.UniqueConstraint(name="contact_cost_once", fields=["channel", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.channel} {self.won}"
