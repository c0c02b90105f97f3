"""The minimum wage by year, and what the market pays for an occupation in a region."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from employers.models.vacancy import PayPeriod


class MinimumWage(models.Model):
    year = models.PositiveSmallIntegerField(primary_key=True)
    hourly = models.PositiveIntegerField(_("시간급"))
    source = models.CharField(max_length=200)
    verified = models.BooleanField(default=False, help_text="read in a primary text; else check before use")

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}: {self.hourly}"


class PayBenchmark(models.Model):
    """Quartiles of the lower bound of advertised pay. `region=None` is the whole country."""

    occupation = models.ForeignKey("taxonomy.Occupation", models.CASCADE, related_name="+")
    region = models.ForeignKey("taxonomy.Region", models.CASCADE, null=True, blank=True, related_name="+")
    period = models.CharField(max_length=5, choices=PayPeriod.choices)
    p25 = models.PositiveIntegerField()
    p50 = models.PositiveIntegerField()
    p75 = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    source = models.CharField(max_length=100)
    as_of = models.DateField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="pay_benchmark_once", fields=["occupation", "region", "period", "source"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="pay_benchmark_quartiles_in_order", condition=Q(p25__lte=F("p50"), p50__lte=F("p75"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} {self.region_id} {self.p50}"
