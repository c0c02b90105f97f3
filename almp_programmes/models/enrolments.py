"""A person in a programme, from the application to the outcome a year later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessGrant, Person
from almp_programmes.models.catalogue import Programme
from almp_programmes.models.courses import CourseRun, own_organisations
from core.models import PublicId, StateMachine, TimeStamped, Transition

if TYPE_CHECKING:
    from accounts.models import User


class EnrolmentQuerySet(models.QuerySet[Any]):
    def of_person(self, user: User) -> EnrolmentQuerySet:
        return self.filter(person__user=user)

    def holding_place(self) -> EnrolmentQuerySet:
        return self.filter(state__in=Enrolment.HOLDS_PLACE)

    def of_providers(self, user: User) -> EnrolmentQuerySet:
        return self.filter(run__course__provider__in=own_organisations(user))

    def in_cohort(self) -> EnrolmentQuerySet:
        """Who may read what a run's participants share: from the place on, and after staying to the end."""
        return self.filter(state__in=Enrolment.IN_COHORT)

    def visible_to(self, user: User) -> EnrolmentQuerySet:
        """One's own, those of the people whose programmes one may see, and those in the courses of one's provider."""
        people = Person.objects.visible_to(user, AccessGrant.Scope.FILE, AccessGrant.Scope.PROGRAMMES)
        return self.filter(Q(person__in=people) | Q(run__course__provider__in=own_organisations(user)))


class Enrolment(StateMachine, PublicId, TimeStamped):
    class State(models.TextChoices):
        APPLIED = "applied", _("신청함")
        DOCUMENTS = "documents", _("서류 기다림")
        APPROVED = "approved", _("승인됨")
        REFUSED = "refused", _("승인되지 않음")
        WAITING = "waiting", _("대기 중")
        OFFERED = "offered", _("자리 제안")
        PLACED = "placed", _("자리 확정")
        STARTED = "started", _("시작함")
        SUSPENDED = "suspended", _("잠시 멈춤")
        COMPLETED = "completed", _("수료")
        NOT_COMPLETED = "not_completed", _("미수료")
        LEFT_FOR_JOB = "left_for_job", _("취업하여 마침")
        LEFT = "left", _("그만둠")
        WITHDRAWN = "withdrawn", _("신청 취소")

    HOLDS_PLACE = (State.OFFERED, State.PLACED, State.STARTED, State.SUSPENDED)
    TAKES_TIME = (State.PLACED, State.STARTED, State.SUSPENDED)
    IN_COHORT = (*TAKES_TIME, State.COMPLETED, State.NOT_COMPLETED)
    OVER = (
        State.REFUSED, State.COMPLETED, State.NOT_COMPLETED, State.LEFT_FOR_JOB, State.LEFT, State.WITHDRAWN,
    )  # fmt: skip
    NEXT = {
        State.APPLIED: {State.DOCUMENTS, State.APPROVED, State.REFUSED, State.WITHDRAWN},
        State.DOCUMENTS: {State.APPLIED, State.REFUSED, State.WITHDRAWN},
        State.REFUSED: {State.APPROVED},  # an appeal that was upheld
        State.APPROVED: {State.WAITING, State.PLACED, State.STARTED, State.WITHDRAWN},
        State.WAITING: {State.OFFERED, State.WITHDRAWN},
        State.OFFERED: {State.PLACED, State.WAITING, State.WITHDRAWN},
        State.PLACED: {State.STARTED, State.LEFT_FOR_JOB, State.WITHDRAWN},
        State.STARTED: {
            State.SUSPENDED,
            State.COMPLETED,
            State.NOT_COMPLETED,
            State.LEFT_FOR_JOB,
            State.LEFT,
        },
        State.SUSPENDED: {State.STARTED, State.LEFT_FOR_JOB, State.LEFT},
    }

    person = models.ForeignKey(Person, models.CASCADE, related_name="enrolments")
    programme = models.ForeignKey(Programme, models.RESTRICT, related_name="enrolments")
    run = models.ForeignKey(CourseRun, models.RESTRICT, null=True, blank=True, related_name="enrolments")
    rule_set = models.ForeignKey(
        "almp_programmes.RuleSet", models.RESTRICT, null=True, blank=True, related_name="+",
        help_text="the version that was in force when it was decided",
    )  # fmt: skip
    answer = models.JSONField(default=dict, blank=True, help_text="{condition: true, false or null} and the verdict")
    state = models.CharField(max_length=13, choices=State.choices, default=State.APPLIED)
    applied_at = models.DateTimeField()
    # Copied from the run, or set where there is none, so that the database itself can keep two apart.
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("마지막 날"))
    full_time = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True, help_text="when it was over, whatever the plan was")
    priority = models.PositiveSmallIntegerField(
        default=0, help_text="by the rule set at the application; the lowest is offered a freed place first"
    )
    waiting_number = models.PositiveIntegerField(null=True, blank=True)
    accept_by = models.DateTimeField(null=True, blank=True, help_text="until when an offered place is kept")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="why it was refused or ended, for the person")

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("참여")
        verbose_name_plural = _("참여")
        constraints = [
            models.UniqueConstraint(
                name="enrolment_one_live_a_run",
                fields=["person", "run"],
                condition=~Q(state__in=("refused", "completed", "not_completed", "left_for_job", "left", "withdrawn")),
            ),
            models.UniqueConstraint(
                name="enrolment_one_live_a_programme",
                fields=["person", "programme"],
                condition=Q(run=None)
                & ~Q(state__in=("refused", "completed", "not_completed", "left_for_job", "left", "withdrawn")),
            ),
            models.UniqueConstraint(
                name="enrolment_waiting_number_once",
                fields=["run", "waiting_number"],
            ),
            models.CheckConstraint(name="enrolment_ends_after_it_begins", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="enrolment_offered_iff_deadline",
                condition=Q(state="offered", accept_by__isnull=False) | ~Q(state="offered") & Q(accept_by=None),
            ),
            models.CheckConstraint(name="enrolment_refused_has_reason", condition=~Q(state="refused") | ~Q(reason="")),
            ExclusionConstraint(
                name="enrolment_full_time_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func("starts_on", "ends_on", Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(full_time=True, state__in=("placed", "started", "suspended")),
            ),
        ]
        indexes = [
            models.Index(fields=["run", "state"], name="enrolment_by_run"),
            models.Index(fields=["accept_by"], condition=Q(state="offered"), name="enrolment_offers"),
            models.Index(fields=["person", "-applied_at"], name="enrolment_by_person"),
            models.Index(fields=["programme", "starts_on"], name="enrolment_by_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.state}"


class EnrolmentTransition(Transition):
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="transitions")

    class Meta(Transition.Meta):
        indexes = [
            models.Index(fields=["enrolment", "at"], name="enrolment_log"),
            models.Index(fields=["at"], name="enrolment_log_new"),
        ]
