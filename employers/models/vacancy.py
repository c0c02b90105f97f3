"""A vacancy: one's own posting or an outside advertisement, with its states and their log."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import PublicId, StateMachine, TimeStamped, Transition
from employers.querysets import VacancyQuerySet
from taxonomy.codes import Contract, PayPeriod


class Remote(models.TextChoices):
    NONE = "none", _("출근")
    HYBRID = "hybrid", _("일부 재택")
    FULL = "full", _("전부 재택")


class Education(models.TextChoices):
    ANY = "00", _("학력 무관")
    PRIMARY = "01", _("초등학교 졸업 이하")
    MIDDLE = "02", _("중학교 졸업")
    HIGH = "03", _("고등학교 졸업")
    COLLEGE = "04", _("전문대 졸업")
    BACHELOR = "05", _("대학교 졸업")
    MASTER = "06", _("석사")
    DOCTOR = "07", _("박사")


class Accessibility(models.TextChoices):
    """The same codes as the needs a jobseeker may state, so that the two can be compared."""

    WHEELCHAIR = "wheelchair", _("휠체어로 다닐 수 있어요")
    LIFT = "lift", _("승강기가 있어요")
    TOILET = "toilet", _("장애인 화장실이 있어요")
    PARKING = "parking", _("장애인 주차 구역이 있어요")
    SIGN_LANGUAGE = "sign_language", _("수어 통역을 도와드려요")
    SCREEN_READER = "screen_reader", _("화면 낭독기를 쓸 수 있어요")
    QUIET = "quiet", _("조용한 자리를 드려요")
    SEATED = "seated", _("앉아서 하는 일이에요")
    FLEXIBLE_BREAKS = "flexible_breaks", _("쉬는 시간을 조절할 수 있어요")
    JOB_COACH = "job_coach", _("근로지원인과 함께 일할 수 있어요")


class Vacancy(StateMachine, PublicId, TimeStamped):
    class State(models.TextChoices):
        DRAFT = "draft", _("쓰는 중")
        SUBMITTED = "submitted", _("검토 중")
        PUBLISHED = "published", _("모집 중")
        PAUSED = "paused", _("잠시 멈춤")
        FILLED = "filled", _("채용 완료")
        EXPIRED = "expired", _("마감")
        WITHDRAWN = "withdrawn", _("내림")

    NEXT = {
        State.DRAFT: {State.SUBMITTED, State.WITHDRAWN},
        State.SUBMITTED: {State.PUBLISHED, State.DRAFT, State.WITHDRAWN},
        State.PUBLISHED: {State.PAUSED, State.FILLED, State.EXPIRED, State.WITHDRAWN, State.DRAFT},
        State.PAUSED: {State.PUBLISHED, State.FILLED, State.EXPIRED, State.WITHDRAWN},
        State.EXPIRED: {State.FILLED},  # an offer made before the deadline may be accepted after it
    }
    OWN = "own"
    # What others have seen or may see: it must be complete.
    LIVE = (State.SUBMITTED, State.PUBLISHED, State.PAUSED, State.FILLED)
    SHOWN = (State.PUBLISHED, State.PAUSED, State.FILLED)

    employer = models.ForeignKey(
        "employers.Employer", models.RESTRICT, null=True, blank=True, related_name="vacancies",
        help_text="null only for a nameless outside advertisement, which stays unpublished",
    )  # fmt: skip
    source = models.CharField(max_length=40, default=OWN)
    source_key = models.CharField(max_length=120, blank=True)
    source_digest = models.CharField(max_length=64, blank=True, help_text="of the outside row as last read")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    title = models.CharField(_("제목"), max_length=200)
    occupation = models.ForeignKey("taxonomy.Occupation", models.RESTRICT, null=True, blank=True, related_name="+")
    region = models.ForeignKey("taxonomy.Region", models.RESTRICT, null=True, blank=True, related_name="+")
    address = models.CharField(_("근무지 주소"), max_length=300, blank=True)
    duties = models.TextField(_("하는 일"), blank=True)
    requirements = models.TextField(_("필요한 것"), blank=True)
    preferred = models.TextField(_("있으면 좋은 것"), blank=True)
    benefits = models.TextField(_("복리후생"), blank=True)
    openings = models.PositiveSmallIntegerField(_("모집 인원"), default=1)
    filled = models.PositiveSmallIntegerField(default=0)
    contract = models.CharField(_("고용 형태"), max_length=10, choices=Contract.choices, blank=True)
    contract_months = models.PositiveSmallIntegerField(_("계약 기간(개월)"), null=True, blank=True)
    pay_period = models.CharField(max_length=5, choices=PayPeriod.choices, blank=True)
    pay_min = models.PositiveIntegerField(_("급여"), null=True, blank=True)
    pay_max = models.PositiveIntegerField(_("급여 상한"), null=True, blank=True)
    hours_week = models.DecimalField(
        _("주 근로시간"), max_digits=4, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(1)]
    )
    work_days = models.CharField(_("근무일과 시간"), max_length=200, blank=True)
    night = models.BooleanField(_("밤 근무"), default=False)
    weekend = models.BooleanField(_("주말 근무"), default=False)
    shift = models.BooleanField(_("교대 근무"), default=False)
    remote = models.CharField(_("재택근무"), max_length=6, choices=Remote.choices, default=Remote.NONE)
    education_min = models.CharField(_("학력"), max_length=2, choices=Education.choices, default=Education.ANY)
    career_min_months = models.PositiveSmallIntegerField(_("경력(개월)"), default=0)
    career_max_months = models.PositiveSmallIntegerField(null=True, blank=True)
    permit_ok = models.BooleanField(_("취업 허가가 있는 외국인도 지원 가능"), default=False)
    accessibility = ArrayField(
        models.CharField(max_length=20, choices=Accessibility.choices), default=list, blank=True
    )
    deadline = models.DateField(_("마감일"), null=True, blank=True, help_text="null: until filled")
    outside_url = models.URLField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    applications_count = models.PositiveIntegerField(default=0, help_text="kept by matching")
    applications_new = models.PositiveIntegerField(default=0, help_text="not yet opened; kept by matching")
    acknowledged = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, help_text="warnings of the check its author kept"
    )

    skills = models.ManyToManyField("taxonomy.Skill", through="employers.VacancySkill", related_name="+")
    licences = models.ManyToManyField("taxonomy.Licence", through="employers.VacancyLicence", related_name="+")

    objects = VacancyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="vacancy_source_key_once", fields=["source", "source_key"], condition=~Q(source_key="")
            ),
            models.CheckConstraint(name="vacancy_has_openings", condition=Q(openings__gte=1)),
            models.CheckConstraint(name="vacancy_filled_within_openings", condition=Q(filled__lte=F("openings"))),
            models.CheckConstraint(
                name="vacancy_filled_state_is_full", condition=~Q(state="filled") | Q(filled=F("openings"))
            ),
            models.CheckConstraint(
                name="vacancy_pay_max_not_below_min",
                condition=Q(pay_max=None) | Q(pay_min__isnull=False, pay_max__gte=F("pay_min")),
            ),
            models.CheckConstraint(name="vacancy_pay_has_period", condition=Q(pay_min=None) | ~Q(pay_period="")),
            models.CheckConstraint(
                name="vacancy_career_max_not_below_min",
                condition=Q(career_max_months=None) | Q(career_max_months__gte=F("career_min_months")),
            ),
            models.CheckConstraint(
                name="vacancy_hours_are_a_week",
                condition=Q(hours_week=None) | Q(hours_week__gt=0, hours_week__lte=168),
            ),
            models.CheckConstraint(
                name="vacancy_shown_names_employer",
                condition=Q(state__in=["draft", "withdrawn"]) | Q(employer__isnull=False),
            ),
            models.CheckConstraint(
                name="vacancy_own_is_complete",
                condition=~Q(source="own")
                | ~Q(state__in=["submitted", "published", "paused", "filled"])
                | Q(occupation__isnull=False, region__isnull=False, pay_min__isnull=False, hours_week__isnull=False)
                & ~Q(contract="")
                & ~Q(duties=""),
            ),
            models.CheckConstraint(
                name="vacancy_own_has_employer", condition=~Q(source="own") | Q(employer__isnull=False)
            ),
            models.CheckConstraint(
                name="vacancy_shown_since",
                condition=~Q(state__in=["published", "paused", "filled", "expired"]) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="vacancy_closed_iff_over",
                condition=Q(state__in=["filled", "expired", "withdrawn"], closed_at__isnull=False)
                | ~Q(state__in=["filled", "expired", "withdrawn"]) & Q(closed_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at"], condition=Q(state="published"), name="vacancy_open_newest"),
            models.Index(fields=["deadline"], condition=Q(state="published"), name="vacancy_open_deadline"),
            models.Index(fields=["occupation", "region"], condition=Q(state="published"), name="vacancy_open_place"),
            models.Index(fields=["employer", "state"], name="vacancy_by_employer_state"),
            models.Index(fields=["state", "created_at"], name="vacancy_by_state"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_own(self) -> bool:
        return self.source == self.OWN

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.FILLED, self.State.EXPIRED, self.State.WITHDRAWN)

    def is_open(self, on: dt.date | None = None) -> bool:
        """May be applied for: published, its deadline not passed, a position free."""
        today = on or timezone.localdate()
        return (
            self.state == self.State.PUBLISHED
            and (self.deadline is None or self.deadline >= today)
            and self.openings > self.filled
        )


class VacancySkill(models.Model):
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="skill_links")
    skill = models.ForeignKey("taxonomy.Skill", models.RESTRICT, related_name="+")
    required = models.BooleanField(_("꼭 필요"), default=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="vacancy_skill_once", fields=["vacancy", "skill"]),
            models.CheckConstraint(
                name="vacancy_skill_level_is_1_to_5", condition=Q(level=None) | Q(level__range=(1, 5))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vacancy_id} {self.skill_id}"


class VacancyLicence(models.Model):
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="licence_links")
    licence = models.ForeignKey("taxonomy.Licence", models.RESTRICT, related_name="+")
    required = models.BooleanField(_("꼭 필요"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="vacancy_licence_once", fields=["vacancy", "licence"])]

    def __str__(self) -> str:
        return f"{self.vacancy_id} {self.licence_id}"


class VacancyTransition(Transition):
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="transitions")
