"""The engine against brute force: the same best pairs, no constraint broken, components that add up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    COMPONENTS,
    CURRENT,
    best_people,
    best_vacancies,
    explain,
    people_columns,
    plain,
    vacancy_columns,
)
from matching.engine.explain import told, why
from matching.engine.hard import NO_WORK, PART_TIME_HOURS, PERMIT, USUAL_REACH_KM
from matching.engine.score import Scorer, totals
from matching.engine.tables import rarity_of
from tests.matching.engine.reasons_slowly import reasons_slowly
from tests.matching.engine.worlds import WORLD_PLACES, make_people, make_vacancies, make_world


def allowed_slowly(people, p, vacancies, v, world) -> bool:  # noqa: C901 - every rule in a row, as an oracle should be
    """The constraints again, one pair at a time, in plain words."""
    if not vacancies.open[v]:
        return False
    home, work = world.row(people.place[[p]])[0], world.row(vacancies.place[[v]])[0]
    km = float(world.distance[home, work]) if home >= 0 and work >= 0 else np.nan
    remote = bool(people.remote_ok[p] and vacancies.remote[v] == 2)
    named = people.regions.row(p).tolist()
    place = int(vacancies.place[v])
    in_named = any(
        place // 1000 == code if code < 100 else place // 10 == code // 10 if code % 10 == 0 else place == code
        for code in named
    )
    reach = people.reach_km[p]
    if not (remote or in_named):
        if np.isnan(reach) and named:
            return False
        limit = USUAL_REACH_KM if np.isnan(reach) else reach
        if not (home < 0 and not named) and not km <= limit:
            return False
    required = {
        code for code, must in zip(vacancies.licences.row(v), vacancies.licences.more(v), strict=True) if must == 1
    }
    if not required <= set(people.licences.row(p)):
        return False
    permit = people.permit[p]
    if permit == NO_WORK or (permit >= PERMIT and not vacancies.permit_ok[v]):
        return False
    if permit == 2 and not vacancies.hours[v] <= PART_TIME_HOURS:
        return False
    if any(getattr(people, f"no_{name}")[p] and getattr(vacancies, name)[v] for name in ("night", "weekend", "shift")):
        return False
    if vacancies.hours[v] < people.hours_min[p] or vacancies.hours[v] > people.hours_max[p]:
        return False
    best = vacancies.pay_low[v] if np.isnan(vacancies.pay_high[v]) else vacancies.pay_high[v]
    if best < people.pay_floor[p]:
        return False
    contract = int(vacancies.contract[v])
    if people.contracts[p] and contract >= 0 and not people.contracts[p] & (1 << contract):
        return False
    if vacancies.access[v] and people.needs[p] & ~vacancies.access[v]:
        return False
    return vacancies.ids[v] not in people.refused.row(p) and vacancies.employer[v] not in people.hidden.row(p)


def skills_slowly(people, p, vacancies, v, world) -> float:
    held = dict(zip(people.skills.row(p).tolist(), people.skills.more(p).tolist(), strict=True))
    met = total = 0.0
    for skill, mark in zip(vacancies.skills.row(v).tolist(), vacancies.skills.more(v).tolist(), strict=True):
        required, level = mark >= 10, (mark % 10) or 3
        worth = world.rarity.get(skill, 1.0) * (1.0 if required else 0.5)
        total += worth
        met += worth * min(held.get(skill, 0), level) / level
    return met / total if total else CURRENT.unknown_skills


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), k=st.integers(1, 8))
def test_the_best_equal_brute_force(seed, k):
    people, vacancies = make_people(9, seed), make_vacancies(40, seed + 1)
    world = make_world(rarity_of(vacancies))
    scorer = Scorer(vacancies, world, CURRENT)
    best = best_vacancies(people, vacancies, world, k)
    for p in range(len(people)):
        _allowed, _i, j, parts = scorer.block(people.take(np.array([p])))
        assert set(j.tolist()) == {v for v in range(len(vacancies)) if allowed_slowly(people, p, vacancies, v, world)}
        assert best.feasible[p] == len(j)
        wanted = sorted(zip(-totals(parts), vacancies.ids[j], j, strict=True))[:k]
        n = best.found[p]
        assert best.top[p, :n].tolist() == [int(v) for _s, _id, v in wanted]
        assert np.allclose(best.score[p, :n], [-s for s, _id, _v in wanted], atol=1e-9)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_kernel_equals_plain_numpy_on_many_vacancies_and_any_threads(seed):
    people, vacancies = make_people(40, seed), make_vacancies(700, seed + 1)
    world = make_world(rarity_of(vacancies))
    best = best_vacancies(people, vacancies, world, threads=1 + seed % 2)
    for start, slow in plain.best_vacancies(people, vacancies, world, chunk=16, tile=300):
        for row in range(len(slow.feasible)):
            at, p = slow.of(row), start + row
            n = best.found[p]
            assert best.feasible[p] == slow.feasible[row]
            assert best.top[p, :n].tolist() == slow.other[at].tolist()
            assert np.allclose(best.parts[p, :n], slow.components[at], atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_skill_component_is_the_weighted_share_of_needs_met(seed):
    people, vacancies = make_people(5, seed), make_vacancies(20, seed + 1)
    world = make_world(rarity_of(vacancies))
    _allowed, i, j, parts = Scorer(vacancies, world, CURRENT).block(people)
    slow = [CURRENT.skills * skills_slowly(people, p, vacancies, v, world) for p, v in zip(i, j, strict=True)]
    assert np.allclose(parts[:, 0], slow * vacancies.chance[j], atol=1e-9)


def test_components_lie_within_their_weights_and_add_up_to_the_score():
    people, vacancies = make_people(30, 5), make_vacancies(200, 6)
    best = best_vacancies(people, vacancies, make_world(rarity_of(vacancies)))
    filled = np.arange(20) < best.found[:, None]
    parts, score = best.parts[filled], best.score[filled]
    assert len(score) > 50
    assert (parts[:, :-1] >= 0).all()
    assert (parts[:, :-1] <= CURRENT.vector() + 1e-12).all()
    assert np.array_equal(parts[:, COMPONENTS.index("congestion")], -vacancies.price[best.top[filled]])
    assert np.array_equal(totals(parts), score)


def test_both_directions_give_a_pair_the_same_score():
    people, vacancies = make_people(25, 7), make_vacancies(12, 8)
    world = make_world(rarity_of(vacancies))
    forward = best_vacancies(people, vacancies, world, 12)
    score = {
        (p, v): s
        for p in range(25)
        for v, s in zip(forward.top[p, : forward.found[p]].tolist(), forward.score[p], strict=False)
    }  # fmt: skip
    for v in range(len(vacancies)):
        found = best_people(v, people, vacancies, world, k=25).tolist()
        assert set(found) == {p for p, job in score if job == v}
        order = sorted(found, key=lambda p: (-score[p, v], people.ids[p]))
        assert found == order


def test_equal_scores_go_to_the_lower_id():
    vacancies = make_vacancies(1, 4, open_to_all=True)
    twins = vacancies.take(np.zeros(6, np.int64))
    object.__setattr__(twins, "ids", np.array([9, 4, 7, 1, 8, 2]))
    best = best_vacancies(make_people(1, 3, asks_nothing=True), twins, make_world({}), 3)
    assert twins.ids[best.top[0]].tolist() == [1, 2, 4]


def test_nobody_and_nothing_give_empty_answers():
    people, vacancies = make_people(3, 1), make_vacancies(5, 2)
    none = vacancies.take(np.zeros(0, np.int64))
    assert best_vacancies(people, none, make_world({})).found.tolist() == [0, 0, 0]
    assert len(best_vacancies(people.take(np.zeros(0, np.int64)), vacancies, make_world({})).found) == 0


def test_a_price_or_chance_out_of_range_is_refused():
    vacancies = make_vacancies(3, 2)
    vacancies.price[1] = 1.5
    with pytest.raises(ValueError, match="price"):
        best_vacancies(make_people(1, 1), vacancies, make_world({}))


def test_every_recommended_pair_can_say_why():
    people, vacancies = make_people(20, 11), make_vacancies(100, 12)
    world = make_world(rarity_of(vacancies))
    best = best_vacancies(people, vacancies, world, 5)
    for p in range(len(people)):
        for v in best.top[p, : best.found[p]].tolist():
            reasons = explain(people, p, vacancies, v, world)
            assert {reason.kind for reason in reasons} <= {"fit", "gap", "ask"}
            assert not [reason for reason in reasons if reason.key == "licence_needed"]


@pytest.mark.parametrize("seed", range(6))
def test_reasons_equal_the_slow_ones_for_any_pair(seed):
    people, vacancies = make_people(12, seed), make_vacancies(40, seed + 1)
    world = make_world(rarity_of(vacancies))
    columns = vacancy_columns(vacancies, world, CURRENT)
    every = np.tile(np.arange(40, dtype=np.uint32), (12, 1))
    found = why(columns, people_columns(people, world), every, np.full(12, 40))
    for p in range(12):
        for at, v in enumerate(columns.row.tolist()):
            assert told(found, (p, at), people, p, vacancies, v, world) == reasons_slowly(
                people, p, vacancies, v, world
            )


def test_distance_between_seoul_and_busan_is_about_325_km():
    world = make_world({})
    seoul, busan = world.row(np.array([11110, 26110]))
    assert world.distance[seoul, busan] == pytest.approx(325, abs=10)
    assert set(WORLD_PLACES) == set(world.codes.tolist())
