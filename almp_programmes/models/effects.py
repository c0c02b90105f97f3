"""What evaluation found a programme to do for whom; recommendations and the planner read it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from almp_programmes.models.catalogue import Programme, TargetGroup


class EffectEstimate(models.Model):
    """Percentage points more in work at the horizon than without the programme, for one group or for all."""

    class Verdict(models.TextChoices):
        HELPS = "helps", _("취업을 도움")
        UNCLEAR = "unclear", _("차이가 뚜렷하지 않음")
        HARMS = "harms", _("취업을 늦춤")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="effects")
    group = models.ForeignKey(TargetGroup, models.CASCADE, null=True, blank=True, related_name="+")
    horizon_months = models.PositiveSmallIntegerField(_("몇 개월 뒤"), validators=[MinValueValidator(1)])
    effect = models.DecimalField(_("효과(%p)"), max_digits=5, decimal_places=2)
    standard_error = models.DecimalField(
        _("표준오차"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    source = models.CharField(_("출처"), max_length=300)
    as_of = models.DateField(_("기준일"))

    class Meta:
        verbose_name = _("효과 추정")
        verbose_name_plural = _("효과 추정")
        ordering = ["programme", "group", "horizon_months", "-as_of"]
        constraints = [
            models.UniqueConstraint(
                name="effect_estimate_once",
                fields=["programme", "group", "horizon_months", "as_of"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="effect_estimate_is_a_difference",
                condition=Q(effect__range=(-100, 100), standard_error__range=(0, 100)),
            ),
            models.CheckConstraint(
                name="effect_estimate_known_verdict", condition=Q(verdict__in=("helps", "unclear", "harms"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.effect}"
