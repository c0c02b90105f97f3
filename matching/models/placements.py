"""What comes of applications: placements, notes of applications made elsewhere, and the dated rule of the clock."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import PublicId, TimeStamped
from employers.models import PayPeriod


class Placement(PublicId, TimeStamped):
    """A person started, or will start, to work for an employer: the fact the counsellor and the ministry count."""

    person = models.ForeignKey("accounts.Person", models.RESTRICT, related_name="placements")
    jobseeker = models.ForeignKey("jobseekers.Jobseeker", models.RESTRICT, related_name="placements")
    employer = models.ForeignKey("employers.Employer", models.RESTRICT, related_name="placements")
    vacancy = models.ForeignKey("employers.Vacancy", models.RESTRICT, related_name="placements")
    application = models.OneToOneField(
        "matching.Application", models.SET_NULL, null=True, blank=True, related_name="placement"
    )
    occupation = models.ForeignKey(
        "taxonomy.Occupation", models.RESTRICT, null=True, blank=True, related_name="placements"
    )
    region = models.ForeignKey("taxonomy.Region", models.RESTRICT, null=True, blank=True, related_name="placements")
    pay_period = models.CharField(max_length=5, choices=PayPeriod.choices, blank=True)
    pay = models.PositiveIntegerField(null=True, blank=True)
    agreed_on = models.DateField()
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="placement_ends_after_start", condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on"))
            ),
        ]
        indexes = [
            models.Index(fields=["started_on", "occupation", "region"], name="placement_by_month"),
            models.Index(fields=["person", "-started_on"], name="placement_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.started_on} {self.pk}"


class AppliedElsewhere(PublicId, TimeStamped):
    """The person's own note that they applied on another site; nobody but they can change it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("기다리는 중")
        INTERVIEW = "interview", _("면접을 봄")
        HIRED = "hired", _("채용됨")
        NOT_HIRED = "not_hired", _("채용되지 않음")

    jobseeker = models.ForeignKey("jobseekers.Jobseeker", models.CASCADE, related_name="applied_elsewhere")
    vacancy = models.ForeignKey("employers.Vacancy", models.CASCADE, related_name="applied_elsewhere")
    applied_on = models.DateField(_("지원한 날"))
    outcome = models.CharField(_("결과"), max_length=9, choices=Outcome.choices, default=Outcome.WAITING)
    note = models.CharField(_("메모"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="applied_elsewhere_once", fields=["jobseeker", "vacancy"])]
        ordering = ["-applied_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.jobseeker_id} → {self.vacancy_id}"


class AnswerRule(models.Model):
    """How long an employer has to answer, from a day on. Where no row holds, `clocks.DEFAULT` does."""

    valid_from = models.DateField(primary_key=True)
    answer_days = models.PositiveSmallIntegerField(help_text="days to answer, counted from the application")
    close_days = models.PositiveSmallIntegerField(help_text="days after which an unanswered application is closed")
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="answer_rule_closes_after_due",
                condition=Q(answer_days__gte=4) & Q(close_days__gte=F("answer_days")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.answer_days}/{self.close_days}"
