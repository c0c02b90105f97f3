"""Courses of providers, their runs with places, the days they meet, and how earlier runs ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from almp_programmes.models.catalogue import Programme
from core.models import PublicId, TimeStamped, pick

if TYPE_CHECKING:
    from accounts.models import User


def own_organisations(user: User) -> Any:
    """Ids of the training providers the user acts for now."""
    return Membership.objects.current().filter(user=user, role=Membership.Role.TRAINER).values("organisation")


class CourseQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> CourseQuerySet:
        """What is offered, to everybody; a provider's own in any state; what is for staff, to staff."""
        return self.filter(Q(published=True) | Q(provider__in=own_organisations(user)) | self.for_staff(user))

    @staticmethod
    def for_staff(user: User) -> Q:
        staff = Membership.objects.current().filter(user=user.pk, role__in=Membership.STAFF_ROLES)
        return Q(Exists(staff), for_staff=True)


class Course(PublicId, TimeStamped):
    class Mode(models.TextChoices):
        CLASSROOM = "classroom", _("교실 수업")
        LIVE = "live", _("실시간 온라인")
        SELF_PACED = "self_paced", _("혼자 하는 온라인")
        MIXED = "mixed", _("교실과 온라인")

    class Language(models.TextChoices):
        KO = "ko", _("한국어")
        EN = "en", _("영어")

    class Source(models.TextChoices):
        OWN = "own", _("직접 등록")
        IMPORTED = "imported", _("외부 자료")

    programme = models.ForeignKey(Programme, models.RESTRICT, related_name="courses", verbose_name=_("프로그램"))
    provider = models.ForeignKey("accounts.Organisation", models.RESTRICT, related_name="courses")
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.OWN)
    reference = models.CharField(_("과정 번호"), max_length=40, help_text="the source's own number, or ours")
    title = models.CharField(_("과정 이름"), max_length=200)
    title_en = models.CharField(_("영문 이름"), max_length=200, blank=True)
    about = models.TextField(_("배우는 것"), max_length=5000, blank=True)
    about_en = models.TextField(_("배우는 것(영문)"), max_length=5000, blank=True)
    ncs_code = models.CharField(_("NCS 코드"), max_length=8, blank=True)
    ncs_name = models.CharField(_("NCS 이름"), max_length=60, blank=True)
    level = models.PositiveSmallIntegerField(_("수준"), null=True, blank=True, help_text="NCS 1 to 8")
    mode = models.CharField(_("방식"), max_length=10, choices=Mode.choices, default=Mode.CLASSROOM)
    language = models.CharField(_("수업 언어"), max_length=2, choices=Language.choices, default=Language.KO)
    accessibility = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    days = models.PositiveSmallIntegerField(_("훈련 일수"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(_("훈련 시간"), null=True, blank=True)
    full_time = models.BooleanField(_("온종일"), default=True)
    url = models.URLField(_("안내 쪽"), max_length=300, blank=True)
    published = models.BooleanField(_("공개"), default=False)
    for_staff = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="shown to staff and to nobody else"
    )
    as_of = models.CharField(
        max_length=40, blank=True, help_text="imported: vintage, start and number of the run that spoke last for it"
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("과정")
        verbose_name_plural = _("과정")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "provider", "reference"], name="course_reference_unique"),
            # A source's number stays with the course when its provider changes hands.
            models.UniqueConstraint(fields=["reference"], condition=Q(source="imported"), name="course_imported_once"),
            models.CheckConstraint(
                name="course_level_is_an_ncs_level", condition=Q(level=None) | Q(level__range=(1, 8))
            ),
            models.CheckConstraint(name="course_ncs_is_eight_digits", condition=Q(ncs_code__regex=r"^([0-9]{8})?$")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        return pick(self.title, self.title_en)


class CourseSkill(models.Model):
    course = models.ForeignKey(Course, models.CASCADE, related_name="skill_links")
    skill = models.ForeignKey("taxonomy.Skill", models.RESTRICT, related_name="+")
    level = models.PositiveSmallIntegerField(_("다다르는 수준"), default=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "skill"], name="course_skill_unique")]

    def __str__(self) -> str:
        return f"{self.course_id} – {self.skill_id}"


class CourseRunQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> CourseRunQuerySet:
        return self.filter(course__in=Course.objects.visible_to(user))

    def of_providers(self, user: User) -> CourseRunQuerySet:
        return self.filter(course__provider__in=own_organisations(user))


class CourseRun(PublicId, TimeStamped):
    """One time a course is held, with its places. `occupied` counts the places held: see `Enrolment.HOLDS_PLACE`."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="runs")
    number = models.PositiveSmallIntegerField(_("회차"), default=1)
    reference = models.CharField(_("고유 번호"), max_length=40, blank=True, help_text="the source's key of the run")
    starts_on = models.DateField(_("시작일"))
    ends_on = models.DateField(_("마지막 날"))
    apply_until = models.DateField(_("신청 마감"), null=True, blank=True)
    region = models.ForeignKey("taxonomy.Region", models.RESTRICT, null=True, blank=True, related_name="+")
    address = models.CharField(_("장소"), max_length=200, blank=True)
    fee = models.PositiveBigIntegerField(_("훈련비(원)"), default=0)
    capacity = models.PositiveSmallIntegerField(_("정원"))
    occupied = models.PositiveSmallIntegerField(default=0, editable=False)
    live_link = models.URLField(_("실시간 수업 주소"), max_length=300, blank=True)
    first_come = models.BooleanField(
        _("신청한 차례로 자리 주기"), default=False, help_text="approved as it comes, without a decision"
    )
    waiting_last = models.PositiveIntegerField(default=0, editable=False, help_text="the last waiting number given")
    sessions_planned = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="how many there were before one was cancelled: see fees",
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = CourseRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("회차")
        verbose_name_plural = _("회차")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="course_run_number_unique"),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="course_run_reference_once"
            ),
            models.CheckConstraint(name="course_run_ends_after_it_begins", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="course_run_never_overfull", condition=Q(occupied__lte=F("capacity"))),
        ]
        indexes = [models.Index(fields=["starts_on", "course"], name="course_run_by_start")]

    def __str__(self) -> str:
        return f"{self.course_id} #{self.number}"

    @property
    def places_left(self) -> int:
        return self.capacity - self.occupied


class RunSession(models.Model):
    """A day a run meets: what attendance is taken for."""

    run = models.ForeignKey(CourseRun, models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField(_("시작"))
    ends_at = models.DateTimeField(_("끝"))
    place = models.CharField(_("장소"), max_length=120, blank=True)
    live_link = models.URLField(_("실시간 수업 주소"), max_length=300, blank=True, help_text="else the run's")

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["run", "starts_at"], name="run_session_unique"),
            models.CheckConstraint(name="run_session_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.starts_at:%F}"

    @property
    def link(self) -> str:
        """Where the session is joined from afar: its own address, else the one of all sessions of the run."""
        return self.live_link or self.run.live_link


class RunOutcome(models.Model):
    """How a run ended, as its source told it: who came, finished and worked after 3 and 6 months.

    One row a run. `vintage` is the date of the delivery the figures are of: a later one revises, an earlier one never
    does, so that deliveries may come in any order.
    """

    run = models.OneToOneField(CourseRun, models.CASCADE, related_name="outcome")
    vintage = models.DateField(_("자료 기준"))
    enrolled = models.PositiveSmallIntegerField(_("수강 인원"), null=True, blank=True)
    completed = models.PositiveSmallIntegerField(_("수료 인원"), null=True, blank=True)
    employed_3m = models.PositiveSmallIntegerField(_("3개월 뒤 취업"), null=True, blank=True)
    employed_6m = models.PositiveSmallIntegerField(_("6개월 뒤 취업"), null=True, blank=True)
    satisfaction = models.DecimalField(_("만족도"), max_digits=4, decimal_places=1, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="run_outcome_satisfaction_is_of_100",
                condition=Q(satisfaction=None) | Q(satisfaction__range=(0, 100)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.vintage}"
