"""What a run's participants and instructors share beside the sessions: materials, coursework, messages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from almp_programmes.models.courses import CourseRun
from almp_programmes.models.enrolments import Enrolment
from core.models import PublicId, StateMachine, TimeStamped, Transition
from core.uploads import HasFile

if TYPE_CHECKING:
    from accounts.models import User


class SharedQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> SharedQuerySet:
        """Those of the runs of one's provider, and of the runs one takes part in."""
        own, taught = Enrolment.objects.of_person(user).in_cohort(), CourseRun.objects.of_providers(user)
        return self.filter(Q(run__in=taught) | Q(run__in=own.values("run")))


class Material(PublicId, TimeStamped, HasFile):
    """A file or a link for everyone in the run."""

    run = models.ForeignKey(CourseRun, models.CASCADE, related_name="materials")
    title = models.CharField(_("이름"), max_length=120)
    url = models.URLField(_("링크 주소"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = _("학습 자료")
        verbose_name_plural = _("학습 자료")
        ordering = ["-created_at", "-pk"]
        constraints = [
            *HasFile.Meta.constraints,
            models.CheckConstraint(
                name="material_is_file_or_link", condition=Q(file="") & ~Q(url="") | ~Q(file="") & Q(url="")
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Coursework(PublicId, TimeStamped):
    """Something to hand in."""

    run = models.ForeignKey(CourseRun, models.CASCADE, related_name="coursework")
    title = models.CharField(_("과제 이름"), max_length=120)
    text = models.TextField(_("과제 설명"), max_length=5000)
    due_at = models.DateTimeField(_("낼 때까지"), null=True, blank=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = _("과제")
        verbose_name_plural = _("과제")
        ordering = [models.F("due_at").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def due_on(self) -> dt.date | None:
        return timezone.localdate(self.due_at) if self.due_at else None


class SubmissionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> SubmissionQuerySet:
        """One's own, and those in the runs of one's provider."""
        own, taught = Enrolment.objects.of_person(user).in_cohort(), CourseRun.objects.of_providers(user)
        return self.filter(Q(enrolment__in=own) | Q(enrolment__run__in=taught))


class Submission(StateMachine, PublicId, TimeStamped, HasFile):
    """What one participant handed in for one piece of coursework, and what the instructor says of it."""

    class State(models.TextChoices):
        HANDED = "handed", _("냄")
        RETURNED = "returned", _("다시 내기")
        MARKED = "marked", _("평가 받음")

    NEXT = {
        State.HANDED: {State.RETURNED, State.MARKED},
        State.RETURNED: {State.HANDED},
        State.MARKED: {State.MARKED, State.RETURNED},  # a mark put right
    }

    coursework = models.ForeignKey(Coursework, models.CASCADE, related_name="submissions")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="submissions")
    state = models.CharField(max_length=8, choices=State.choices, default=State.HANDED)
    text = models.TextField(_("쓴 글"), max_length=10_000, blank=True)
    handed_at = models.DateTimeField()
    mark = models.PositiveSmallIntegerField(_("점수"), null=True, blank=True, help_text="of 100")
    feedback = models.TextField(_("의견"), max_length=5000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("낸 과제")
        verbose_name_plural = _("낸 과제")
        constraints = [
            *HasFile.Meta.constraints,
            models.UniqueConstraint(name="submission_once", fields=["coursework", "enrolment"]),
            models.CheckConstraint(name="submission_is_not_empty", condition=~Q(text="") | ~Q(file="")),
            models.CheckConstraint(
                name="submission_mark_iff_marked",
                condition=Q(state="marked", mark__range=(0, 100)) | ~Q(state="marked") & Q(mark=None),
            ),
            models.CheckConstraint(
                name="submission_answer_has_author", condition=Q(state="handed") | Q(answered_by__isnull=False)
            ),
            models.CheckConstraint(
                name="submission_returned_says_why", condition=~Q(state="returned") | ~Q(feedback="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coursework_id}: {self.enrolment_id}"

    @property
    def is_late(self) -> bool:
        return self.coursework.due_at is not None and self.handed_at > self.coursework.due_at


class SubmissionTransition(Transition):
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="transitions")


class CohortMessageQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> CohortMessageQuerySet:
        """What was said to everyone in one's runs, and what was said between oneself and the instructor."""
        own, taught = Enrolment.objects.of_person(user).in_cohort(), CourseRun.objects.of_providers(user)
        return self.filter(Q(run__in=taught) | Q(enrolment__in=own) | Q(enrolment=None, run__in=own.values("run")))


class CohortMessage(PublicId):
    """Append-only. `enrolment=None`: from the instructor to everyone; else between the instructor and that person."""

    run = models.ForeignKey(CourseRun, models.CASCADE, related_name="messages")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, null=True, blank=True, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    from_provider = models.BooleanField()
    text = models.TextField(_("할 말"), max_length=3000)
    at = models.DateTimeField(auto_now_add=True)

    objects = CohortMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("주고받은 말")
        verbose_name_plural = _("주고받은 말")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="cohort_message_to_all_is_from_the_provider",
                condition=Q(enrolment__isnull=False) | Q(from_provider=True),
            ),
            models.CheckConstraint(name="cohort_message_is_not_empty", condition=~Q(text="")),
        ]
        indexes = [models.Index(fields=["run", "enrolment", "at"], name="cohort_message_thread")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.at:%F %T}"
