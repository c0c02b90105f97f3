"""Anyone may report an advertisement; staff decide."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import PublicId, TimeStamped


class VacancyReport(PublicId, TimeStamped):
    class Reason(models.TextChoices):
        FALSE = "false", _("사실과 다른 공고예요")
        DISCRIMINATION = "discrimination", _("차별하는 조건이 있어요")
        WAGE = "wage", _("최저임금보다 적어요")
        FEE = "fee", _("돈을 내라고 해요")
        FRAUD = "fraud", _("사기가 의심돼요")
        CLOSED = "closed", _("이미 끝난 모집이에요")
        OTHER = "other", _("그 밖의 문제")

    class State(models.TextChoices):
        OPEN = "open", _("확인 중")
        UPHELD = "upheld", _("받아들임")
        DISMISSED = "dismissed", _("문제 없음")

    vacancy = models.ForeignKey("employers.Vacancy", models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=15, choices=Reason.choices)
    text = models.CharField(_("내용"), max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_decided_iff_not_open",
                condition=Q(state="open", decided_at=None, decided_by=None)
                | ~Q(state="open") & Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="report_open_once_a_reporter",
                fields=["vacancy", "reporter"],
                condition=Q(state="open", reporter__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.vacancy_id}"
