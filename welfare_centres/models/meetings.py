"""When and where people can be met: what for, in which rooms, during whose hours, and when not."""

import datetime as dt
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from core.models import PublicId, TimeStamped, TwoNames
from welfare_centres.models.centres import Centre, Competence

BOUNDED = {"during__isempty": False, "during__lower_inf": False, "during__upper_inf": False}


class Channel(models.TextChoices):
    """How a person and a member of staff meet."""

    IN_PERSON = "in_person", _("센터 방문")
    PHONE = "phone", _("전화")
    VIDEO = "video", _("화상")
    HOME_VISIT = "home_visit", _("방문 상담")


class Timed(models.Model):
    """A row that takes a time with a beginning and an end; each subclass says so in a constraint of its own name."""

    during: Any = DateTimeRangeField()

    class Meta:
        abstract = True

    @property
    def starts_at(self) -> dt.datetime:
        at: dt.datetime = self.during.lower
        return at

    @property
    def ends_at(self) -> dt.datetime:
        at: dt.datetime = self.during.upper
        return at

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.starts_at)

    @property
    def begun(self) -> bool:
        return self.starts_at <= timezone.now()


class AppointmentType(TwoNames):
    """What people are met for: how long it takes, by which channels, and the competence it takes: data."""

    HANDOVER = "warm-handover"  # booked from a referral only, with who sent the person

    code = models.SlugField(max_length=40, unique=True)
    about_ko = models.CharField(max_length=200, blank=True)
    about_en = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(default=30)
    channels = ArrayField(models.CharField(max_length=10, choices=Channel.choices))
    competence = models.ForeignKey(Competence, models.RESTRICT, null=True, blank=True, related_name="+")
    service_code = models.CharField(max_length=60, blank=True, help_text="of the catalogue of services, if it is one")
    by_person = models.BooleanField(default=True, help_text="people book it themselves")
    walk_in = models.BooleanField(default=True, help_text="a ticket can be drawn for it")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(name="appointment_type_takes_time", condition=Q(minutes__range=(5, 240))),
            models.CheckConstraint(name="appointment_type_has_a_channel", condition=Q(channels__len__gt=0)),
        ]


class Room(PublicId, TimeStamped, TwoNames):
    """A room or a desk at a centre where somebody is received."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="rooms")
    seats = models.PositiveSmallIntegerField(_("자리 수"), default=2)
    accessible = models.BooleanField(_("휠체어로 들어갈 수 있음"), default=False)
    for_video = models.BooleanField(_("화상 장비 있음"), default=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["centre", "name_ko"]
        constraints = [
            models.UniqueConstraint(name="room_once", fields=["centre", "name_ko"], condition=Q(closed_at=None)),
            models.CheckConstraint(name="room_seats_two", condition=Q(seats__gte=2)),
        ]


class WorkingHours(PublicId, TimeStamped):
    """A member of staff receives people for an organisation at a centre, on a weekday, from a day to a day.

    Without `types` they take whatever their competences allow.
    """

    class Weekday(models.IntegerChoices):
        """As ISO counts them."""

        MONDAY = 1, _("월요일")
        TUESDAY = 2, _("화요일")
        WEDNESDAY = 3, _("수요일")
        THURSDAY = 4, _("목요일")
        FRIDAY = 5, _("금요일")
        SATURDAY = 6, _("토요일")
        SUNDAY = 7, _("일요일")

    user = models.ForeignKey(User, models.CASCADE, related_name="working_hours")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="+")
    centre = models.ForeignKey(Centre, models.CASCADE, related_name="working_hours")
    weekday = models.PositiveSmallIntegerField(_("요일"), choices=Weekday.choices)
    starts = models.TimeField(_("시작"))
    ends = models.TimeField(_("끝"))
    channels = ArrayField(models.CharField(max_length=10, choices=Channel.choices))
    types = models.ManyToManyField(AppointmentType, related_name="+", blank=True)
    valid_from = models.DateField(_("언제부터"), default=timezone.localdate)
    valid_to = models.DateField(null=True, blank=True, help_text="the first day it is no more")

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(name="working_hours_end_after", condition=Q(ends__gt=F("starts"))),
            models.CheckConstraint(name="working_hours_known_weekday", condition=Q(weekday__range=(1, 7))),
            models.CheckConstraint(name="working_hours_have_a_channel", condition=Q(channels__len__gt=0)),
            # An end before the start is refused by the range itself; one on the first day never was in force.
            ExclusionConstraint(
                name="working_hours_one_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts"),
                            F("ends"),
                            arg_joiner=", DATE '2000-01-01' + ",
                            function="tsrange",
                            template="%(function)s(DATE '2000-01-01' + %(expressions)s)",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("valid_from"), F("valid_to"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["centre", "weekday"], name="working_hours_of_centre")]

    @property
    def channel_labels(self) -> list[str]:
        return [str(Channel(one).label) for one in self.channels]

    def __str__(self) -> str:
        return f"{self.user_id} {self.weekday} {self.starts:%H:%M}–{self.ends:%H:%M}"


class Absence(PublicId, TimeStamped, Timed):
    """A member of staff receives nobody for a while."""

    class Reason(models.TextChoices):
        LEAVE = "leave", _("휴가")
        SICK = "sick", _("병가")
        TRAINING = "training", _("교육·회의")
        OTHER = "other", _("그 밖")

    user = models.ForeignKey(User, models.CASCADE, related_name="absences")
    reason = models.CharField(_("까닭"), max_length=10, choices=Reason.choices, default=Reason.LEAVE)
    made_by = models.ForeignKey(User, models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["during"]
        constraints = [
            models.CheckConstraint(name="absence_is_bounded", condition=Q(**BOUNDED)),
            ExclusionConstraint(
                name="absence_one_at_a_time",
                expressions=[("user", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.during}"


class Closing(TwoNames, PublicId):
    """A day on which a centre receives nobody; without a centre, every one."""

    centre = models.ForeignKey(Centre, models.CASCADE, null=True, blank=True, related_name="closings")
    day = models.DateField(_("날짜"))

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(name="closing_once", fields=["centre", "day"], nulls_distinct=False),
        ]
