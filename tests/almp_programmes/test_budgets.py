"""Budgets and the books: two people, one amount at a time, each line once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from almp_programmes.models import Budget, MoneyEntry
from almp_programmes.services.budgets import budget_approve, budget_propose, budget_return
from almp_programmes.services.money import money_record
from core.errors import RuleBroken
from tests import factories
from tests.almp_programmes.money import ProgrammeFactory, administrator

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(db):
    return administrator("첫째").user, administrator("둘째").user


def _proposed(by, won: int = 1_000_000_000, programme=None) -> Budget:
    return budget_propose(year=2027, programme=programme or ProgrammeFactory(), won=won, by=by)


def test_another_administrator_approves_and_the_log_tells_both(two):
    budget = budget_approve(budget_id=_proposed(two[0]).pk, by=two[1])
    assert list(budget.transitions.values_list("after", "by")) == [("proposed", two[0].pk), ("approved", two[1].pk)]


def test_nobody_approves_what_they_proposed(two):
    budget = _proposed(two[0])
    with pytest.raises(RuleBroken, match="다른 부처 관리자"):
        budget_approve(budget_id=budget.pk, by=two[0])
    assert Budget.objects.get().state == "proposed"


def test_the_database_itself_wants_a_second_person(two):
    budget = _proposed(two[0])
    with pytest.raises(IntegrityError, match="budget_second_person"), transaction.atomic():
        Budget.objects.filter(pk=budget.pk).update(state="approved", decided_by=two[0])


def test_an_analyst_neither_proposes_nor_approves(two):
    analyst = factories.MembershipFactory(analyst=True).user
    with pytest.raises(PermissionDenied):
        _proposed(analyst)
    with pytest.raises(PermissionDenied):
        budget_approve(budget_id=_proposed(two[0]).pk, by=analyst)


def test_a_new_amount_replaces_the_old_when_it_is_approved(two):
    programme = ProgrammeFactory()
    first = budget_approve(budget_id=_proposed(two[0], 100, programme).pk, by=two[1])
    second = _proposed(two[1], 200, programme)
    assert Budget.objects.get(state="approved").won == 100
    budget_approve(budget_id=second.pk, by=two[0])
    assert Budget.objects.get(state="approved").won == 200
    assert Budget.objects.get(pk=first.pk).state == "replaced"


def test_one_amount_at_a_time_waits_for_approval(two):
    programme = ProgrammeFactory()
    _proposed(two[0], 100, programme)
    with pytest.raises(RuleBroken, match="승인을 기다리는 금액"):
        _proposed(two[1], 200, programme)


def test_what_is_returned_says_why(two):
    budget = _proposed(two[0])
    with pytest.raises(RuleBroken, match="까닭"):
        budget_return(budget_id=budget.pk, by=two[1], why=" ")
    budget_return(budget_id=budget.pk, by=two[1], why="근거가 없어요")
    assert budget.transitions.last().why == "근거가 없어요"


def _booked(key: str = "1", won: int = 500) -> MoneyEntry:
    programme = ProgrammeFactory._meta.model.objects.first() or ProgrammeFactory()
    return money_record(
        kind="spent", year=2026, programme=programme, won=won, on=dt.date(2026, 3, 1), source="dbrain", key=key
    )


def test_a_line_told_twice_counts_once():
    assert _booked().pk == _booked().pk
    assert MoneyEntry.objects.count() == 1


def test_a_line_told_again_with_another_amount_is_refused():
    _booked()
    with pytest.raises(RuleBroken, match="won"):
        _booked(won=600)
    assert MoneyEntry.objects.get().won == 500


def test_a_line_is_put_right_by_another_line():
    _booked("1", 500)
    _booked("2", -100)
    assert sum(MoneyEntry.objects.values_list("won", flat=True)) == 400
