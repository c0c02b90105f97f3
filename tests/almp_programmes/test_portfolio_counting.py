"""The portfolio's cells: equal to the base rows, counted by one worker, renewed by what changed."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from almp_programmes.models import Enrolment, MoneyEntry, PortfolioCell, PortfolioYear
from almp_programmes.services import portfolio
from bench import plain_portfolio
from jobseekers.models import Spell
from tests import factories
from tests.almp_programmes.money import EnrolmentFactory, GroupFactory, ProgrammeFactory, line

pytestmark = pytest.mark.django_db
State = Enrolment.State
SPRING = {"starts_on": dt.date(2025, 2, 28), "ends_on": dt.date(2025, 8, 31)}  # and six months on, no 31st


def _mixed_rows() -> None:
    """Every state, ages on both sides of each border, people with a home and without, jobs found and lost again."""
    youth, _older = GroupFactory(code="youth"), GroupFactory(code="older")
    open_to_all, for_returning = ProgrammeFactory(), ProgrammeFactory()
    for_returning.target_groups.add(GroupFactory(code="returning"))
    start = dt.date(2024, 3, 1)
    borders = [
        dt.date(1989, 3, 1),
        dt.date(1989, 3, 2),
        dt.date(1974, 3, 1),
        dt.date(1974, 3, 2),
        dt.date(2009, 3, 2),
        None,
    ]
    for born in borders:
        EnrolmentFactory(programme=open_to_all, person__birth_date=born)
    for state in State.values:
        if state == State.OFFERED:
            continue
        EnrolmentFactory(programme=for_returning, state=state, reason="까닭", **SPRING)
    EnrolmentFactory(programme=open_to_all, state=State.LEFT_FOR_JOB, ended_on=start - dt.timedelta(days=3))
    for found, lost in ((60, None), (60, 200), (250, None), (None, None)):
        seeker = factories.JobseekerFactory()
        EnrolmentFactory(programme=open_to_all, person=seeker.person)
        _spell(seeker, start - dt.timedelta(days=30), found and start + dt.timedelta(days=found))
        if lost:
            _spell(seeker, start + dt.timedelta(days=lost), None)
    line(open_to_all, 5_000_000, province="41", target_group=youth)
    line(open_to_all, 7_000_000, kind="committed")
    line(open_to_all, -1_000_000, province="41", target_group=youth)


def _spell(seeker, started: dt.date, ended: dt.date | None) -> None:
    Spell.objects.create(
        jobseeker=seeker, started_on=started, ended_on=ended, reason="closure", end_reason="found" if ended else ""
    )


def test_cells_rebuilt_from_the_base_rows_are_the_same():
    _mixed_rows()
    portfolio.portfolio_recount()
    assert plain_portfolio.differences(timezone.localdate()) == []
    assert PortfolioCell.objects.filter(sustained_6m__gt=0).exists()


def test_the_sum_of_places_is_the_number_of_enrolments_that_held_one():
    _mixed_rows()
    portfolio.portfolio_recount()
    held = Enrolment.objects.exclude(state__in=["applied", "documents", "approved", "refused", "waiting", "withdrawn"])
    assert sum(PortfolioCell.objects.values_list("places", flat=True)) == held.count() > 10


def test_counting_twice_gives_the_same_cells():
    _mixed_rows()
    portfolio.portfolio_recount()
    before = plain_portfolio.stored()
    portfolio.portfolio_recount()
    assert plain_portfolio.stored() == before


def test_a_year_that_another_worker_has_claimed_is_left_to_it():
    EnrolmentFactory()
    portfolio.years_mark()
    PortfolioYear.objects.update(claimed_at=timezone.now())
    assert portfolio.years_due() == []
    assert portfolio.year_count(year=2024) is None
    assert not PortfolioCell.objects.exists()


def test_the_claim_of_a_dead_worker_is_taken_back():
    EnrolmentFactory()
    portfolio.years_mark()
    PortfolioYear.objects.update(claimed_at=timezone.now() - dt.timedelta(hours=1), due=False)
    assert portfolio.years_due() == [2024]
    assert portfolio.year_count(year=2024) == 1


def test_a_worker_whose_claim_was_taken_back_writes_nothing(monkeypatch):
    EnrolmentFactory()
    portfolio.years_mark()

    def taken_meanwhile(year: int) -> int:
        PortfolioYear.objects.update(claimed_at=timezone.now() + dt.timedelta(seconds=1))
        return written(year)

    written = portfolio._count
    monkeypatch.setattr(portfolio, "_count", taken_meanwhile)
    assert portfolio.year_count(year=2024) is None
    assert not PortfolioCell.objects.exists()


def _hours_ago(hours: int) -> None:
    PortfolioYear.objects.update(counted_at=timezone.now() - dt.timedelta(hours=hours))


def test_a_moved_enrolment_makes_its_year_due_and_no_other():
    days = {"starts_on": dt.date(2026, 5, 1), "ends_on": dt.date(2026, 6, 1), "ended_on": None}
    old, new = EnrolmentFactory(), EnrolmentFactory(state=State.PLACED, **days)
    portfolio.portfolio_recount()
    _hours_ago(1)
    new.move(State.STARTED)
    portfolio.years_changed_mark()
    assert portfolio.years_due() == [2026]
    portfolio.year_count(year=2026)
    assert PortfolioCell.objects.get(programme=new.programme).entries == 1
    assert PortfolioCell.objects.get(programme=old.programme).entries == 1


def test_a_new_line_of_the_books_makes_its_year_due():
    one = EnrolmentFactory()
    portfolio.portfolio_recount()
    _hours_ago(1)
    line(one.programme, 1_000_000)
    portfolio.years_changed_mark()
    assert portfolio.years_due() == [2024]


def test_nothing_is_due_where_nothing_changed():
    EnrolmentFactory()
    portfolio.portfolio_recount()
    _hours_ago(1)
    portfolio.years_changed_mark()
    assert portfolio.years_due() == []


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_line_of_the_books_cannot_be_changed_even_past_the_code(change):
    one = line(ProgrammeFactory(), 1_000_000)
    rows = MoneyEntry.objects.filter(pk=one.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(won=2_000_000) if change == "update" else rows.delete()
    assert rows.get().won == 1_000_000
