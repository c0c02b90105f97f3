"""Group sessions: a set number of places, a waiting list, attendance."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation, Person, User
from core.models import PublicId, StateMachine, TimeStamped, Transition, pick
from welfare_centres.models.appointments import How
from welfare_centres.models.centres import Centre
from welfare_centres.models.meetings import BOUNDED, Room, Timed


class GroupSessionQuerySet(models.QuerySet[Any]):
    def open(self) -> GroupSessionQuerySet:
        return self.filter(cancelled_at=None, during__startswith__gt=timezone.now())

    def run_by(self, user: User) -> GroupSessionQuerySet:
        """Those of the organisations one works for."""
        ours = Membership.objects.current().filter(user=user, role__in=Membership.STAFF_ROLES).values("organisation")
        return self.filter(organisation__in=ours)


class GroupSession(PublicId, TimeStamped, Timed):
    title_ko = models.CharField(_("제목"), max_length=120)
    title_en = models.CharField(_("영어 제목"), max_length=120, blank=True)
    about_ko = models.CharField(_("무엇을 하나요"), max_length=500, blank=True)
    about_en = models.CharField(_("영어 설명"), max_length=500, blank=True)
    centre = models.ForeignKey(Centre, models.RESTRICT, related_name="group_sessions")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="+")
    leader = models.ForeignKey(User, models.RESTRICT, related_name="group_sessions")
    room = models.ForeignKey(Room, models.RESTRICT, null=True, blank=True, related_name="group_sessions")
    video_link = models.URLField(_("화상 주소"), max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField(_("정원"))
    taken = models.PositiveSmallIntegerField(default=0, help_text="places held; counted anew under the row's lock")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)

    objects = GroupSessionQuerySet.as_manager()

    class Meta:
        ordering = ["during"]
        constraints = [
            *(
                ExclusionConstraint(
                    name=f"group_session_{who}_booked_once",
                    expressions=[(who, RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                    condition=Q(cancelled_at=None),
                )
                for who in ("leader", "room")
            ),
            models.CheckConstraint(name="group_session_ends_after_it_begins", condition=Q(**BOUNDED)),
            models.CheckConstraint(name="group_session_has_places", condition=Q(capacity__gt=0)),
            models.CheckConstraint(name="group_session_within_capacity", condition=Q(taken__lte=F("capacity"))),
            models.CheckConstraint(
                name="group_session_room_or_video",
                condition=Q(room__isnull=False, video_link="") | Q(room=None) & ~Q(video_link=""),
            ),
            models.CheckConstraint(
                name="group_session_cancelled_says_why", condition=Q(cancelled_at=None) | ~Q(why="")
            ),
        ]

    def __str__(self) -> str:
        return self.title_ko

    @property
    def title(self) -> str:
        return pick(self.title_ko, self.title_en)

    @property
    def about(self) -> str:
        return pick(self.about_ko, self.about_en)

    @property
    def places_left(self) -> int:
        return self.capacity - self.taken


class AttendeeQuerySet(models.QuerySet[Any]):
    def live(self) -> AttendeeQuerySet:
        return self.exclude(state=Attendee.State.CANCELLED)


class Attendee(StateMachine, PublicId, TimeStamped):
    class State(models.TextChoices):
        WAITING = "waiting", _("자리를 기다림")
        GOING = "going", _("자리 있음")
        PRESENT = "present", _("참석함")
        ABSENT = "absent", _("오지 않음")
        CANCELLED = "cancelled", _("취소함")

    NEXT = {
        State.WAITING: {State.GOING, State.CANCELLED},
        State.GOING: {State.PRESENT, State.ABSENT, State.CANCELLED},
        State.PRESENT: {State.ABSENT},
        State.ABSENT: {State.PRESENT},
        State.CANCELLED: (),
    }
    HOLDS = (State.GOING, State.PRESENT, State.ABSENT)

    session = models.ForeignKey(GroupSession, models.CASCADE, related_name="attendees")
    person = models.ForeignKey(Person, models.CASCADE, related_name="group_places")
    state = models.CharField(max_length=10, choices=State.choices)
    booked_by = models.ForeignKey(User, models.RESTRICT, null=True, blank=True, related_name="+")
    booked_how = models.CharField(max_length=6, choices=How.choices)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="attendee_once", fields=["session", "person"], condition=~Q(state="cancelled")
            ),
            models.CheckConstraint(
                name="attendee_known_state",
                condition=Q(state__in=["waiting", "going", "present", "absent", "cancelled"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.session_id}"


class AttendeeTransition(Transition):
    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="transitions")
