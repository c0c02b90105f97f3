"""Case conferences: several agencies sit together over the cases that need it, and decide who does what."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessGrant, Membership, Organisation, Person, User
from core.models import PublicId, StateMachine, TimeStamped, Transition
from welfare_centres.models.cases import Case, CaseMember
from welfare_centres.models.centres import Centre


class ConferenceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> "ConferenceQuerySet":
        """Those one called or was asked to, and all of a centre one works at."""
        mine = Membership.objects.current().filter(user=user, role__in=Membership.STAFF_ROLES).values("organisation")
        asked = Participant.objects.filter(conference=OuterRef("pk"), user=user)
        return self.filter(Q(called_by=user) | Q(centre__organisation__in=mine) | Exists(asked))


class AgendaItemQuerySet(models.QuerySet[Any]):
    def readable_by(self, user: User) -> "AgendaItemQuerySet":
        """Of a person whose plan one may see, in a conference one may see: others learn that there is a case."""
        people = Person.objects.visible_to(user, AccessGrant.Scope.PLAN)
        works = CaseMember.objects.current().filter(user=user, case=OuterRef("case"))
        return self.filter(
            Q(case__person__in=people) | Exists(works), conference__in=Conference.objects.visible_to(user)
        )


class Conference(StateMachine, PublicId, TimeStamped):
    class State(models.TextChoices):
        PLANNED = "planned", _("예정")
        HELD = "held", _("열림")
        CANCELLED = "cancelled", _("취소함")

    NEXT = {State.PLANNED: {State.HELD, State.CANCELLED}}

    centre = models.ForeignKey(Centre, models.RESTRICT, related_name="conferences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True, help_text="where those who are not there take part")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    called_by = models.ForeignKey(User, models.RESTRICT, related_name="+")
    sequence = models.PositiveIntegerField(default=0, help_text="of its calendar file: grows with each change")

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(name="conference_ends_after", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="conference_somewhere", condition=~Q(place="") | ~Q(link="")),
            models.CheckConstraint(
                name="conference_known_state", condition=Q(state__in=["planned", "held", "cancelled"])
            ),
        ]
        indexes = [models.Index(fields=["centre", "-starts_at"], name="conference_of_centre")]

    def __str__(self) -> str:
        return str(self.public_id)


class ConferenceTransition(Transition):
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="transitions")


class Participant(PublicId):
    class Answer(models.TextChoices):
        INVITED = "invited", _("답을 기다림")
        ATTENDING = "attending", _("옴")
        EXCUSED = "excused", _("오지 못함")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="participants")
    user = models.ForeignKey(User, models.RESTRICT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.INVITED)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["organisation", "pk"]
        constraints = [
            models.UniqueConstraint(name="participant_once", fields=["conference", "user"]),
            models.CheckConstraint(
                name="participant_known_answer", condition=Q(answer__in=["invited", "attending", "excused"])
            ),
        ]
        indexes = [models.Index(fields=["user"], name="participant_by_user")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.conference_id}"


class AgendaItem(PublicId, TimeStamped):
    """One case on the agenda, with why it is there and what was said of it."""

    class Reason(models.TextChoices):
        REVIEW = "review", _("다시 살필 날이 됨")
        OVERDUE = "overdue", _("두 기관이 넘게 할 일이 늦음")
        OBJECTION = "objection", _("본인이 계획을 다르게 하고 싶어 함")
        REFERRAL = "referral", _("의뢰에 답이 없음")
        ASKED = "asked", _("담당자가 올림")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, models.CASCADE, related_name="agenda_items")
    reasons = ArrayField(models.CharField(max_length=10, choices=Reason.choices))
    minutes = models.TextField(blank=True)
    added_by = models.ForeignKey(User, models.RESTRICT, related_name="+")

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="agenda_item_once", fields=["conference", "case"]),
            models.CheckConstraint(name="agenda_item_has_a_reason", condition=Q(reasons__len__gt=0)),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class MinutesChange(models.Model):
    """What the minutes said before and after, so that two who write at once see both texts. Append-only."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=10, default="minutes")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(User, models.RESTRICT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(name="minutes_change_changes", condition=~Q(before=F("after")))]

    def __str__(self) -> str:
        return f"{self.item_id} {self.at}"


class Decision(models.Model):
    """Something decided, which is an action of the plan from the same moment on."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="decisions")
    action = models.OneToOneField("jobseekers.PlanAction", models.CASCADE, related_name="decision")
    by = models.ForeignKey(User, models.RESTRICT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.action_id}"
