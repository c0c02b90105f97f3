"""The smallest programmes, enrolments and lines of the books that the portfolio counts."""

import datetime as dt
import itertools

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Membership, Organisation
from almp_programmes.models import Enrolment, MoneyEntry, Programme, TargetGroup
from tests import factories

_number = itertools.count(1)


class MeasureFactory(factories.MeasureFactory):
    """A main category."""

    code = "2"
    name_ko = factory.LazyAttribute(lambda o: {"2": "직업훈련", "6": "직접일자리"}.get(o.code, f"유형 {o.code}"))
    name_en = factory.LazyAttribute(lambda o: {"2": "Training", "6": "Direct job creation"}.get(o.code, ""))


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = TargetGroup
        django_get_or_create = ("code",)

    code = "youth"
    name_ko = factory.SelfAttribute("code")
    description_ko = "설명"
    description_en = "What it is"


class ProgrammeFactory(factories.ProgrammeFactory):
    """One of a main category, old enough to have years behind it."""

    measure = factory.SubFactory(MeasureFactory)
    starts_on = dt.date(2020, 1, 1)


class EnrolmentFactory(DjangoModelFactory):
    """Somebody who completed half a year ago and more."""

    class Meta:
        model = Enrolment

    person = factory.SubFactory(factories.PersonFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    state = Enrolment.State.COMPLETED
    starts_on = dt.date(2024, 3, 1)
    ends_on = dt.date(2024, 5, 31)
    ended_on = factory.SelfAttribute("ends_on")
    applied_at = factory.LazyAttribute(
        lambda o: timezone.make_aware(dt.datetime.combine(o.starts_on, dt.time(9))) - dt.timedelta(days=20)
    )
    full_time = False


def line(programme: Programme, won: int, **more: object) -> MoneyEntry:
    values = {"kind": "spent", "year": 2024, "on": dt.date(2024, 6, 1), "source": "test", "key": str(next(_number))}
    return MoneyEntry.objects.create(**values | {"programme": programme, "won": won} | more)


def administrator(name: str = "오하람") -> Membership:
    ministry, _made = Organisation.objects.get_or_create(kind=Organisation.Kind.MINISTRY, name_ko="고용노동부")
    return factories.MembershipFactory(
        user__display_name=name, organisation=ministry, role=Membership.Role.MINISTRY_ADMIN
    )
