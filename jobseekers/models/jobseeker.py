"""The jobseeker, the registration not yet finished, and the employers who shall not see them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import PublicId, TimeStamped
from jobseekers.querysets import JobseekerQuerySet


class EducationLevel(models.TextChoices):
    """Codes of the Korean public employment service; a vacancy's 00 asks for none."""

    NONE = "01", _("초등학교 졸업 이하")
    MIDDLE = "02", _("중학교 졸업")
    HIGH = "03", _("고등학교 졸업")
    COLLEGE = "04", _("전문대 졸업")
    BACHELOR = "05", _("대학교 졸업")
    MASTER = "06", _("석사")
    DOCTOR = "07", _("박사")


class WorkPermit(models.TextChoices):
    CITIZEN = "citizen", _("대한민국 국민")
    RESIDENT_FREE = "resident_free", _("취업에 제한이 없는 체류자격(F-2, F-4, F-5, F-6 등)")
    EMPLOYMENT_PERMIT = "employment_permit", _("고용허가가 필요한 체류자격(E-9, H-2 등)")
    STUDENT = "student", _("시간제 취업만 되는 체류자격(D-2, D-4 등)")
    NONE = "none", _("일할 수 있는 체류자격이 아직 없어요")


class Jobseeker(PublicId, TimeStamped):
    """What a person shows of themselves to find work. `searchable` mirrors the consent EMPLOYER_SEARCH."""

    person = models.OneToOneField("accounts.Person", models.CASCADE, related_name="jobseeker")
    region = models.ForeignKey("taxonomy.Region", models.RESTRICT, null=True, blank=True, related_name="+")
    education = models.CharField(_("최종 학력"), max_length=2, choices=EducationLevel.choices, blank=True)
    career_months = models.PositiveIntegerField(_("경력 개월"), default=0)
    headline = models.CharField(_("한 줄 소개"), max_length=120, blank=True)
    intro = models.TextField(_("자기소개"), max_length=3000, blank=True)
    work_permit = models.CharField(
        _("일할 수 있는 자격"), max_length=20, choices=WorkPermit.choices, default=WorkPermit.CITIZEN
    )
    registered_at = models.DateTimeField(default=timezone.now)
    searchable = models.BooleanField(_("기업이 찾을 수 있음"), default=False)

    objects = JobseekerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="jobseeker_career_is_a_life", condition=Q(career_months__lte=840)),
            models.CheckConstraint(
                name="jobseeker_education_known", condition=Q(education__in=["", *EducationLevel.values])
            ),
            models.CheckConstraint(name="jobseeker_permit_known", condition=Q(work_permit__in=WorkPermit.values)),
        ]
        indexes = [
            models.Index(fields=["region"], condition=Q(searchable=True), name="jobseeker_searchable_region"),
            models.Index(fields=["registered_at"], name="jobseeker_registered"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class RegistrationDraft(TimeStamped):
    """A first registration under way: one's own (`for_person` empty), or one a counsellor fills in for a person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="registration_drafts")
    for_person = models.ForeignKey("accounts.Person", models.CASCADE, null=True, blank=True, related_name="+")
    step = models.CharField(max_length=20)
    data = models.JSONField(default=dict, help_text="{step: cleaned values}")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="registration_draft_once", fields=["user", "for_person"], nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.step}"


class HiddenFrom(models.Model):
    """An employer who shall not find this person, and gets no recommendation of them."""

    jobseeker = models.ForeignKey(Jobseeker, models.CASCADE, related_name="hidden_from")
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="hidden_from_once", fields=["jobseeker", "organisation"])]

    def __str__(self) -> str:
        return f"{self.jobseeker_id} ↛ {self.organisation_id}"
