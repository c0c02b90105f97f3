"""One plan for one person: goals in the person's own words, and who does what until when.

The person's own page and the shared case show the same rows. What changed a field stands in `PlanChange`; what both
sides agreed to, as it read then, in `PlanVersion`.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import PublicId, StateMachine, TimeStamped, Transition
from jobseekers.querysets import PlanActionQuerySet, PlanQuerySet


class Domain(models.TextChoices):
    """Fields of life and work that goals, actions and assessments are about."""

    SKILLS = "skills", _("기술·자격")
    MOTIVATION = "motivation", _("마음가짐")
    HOUSING = "housing", _("사는 곳")
    HEALTH = "health", _("건강")
    DEBT = "debt", _("빚·돈")
    CARE = "care", _("돌봄")
    DIGITAL = "digital", _("디지털")
    TRANSPORT = "transport", _("이동")
    LEGAL = "legal", _("법률")
    WORK = "work", _("일자리 찾기")


class Plan(PublicId, TimeStamped):
    """A person has one plan at a time; an ended one stays to be read."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="plans")
    started_on = models.DateField(default=timezone.localdate)
    review_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_words = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plan_one_at_a_time", fields=["person"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class PlanGoal(PublicId, TimeStamped):
    """What the person wants, in the person's words."""

    class State(models.TextChoices):
        OPEN = "open", _("하는 중")
        REACHED = "reached", _("이룸")
        DROPPED = "dropped", _("그만둠")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    words = models.CharField(_("이루고 싶은 것"), max_length=300)
    domain = models.CharField(_("분야"), max_length=12, choices=Domain.choices, default=Domain.WORK)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(name="plan_goal_in_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="plan_goal_known_state", condition=Q(state__in=["open", "reached", "dropped"])
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class PlanAction(StateMachine, PublicId, TimeStamped):
    """Something to do: by the person or by one member of staff. In the catalogue's words, or in free ones."""

    class State(models.TextChoices):
        TODO = "todo", _("할 일")
        DOING = "doing", _("하는 중")
        DONE = "done", _("마침")
        DROPPED = "dropped", _("하지 않기로 함")

    NEXT = {
        State.TODO: {State.DOING, State.DONE, State.DROPPED},
        State.DOING: {State.TODO, State.DONE, State.DROPPED},
        State.DONE: {State.DOING},
        State.DROPPED: {State.TODO},
    }

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    goal = models.ForeignKey(PlanGoal, models.SET_NULL, null=True, blank=True, related_name="actions")
    words = models.CharField(_("할 일"), max_length=300)
    service_code = models.CharField(max_length=60, blank=True, help_text="of the catalogue of services, if it is one")
    domain = models.CharField(_("분야"), max_length=12, choices=Domain.choices, default=Domain.WORK)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+",
                              help_text="the member of staff who does it; empty: the person")  # fmt: skip
    organisation = models.ForeignKey("accounts.Organisation", models.RESTRICT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("언제까지"), null=True, blank=True)
    effort_minutes = models.PositiveIntegerField(_("드는 시간(분)"), null=True, blank=True)
    after = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="before")
    state = models.CharField(max_length=8, choices=State.choices, default=State.TODO)
    done_on = models.DateField(null=True, blank=True)
    result = models.CharField(_("어떻게 되었나"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="plan_action_in_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="plan_action_known_state", condition=Q(state__in=["todo", "doing", "done", "dropped"])
            ),
            models.CheckConstraint(
                name="plan_action_done_iff_day",
                condition=Q(state="done", done_on__isnull=False) | ~Q(state="done") & Q(done_on=None),
            ),
            models.CheckConstraint(
                name="plan_action_of_staff_for_an_agency",
                condition=Q(owner=None) | Q(organisation__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(state__in=["todo", "doing"]), name="plan_action_to_do_by_owner"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class PlanActionTransition(Transition):
    action = models.ForeignKey(PlanAction, models.CASCADE, related_name="transitions")

    class Meta(Transition.Meta):
        constraints = [
            models.CheckConstraint(name="plan_action_dropped_says_why", condition=~Q(after="dropped") | ~Q(why="")),
        ]


class PlanChange(models.Model):
    """One field of a plan, a goal or an action was changed: what it said before and after. Append-only."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="changes")
    goal = models.ForeignKey(PlanGoal, models.CASCADE, null=True, blank=True, related_name="changes")
    action = models.ForeignKey(PlanAction, models.CASCADE, null=True, blank=True, related_name="changes")
    field = models.CharField(max_length=30)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="plan_change_changes", condition=~Q(before=F("after"))),
            models.CheckConstraint(name="plan_change_of_one_thing", condition=Q(goal=None) | Q(action=None)),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.field}"


class PlanVersion(PublicId):
    """The plan as it was shown to the person, and what they said to it."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("답을 기다림")
        AGREED = "agreed", _("동의함")
        OBJECTED = "objected", _("다르게 생각함")
        REPLACED = "replaced", _("답하기 전에 새 판이 나옴")

    class How(models.TextChoices):
        SITE = "site", _("본인이 누리집에서")
        FACE = "face", _("만나서")
        PHONE = "phone", _("전화로")
        PAPER = "paper", _("종이로")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(help_text="goals and actions as they read")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+",
                                    help_text="the person, or staff who was told on paper or by phone")  # fmt: skip
    how = models.CharField(max_length=5, choices=How.choices, blank=True)
    words = models.TextField(blank=True, help_text="the objection, in the person's words")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="plan_version_once", fields=["plan", "number"]),
            models.UniqueConstraint(name="plan_version_one_waits", fields=["plan"], condition=Q(answer="waiting")),
            models.CheckConstraint(
                name="plan_version_answered_iff_time",
                condition=Q(answer="waiting", answered_at=None) | ~Q(answer="waiting") & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="plan_version_answered_somehow",
                condition=Q(answer__in=["agreed", "objected"]) & ~Q(how="")
                | Q(answer__in=["waiting", "replaced"], how=""),
            ),
            models.CheckConstraint(
                name="plan_version_objection_in_words", condition=~Q(answer="objected") | ~Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"
