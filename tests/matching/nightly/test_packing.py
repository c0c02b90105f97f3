"""What is stored of a person's results is what the engine found."""

import numpy as np
import pytest

from matching.engine import COMPONENTS, CURRENT, best, explain, people_columns, vacancy_columns
from matching.engine.tables import rarity_of
from matching.nightly.packing import stored, unpacked
from matching.nightly.picture import Picture
from matching.nightly.rows import results_of
from matching.nightly.snapshot import Measures
from tests.matching.engine.worlds import make_people, make_vacancies, make_world


@pytest.fixture(scope="module")
def case():
    people, vacancies = make_people(40, 1), make_vacancies(200, 2)
    world = make_world(rarity_of(vacancies))
    columns = vacancy_columns(vacancies, world, CURRENT)
    picture = Picture((columns,), Measures(world, np.zeros(0), None, np.zeros(0, np.int64), np.zeros(0)))
    rows = list(results_of(people_columns(people, world), picture, 7, None))
    return people, vacancies, world, columns, rows


def test_the_stored_ones_are_the_engine_s_in_its_order(case):
    people, _vacancies, world, columns, rows = case
    found = best(columns, people_columns(people, world))
    for i, row in enumerate(rows):
        assert row.vacancies == columns.ids[found.top[i, : found.found[i]]].tolist()
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
