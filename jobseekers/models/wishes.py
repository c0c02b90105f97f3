"""What the person wants, and what the work must not ask of them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jobseekers.models.jobseeker import Jobseeker
from taxonomy.codes import Contract, PayPeriod


class Accessibility(models.TextChoices):
    WHEELCHAIR = "wheelchair", _("휠체어로 다닐 수 있는 곳")
    LIFT = "lift", _("승강기")
    TOILET = "toilet", _("장애인 화장실")
    PARKING = "parking", _("장애인 주차 구역")
    SIGN_LANGUAGE = "sign_language", _("수어 통역")
    SCREEN_READER = "screen_reader", _("화면 낭독·큰 글자")
    QUIET = "quiet", _("조용한 자리")
    SEATED = "seated", _("앉아서 하는 일")
    FLEXIBLE_BREAKS = "flexible_breaks", _("쉬는 시간 조절")
    JOB_COACH = "job_coach", _("근로지원인·직무지도원")


class Constraints(models.Model):
    """Hard limits. `health_note` is sensitive: kept only under the person's own consent to it."""

    jobseeker = models.OneToOneField(Jobseeker, models.CASCADE, related_name="constraints")
    care_duties = models.BooleanField(_("돌봐야 할 가족이 있어요"), default=False)
    max_commute_minutes = models.PositiveSmallIntegerField(_("출근에 쓸 수 있는 시간(분)"), null=True, blank=True)
    no_night = models.BooleanField(_("밤에는 일할 수 없어요"), default=False)
    no_weekend = models.BooleanField(_("주말에는 일할 수 없어요"), default=False)
    no_shift = models.BooleanField(_("교대 근무는 할 수 없어요"), default=False)
    accessibility = ArrayField(
        models.CharField(max_length=20, choices=Accessibility.choices),
        verbose_name=_("필요한 환경"),
        default=list,
        blank=True,
    )
    health_note = models.CharField(_("건강 때문에 어려운 일"), max_length=500, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="constraints_commute_is_a_trip",
                condition=Q(max_commute_minutes=None) | Q(max_commute_minutes__range=(5, 240)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.jobseeker_id)


class Preferences(models.Model):
    jobseeker = models.OneToOneField(Jobseeker, models.CASCADE, related_name="preferences")
    pay_period = models.CharField(_("급여 단위"), max_length=5, choices=PayPeriod.choices, default=PayPeriod.MONTH)
    pay_floor = models.PositiveIntegerField(_("받고 싶은 최소 급여(세전)"), null=True, blank=True)
    hours_min = models.PositiveSmallIntegerField(_("주당 최소 시간"), null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField(_("주당 최대 시간"), null=True, blank=True)
    contracts = ArrayField(
        models.CharField(max_length=12, choices=Contract.choices),
        verbose_name=_("고용 형태"),
        default=list,
        blank=True,
    )
    remote_ok = models.BooleanField(_("집에서 일해도 좋아요"), default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="preferences_hours_in_order",
                condition=Q(hours_min=None) | Q(hours_max=None) | Q(hours_min__lte=F("hours_max")),
            ),
            models.CheckConstraint(
                name="preferences_hours_in_a_week",
                condition=(Q(hours_min=None) | Q(hours_min__range=(1, 52)))
                & (Q(hours_max=None) | Q(hours_max__range=(1, 52))),
            ),
            models.CheckConstraint(name="preferences_period_known", condition=Q(pay_period__in=PayPeriod.values)),
        ]

    def __str__(self) -> str:
        return str(self.jobseeker_id)


class PreferredOccupation(models.Model):
    jobseeker = models.ForeignKey(Jobseeker, models.CASCADE, related_name="preferred_occupations")
    occupation = models.ForeignKey("taxonomy.Occupation", models.RESTRICT, related_name="+")
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(name="preferred_occupation_once", fields=["jobseeker", "occupation"]),
            models.UniqueConstraint(
                name="preferred_occupation_rank_once",
                fields=["jobseeker", "rank"],
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jobseeker_id} {self.rank}"


class PreferredRegion(models.Model):
    jobseeker = models.ForeignKey(Jobseeker, models.CASCADE, related_name="preferred_regions")
    region = models.ForeignKey("taxonomy.Region", models.RESTRICT, related_name="+")
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(name="preferred_region_once", fields=["jobseeker", "region"]),
            models.UniqueConstraint(
                name="preferred_region_rank_once", fields=["jobseeker", "rank"], deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jobseeker_id} {self.rank}"
