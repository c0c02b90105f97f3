"""Appointments: one person and one member of staff at one time, which nobody and no room can hold twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import DateTimeField, Exists, F, Func, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation, Person, User
from core.models import PublicId, StateMachine, TimeStamped, Transition
from welfare_centres.models.cases import Case
from welfare_centres.models.centres import Centre
from welfare_centres.models.meetings import BOUNDED, AppointmentType, Channel, Room, Timed
from welfare_centres.models.referrals import Referral


def begin_of(field: str) -> Func:
    return Func(F(field), function="lower", output_field=DateTimeField())


class AppointmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> AppointmentQuerySet:
        """One's own, those one goes to with somebody, those one holds, and those of the organisations one works for. A
        handover closes for who receives with the referral it rests on."""
        ours = Membership.objects.current().filter(user=user, role__in=Membership.STAFF_ROLES).values("organisation")
        told = Q(handover_of=None) | Exists(Referral.objects.told().filter(pk=OuterRef("handover_of")))
        return self.filter(
            Q(person__user=user) | Q(companion=user) | (Q(staff=user) | Q(organisation__in=ours)) & told
        )

    def of_person(self, user: User) -> AppointmentQuerySet:
        return self.filter(person__user=user)

    def holding(self) -> AppointmentQuerySet:
        return self.filter(state__in=Appointment.HOLDS)

    def between(self, first: dt.datetime, before: dt.datetime) -> AppointmentQuerySet:
        return self.filter(during__overlap=(first, before))

    def to_come(self) -> AppointmentQuerySet:
        return self.filter(state=Appointment.State.BOOKED, during__endswith__gt=timezone.now())


class How(models.TextChoices):
    """Who made a booking, and how they came to."""

    SELF = "self", _("본인이 직접")
    STAFF = "staff", _("직원이 함께")
    PHONE = "phone", _("전화를 받고 직원이")


class Appointment(StateMachine, PublicId, TimeStamped, Timed):
    class State(models.TextChoices):
        BOOKED = "booked", _("예약됨")
        ARRIVED = "arrived", _("도착함")
        DONE = "done", _("마침")
        NO_SHOW = "no_show", _("오지 않음")
        EXCUSED = "excused", _("까닭이 있어 오지 못함")
        CANCELLED = "cancelled", _("취소함")
        REBOOKED = "rebooked", _("다른 시간으로 옮김")

    NEXT = {
        State.BOOKED: {
            State.ARRIVED, State.DONE, State.NO_SHOW, State.EXCUSED, State.CANCELLED, State.REBOOKED
        },
        State.ARRIVED: {State.DONE, State.CANCELLED},
        State.NO_SHOW: {State.EXCUSED, State.ARRIVED},
        State.DONE: (), State.EXCUSED: (), State.CANCELLED: (), State.REBOOKED: (),
    }  # fmt: skip
    HOLDS = (State.BOOKED, State.ARRIVED, State.DONE)  # the time is taken, for all three of them

    person = models.ForeignKey(Person, models.CASCADE, related_name="appointments")
    staff = models.ForeignKey(User, models.RESTRICT, related_name="appointments")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="+", help_text="for whom staff meet")
    centre = models.ForeignKey(Centre, models.RESTRICT, related_name="appointments")
    room = models.ForeignKey(Room, models.RESTRICT, null=True, blank=True, related_name="appointments")
    type = models.ForeignKey(AppointmentType, models.RESTRICT, related_name="+")
    case = models.ForeignKey(Case, models.SET_NULL, null=True, blank=True, related_name="appointments")
    handover_of = models.ForeignKey(Referral, models.SET_NULL, null=True, blank=True, related_name="handovers")
    companion = models.ForeignKey(
        User, models.RESTRICT, null=True, blank=True, related_name="+", help_text="who sent the person, and comes too"
    )
    channel = models.CharField(max_length=10, choices=Channel.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BOOKED)
    booked_by = models.ForeignKey(User, models.RESTRICT, null=True, blank=True, related_name="+")
    booked_how = models.CharField(max_length=6, choices=How.choices)
    asked_at = models.DateTimeField(default=timezone.now, help_text="when the first of a row of rebookings was made")
    rebooked_from = models.OneToOneField("self", models.RESTRICT, null=True, blank=True, related_name="rebooked_to")
    video_link = models.URLField(max_length=500, blank=True)
    place = models.CharField(max_length=300, blank=True, help_text="where a home visit goes")
    note = models.CharField(max_length=300, blank=True, help_text="for the person: what to bring, what to prepare")
    reason = models.CharField(max_length=300, blank=True, help_text="why it did not take place")
    arrived_at = models.DateTimeField(null=True, blank=True)
    reminded_day_at = models.DateTimeField(null=True, blank=True)
    reminded_hour_at = models.DateTimeField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["during"]
        constraints = [
            *(
                ExclusionConstraint(
                    name=f"appointment_{who}_booked_once",
                    expressions=[(who, RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                    condition=Q(state__in=["booked", "arrived", "done"]),
                )
                for who in ("staff", "room", "person", "companion")
            ),
            models.UniqueConstraint(
                name="appointment_handover_booked_once",
                fields=["handover_of"],
                condition=Q(state__in=["booked", "arrived", "done"]),
            ),
            models.CheckConstraint(
                name="appointment_handover_is_of_three",
                condition=Q(handover_of=None) | Q(companion__isnull=False) & ~Q(companion=F("staff")),
            ),
            models.CheckConstraint(name="appointment_ends_after_it_begins", condition=Q(**BOUNDED)),
            models.CheckConstraint(
                name="appointment_known_state",
                condition=Q(state__in=["booked", "arrived", "done", "no_show", "excused", "cancelled", "rebooked"]),
            ),
            models.CheckConstraint(
                name="appointment_room_iff_in_person",
                condition=Q(channel="in_person", room__isnull=False) | ~Q(channel="in_person") & Q(room=None),
            ),
            models.CheckConstraint(
                name="appointment_link_iff_video",
                condition=Q(channel="video") & ~Q(video_link="") | ~Q(channel="video") & Q(video_link=""),
            ),
            models.CheckConstraint(
                name="appointment_place_iff_home_visit",
                condition=Q(channel="home_visit") & ~Q(place="") | ~Q(channel="home_visit") & Q(place=""),
            ),
            models.CheckConstraint(
                name="appointment_booked_by_someone", condition=Q(booked_by__isnull=False) | Q(booked_how="self")
            ),
            models.CheckConstraint(
                name="appointment_not_held_says_why",
                condition=~Q(state__in=["cancelled", "excused"]) | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(begin_of("during"), name="appointment_to_come", condition=Q(state="booked")),
            models.Index("centre", begin_of("during"), name="appointment_of_centre"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def hosts(self) -> list[User]:
        """Who is there for the person. Select `staff` and `companion` first."""
        return [one for one in (self.staff, self.companion) if one is not None]

    @property
    def host_names(self) -> str:
        return ", ".join(one.display_name for one in self.hosts)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class AppointmentTransition(Transition):
    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="transitions")


class CalendarFeed(models.Model):
    """A private address at which a calendar reads its owner's appointments; only the digest is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.user_id)
