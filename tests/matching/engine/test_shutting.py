"""Which condition shuts a person out, beside the plain hard constraints."""

from dataclasses import replace

import numpy as np
import pytest

from matching.engine import CURRENT, Ragged, people_columns, vacancy_columns
from matching.engine.hard import distances, feasible
from matching.engine.shutting import CONDITIONS, shut_out
from tests.matching.engine.worlds import make_people, make_vacancies, make_world

N = 150
# What a person asks that it is about, as one who does not ask it.
GIVEN_UP = {
    "pay": {"pay_floor": np.full(1, np.nan)},
    "hours": {"hours_min": np.full(1, np.nan), "hours_max": np.full(1, np.nan)},
    "access": {"needs": np.zeros(1, np.int64)}, "permit": {"permit": np.zeros(1, np.int64)},
    "night": {"no_night": np.zeros(1, bool)}, "weekend": {"no_weekend": np.zeros(1, bool)},
    "shift": {"no_shift": np.zeros(1, bool)}, "contract": {"contracts": np.zeros(1, np.int64)},
    "licence": {"licences": Ragged.of([list(range(10))])},
    "place": {"place": np.zeros(1, np.int64), "regions": Ragged.of([[]])},
}  # fmt: skip


def fits(person, vacancies, world):
    return feasible(person, vacancies, world, distances(person, vacancies, world))[0]


@pytest.mark.parametrize("seed", range(25))
def test_a_condition_alone_shuts_out_what_giving_it_up_opens(seed):
    person, vacancies, world = make_people(1, seed), make_vacancies(N, seed + 1), make_world({})
    shut = shut_out(vacancy_columns(vacancies, world, CURRENT), people_columns(person, world))
    now = fits(person, vacancies, world)
    for at, name in enumerate(CONDITIONS):
        opened = fits(replace(person, **GIVEN_UP[name]), vacancies, world) & ~now
        assert shut.alone[at] == opened.sum(), name
        assert shut.out[at] >= shut.alone[at]


def test_nothing_shuts_out_one_who_asks_nothing_but_licences():
    person, world = make_people(1, 3, asks_nothing=True), make_world({})
    vacancies = make_vacancies(N, 4)
    shut = shut_out(vacancy_columns(vacancies, world, CURRENT), people_columns(person, world))
    assert {name for name, out in zip(CONDITIONS, shut.out.tolist(), strict=True) if out} <= {"licence"}
