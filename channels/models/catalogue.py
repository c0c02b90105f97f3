"""What the service gives, and the groups of people its channel rules tell apart: reference data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TwoNames, pick


class Service(TwoNames):
    """One service a person (or firm) takes up, whatever room gives it. `entry` names the page where it begins."""

    class Objective(models.TextChoices):
        PLACEMENT = "placement", _("일자리 찾기")
        SKILLS = "skills", _("배우기")
        INCOME = "income", _("생활 지키기")
        ADVICE = "advice", _("상담받기")
        INCLUSION = "inclusion", _("소외 없이 돕기")
        EMPLOYERS = "employers", _("사람 뽑기")
        RIGHTS = "rights", _("내 권리")

    class Kind(models.TextChoices):
        INFORMATION = "information", _("알아보기")
        MATCHING = "matching", _("찾고 권하기")
        APPLICATION = "application", _("신청")
        DUTY = "duty", _("꼭 해야 하는 일")
        MEETING = "meeting", _("만남")
        LEARNING = "learning", _("배움")
        PAYMENT = "payment", _("지급")
        REMEDY = "remedy", _("바로잡기")

    code = models.CharField(max_length=40, unique=True)
    objective = models.CharField(max_length=12, choices=Objective.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    room = models.CharField(max_length=20, help_text="the app that gives it")
    entry = models.CharField(max_length=60, blank=True, help_text="URL name of the page where it begins")
    for_firms = models.BooleanField(default=False)
    rank = models.PositiveSmallIntegerField(default=0)
    is_given = models.BooleanField(default=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.CheckConstraint(
                name="service_known_objective",
                condition=models.Q(
                    objective__in=(
                        "placement", "skills", "income", "advice", "inclusion", "employers", "rights",
                    )
                ),
            )
        ]  # fmt: skip


class ServiceGroup(TwoNames):
    """A target group as a rule over facts (core.rules): a line of a channel rule names one."""

    code = models.CharField(max_length=40, unique=True)
    rules = models.JSONField(help_text="a node of core.rules.trees")
    why_ko = models.CharField(max_length=300)
    why_en = models.CharField(max_length=300)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank"]

    @property
    def why(self) -> str:
        return pick(self.why_ko, self.why_en)
