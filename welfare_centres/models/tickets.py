"""The walk-in queue: a number for who comes without an appointment. It holds nobody's name."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import PublicId, StateMachine, Transition
from welfare_centres.models.centres import Centre
from welfare_centres.models.meetings import AppointmentType


class TicketQuerySet(models.QuerySet[Any]):
    def today(self, centre: Centre) -> TicketQuerySet:
        return self.filter(centre=centre, day=timezone.localdate())

    def waiting(self) -> TicketQuerySet:
        return self.filter(state=QueueTicket.State.WAITING)


class QueueTicket(StateMachine, PublicId):
    class State(models.TextChoices):
        WAITING = "waiting", _("기다림")
        CALLED = "called", _("부름")
        SERVED = "served", _("마침")
        LEFT = "left", _("자리에 없음")

    NEXT = {
        State.WAITING: {State.CALLED, State.LEFT},
        State.CALLED: {State.SERVED, State.LEFT, State.WAITING},
        State.LEFT: {State.WAITING},
        State.SERVED: (),
    }

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="tickets")
    day = models.DateField(default=timezone.localdate)
    number = models.PositiveSmallIntegerField()
    type = models.ForeignKey(AppointmentType, models.RESTRICT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    ahead = models.PositiveSmallIntegerField(help_text="how many waited when it was drawn")
    desk = models.CharField(max_length=20, blank=True)
    called_by = models.ForeignKey(User, models.RESTRICT, null=True, blank=True, related_name="+")
    drawn_at = models.DateTimeField(default=timezone.now)
    called_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        ordering = ["day", "number"]
        constraints = [
            models.UniqueConstraint(name="ticket_number_once", fields=["centre", "day", "number"]),
            models.CheckConstraint(name="ticket_number_counts_from_one", condition=Q(number__gt=0)),
            models.CheckConstraint(
                name="ticket_called_to_a_desk",
                condition=~Q(state__in=["called", "served"])
                | Q(called_at__isnull=False, called_by__isnull=False) & ~Q(desk=""),
            ),
            models.CheckConstraint(
                name="ticket_ended_iff_over",
                condition=Q(state__in=["served", "left"], ended_at__isnull=False)
                | Q(state__in=["waiting", "called"], ended_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "day", "number"], name="ticket_waiting", condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.number}"


class TicketTransition(Transition):
    ticket = models.ForeignKey(QueueTicket, models.CASCADE, related_name="transitions")
