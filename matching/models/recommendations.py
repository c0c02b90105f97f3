"""What the engine advised, to whom, why; and what the person said to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from matching import querysets


class Recommendation(models.Model):
    """One of a person's best vacancies. The components add up to the score; the reasons are keys with values."""

    jobseeker = models.ForeignKey("jobseekers.Jobseeker", models.CASCADE, related_name="recommendations")
    vacancy = models.ForeignKey("employers.Vacancy", models.CASCADE, related_name="recommendations")
    rank = models.PositiveSmallIntegerField()
    score = models.FloatField()
    components = models.JSONField()
    reasons = models.JSONField()
    model_version = models.CharField(max_length=20)
    computed_at = models.DateTimeField()

    objects = querysets.RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["jobseeker_id", "rank"]
        constraints = [
            models.UniqueConstraint(name="recommendation_once", fields=["jobseeker", "vacancy"]),
            models.CheckConstraint(name="recommendation_rank_from_one", condition=Q(rank__gte=1)),
        ]
        indexes = [models.Index(fields=["jobseeker", "rank"], name="recommendation_in_order")]

    def __str__(self) -> str:
        return f"{self.jobseeker_id} {self.rank}"


class RecommendationRun(models.Model):
    """When a person's recommendations were last computed, also when none was found."""

    jobseeker = models.OneToOneField(
        "jobseekers.Jobseeker", models.CASCADE, primary_key=True, related_name="recommendation_run"
    )
    computed_at = models.DateTimeField()
    model_version = models.CharField(max_length=20)
    found = models.PositiveSmallIntegerField()
    feasible = models.PositiveIntegerField(help_text="vacancies that broke no hard constraint")

    def __str__(self) -> str:
        return f"{self.jobseeker_id} {self.computed_at}"


class ChangedJobseeker(models.Model):
    """A profile that changed since its recommendations were computed: written by triggers, emptied by the sweeper."""

    jobseeker_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.jobseeker_id)


class RecommendationFeedback(models.Model):
    """The person's word on one recommended vacancy. One that does not suit is not recommended again."""

    jobseeker = models.ForeignKey("jobseekers.Jobseeker", models.CASCADE, related_name="recommendation_feedback")
    vacancy = models.ForeignKey("employers.Vacancy", models.CASCADE, related_name="+")
    suits = models.BooleanField()
    model_version = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="recommendation_feedback_once", fields=["jobseeker", "vacancy"])]

    def __str__(self) -> str:
        return f"{self.jobseeker_id} {self.vacancy_id} {self.suits}"


class CandidateInvitation(models.Model):
    """An employer asked a consenting candidate to look at its vacancy. Once a pair; who it is stays hidden."""

    vacancy = models.ForeignKey("employers.Vacancy", models.CASCADE, related_name="candidate_invitations")
    jobseeker = models.ForeignKey("jobseekers.Jobseeker", models.CASCADE, related_name="candidate_invitations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="candidate_invitation_once", fields=["vacancy", "jobseeker"])]

    def __str__(self) -> str:
        return f"{self.vacancy_id} {self.jobseeker_id}"
