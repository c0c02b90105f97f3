"""What a person did: jobs, schools, licences."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import PublicId, TimeStamped
from jobseekers.models.jobseeker import EducationLevel, Jobseeker


class WorkHistory(PublicId, TimeStamped):
    jobseeker = models.ForeignKey(Jobseeker, models.CASCADE, related_name="work_history")
    employer_name = models.CharField(_("회사 이름"), max_length=120)
    title = models.CharField(_("하던 일"), max_length=120)
    occupation = models.ForeignKey("taxonomy.Occupation", models.RESTRICT, null=True, blank=True, related_name="+")
    started_on = models.DateField(_("시작한 날"))
    ended_on = models.DateField(_("그만둔 날"), null=True, blank=True)
    duties = models.TextField(_("맡은 일"), max_length=3000, blank=True)

    class Meta:
        ordering = [F("ended_on").desc(nulls_first=True), "-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="work_ends_after_it_begins", condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Education(PublicId, TimeStamped):
    jobseeker = models.ForeignKey(Jobseeker, models.CASCADE, related_name="studies")
    level = models.CharField(_("학력"), max_length=2, choices=EducationLevel.choices)
    school = models.CharField(_("학교"), max_length=120)
    major = models.CharField(_("전공"), max_length=120, blank=True)
    graduated_on = models.DateField(_("졸업한 날"), null=True, blank=True)

    class Meta:
        ordering = ["-level", F("graduated_on").desc(nulls_first=True), "-pk"]
        constraints = [
            models.CheckConstraint(name="study_level_known", condition=Q(level__in=EducationLevel.values)),
        ]

    def __str__(self) -> str:
        return self.school


class HeldLicence(PublicId, TimeStamped):
    jobseeker = models.ForeignKey(Jobseeker, models.CASCADE, related_name="licences")
    licence = models.ForeignKey("taxonomy.Licence", models.RESTRICT, related_name="+")
    acquired_on = models.DateField(_("딴 날"), null=True, blank=True)

    class Meta:
        ordering = [F("acquired_on").desc(nulls_last=True), "pk"]
        constraints = [models.UniqueConstraint(name="held_licence_once", fields=["jobseeker", "licence"])]

    def __str__(self) -> str:
        return f"{self.jobseeker_id} {self.licence_id}"
