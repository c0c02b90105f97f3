"""What is stored of a person's results is what the engine found."""

import datetime as dt

import numpy as np
import pytest

from matching.engine import COMPONENTS, CURRENT, best, explain, people_columns, vacancy_columns
from matching.engine.tables import rarity_of
from matching.models import Recommendation
from matching.nightly.packing import stored, unpacked
from matching.nightly.picture import Picture
from matching.nightly.rows import results_of, rows_copy
from matching.nightly.snapshot import GROUPS, Measures
from tests.matching.engine.worlds import make_people, make_vacancies, make_world


@pytest.fixture(scope="module")
def case():
    people, vacancies = make_people(40, 1), make_vacancies(200, 2)
    world = make_world(rarity_of(vacancies))
    columns = vacancy_columns(vacancies, world, CURRENT)
    picture = Picture((columns,), Measures(world, np.zeros(0), None, np.zeros(0, np.int64), np.zeros(0)))
    results = results_of(people_columns(people, world), picture, 7, None)
    return people, vacancies, world, columns, list(results.rows())


def test_the_stored_ones_are_the_engine_s_in_its_order(case):
    people, _vacancies, world, columns, rows = case
    found = best(columns, people_columns(people, world))
    for i, row in enumerate(rows):
        assert row.vacancies == columns.ids[found.top[i, : found.found[i]]].tolist()
        assert row.jobseeker_id == people.ids[i]
        assert row.feasible == found.feasible[i]


def test_the_score_is_the_sum_of_its_parts_to_the_last_digit(case):
    people, _vacancies, world, columns, rows = case
    found = best(columns, people_columns(people, world))
    for i, row in enumerate(rows):
        for place, one in enumerate(unpacked(row.vacancies, row.parts, row.reasons)):
            assert set(one.components) == set(COMPONENTS)
            assert sum(one.components.values()) == pytest.approx(one.score, abs=1e-9)
            assert one.score == pytest.approx(found.score[i, place], abs=1e-8)


def _without_names(reasons):
    """Keys and numbers, without which skills and licences they are."""
    out = []
    for one in reasons:
        values = {key: value for key, value in one["values"].items() if key not in ("skills", "licence", "required")}
        if one["key"] in ("skill_needed", "skill_liked", "skill_level", "licence_liked"):
            out.append(("gap",))
        else:
            out.append((one["kind"], one["key"], sorted(values.items())))
    return out


def test_reasons_are_told_as_the_engine_tells_them(case):
    people, vacancies, world, _columns, rows = case
    place = {pk: at for at, pk in enumerate(vacancies.ids.tolist())}
    pairs = 0
    for i, row in enumerate(rows):
        for one in unpacked(row.vacancies, row.parts, row.reasons):
            told = stored(explain(people, i, vacancies, place[one.vacancy_id], world))
            assert _without_names(one.reasons) == _without_names(told)
            pairs += 1
    assert pairs > 100


@pytest.mark.parametrize("seed", range(4))
def test_what_moved_since_the_night_gives_what_a_full_run_gives(seed):
    people, vacancies = make_people(12, seed), make_vacancies(300, seed + 1)
    world = make_world(rarity_of(vacancies))
    usual = Measures(world, np.full(len(GROUPS), np.nan), None, np.zeros(0, np.int64), np.zeros(0))
    night = vacancies.take(np.arange(250))
    gone, fresh = np.arange(0, 250, 7), np.arange(250, 300)
    moved = np.concatenate([vacancies.ids[gone], vacancies.ids[fresh]])
    picture = Picture((usual.columns(night),), usual).with_moved(moved, vacancies.take(fresh))
    after = Picture((usual.columns(vacancies.take(np.setdiff1d(np.arange(300), gone))),), usual)
    columns = people_columns(people, world)
    now, full = picture.best(columns, 20), after.best(columns, 20)
    filled = np.arange(20) < full.found[:, None]
    assert now.found.tolist() == full.found.tolist()
    for name in ("ids", "score", "parts", "reasons"):
        assert getattr(now, name)[filled].tobytes() == getattr(full, name)[filled].tobytes()


@pytest.mark.django_db
def test_what_copy_writes_is_what_was_found(case, settings):
    people, _vacancies, world, columns, _rows = case
    picture = Picture((columns,), Measures(world, np.zeros(0), None, np.zeros(0, np.int64), np.zeros(0)))
    now = dt.datetime(2026, 11, 27, 3, 4, 5, 678901, tzinfo=dt.UTC)
    results = results_of(people_columns(people, world), picture, 0, now)
    assert {0, Recommendation.MOST} < set(results.found.found.tolist())
    assert rows_copy([results]) == len(people)
    stored_rows = {one.jobseeker_id: one for one in Recommendation.objects.all()}
    for i, row in enumerate(results.rows()):
        one = stored_rows[row.jobseeker_id]
        assert (one.night, one.computed_at, one.model_version) == (0, now, CURRENT.version)
        assert (one.feasible, one.vacancies, one.parts) == (row.feasible, row.vacancies, row.parts)
        assert [bytes(reason) for reason in one.reasons] == row.reasons
        full = len(row.vacancies) == Recommendation.MOST
        assert one.least == (results.found.score[i, -1] if full else None)
        assert one.explored == row.explored
        assert [bytes(reason) for reason in one.explored_reasons] == row.explored_reasons
        others = row.feasible - len(row.vacancies)
        assert len(row.explored) == min(settings.MATCHING_EXPLORED, others)
        assert one.explored_chance == (min(settings.MATCHING_EXPLORED / max(others, 1), 1))
        assert not set(row.explored) & set(row.vacancies)
