"""The planner's reckoning on plain values."""

import pytest

from almp_programmes.planning import Cell, Effect, Move, plan

JOBS = Cell(("6", 2), won=1_000, places=10, entries=10, entries_by={60: 10})
TRAINING = Cell(("2", 1), won=500, places=10, entries=8, entries_by={20: 6, 21: 2})
EFFECTS = {(60, None): Effect(0.01, 0.02), (20, None): Effect(0.10, 0.03), (21, None): Effect(0.20, 0.05)}
MOVE = Move(("6", 2), ("2", 1), 200)


def _rows(cells, moves, effects=EFFECTS):
    found = plan(cells, moves, effects)
    return {row.key: row for row in found.rows}, found


def test_what_one_loses_another_gains():
    rows, found = _rows([JOBS, TRAINING], [MOVE])
    assert sum(row.change for row in rows.values()) == 0
    assert (rows["6", 2].won, rows["2", 1].won, found.moved) == (800, 700, 200)


def test_places_and_people_follow_the_base_years_cost():
    rows, _found = _rows([JOBS, TRAINING], [MOVE])
    assert (rows["6", 2].places_change, rows["2", 1].places_change, rows["2", 1].entries_change) == (-2, 4, 3)


def test_expected_jobs_follow_the_mix_of_programmes_with_an_interval():
    rows, _found = _rows([JOBS, TRAINING], [MOVE])
    jobs = rows["2", 1].jobs
    assert jobs.value == pytest.approx(0.4 * (6 * 0.10 + 2 * 0.20))
    error = 0.4 * ((6 * 0.03) ** 2 + (2 * 0.05) ** 2) ** 0.5
    assert jobs.high - jobs.value == pytest.approx(1.959964 * error)


def test_a_groups_own_estimate_goes_before_that_of_all():
    rows, _found = _rows([JOBS, TRAINING], [MOVE], EFFECTS | {(20, 1): Effect(0.5, 0.1)})
    assert rows["2", 1].jobs.value == pytest.approx(0.4 * (6 * 0.5 + 2 * 0.20))


def test_jobs_are_not_known_where_one_programme_has_no_estimate():
    effects = {key: one for key, one in EFFECTS.items() if key != (21, None)}
    rows, found = _rows([JOBS, TRAINING], [MOVE], effects)
    assert rows["2", 1].jobs is None
    assert rows["6", 2].jobs is not None
    assert found.jobs is None


def test_one_estimate_used_twice_errs_in_both_alike():
    other = Cell(("2", 3), won=500, places=10, entries=10, entries_by={20: 10})
    one = Cell(("2", 1), won=500, places=10, entries=10, entries_by={20: 10})
    _, found = _rows([one, other], [Move(("2", 1), ("2", 3), 100)])
    assert found.jobs.high - found.jobs.low == pytest.approx(0, abs=1e-9)


def test_a_group_new_to_a_category_is_reckoned_with_the_categorys_cost():
    rows, _found = _rows([JOBS, TRAINING], [Move(("6", 2), ("2", 9), 100)])
    assert (rows["2", 9].borrowed, rows["2", 9].places_change) == (True, 2)


def test_what_the_base_year_does_not_tell_stays_unknown():
    unknown = Cell(("2", None), won=None, places=None, entries=50)
    rows, found = _rows([JOBS, unknown], [Move(("6", 2), ("2", None), 100)])
    row = rows["2", None]
    assert (found.places_change, found.entries_change) == (None, None)
    assert (row.won, row.places_change, row.entries_change, row.jobs, found.jobs) == (None, None, None, None, None)


def test_groups_that_end_with_fewer_places_are_named_most_first():
    other = Cell(("6", 3), won=1_000, places=10, entries=10)
    _, found = _rows([JOBS, other, TRAINING], [MOVE, Move(("6", 3), ("2", 1), 500)])
    assert found.losers() == [(3, 5), (2, 2)]
    assert found.places_change == 7
