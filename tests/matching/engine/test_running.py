"""One vacancy for everybody, columns in files: each against the full run."""

import numpy as np
import pytest

from matching.engine import CURRENT, best, congestion, people_columns, store, vacancy_columns
from matching.engine.columns import PeopleColumns, VacancyColumns, people_joined
from matching.engine.reverse import Part, by_reach, joined, suits
from matching.engine.tables import rarity_of
from tests.matching.engine.worlds import make_people, make_vacancies, make_world


@pytest.mark.parametrize("seed", range(6))
def test_a_new_vacancy_finds_those_whose_best_it_enters(seed):
    people, vacancies = make_people(300, seed), make_vacancies(60, seed + 1)
    world = make_world(rarity_of(vacancies))
    columns = people_columns(people, world)
    before = best(vacancy_columns(vacancies.take(np.arange(1, 60)), world, CURRENT), columns, 5)
    every = vacancy_columns(vacancies, world, CURRENT)
    after = best(every, columns, 5)
    least = np.where(before.found == 5, before.score[:, 4], -2.0)
    one = vacancy_columns(vacancies.take(np.array([0])), world, CURRENT)
    who, score = suits(one, Part.of(columns, least))
    new = every.ids[after.top] == vacancies.ids[0]
    new &= np.arange(5) < after.found[:, None]
    assert set(np.flatnonzero(new.any(axis=1))) <= set(who.tolist())
    assert (score >= least[who]).all()
    for p, s in zip(who.tolist(), score.tolist(), strict=True):
        if s > least[p]:
            assert after.score[p][new[p]].tolist() == [s]


@pytest.mark.parametrize("seed", range(3))
def test_whom_a_vacancy_suits_does_not_depend_on_the_order_of_people_or_on_how_they_are_parted(seed):
    people, vacancies = make_people(400, seed), make_vacancies(12, seed + 1)
    world = make_world(rarity_of(vacancies))
    least = np.random.default_rng(seed).choice([-2.0, 0.3, 0.5, np.inf], 400)
    columns, order = people_columns(people, world), by_reach(people)
    parts = [Part.of(people_columns(people.take(rows), world), least[rows]) for rows in np.array_split(order, 7)]
    whole, as_made = joined(parts), Part.of(columns, least)
    assert len(whole.blocks.start) < len(as_made.blocks.start)
    found = 0
    for at in range(12):
        one = vacancy_columns(vacancies.take(np.array([at])), world, CURRENT)
        scores = []
        for part in (as_made, whole):
            who, score = suits(one, part)
            scores.append(dict(zip(part.people.ids[who].tolist(), score.tolist(), strict=True)))
        assert scores[0] == scores[1]
        found += len(scores[0])
    assert found > 50


def test_parts_of_people_joined_are_the_whole():
    world, people = make_world({}), make_people(50, 1)
    parts = [people_columns(people.take(rows), world) for rows in np.array_split(np.arange(50), 3)]
    for one, whole in zip(people_joined(parts), people_columns(people, world), strict=True):
        assert one.dtype == whole.dtype
        assert np.array_equal(one, whole, equal_nan=one.dtype.kind == "f")


def test_the_reverse_kernel_takes_one_vacancy():
    world = make_world({})
    part, two = Part.of(people_columns(make_people(2, 1), world), np.zeros(2)), make_vacancies(2, 1)
    with pytest.raises(ValueError, match="one vacancy"):
        suits(vacancy_columns(two, world, CURRENT), part)


def test_what_is_explored_is_feasible_outside_the_best_and_drawn_evenly():
    people, vacancies = make_people(30, 3), make_vacancies(120, 4)
    world = make_world(rarity_of(vacancies))
    columns, person = vacancy_columns(vacancies, world, CURRENT), people_columns(people, world)
    every = best(columns, person, 120)
    nights = [best(columns, person, 5, explore=2, seed=night) for night in range(60)]
    for p in range(30):
        feasible = set(every.top[p, : every.found[p]].tolist())
        outside = feasible - set(nights[0].top[p, : nights[0].found[p]].tolist())
        drawn = [one for night in nights for one in night.explored[p].tolist() if one >= 0]
        assert set(drawn) <= outside
        assert len(drawn) == 60 * min(2, len(outside))
        if len(outside) > 2:
            assert set(drawn) == outside or len(outside) > 25
            assert max(map(drawn.count, outside)) < 120 * 4 / len(outside) + 4


def test_prices_spread_attention_and_no_strength_leaves_it():
    people, vacancies = make_people(200, 3), make_vacancies(150, 4)
    world = make_world(rarity_of(vacancies))
    columns, person = vacancy_columns(vacancies, world, CURRENT), people_columns(people, world)
    columns = congestion.priced(columns, np.zeros(150))
    free = best(columns, person, 5)
    positions = np.ones(150, np.int64)
    price = congestion.prices(columns, person, positions, people=20_000, strength=0.1)
    dear = best(congestion.priced(columns, price), person, 5)
    before = congestion.spread(congestion.exposures(free, 150))
    after = congestion.spread(congestion.exposures(dear, 150))
    assert after.gini < before.gini
    assert after.unseen <= before.unseen
    assert 0.2 < congestion.recall(dear, free) < 1
    assert not congestion.prices(columns, person, positions, people=20_000, strength=0).any()


def test_columns_come_back_from_files_and_the_newest_set_is_the_current_one(tmp_path):
    world = make_world({})
    people, vacancies = (
        people_columns(make_people(9, 1), world),
        vacancy_columns(make_vacancies(40, 2), world, CURRENT),
    )
    store.write(tmp_path, "a", {"vacancies": vacancies, "people": people}, {"weights": CURRENT.version})
    store.write(tmp_path, "b", {"vacancies": vacancies, "people": people}, {"weights": CURRENT.version})
    current = tmp_path / "current"
    assert store.manifest(current)["version"] == "b"
    mapped = store.read(current, "vacancies", VacancyColumns, check=True)
    found = best(mapped, store.read(current, "people", PeopleColumns, check=True))
    assert np.array_equal(found.score, best(vacancies, people).score)
    mapped.text[:] = 0
    assert store.read(current, "vacancies", VacancyColumns, check=True).text.any()
    store.prune(tmp_path, keep=1)
    assert not (tmp_path / "a").exists()


def test_a_changed_file_is_noticed(tmp_path):
    world = make_world({})
    folder = store.write(tmp_path, "a", {"people": people_columns(make_people(9, 1), world)}, {})
    (folder / "people.home.npy").write_bytes(b"else")
    with pytest.raises(store.Damaged):
        store.read(folder, "people", PeopleColumns, check=True)
