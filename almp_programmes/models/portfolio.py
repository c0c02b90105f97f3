"""The portfolio: what each programme did in a year with its money, counted ahead; and figures of others beside it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from almp_programmes.models.money import MinistryQuerySet, MoneyPlace
from core.models import pick


class PortfolioCell(MoneyPlace):
    """Counted by `services.portfolio` alone, from enrolments, search spells and the books.

    An enrolment counts for the year it begins in. `places` were held by somebody, `entries` began, `completions` were
    finished. `known_6m` are entries that were over six months ago or more, `sustained_6m` those of them in work then.
    """

    places = models.PositiveIntegerField(_("자리"), default=0)
    entries = models.PositiveIntegerField(_("참여"), default=0)
    completions = models.PositiveIntegerField(_("수료"), default=0)
    known_6m = models.PositiveIntegerField(default=0)
    sustained_6m = models.PositiveIntegerField(_("6개월 뒤 취업 중"), default=0)
    known_12m = models.PositiveIntegerField(default=0)
    sustained_12m = models.PositiveIntegerField(_("12개월 뒤 취업 중"), default=0)
    committed = models.BigIntegerField(_("집행 약정(원)"), default=0)
    spent = models.BigIntegerField(_("지출(원)"), default=0)

    objects = MinistryQuerySet.as_manager()

    class Meta:
        verbose_name = _("성과 집계")
        verbose_name_plural = _("성과 집계")
        constraints = [
            models.UniqueConstraint(
                name="portfolio_cell_once",
                fields=["year", "programme", "province", "target_group"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="portfolio_cell_adds_up",
                condition=Q(
                    entries__lte=F("places"), completions__lte=F("entries"), known_6m__lte=F("entries"),
                    sustained_6m__lte=F("known_6m"), known_12m__lte=F("known_6m"), sustained_12m__lte=F("known_12m"),
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.year} {self.programme_id} {self.province} {self.target_group_id}"


class PortfolioYear(models.Model):
    """When a year's cells were counted. Whoever sets `claimed_at` counts; `counted_at` is when that count began."""

    year = models.PositiveSmallIntegerField(unique=True)
    due = models.BooleanField(default=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class ReferenceFigure(models.Model):
    """A published figure, entered as data: never worked out here, and absent where no source gives it."""

    class Area(models.TextChoices):
        KOREA = "KOR", _("한국")
        OECD = "OECD", _("OECD 평균")

    class Indicator(models.TextChoices):
        SHARE_GDP = "share_gdp", _("국내총생산 대비 비중")
        SHARE_ACTIVE = "share_active", _("적극적 정책 지출 중 비중")
        BUDGET = "budget", _("예산")
        SPENT = "spent", _("지출")
        PEOPLE = "people", _("참여 인원")
        SHARE_PEOPLE = "share_people", _("참여자 중 비중")
        GDP = "gdp", _("국내총생산")

    class Unit(models.TextChoices):
        PERCENT = "percent", "%"
        WON = "won", _("원")
        PEOPLE = "people", _("명")

    class Bound(models.TextChoices):
        """How far the source commits itself."""

        EXACT = "", _("그대로")
        ABOUT = "about", _("약")
        MORE_THAN = "more_than", _("초과")

    # What a figure is of: a category by its number, or several of them together.
    ACTIVE, ACTIVE_AND_RETENTION, PASSIVE, ALL = "active", "active_and_retention", "passive", "all"

    area = models.CharField(_("나라"), max_length=4, choices=Area.choices)
    year = models.PositiveSmallIntegerField(_("연도"))
    measure = models.CharField(
        _("범위"), max_length=24, help_text="1 to 9, active, active_and_retention, passive, all"
    )
    group = models.CharField(_("집단"), max_length=20, blank=True)
    indicator = models.CharField(_("지표"), max_length=12, choices=Indicator.choices)
    value = models.DecimalField(_("값"), max_digits=20, decimal_places=2)
    unit = models.CharField(_("단위"), max_length=7, choices=Unit.choices)
    bound = models.CharField(max_length=9, choices=Bound.choices, blank=True)
    source = models.CharField(_("출처"), max_length=200)
    source_en = models.CharField(_("출처(영문)"), max_length=200, blank=True)
    verified = models.BooleanField(_("원문 확인"), default=False)

    class Meta:
        verbose_name = _("비교 수치")
        verbose_name_plural = _("비교 수치")
        ordering = ["-year", "area", "indicator", "measure"]
        constraints = [
            models.UniqueConstraint(
                name="reference_figure_once", fields=["area", "year", "measure", "group", "indicator"]
            ),
            models.CheckConstraint(name="reference_figure_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="reference_figure_known_scope",
                condition=Q(measure__regex=r"^([1-9]|active|active_and_retention|passive|all)$"),
            ),
            models.CheckConstraint(name="reference_figure_not_negative", condition=Q(value__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year} {self.measure} {self.indicator}"

    @property
    def cited(self) -> str:
        return pick(self.source, self.source_en)
