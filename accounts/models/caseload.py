"""Which centre serves a place, and which counsellor looks after a person."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from accounts.models.organisations import Organisation
from accounts.models.people import Person, User
from core.models import PublicId


class ServiceArea(models.Model):
    """A region a centre serves, by code prefix (2 digits: province, 5: district): its people are assigned there."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="service_areas")
    region_prefix = models.CharField(max_length=10, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="service_area_once", fields=["organisation", "region_prefix"])]

    def __str__(self) -> str:
        return self.region_prefix


class Assignment(PublicId):
    """A counsellor looks after a person, at a centre, for a time. One counsellor a person at any moment."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="assignments")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="assignments")
    counsellor = models.ForeignKey(User, models.RESTRICT, related_name="assignments")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="assignment_one_counsellor_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(
                            F("since"),
                            F("until"),
                            RangeBoundary(),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["counsellor"], condition=Q(until=None), name="assignment_open_by_counsellor")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.counsellor_id}"
