"""The engine against brute force: the same best pairs, no constraint broken, components that add up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import CURRENT, best_people, best_vacancies, explain
from matching.engine.hard import NO_WORK, PART_TIME_HOURS, PERMIT, USUAL_REACH_KM
from matching.engine.score import Scorer, totals
from matching.engine.tables import rarity_of
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
def test_the_best_equal_brute_force_whatever_the_chunks(seed, k):
    people, vacancies = make_people(9, seed), make_vacancies(40, seed + 1)
    world = make_world(rarity_of(vacancies))
    scorer = Scorer(vacancies, world, CURRENT)
    found = {}
    for start, best in best_vacancies(people, vacancies, world, k=k, chunk=4, tile=11):
        for row in range(len(best.feasible)):
            at = best.of(row)
            found[start + row] = list(zip(best.other[at].tolist(), best.score[at].tolist(), strict=True))
    for p in range(len(people)):
        _allowed, _i, j, parts = scorer.block(people.take(np.array([p])))
        assert set(j.tolist()) == {v for v in range(len(vacancies)) if allowed_slowly(people, p, vacancies, v, world)}
        wanted = sorted(zip(-totals(parts), vacancies.ids[j], j, strict=True))[:k]
        assert [v for v, _score in found[p]] == [int(v) for _s, _id, v in wanted]
        assert np.allclose([score for _v, score in found[p]], [-s for s, _id, _v in wanted], atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_skill_component_is_the_weighted_share_of_needs_met(seed):
    people, vacancies = make_people(5, seed), make_vacancies(20, seed + 1)
    world = make_world(rarity_of(vacancies))
    _allowed, i, j, parts = Scorer(vacancies, world, CURRENT).block(people)
    slow = [CURRENT.skills * skills_slowly(people, p, vacancies, v, world) for p, v in zip(i, j, strict=True)]
    assert np.allclose(parts[:, 0], slow, atol=1e-9)


def test_components_lie_within_their_weights_and_add_up_to_the_score():
    people, vacancies = make_people(30, 5), make_vacancies(200, 6)
    world = make_world(rarity_of(vacancies))
    pairs = 0
    for _start, best in best_vacancies(people, vacancies, world):
        pairs += len(best.score)
        assert (best.components >= -1e-12).all()
        assert (best.components <= CURRENT.vector() + 1e-12).all()
        assert np.allclose(best.components.sum(axis=1), best.score, atol=1e-12)
    assert pairs > 50


def test_both_directions_give_a_pair_the_same_score():
    people, vacancies = make_people(25, 7), make_vacancies(12, 8)
    world = make_world(rarity_of(vacancies))
    forward = {}
    for start, best in best_vacancies(people, vacancies, world, k=12):
        for row, other, score in zip(best.row, best.other, best.score, strict=True):
            forward[(start + int(row), int(other))] = score
    for v in range(len(vacancies)):
        best = best_people(v, people, vacancies, world, k=25, chunk=7)
        assert {int(p) for p in best.other} == {p for p, job in forward if job == v}
        for p, score in zip(best.other, best.score, strict=True):
            assert score == pytest.approx(forward[(int(p), v)], abs=1e-9)


def test_equal_scores_go_to_the_lower_id():
    people, vacancies = make_people(1, 3), make_vacancies(1, 4, open_to_all=True)
    twins = vacancies.take(np.zeros(6, np.int64))
    object.__setattr__(twins, "ids", np.array([9, 4, 7, 1, 8, 2]))
    ((_start, best),) = best_vacancies(make_people(1, 3, asks_nothing=True), twins, make_world({}), k=3)
    assert twins.ids[best.other].tolist() == [1, 2, 4]
    assert len(people) == 1


def test_nobody_and_nothing_give_empty_answers():
    people, vacancies = make_people(3, 1), make_vacancies(5, 2)
    none = vacancies.take(np.zeros(0, np.int64))
    ((_start, best),) = best_vacancies(people, none, make_world({}))
    assert best.feasible.tolist() == [0, 0, 0]
    assert list(best_vacancies(people.take(np.zeros(0, np.int64)), vacancies, make_world({}))) == []


def test_every_recommended_pair_can_say_why():
    people, vacancies = make_people(20, 11), make_vacancies(100, 12)
    world = make_world(rarity_of(vacancies))
    for start, best in best_vacancies(people, vacancies, world, k=5):
        for row, other in zip(best.row.tolist(), best.other.tolist(), strict=True):
            reasons = explain(people, start + row, vacancies, other, world)
            assert {reason.kind for reason in reasons} <= {"fit", "gap", "ask"}
            assert not [reason for reason in reasons if reason.key == "licence_needed"]


def test_distance_between_seoul_and_busan_is_about_325_km():
    world = make_world({})
    seoul, busan = world.row(np.array([11110, 26110]))
    assert world.distance[seoul, busan] == pytest.approx(325, abs=10)
    assert set(WORLD_PLACES) == set(world.codes.tolist())
