from decimal import Decimal

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from core.models import TwoNames, pick
from taxonomy.querysets import DatedQuerySet, OccupationQuerySet, RegionQuerySet, SkillQuerySet

KECO_2018 = "KECO2018"
KECO_EI = "KECO-EI"
KSIC_10 = "KSIC10"


class Titled(models.Model):
    title_ko = models.CharField(_("국문 명칭"), max_length=200)
    title_en = models.CharField(_("영문 명칭"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return pick(self.title_ko, self.title_en)


class Language(models.TextChoices):
    KOREAN = "ko", _("한국어")
    ENGLISH = "en", _("영어")


class Source(models.TextChoices):
    STARTER = "starter", _("기본 자료")
    DICTIONARY = "dictionary", _("직업사전")
    ESCO = "esco", "ESCO"
    ONET = "onet", "O*NET"
    OFFICIAL = "official", _("공식 분류")


class Occupation(Titled):
    class Level(models.TextChoices):
        MAJOR = "major", _("대분류")
        MIDDLE = "middle", _("중분류")
        MINOR = "minor", _("소분류")
        UNIT = "unit", _("세분류")

    edition = models.CharField(_("분류 판"), max_length=12)
    code = models.CharField(_("코드"), max_length=6)
    level = models.CharField(_("수준"), max_length=6, choices=Level)
    parent = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="children")
    path = models.CharField(_("경로"), max_length=40, help_text="1/13/133/1331")
    description_ko = models.TextField(_("설명"), blank=True)
    valid_from = models.DateField(_("시작일"), null=True, blank=True)
    valid_to = models.DateField(_("종료일"), null=True, blank=True)

    objects = OccupationQuerySet.as_manager()

    class Meta:
        verbose_name = _("직업")
        verbose_name_plural = _("직업")
        ordering = ["edition", "path"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="occupation_edition_code_unique"),
            models.CheckConstraint(
                name="occupation_only_major_has_no_parent",
                condition=Q(level="major", parent=None) | ~Q(level="major") & Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="occupation_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(OpClass("path", name="varchar_pattern_ops"), name="occupation_path_prefix"),
            GinIndex(OpClass(Upper("title_ko"), name="gin_trgm_ops"), name="occupation_title_ko_trgm"),
            GinIndex(OpClass(Upper("title_en"), name="gin_trgm_ops"), name="occupation_title_en_trgm"),
        ]


class OccupationSynonym(models.Model):
    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="synonyms")
    text = models.CharField(_("유사 명칭"), max_length=200)
    lang = models.CharField(max_length=2, choices=Language)
    source = models.CharField(max_length=12, choices=Source)

    class Meta:
        verbose_name = _("직업 유사 명칭")
        verbose_name_plural = _("직업 유사 명칭")
        ordering = ["occupation_id", "text"]
        constraints = [
            models.UniqueConstraint(fields=["occupation", "text"], name="occupation_synonym_unique"),
        ]
        indexes = [GinIndex(OpClass(Upper("text"), name="gin_trgm_ops"), name="occupation_synonym_trgm")]

    def __str__(self) -> str:
        return self.text


class OccupationSuccessor(models.Model):
    """Where an occupation of one edition went in another; a split has several rows."""

    old = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="successors")
    new = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="predecessors")

    class Meta:
        verbose_name = _("직업 코드 승계")
        verbose_name_plural = _("직업 코드 승계")
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="occupation_successor_unique"),
            models.CheckConstraint(name="occupation_successor_is_another", condition=~Q(old=F("new"))),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Skill(TwoNames):
    class Kind(models.TextChoices):
        SKILL = "skill", _("기술")
        KNOWLEDGE = "knowledge", _("지식")
        TOOL = "tool", _("도구")
        LANGUAGE = "language", _("언어")
        ATTITUDE = "attitude", _("태도")

    code = models.CharField(_("코드"), max_length=40, unique=True)
    kind = models.CharField(_("종류"), max_length=9, choices=Kind)
    source = models.CharField(max_length=12, choices=Source)
    esco_uri = models.URLField(max_length=120, null=True, blank=True, unique=True)
    normalised = models.CharField(max_length=420, editable=False, help_text="both names as they are compared")

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = _("역량")
        verbose_name_plural = _("역량")
        ordering = ["name_ko"]
        indexes = [GinIndex(OpClass("normalised", name="gin_trgm_ops"), name="skill_normalised_trgm")]


class SkillSynonym(models.Model):
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="synonyms")
    text = models.CharField(_("유사 명칭"), max_length=200)
    lang = models.CharField(max_length=2, choices=Language)
    normalised = models.CharField(max_length=200, editable=False)

    class Meta:
        verbose_name = _("역량 유사 명칭")
        verbose_name_plural = _("역량 유사 명칭")
        constraints = [models.UniqueConstraint(fields=["skill", "text"], name="skill_synonym_unique")]
        indexes = [GinIndex(OpClass("normalised", name="gin_trgm_ops"), name="skill_synonym_trgm")]

    def __str__(self) -> str:
        return self.text


class OccupationSkill(models.Model):
    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="skill_links")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="occupation_links")
    weight = models.DecimalField(
        _("중요도"), max_digits=4, decimal_places=3, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    essential = models.BooleanField(_("필수"), default=False)
    source = models.CharField(max_length=12, choices=Source, default=Source.STARTER)

    class Meta:
        verbose_name = _("직업별 역량")
        verbose_name_plural = _("직업별 역량")
        ordering = ["occupation_id", "-weight"]
        constraints = [
            models.UniqueConstraint(fields=["occupation", "skill"], name="occupation_skill_unique"),
            models.CheckConstraint(name="occupation_skill_weight_is_a_share", condition=Q(weight__range=(0, 1))),
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} – {self.skill_id} ({self.weight})"


class Licence(TwoNames):
    code = models.CharField(_("코드"), max_length=40, unique=True)
    source = models.CharField(max_length=12, choices=Source, default=Source.STARTER)

    class Meta:
        verbose_name = _("자격·면허")
        verbose_name_plural = _("자격·면허")
        ordering = ["name_ko"]
        constraints = [models.UniqueConstraint(fields=["name_ko"], name="licence_name_unique")]


class OccupationLicence(models.Model):
    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="licence_links")
    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="occupation_links")
    required = models.BooleanField(_("법정 필수"), default=False, help_text="a law forbids the work without it")

    class Meta:
        verbose_name = _("직업별 자격·면허")
        verbose_name_plural = _("직업별 자격·면허")
        constraints = [
            models.UniqueConstraint(fields=["occupation", "licence"], name="occupation_licence_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} – {self.licence_id}"


class Industry(TwoNames):
    class Level(models.TextChoices):
        SECTION = "section", _("대분류")
        DIVISION = "division", _("중분류")
        GROUP = "group", _("소분류")
        CLASS = "class", _("세분류")
        SUBCLASS = "subclass", _("세세분류")

    edition = models.CharField(_("분류 판"), max_length=12)
    code = models.CharField(_("코드"), max_length=5)
    level = models.CharField(_("수준"), max_length=8, choices=Level)
    parent = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="children")
    path = models.CharField(_("경로"), max_length=40, help_text="C/10/101/1011/10110")

    class Meta:
        verbose_name = _("산업")
        verbose_name_plural = _("산업")
        ordering = ["edition", "path"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="industry_edition_code_unique"),
            models.CheckConstraint(
                name="industry_only_section_has_no_parent",
                condition=Q(level="section", parent=None) | ~Q(level="section") & Q(parent__isnull=False),
            ),
        ]
        indexes = [
            models.Index(OpClass("path", name="varchar_pattern_ops"), name="industry_path_prefix"),
            GinIndex(OpClass(Upper("name_ko"), name="gin_trgm_ops"), name="industry_name_ko_trgm"),
        ]


class Region(TwoNames):
    """A legal region between two dates: `valid_from` is its first day, `valid_to` the first day it is no more."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("시·도")
        DISTRICT = "district", _("시·군·구")
        TOWN = "town", _("읍·면·동")
        VILLAGE = "village", _("리")

    code = models.CharField(_("법정동코드"), max_length=10)
    short_code = models.CharField(_("짧은 코드"), max_length=10, help_text="2, 5, 8 or 10 digits, by level")
    level = models.CharField(_("수준"), max_length=8, choices=Level)
    parent = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="children")
    path = models.CharField(_("경로"), max_length=40, help_text="41/41110/41111")
    valid_from = models.DateField(_("시작일"))
    valid_to = models.DateField(_("종료일"), null=True, blank=True)
    latitude = models.FloatField(_("위도"), null=True, blank=True)
    longitude = models.FloatField(_("경도"), null=True, blank=True)
    provisional = models.BooleanField(
        _("잠정 코드"), default=False, help_text="code not yet seen in the official list"
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("지역")
        verbose_name_plural = _("지역")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="region_code_from_unique"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="region_one_open_row_per_code"),
            models.CheckConstraint(
                name="region_ends_after_it_begins", condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from"))
            ),
            models.CheckConstraint(name="region_code_is_ten_digits", condition=Q(code__regex=r"^[0-9]{10}$")),
            models.CheckConstraint(
                name="region_only_province_has_no_parent",
                condition=Q(level="province", parent=None) | ~Q(level="province") & Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="region_has_both_coordinates_or_none",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]
        indexes = [
            models.Index(OpClass("path", name="varchar_pattern_ops"), name="region_path_prefix"),
            models.Index(fields=["level", "valid_to"], name="region_level_open"),
            GinIndex(OpClass(Upper("name_ko"), name="gin_trgm_ops"), name="region_name_ko_trgm"),
            GinIndex(OpClass(Upper("name_en"), name="gin_trgm_ops"), name="region_name_en_trgm"),
        ]

    @property
    def full_label(self) -> str:
        """With the region above, for names that many share: 부산광역시 중구. Select `parent__parent` first."""
        above = self.parent
        if above is None:
            return self.label
        top = above.parent or above
        if above.level == self.Level.DISTRICT and self.level != self.Level.DISTRICT:
            return pick(
                " ".join(dict.fromkeys([top.name_ko, above.name_ko, self.name_ko])),
                ", ".join(dict.fromkeys([self.name_en, above.name_en, top.name_en])),
            )
        return pick(f"{top.name_ko} {self.name_ko}", f"{self.name_en}, {top.name_en}")


class RegionSuccessor(models.Model):
    old = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="successors")
    new = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="predecessors")
    on = models.DateField(_("승계일"))
    share = models.DecimalField(
        _("승계 비율"),
        max_digits=4,
        decimal_places=3,
        default=Decimal(1),
        help_text="part of the old region that went here",
    )  # fmt: skip

    class Meta:
        verbose_name = _("지역 승계")
        verbose_name_plural = _("지역 승계")
        ordering = ["on", "-share"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="region_successor_unique"),
            models.CheckConstraint(name="region_successor_is_another", condition=~Q(old=F("new"))),
            models.CheckConstraint(name="region_successor_share_is_a_share", condition=Q(share__gt=0, share__lte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id} ({self.on})"


class MeasureCode(TwoNames):
    """Labour-market policy categories of OECD and Eurostat: 1 services … 9 early retirement."""

    code = models.CharField(_("코드"), max_length=4, unique=True)
    description_ko = models.TextField(_("설명"), blank=True)
    description_en = models.TextField(_("영문 설명"), blank=True)

    class Meta:
        verbose_name = _("정책 유형")
        verbose_name_plural = _("정책 유형")
        ordering = ["code"]


class TightnessCell(models.Model):
    """Open vacancies and active jobseekers of one occupation in one region in one month."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="tightness")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="tightness")
    month = models.DateField(_("월"), help_text="first day of the month")
    vacancies = models.PositiveIntegerField(_("구인"), default=0)
    jobseekers = models.PositiveIntegerField(_("구직"), default=0)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("노동시장 수급")
        verbose_name_plural = _("노동시장 수급")
        ordering = ["-month", "occupation_id", "region_id"]
        constraints = [
            models.UniqueConstraint(fields=["month", "occupation", "region"], name="tightness_cell_unique"),
            models.CheckConstraint(name="tightness_month_is_a_first_day", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.occupation_id} {self.region_id}"

    @property
    def ratio(self) -> float | None:
        """Vacancies for each jobseeker; none where nobody is looking."""
        return self.vacancies / self.jobseekers if self.jobseekers else None


class OccupationIndex(models.Model):
    """What the occupation coder learnt, so that every process on every machine reads the same."""

    edition = models.CharField(max_length=12, unique=True)
    level = models.CharField(max_length=6, choices=Occupation.Level)
    entries = models.PositiveIntegerField()
    payload = models.BinaryField()
    advertisements = models.BinaryField(default=b"", help_text="what the advertisements' coder learnt")
    learnt_from = models.BinaryField(default=b"", help_text="the dictionary entries, to learn anew from")
    built_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("직업 코드 색인")
        verbose_name_plural = _("직업 코드 색인")

    def __str__(self) -> str:
        return f"{self.edition} {self.level} ({self.entries})"
