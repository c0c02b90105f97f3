"""The directory of services: who offers what, where, for whom, with how many places, in the Open Referral (HSDS 3)
shape. What was imported is known by its id in the source; what nobody has confirmed for long says so aloud.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from babel import Locale
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from core.display import ENGLISH_WEEKDAYS, WEEKDAYS, english
from core.models import PublicId, TimeStamped, TwoNames, pick
from jobseekers.models import Domain

FRESH_DAYS = 180  # after so long without anybody's word, what the directory says may no longer hold


class OfSource(PublicId, TimeStamped):
    """A row that came from somewhere, known there by an id."""

    hsds_id = models.CharField(max_length=120, blank=True, help_text="id in the source; empty: written here")
    digest = models.CharField(max_length=64, blank=True, help_text="of the source's row: the same row writes nothing")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_hsds_id_once", fields=["hsds_id"], condition=~Q(hsds_id="")
            )
        ]


class DirectoryOrganisation(OfSource, TwoNames):
    """A body that offers services. `organisation` is set where it has accounts here."""

    organisation = models.OneToOneField(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="directory_entry"
    )
    about_ko = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    email = models.EmailField(blank=True, help_text="registered contact: referrals and codes go here and nowhere else")
    website = models.URLField(max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True)
    made_up = models.BooleanField(default=False, help_text="of the demonstration: no such body exists")
    closed_on = models.DateField(null=True, blank=True)

    class Meta(OfSource.Meta):
        pass

    @property
    def about(self) -> str:
        return pick(self.about_ko, self.about_en)


class DirectoryServiceQuerySet(models.QuerySet[Any]):
    def open(self) -> DirectoryServiceQuerySet:
        """Only such a service may be sent somebody: it exists, and its body does."""
        today = timezone.localdate()
        still = Q(organisation__closed_on=None) | Q(organisation__closed_on__gt=today)
        own = Q(organisation__organisation=None) | Q(organisation__organisation__closed_at=None)
        return self.filter(still, own, state="active")

    def fresh(self) -> DirectoryServiceQuerySet:
        return self.filter(checked_on__gte=timezone.localdate() - dt.timedelta(days=FRESH_DAYS))

    def stale(self) -> DirectoryServiceQuerySet:
        """Nobody has said for long, or ever, that it still holds."""
        limit = timezone.localdate() - dt.timedelta(days=FRESH_DAYS)
        return self.filter(Q(checked_on=None) | Q(checked_on__lt=limit))

    def serving(self, region_code: str) -> DirectoryServiceQuerySet:
        """Whose area holds the region: the whole country, or a prefix of the legal code (2, 5, 8 or 10 digits)."""
        prefixes = ["", *(region_code[:size] for size in (2, 5, 8, 10) if len(region_code) >= size)]
        return self.filter(areas__overlap=prefixes)


class DirectoryService(OfSource, TwoNames):
    """What a body does for people: for which needs, where, for whom, at what cost, and how many it can take now."""

    class State(models.TextChoices):
        ACTIVE = "active", _("받고 있음")
        PAUSED = "temporarily closed", _("잠시 쉼")
        INACTIVE = "inactive", _("지금은 받지 않음")
        DEFUNCT = "defunct", _("없어짐")

    organisation = models.ForeignKey(DirectoryOrganisation, models.CASCADE, related_name="services")
    about_ko = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.ACTIVE)
    email = models.EmailField(blank=True)
    url = models.URLField(max_length=300, blank=True)
    needs = ArrayField(models.CharField(max_length=12, choices=Domain.choices), default=list, blank=True)
    terms = ArrayField(models.CharField(max_length=80), default=list, blank=True, help_text="as the source calls it")
    areas = ArrayField(
        models.CharField(max_length=10, blank=True), default=list, blank=True,
        help_text="prefixes of legal region codes; an empty one is the whole country",
    )  # fmt: skip
    eligibility = models.TextField(blank=True, help_text="for whom, in words")
    cost = models.TextField(blank=True, help_text="what it costs, in words")
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    interpretation = models.CharField(max_length=300, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    free = models.PositiveIntegerField(null=True, blank=True)
    places_as_of = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True, help_text="when somebody last said that this holds")
    checked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_on = models.DateField(null=True, blank=True, help_text="when the body was last asked to confirm")

    objects = DirectoryServiceQuerySet.as_manager()

    class Meta(OfSource.Meta):
        constraints = [
            *OfSource.Meta.constraints,
            models.CheckConstraint(
                name="service_free_of_places",
                condition=Q(free=None) | Q(places=None) | Q(free__lte=F("places")),
            ),
            models.CheckConstraint(
                name="service_free_has_a_day", condition=Q(free=None) | Q(places_as_of__isnull=False)
            ),
            models.CheckConstraint(
                name="service_known_state",
                condition=Q(state__in=["active", "temporarily closed", "inactive", "defunct"]),
            ),
        ]
        indexes = [
            GinIndex(fields=["needs"], name="service_by_need"),
            GinIndex(fields=["areas"], name="service_by_area"),
        ]

    @property
    def about(self) -> str:
        return pick(self.about_ko, self.about_en)

    @property
    def is_open(self) -> bool:
        closed = self.organisation.closed_on
        return self.state == self.State.ACTIVE and (closed is None or closed > timezone.localdate())

    @property
    def is_stale(self) -> bool:
        return self.checked_on is None or (timezone.localdate() - self.checked_on).days > FRESH_DAYS

    @property
    def address(self) -> str:
        """The registered e-mail address: the service's own, else its body's."""
        return self.email or self.organisation.email

    @property
    def need_labels(self) -> list[str]:
        return [str(Domain(need).label) for need in self.needs]

    @property
    def language_labels(self) -> list[str]:
        """Names of the languages in the reader's; a code that nobody knows stays as it is."""
        names = Locale("en" if english() else "ko").languages
        return [str(names.get(code, code)) for code in self.languages]


class DirectoryLocation(OfSource):
    """A place where services are given."""

    address = models.CharField(max_length=300, blank=True)
    region = models.ForeignKey("taxonomy.Region", models.RESTRICT, null=True, blank=True, related_name="+")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    accessibility = models.TextField(blank=True, help_text="steps, lifts, hearing loops …, in words")
    transport = models.CharField(max_length=300, blank=True)

    class Meta(OfSource.Meta):
        pass

    def __str__(self) -> str:
        return self.address


class ServiceAtLocation(models.Model):
    hsds_id = models.CharField(max_length=120, blank=True)
    service = models.ForeignKey(DirectoryService, models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(DirectoryLocation, models.CASCADE, related_name="services_here")

    class Meta:
        constraints = [models.UniqueConstraint(name="service_at_location_once", fields=["service", "location"])]

    def __str__(self) -> str:
        return f"{self.service_id} at {self.location_id}"


class DirectoryPhone(models.Model):
    """Of a body, or of one of its services."""

    organisation = models.ForeignKey(
        DirectoryOrganisation, models.CASCADE, null=True, blank=True, related_name="phones"
    )
    service = models.ForeignKey(DirectoryService, models.CASCADE, null=True, blank=True, related_name="phones")
    number = models.CharField(max_length=40)
    what = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="directory_phone_of_one",
                condition=Q(organisation=None, service__isnull=False) | Q(organisation__isnull=False, service=None),
            )
        ]

    def __str__(self) -> str:
        return self.number


class DirectorySchedule(models.Model):
    """When a service is there: days of the week, hours, and whatever takes words."""

    service = models.ForeignKey(DirectoryService, models.CASCADE, related_name="schedules")
    days = models.CharField(max_length=40, blank=True, help_text="MO,TU,…, as in iCalendar")
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.days} {self.opens_at or ''}–{self.closes_at or ''}"

    @property
    def days_label(self) -> str:
        """월·화·… in the reader's language; what is no day of iCalendar stays as the source wrote it."""
        names = ENGLISH_WEEKDAYS if english() else WEEKDAYS
        known = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), names, strict=True))
        return " · ".join(known.get(day.strip(), day.strip()) for day in self.days.split(",") if day.strip())
