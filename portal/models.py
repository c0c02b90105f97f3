"""The ministry's monthly figures, counted once a night so that the page costs the same at any size."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MonthlyFigure(models.Model):
    """How many, in one month, one province and one middle occupation group (either may be unknown)."""

    class Indicator(models.TextChoices):
        INFLOW = "inflow", _("새로 일자리를 찾기 시작한 사람")
        OUTFLOW = "outflow", _("구직을 마친 사람")
        VACANCIES = "vacancies", _("새 채용 공고의 모집 인원")
        PLACEMENTS = "placements", _("이곳을 거쳐 취업한 사람")

    month = models.DateField()
    indicator = models.CharField(max_length=12, choices=Indicator.choices)
    province = models.CharField(max_length=2, blank=True, help_text="first two digits of the region code")
    occupation = models.CharField(max_length=2, blank=True, help_text="middle group of KECO")
    value = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="monthly_figure_once", fields=["indicator", "month", "province", "occupation"]
            ),
            models.CheckConstraint(name="monthly_figure_first_of_month", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.month:%Y-%m}: {self.value}"
