"""Fictional jobseekers, any number of them, in chunks: correlated, and the same for the same seed."""

import datetime as dt
from collections.abc import Callable

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Person
from jobseekers.models import Jobseeker
from jobseekers.population import world as worlds
from jobseekers.population.circumstances import make_circumstances
from jobseekers.population.draw import draw
from jobseekers.population.life import lives
from jobseekers.population.rows import Rows
from jobseekers.population.write import copy_all, reserve

CHUNK = 2_500


def make_people(
    *, count: int, seed: int, start: int = 0, progress: Callable[[int], None] = lambda _done: None
) -> None:
    """Make people `start` to `start + count`, a transaction a chunk; `progress` is told how many each chunk made.

    Person number n is the same in every run with the same seed whose chunks begin alike. Nobody gets a user.
    """
    world, today = worlds.read(), timezone.localdate()
    for first in range(start, start + count, CHUNK):
        size = min(CHUNK, start + count - first)
        make_chunk(world, seed=seed, first=first, size=size, today=today)
        progress(size)


@transaction.atomic
def make_chunk(world: worlds.World, *, seed: int, first: int, size: int, today: dt.date) -> None:
    rng = np.random.default_rng([seed, first])
    drawn = draw(rng, world, size, today)
    with connection.cursor() as cursor:
        people, jobseekers = reserve(cursor, Person, size), reserve(cursor, Jobseeker, size)
    rows = Rows(rng, world, drawn, first, today)
    for at, life in enumerate(lives(rng, today, drawn)):
        rows.add(at, people[at], jobseekers[at], life)
    copy_all(rows.tables())
    make_circumstances(jobseekers)
