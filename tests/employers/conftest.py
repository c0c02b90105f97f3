"""Firms, their people, moderators, and a posting that breaks no rule."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import Membership
from employers.models import Vacancy
from employers.reference import load_reference
from employers.services import VacancyText
from tests.factories import EmployerFactory, MembershipFactory, OccupationFactory, RegionFactory, VacancyFactory


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def employer(db):
    load_reference()
    return EmployerFactory(business_number="1248100998", headcount=50)


@pytest.fixture
def owner(employer):
    return MembershipFactory(organisation=employer.organisation).user


@pytest.fixture
def stranger(db):
    """A recruiter of another firm."""
    return MembershipFactory(organisation=EmployerFactory(business_number="1208147521").organisation).user


@pytest.fixture
def moderator(db):
    return MembershipFactory(counsellor=True).user


@pytest.fixture
def analyst(db):
    return MembershipFactory(analyst=True, role=Membership.Role.ANALYST).user


@pytest.fixture
def fields(db):
    return {
        "title": "지게차 운전원",
        "occupation": OccupationFactory(),
        "region": RegionFactory(district=True),
        "address": "수원시 장안구 정조로 1",
        "duties": "물류 창고에서 지게차로 짐을 옮기고 쌓습니다. 하루 두 번 재고를 셉니다.",
        "contract": "permanent",
        "pay_period": "month",
        "pay_min": 2_800_000,
        "hours_week": Decimal(40),
        "openings": 2,
        "deadline": timezone.localdate() + dt.timedelta(days=14),
    }


@pytest.fixture
def text(fields):
    return VacancyText(fields=fields)


@pytest.fixture
def draft(employer, owner, text):
    from employers import services

    return services.vacancy_draft(employer_id=employer.pk, by=owner, text=text)


@pytest.fixture
def published(employer):
    return VacancyFactory(
        employer=employer,
        openings=2,
        duties="물류 창고에서 지게차로 짐을 옮기고 쌓습니다.",
        state=Vacancy.State.PUBLISHED,
    )
