"""Telling people of new vacancies that came into their best twenty, as often as they want."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AlertWish(models.Model):
    """How often a person wants to hear; who said nothing hears once a day."""

    class Every(models.TextChoices):
        NOW = "now", _("바로")
        DAY = "day", _("하루에 한 번")
        WEEK = "week", _("일주일에 한 번")
        NEVER = "never", _("알리지 않음")

    jobseeker = models.OneToOneField(
        "jobseekers.Jobseeker", models.CASCADE, primary_key=True, related_name="alert_wish"
    )
    only_here = models.BooleanField(default=False, help_text="in the site's inbox, by no e-mail or SMS")
    every = models.CharField(_("새 추천 알림"), max_length=5, choices=Every.choices, default=Every.DAY)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="alert_wish_every_known", condition=Q(every__in=["now", "day", "week", "never"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.jobseeker_id} {self.every}"


class RecommendationAlert(models.Model):
    """A new vacancy that came into the person's best: told once, or never where they want to hear nothing."""

    jobseeker = models.ForeignKey("jobseekers.Jobseeker", models.CASCADE, related_name="recommendation_alerts")
    vacancy = models.ForeignKey("employers.Vacancy", models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="recommendation_alert_once", fields=["jobseeker", "vacancy"])]
        indexes = [models.Index(fields=["jobseeker"], condition=Q(told_at=None), name="recommendation_alert_waiting")]

    def __str__(self) -> str:
        return f"{self.jobseeker_id} {self.vacancy_id}"
