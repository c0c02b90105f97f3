"""What an online course is made of: modules in order, each with units to read, to watch, to answer or to open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from almp_programmes.models.courses import Course
from core.models import PublicId, TwoNames, pick

if TYPE_CHECKING:
    from accounts.models import User


class Module(TwoNames):
    """A part of a course. It opens when those before it are done."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="modules")
    number = models.PositiveSmallIntegerField(_("순서"))
    pass_mark = models.PositiveSmallIntegerField(_("통과 기준(%)"), default=60, help_text="of each unit of questions")

    class Meta:
        verbose_name = _("단원")
        verbose_name_plural = _("단원")
        ordering = ["course", "number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="module_number_unique"),
            models.CheckConstraint(name="module_pass_mark_is_of_100", condition=Q(pass_mark__range=(0, 100))),
        ]


class UnitQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> UnitQuerySet:
        return self.filter(module__course__in=Course.objects.visible_to(user))


class Unit(PublicId, TwoNames):
    """One screen. A video is not let in without captions and a transcript: who cannot hear it reads it."""

    class Kind(models.TextChoices):
        TEXT = "text", _("읽기")
        VIDEO = "video", _("영상")
        QUESTIONS = "questions", _("문제")
        TOOL = "tool", _("외부 학습 도구")

    module = models.ForeignKey(Module, models.CASCADE, related_name="units")
    number = models.PositiveSmallIntegerField(_("순서"))
    kind = models.CharField(_("종류"), max_length=9, choices=Kind.choices)
    body_ko = models.TextField(_("내용"), blank=True, help_text="as `almp_programmes.prose` reads it")
    body_en = models.TextField(_("내용(영문)"), blank=True)
    video_url = models.URLField(_("영상 주소"), max_length=300, blank=True)
    captions_ko = models.TextField(_("자막"), blank=True, help_text="WebVTT")
    captions_en = models.TextField(_("자막(영문)"), blank=True, help_text="WebVTT")

    tool = models.ForeignKey("almp_programmes.Tool", models.RESTRICT, null=True, blank=True, related_name="units")

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("화면")
        verbose_name_plural = _("화면")
        ordering = ["module", "number"]
        constraints = [
            models.UniqueConstraint(fields=["module", "number"], name="unit_number_unique"),
            models.CheckConstraint(
                name="unit_tool_iff_one", condition=Q(kind="tool", tool__isnull=False) | ~Q(kind="tool") & Q(tool=None)
            ),
            models.CheckConstraint(
                name="unit_video_iff_address",
                condition=Q(kind="video") & ~Q(video_url="") | ~Q(kind="video") & Q(video_url=""),
            ),
            models.CheckConstraint(
                name="unit_video_has_captions_and_transcript",
                condition=~Q(kind="video") | ~Q(captions_ko="") & ~Q(body_ko=""),
            ),
        ]

    @property
    def body(self) -> str:
        """What is read; of a video, its transcript."""
        return pick(self.body_ko, self.body_en)


class Question(models.Model):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(_("순서"))
    text_ko = models.CharField(_("물음"), max_length=500)
    text_en = models.CharField(_("물음(영문)"), max_length=500, blank=True)
    why_ko = models.CharField(_("풀이"), max_length=800)
    why_en = models.CharField(_("풀이(영문)"), max_length=800, blank=True)

    class Meta:
        ordering = ["unit", "number"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="question_number_unique")]

    def __str__(self) -> str:
        return self.text_ko

    @property
    def text(self) -> str:
        return pick(self.text_ko, self.text_en)

    @property
    def why(self) -> str:
        return pick(self.why_ko, self.why_en)

    @property
    def right(self) -> list[int]:
        return sorted(choice.number for choice in self.choices.all() if choice.is_right)


class Choice(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="choices")
    number = models.PositiveSmallIntegerField(_("순서"))
    text_ko = models.CharField(_("답"), max_length=300)
    text_en = models.CharField(_("답(영문)"), max_length=300, blank=True)
    is_right = models.BooleanField(_("맞는 답"), default=False)

    class Meta:
        ordering = ["question", "number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="choice_number_unique")]

    def __str__(self) -> str:
        return self.text_ko

    @property
    def text(self) -> str:
        return pick(self.text_ko, self.text_en)
