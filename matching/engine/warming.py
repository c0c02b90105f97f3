"""Compile the kernels ahead: `python -m matching.engine.warming`. Takes a minute once for each version of the engine;
without it the first request or task pays for it."""

from __future__ import annotations

import numpy as np

from matching.engine import postings
from matching.engine.columns import people_columns, vacancy_columns
from matching.engine.explain import why
from matching.engine.match import best
from matching.engine.reverse import Part, suits
from matching.engine.tables import People, Ragged, Vacancies, World
from matching.engine.text import DIMENSION
from matching.engine.weights import CURRENT


def warm() -> None:
    """Every kernel once, on nobody and one vacancy of nothing: types are what matters."""
    world = World.of({})
    vacancies, people = vacancy_columns(_vacancy(), world, CURRENT), people_columns(_person(), world)
    found = best(vacancies, people, reasons=True, explore=1)
    why(vacancies, people, found.top, found.found)
    suits(vacancies, Part.of(people, np.zeros(1)))
    _warm_postings()


def _warm_postings() -> None:
    """For lists on disk, which may only be read, and for those in memory."""
    for writable in (True, False):
        at, times, worth = np.zeros(1, np.int32), np.ones(1, np.uint8), np.ones(1, np.float32)
        for one in (at, times, worth):
            one.flags.writeable = writable
        best, met, out, few = np.zeros((3, 1), np.float32), at.copy(), worth.copy(), times.copy()
        postings.common(at, times, at, times, met, few)
        postings.count_in(at, at, few)
        postings.raise_all(best, met, 0, 0, at, worth)
        postings.raise_titles(best, met, 0, at, at, times, times, 1, worth[0], worth[0], np.ones(4, np.float32))
        postings.take(best, met, out)
        postings.look_up(at, worth, at, out)
        postings.tally(times.reshape(1, 1), at, np.zeros(2, np.int64))


def _person() -> People:
    no, none, unknown, empty = np.zeros(1, bool), np.zeros(1, np.int64), np.full(1, np.nan), Ragged.of([[]])
    return People(
        ids=none, place=none, reach_km=unknown, regions=empty, remote_ok=no, permit=none, no_night=no, no_weekend=no,
        no_shift=no, hours_min=unknown, hours_max=unknown, contracts=none, pay_floor=unknown, education=none,
        career=none, needs=none, licences=empty, skills=empty, occupations=empty,
        text=np.zeros((1, DIMENSION), np.int8), refused=empty, hidden=empty,
    )  # fmt: skip


def _vacancy() -> Vacancies:
    no, none, unknown, empty = np.zeros(1, bool), np.zeros(1, np.int64), np.full(1, np.nan), Ragged.of([[]])
    return Vacancies(
        ids=none, employer=none, open=~no, place=none, remote=none, permit_ok=no, night=no, weekend=no, shift=no,
        hours=unknown, contract=none - 1, pay_low=unknown, pay_high=unknown, education=none, career=none, access=none,
        licences=empty, skills=empty, occupation=none, text=np.zeros((1, DIMENSION), np.int8), market=unknown,
        chance=np.ones(1), price=np.zeros(1),
    )  # fmt: skip


if __name__ == "__main__":
    warm()
