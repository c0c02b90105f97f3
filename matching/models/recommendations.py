"""What the engine advised, to whom, why; and what the person said to it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from matching import querysets


class Recommendation(models.Model):
    """A person's best vacancies of a night, the best first, in a table cut by night: `matching.nightly.swapping` puts
    each night's part in whole. `matching.nightly.packing` reads and writes the packed fields, nothing else does.

    No foreign key in the database: three million checks a night would write on every person's row.
    """

    MOST = 20

    pk = models.CompositePrimaryKey("jobseeker_id", "night")
    jobseeker = models.ForeignKey(
        "jobseekers.Jobseeker", models.CASCADE, related_name="recommendations", db_constraint=False, db_index=False
    )
    night = models.BigIntegerField(help_text="0 before the first")
    computed_at = models.DateTimeField()
    model_version = models.CharField(max_length=20)
    feasible = models.PositiveIntegerField(help_text="vacancies that broke no hard constraint when it was computed")
    least = models.FloatField(null=True, help_text="what a vacancy must score to come in; none where there is room")
    vacancies = ArrayField(models.BigIntegerField())
    parts = ArrayField(models.IntegerField(), help_text="the score's components in billionths, vacancy by vacancy")
    reasons = ArrayField(models.BinaryField())
    explored = ArrayField(models.BigIntegerField(), default=list, help_text="drawn by chance from the other feasible")
    explored_reasons = ArrayField(models.BinaryField(), default=list)
    explored_chance = models.FloatField(default=0, help_text="how likely each of the others was to be drawn")

    objects = querysets.RecommendationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recommendation_packed_for_all",
                condition=Q(reasons__len=F("vacancies__len"), parts__len=F("vacancies__len") * 8),
            ),
            models.CheckConstraint(
                name="recommendation_found_feasible", condition=Q(feasible__gte=F("vacancies__len"))
            ),
            models.CheckConstraint(
                name="recommendation_explored_by_chance",
                condition=Q(explored_reasons__len=F("explored__len"), explored_chance__range=(0, 1))
                & (Q(explored__len=0) | Q(explored_chance__gt=0)),
            ),
        ]
        indexes = [
            models.Index(fields=["computed_at"], name="recommendation_computed"),
            GinIndex(fields=["vacancies"], name="recommendation_held"),  # whom a closed vacancy concerns
        ]

    def __str__(self) -> str:
        return f"{self.jobseeker_id} {self.night}"


class MovedVacancy(models.Model):
    """A vacancy that came, changed or closed: written by triggers. It stays until a night's picture has seen it, so
    that every process can put what moved since on top of the picture it has."""

    vacancy_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    tx = models.BigIntegerField(help_text="the transaction that wrote it, to tell whether a picture saw it")
    waiting = models.BooleanField(default=True, help_text="whom it concerns has not been worked out yet")

    class Meta:
        indexes = [
            models.Index(fields=["at"], condition=Q(waiting=True), name="moved_vacancy_waiting"),
            models.Index(fields=["tx"], name="moved_vacancy_tx"),  # who looks again asks only for what is newer
        ]

    def __str__(self) -> str:
        return str(self.vacancy_id)


class ChangedJobseeker(models.Model):
    """A profile that changed since its recommendations were computed: written by triggers, emptied by the sweeper."""

    jobseeker_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    tx = models.BigIntegerField(default=0, help_text="the transaction that wrote it")

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
