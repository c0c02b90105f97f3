"""What a person can, at which level and on what evidence; and what they like."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import PublicId, TimeStamped
from jobseekers.models.jobseeker import Jobseeker


class Competency(PublicId, TimeStamped):
    """A skill the person claims. Only a confirmed one is shown to anybody else or used in matching."""

    class Source(models.TextChoices):
        SUGGESTED = "suggested", _("경력·희망 직업에서 찾음")
        SELF = "self", _("직접 적음")
        STAFF = "staff", _("상담에서 확인")
        CERTIFICATE = "certificate", _("자격증으로 확인")

    class Level(models.IntegerChoices):
        STARTER = 1, _("배우는 중이에요")
        HELPED = 2, _("도움을 받으면 해요")
        ALONE = 3, _("혼자서 해요")
        SKILLED = 4, _("능숙해요")
        TEACHES = 5, _("다른 사람을 가르쳐요")

    jobseeker = models.ForeignKey(Jobseeker, models.CASCADE, related_name="competencies")
    skill = models.ForeignKey("taxonomy.Skill", models.RESTRICT, related_name="+")
    level = models.PositiveSmallIntegerField(_("수준"), choices=Level.choices, default=Level.ALONE)
    evidence = models.CharField(_("근거"), max_length=300, blank=True)
    source = models.CharField(max_length=12, choices=Source.choices, default=Source.SELF)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-level", "pk"]
        constraints = [
            models.UniqueConstraint(name="competency_once", fields=["jobseeker", "skill"]),
            models.CheckConstraint(name="competency_level_1_to_5", condition=Q(level__range=(1, 5))),
        ]

    def __str__(self) -> str:
        return f"{self.jobseeker_id} {self.skill_id}: {self.level}"


def _share(label: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )


class Interest(models.Model):
    """Holland's six types, 0–100 each, from the short self-check; none until answered."""

    TYPES = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")

    jobseeker = models.OneToOneField(Jobseeker, models.CASCADE, related_name="interest")
    realistic = _share(_("손으로 만들고 고치기"))
    investigative = _share(_("알아보고 따져 보기"))
    artistic = _share(_("새롭게 표현하기"))
    social = _share(_("사람을 돕고 가르치기"))
    enterprising = _share(_("이끌고 설득하기"))
    conventional = _share(_("정리하고 꼼꼼히 챙기기"))
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="interest_0_to_100",
                condition=Q(realistic__lte=100, investigative__lte=100, artistic__lte=100)
                & Q(social__lte=100, enterprising__lte=100, conventional__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return str(self.jobseeker_id)
