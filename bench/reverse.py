"""Whom a new vacancy suits among 500,000 people: the reverse kernel beside the best SQL found, one after the other.

Ours begins with the vacancy's facts and looks at everybody in the order in which the product keeps them. Both must
name the same people. --quick: 10,000 people, the gate only.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

import numpy as np
import psycopg2
from numpy.typing import NDArray

from bench import made
from bench.matching import exact, timed
from bench.peers.reverse import REVERSE, asked_of, people_fill
from bench.peers.tables import world_fill
from bench.platform import database
from bench.rows import Row, figure, times
from matching.engine import CURRENT, best, people_columns, vacancy_columns
from matching.engine.columns import VacancyColumns
from matching.engine.reverse import Part, by_reach, suits
from matching.engine.tables import People, Vacancies, World
from matching.engine.text import DIMENSION

PEOPLE, VACANCIES = 500_000, 100_000
ASKED, ROUNDS = 20, 5
MATCHED = 2_000  # people whose twentieth is computed; everybody has that of the neighbour before
TIE = 1e-9  # the same sum in another order


def run(*, quick: bool) -> Iterator[Row]:
    many, of = (10_000, 10_000) if quick else (PEOPLE, VACANCIES)
    vacancies = made.vacancies(of, DIMENSION)
    world = made.world(vacancies, DIMENSION)
    v = vacancy_columns(vacancies, world, CURRENT)
    people = made.people(many, DIMENSION, seed=3)
    people = people.take(by_reach(people))
    everybody = Part.of(people_columns(people, world), twentieths(v, people, world))
    with database("reverse") as url:
        connection = psycopg2.connect(url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("CREATE EXTENSION vector")
                world_fill(cursor, v, everybody.people)
                people_fill(cursor, everybody.people, everybody.least)
                REVERSE.prepare(cursor)
                yield from compared(cursor, vacancies, world, everybody, quick=quick)
        finally:
            connection.close()


def twentieths(v: VacancyColumns, people: People, world: World) -> NDArray[np.float64]:
    step = max(len(people) // MATCHED, 1)
    found = best(v, people_columns(people.take(np.arange(0, len(people), step)), world), threads=2)
    least = np.where(found.found == 20, found.score[:, 19], -2.0)
    return least[np.arange(len(people)) // step]


def compared(cursor, vacancies: Vacancies, world: World, everybody: Part, *, quick: bool) -> Iterator[Row]:
    rows = np.linspace(0, len(vacancies) - 1, ASKED).astype(np.int64)
    new = [vacancies.take(rows[at : at + 1]) for at in range(ASKED)]
    asked = [asked_of(vacancy_columns(one, world, CURRENT)) for one in new]
    found = [suited(one, world, everybody) for one in new]
    wrong = 0
    for mine, question in zip(found, asked, strict=True):
        within, beyond = ({pk for (pk,) in REVERSE.ask(cursor, question | {"tie": tie})} for tie in (-TIE, TIE))
        wrong += not within <= mine <= beyond
    yield exact(f"reverse, {len(everybody.least):,} people: vacancies that SQL gives to others", wrong)
    if quick:
        return
    ours: list[list[float]] = []
    peer: list[list[float]] = []
    for _round in range(ROUNDS):
        pairs = [
            (timed(lambda: suited(one, world, everybody)), timed(lambda: REVERSE.ask(cursor, question)))  # noqa: B023
            for one, question in zip(new, asked, strict=True)
        ]
        for side, values in zip((ours, peer), zip(*pairs, strict=True), strict=True):
            side.append(list(values))
    yield times("SQL reverse query ÷ reverse kernel, p50", ours, peer, "≥30")
    yield figure("  people a vacancy suits, p50", [statistics.median(map(len, found))], "")
    yield from (Row(f"    {line}", "", "", None, "") for line in REVERSE.plan(cursor, asked[0]))


def suited(new: Vacancies, world: World, everybody: Part) -> set[int]:
    who, _scores = suits(vacancy_columns(new, world, CURRENT), everybody)
    return set(everybody.people.ids[who].tolist())
