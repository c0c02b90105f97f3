"""Made-up applications for made-up people: plausible pairs, histories, hires; the same seed gives the same.

Pairs and histories are drawn in arrays; the rows go in by COPY and one INSERT … SELECT a table, so that a hundred
thousand applications take well under a minute and memory holds one chunk.
"""

import datetime as dt
import io
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Organisation, User
from matching import population_sql as sql
from matching.applying.clocks import DEFAULT, measure_responses
from matching.population_draws import Draw, History, Vacancies, draw_histories, draw_pairs

CHUNK = 5_000
ACTOR = "시연 자료"
"""The answers of made-up people are recorded as given by one user who cannot sign in."""


def _nothing(_done: int) -> None:
    return None


def make_applications(
    *, count: int, seed: int, one_employer: int = 305, progress: Callable[[int], Any] = _nothing
) -> int:
    """About `count` applications, exactly `one_employer` of them to one employer; returns how many were written."""
    rng = np.random.default_rng([seed, 0xA991])
    people, vacancies = _people(), _vacancies()
    if not len(people["id"]) or not len(vacancies.id):
        return 0
    pairs = draw_pairs(rng, people, vacancies, count=count, one_employer=one_employer)
    actor = _actor().pk
    draw = Draw(
        rng, timezone.now(), set(), dict(zip(vacancies.id.tolist(), vacancies.free.tolist(), strict=True)),
        DEFAULT.answer_days, DEFAULT.close_days,
    )  # fmt: skip
    done = 0
    for start in range(0, len(pairs), CHUNK):
        chunk = pairs[start : start + CHUNK]
        histories = draw_histories(rng, chunk, people, vacancies, draw)
        _write(list(histories), actor)
        done += len(chunk)
        progress(done)
    with connection.cursor() as cursor:
        cursor.execute(sql.COUNTS)
    measure_responses()
    return done


def _actor() -> User:
    user, _created = User.objects.get_or_create(email=None, display_name=ACTOR, is_active=False)
    return user


def _people() -> dict[str, np.ndarray]:
    """id, province and wished major group of everyone registered; arrays of equal length."""
    with connection.cursor() as cursor:
        cursor.execute(sql.PEOPLE)
        rows = cursor.fetchall()
    names = ("id", "province", "major", "registered")
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return {name: np.array(column) for name, column in zip(names, columns, strict=True)}


def _vacancies() -> Vacancies:
    """Own postings that people could see, with when they could apply and how many may still be hired."""
    with connection.cursor() as cursor:
        cursor.execute(sql.VACANCIES, {"kind": Organisation.Kind.EMPLOYER})
        rows = cursor.fetchall()
    return Vacancies.of(rows)


def _stamp(value: dt.datetime | dt.date | None) -> str:
    return value.isoformat() if value else r"\N"


def _copy(table: str, columns: Iterable[str], rows: Iterator[Iterable[str]]) -> None:
    buffer = io.StringIO()
    for row in rows:
        buffer.write("\t".join(row) + "\n")
    buffer.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", buffer)


@transaction.atomic
def _write(histories: list[History], actor: int) -> None:
    """One chunk, all or none."""
    with connection.cursor() as cursor:
        cursor.execute(sql.STAGE)
    _copy("staged", sql.STAGED, (_staged(one) for one in histories))
    steps = ((str(one.public_id), step.before, step.after, _stamp(step.at)) for one in histories for step in one.steps)
    _copy("staged_step", sql.STAGED_STEP, steps)
    with connection.cursor() as cursor:
        for statement in sql.INSERTS:
            cursor.execute(statement, {"actor": actor})


def _staged(one: History) -> tuple[str, ...]:
    return (
        str(one.public_id), str(one.jobseeker), str(one.vacancy), one.state, _stamp(one.applied_at),
        _stamp(one.due), _stamp(one.closes), _stamp(one.viewed_at), _stamp(one.answered_at), _stamp(one.decided_at),
        one.reason, _stamp(one.interview_at), _stamp(one.offered_at), _stamp(one.starts_on), str(one.extra),
        str(uuid.UUID(int=one.public_id.int ^ 1)),
    )  # fmt: skip
