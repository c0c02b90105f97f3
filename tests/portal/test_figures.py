"""The ministry's monthly figures and blocks."""

import datetime as dt

import pytest
from django.utils import timezone

from jobseekers.models import Spell
from portal import figures
from portal.models import MonthlyFigure
from portal.selectors import ministry
from portal.services.figures import figures_refresh
from taxonomy.models import TightnessCell
from tests import factories

pytestmark = pytest.mark.django_db


def _month_back(months: int) -> dt.date:
    today = timezone.localdate()
    count = today.year * 12 + today.month - 1 - months
    return dt.date(count // 12, count % 12 + 1, 15)


def _spells(count: int, started_on: dt.date) -> None:
    for _ in range(count):
        Spell.objects.create(
            jobseeker=factories.JobseekerFactory(), started_on=started_on, reason=Spell.Reason.CLOSURE
        )


def test_inflow_is_counted_by_month_and_province():
    _spells(3, _month_back(2))
    figures_refresh()
    row = MonthlyFigure.objects.get(indicator="inflow")
    assert (row.month, row.province, row.value) == (_month_back(2).replace(day=1), "41", 3)


def test_counting_twice_gives_the_same_rows():
    _spells(2, _month_back(1))
    assert figures_refresh() == figures_refresh() == MonthlyFigure.objects.count()


def test_the_month_under_way_is_not_shown_beside_whole_ones():
    _spells(1, timezone.localdate())
    _spells(1, _month_back(1))
    figures_refresh()
    board = ministry.dashboard(timezone.localdate())
    assert board.month == _month_back(1).replace(day=1)


def test_a_board_without_figures_has_no_blocks():
    assert figures.blocks(ministry.dashboard(timezone.localdate())) == {}


def test_each_block_has_a_finding_a_picture_and_a_table():
    _spells(1, _month_back(1))
    figures_refresh()
    for block in figures.blocks(ministry.dashboard(timezone.localdate())).values():
        assert block.finding
        assert "<svg" in block.chart
        assert len(block.rows[0]) == len(block.head)


def _placed(count: int, occupation: str, province: str = "41") -> None:
    MonthlyFigure.objects.create(
        month=_month_back(1).replace(day=1), indicator="placements", province=province, occupation=occupation,
        value=count, counted_at=timezone.now(),
    )  # fmt: skip


def test_placements_are_shown_by_occupation_most_first():
    major = factories.OccupationFactory()
    factories.OccupationFactory(parent=major, code="62", level="middle", path="6/62", title_ko="운전·운송직")
    _placed(3, "62")
    _placed(4, "62", province="11")
    _placed(2, "")
    block = figures.placements_block(*reversed(ministry.hiring_by_occupation(timezone.localdate())))
    assert [[row[0], row[2]] for row in block.rows] == [["운전·운송직", 7], ["직종을 모름", 2]]
    assert "운전·운송직" in block.finding


def test_placements_are_counted_within_a_chosen_province(world):
    _placed(3, "62")
    _placed(4, "62", province="11")
    assert "62,0,4" in world.client("analyst").get("/ministry/placements.csv?province=11").content.decode()


def test_placements_are_a_file_for_the_ministry_alone(world):
    _placed(3, "62")
    assert "62,0,3" in world.client("analyst").get("/ministry/placements.csv").content.decode()
    assert world.client("counsellor").get("/ministry/placements.csv").status_code == 403


def test_tightness_is_hidden_where_fewer_than_five_people_look():
    cell = {"occupation": factories.OccupationFactory(), "month": timezone.localdate().replace(day=1)}
    TightnessCell.objects.create(region=factories.RegionFactory(), vacancies=8, jobseekers=4, **cell)
    _, (row,) = ministry.tightness_by_occupation()
    assert row.ratio is None


def test_the_csv_opens_in_korean_spreadsheets(world):
    body = world.client("analyst").get("/ministry/occupations.csv").content
    assert body.startswith("\ufeff".encode())


@pytest.mark.parametrize("rows", [1, 6])
def test_the_ministrys_home_costs_the_same_whatever_is_counted(world, rows, django_assert_max_num_queries):
    _spells(rows, _month_back(1))
    figures_refresh()
    client = world.client("analyst")
    with django_assert_max_num_queries(8):
        assert client.get("/home/").status_code == 200
