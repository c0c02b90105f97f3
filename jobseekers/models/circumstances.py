"""What a person told of their household, income and situation: programmes ask for it, matching never does."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobseekers.models.jobseeker import Jobseeker


class Benefit(models.TextChoices):
    NOW = "now", _("지금 받고 있어요")
    RECENT = "recent", _("끝난 지 6개월이 안 됐어요")
    NONE = "none", _("받지 않아요")


class Disability(models.TextChoices):
    NONE = "none", _("등록한 장애가 없어요")
    MILD = "mild", _("심하지 않은 장애")
    SEVERE = "severe", _("심한 장애(중증)")


class Employment(models.TextChoices):
    NONE = "none", _("지금 하는 일이 없어요")
    REGULAR = "regular", _("정규직")
    NONREGULAR = "nonregular", _("기간제·시간제·일용·파견")
    SELF_EMPLOYED = "self_employed", _("자영업")
    PLATFORM = "platform", _("플랫폼·특수고용·프리랜서")
    PUBLIC_SERVANT = "public_servant", _("공무원·사립학교 교직원")


class Studying(models.TextChoices):
    NONE = "none", _("학교에 다니지 않아요")
    LAST_TWO_YEARS = "last_two_years", _("졸업까지 2년이 남지 않았어요")
    EARLIER = "earlier", _("졸업까지 2년 넘게 남았어요")


class SpecialGroup(models.TextChoices):
    """Groups that programmes give precedence to. None of them is sensitive data by law."""

    SINGLE_PARENT = "single_parent", _("한부모")
    MARRIAGE_MIGRANT = "marriage_migrant", _("결혼이민자")
    DEFECTOR = "defector", _("북한이탈주민")
    CARE_LEAVER = "care_leaver", _("자립준비청년")
    VETERAN = "veteran", _("제대군인")
    HOMELESS = "homeless", _("노숙인")
    CLOSED_BUSINESS = "closed_business", _("가게를 닫은 소상공인")
    BASIC_PENSION = "basic_pension", _("기초연금을 받는 사람")
    CRISIS_INDUSTRY = "crisis_industry", _("고용위기 지역·업종에서 그만둔 사람")


def _won(label: Any) -> models.PositiveBigIntegerField:
    return models.PositiveBigIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(10**12)])


def _count(label: Any, low: int, high: int) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(low), MaxValueValidator(high)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=limits)


def _choice(label: Any, choices: type[models.TextChoices]) -> models.CharField:
    return models.CharField(label, max_length=15, choices=choices.choices, null=True, blank=True)


class Circumstances(models.Model):
    """Every field may be unknown (null): nobody must tell. `told_on` says when each was told.

    `SENSITIVE` are kept only under the person's own consent to sensitive data.
    """

    SENSITIVE = ("disability",)

    jobseeker = models.OneToOneField(Jobseeker, models.CASCADE, related_name="circumstances")
    employment = _choice(_("지금 일하는 형태"), Employment)
    weekly_hours = _count(_("한 주에 일하는 시간"), 0, 100)
    own_income = _won(_("내 한 달 소득(세전)"))
    insured = models.BooleanField(_("고용보험에 들어 있음"), null=True, blank=True)
    unemployment_benefit = _choice(_("실업급여"), Benefit)
    worked_days_2y = _count(_("지난 2년 동안 일한 날"), 0, 731)
    household_size = _count(_("함께 사는 가족 수(나 포함)"), 1, 8)
    household_income = _won(_("가족 모두의 한 달 소득(세전)"))
    assets = _won(_("가족 모두의 재산"))
    dependants = _count(_("부양하는 가족 수"), 0, 20)
    household_head = models.BooleanField(_("생계를 책임지는 가장임"), null=True, blank=True)
    livelihood_benefit = models.BooleanField(_("생계급여를 받고 있음"), null=True, blank=True)
    career_break = models.BooleanField(_("임신·출산·육아·돌봄 때문에 일을 그만둔 적이 있음"), null=True, blank=True)
    studying = _choice(_("학교"), Studying)
    military_months = _count(_("군 복무 개월"), 0, 60)
    yearly_sales = _won(_("사업의 한 해 매출"))
    special_groups = ArrayField(
        models.CharField(max_length=20, choices=SpecialGroup.choices),
        verbose_name=_("해당하는 것"),
        null=True,
        blank=True,
    )
    disability = _choice(_("장애 등록"), Disability)
    told_on = models.JSONField(default=dict, help_text="{field: ISO date}")
    updated_at = models.DateTimeField(auto_now=True)

    FIELDS = (
        "employment", "weekly_hours", "own_income", "insured", "unemployment_benefit", "worked_days_2y",
        "household_size", "household_income", "assets", "dependants", "household_head", "livelihood_benefit",
        "career_break", "studying", "military_months", "yearly_sales", "special_groups", "disability",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="circumstances_household_is_a_few",
                condition=Q(household_size=None) | Q(household_size__range=(1, 8)),
            ),
            models.CheckConstraint(
                name="circumstances_days_fit_two_years",
                condition=Q(worked_days_2y=None) | Q(worked_days_2y__lte=731),
            ),
            models.CheckConstraint(
                name="circumstances_hours_fit_a_week", condition=Q(weekly_hours=None) | Q(weekly_hours__lte=100)
            ),
            models.CheckConstraint(
                name="circumstances_known_choices",
                condition=(Q(employment=None) | Q(employment__in=Employment.values))
                & (Q(unemployment_benefit=None) | Q(unemployment_benefit__in=Benefit.values))
                & (Q(studying=None) | Q(studying__in=Studying.values))
                & (Q(disability=None) | Q(disability__in=Disability.values)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.jobseeker_id)

    @property
    def told(self) -> int:
        return sum(getattr(self, name) is not None for name in self.FIELDS)


class MedianIncome(models.Model):
    """The standard median income a month by size of household, as each year's notice fixes it."""

    year = models.PositiveSmallIntegerField()
    size = models.PositiveSmallIntegerField()
    won = models.PositiveIntegerField()
    verified = models.BooleanField(default=False, help_text="the source was read; else from memory")

    class Meta:
        ordering = ["year", "size"]
        constraints = [models.UniqueConstraint(name="median_income_once", fields=["year", "size"])]

    def __str__(self) -> str:
        return f"{self.year}/{self.size}: {self.won}"
