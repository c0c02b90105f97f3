"""How far a learner has come. A learner is any user: a jobseeker, a recruiter, a counsellor.

Every row here is unique for what it says, so that the same post sent twice, late or from two tabs says it once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from almp_programmes.models.courses import Course
from almp_programmes.models.enrolments import Enrolment
from almp_programmes.models.lessons import Question, Unit
from core.models import PublicId, TimeStamped

if TYPE_CHECKING:
    from accounts.models import User


class LearnerQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> LearnerQuerySet:
        """One's own; a provider sees those who learn as part of an enrolment with it."""
        return self.filter(Q(user=user) | Q(enrolment__in=Enrolment.objects.of_providers(user)))


class Learner(PublicId, TimeStamped):
    """A user in an online course."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="learning")
    course = models.ForeignKey(Course, models.RESTRICT, related_name="learners")
    enrolment = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="learners")
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = LearnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("학습자")
        verbose_name_plural = _("학습자")
        constraints = [models.UniqueConstraint(fields=["user", "course"], name="learner_once_a_course")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.course_id}"


class UnitProgress(models.Model):
    """A unit that was checked or done. What is done stays done."""

    learner = models.ForeignKey(Learner, models.CASCADE, related_name="progress")
    unit = models.ForeignKey(Unit, models.RESTRICT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True, help_text="earlier answers are shown as right or wrong")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "unit"], name="unit_progress_unique")]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.unit_id}"


class Answer(models.Model):
    """Append-only: an answer as it was picked. The latest by the learner's own clock is the one that counts."""

    learner = models.ForeignKey(Learner, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.RESTRICT, related_name="+")
    key = models.UUIDField(help_text="made where the answer was given: the same key is the same answer")
    picked = ArrayField(models.PositiveSmallIntegerField(), help_text="numbers of the choices")
    is_right = models.BooleanField()
    answered_at = models.DateTimeField(help_text="as the device said, never later than now")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["answered_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["learner", "key"], name="answer_key_once")]
        indexes = [models.Index(fields=["learner", "question", "answered_at"], name="answer_latest")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.picked}"
