"""Who the people of one chunk are: correlated draws, a whole column at a time."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from jobseekers.population import figures as fig
from jobseekers.population.world import Floats, World

Ints = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One entry a person in each list; `days` are counted from `today`, before it negative."""

    band: list[int]
    sex: list[str]
    age: list[int]
    born: list[dt.date]
    education: list[str]
    major: list[str]
    job: list[int]  # position in World.jobs
    region: list[int]  # position in World.region_ids
    young: list[bool]


def _pick(rng: np.random.Generator, shares: Floats, n: int) -> Ints:
    edges = np.cumsum(shares / shares.sum())
    return np.minimum(np.searchsorted(edges, rng.random(n)), len(edges) - 1)


def _education(rng: np.random.Generator, band: Ints, age: Ints) -> list[str]:
    edges = np.cumsum(fig.EDUCATION_BY_AGE, axis=1)[band]
    level = (rng.random(len(band))[:, None] > edges).sum(axis=1).clip(0, len(fig.EDUCATION) - 1)
    leaves = np.array([fig.LEAVES_SCHOOL[one] for one in fig.EDUCATION])
    high_school = fig.EDUCATION.index("03")
    level = np.where(leaves[level] > age, high_school, level)
    return [fig.EDUCATION[one] for one in level.tolist()]


def _jobs(rng: np.random.Generator, world: World, education: list[str], sex: list[str]) -> tuple[list[str], list[int]]:
    n = len(sex)
    row = np.array([0 if one <= "03" else 1 if one == "04" else 2 for one in education])
    shares = fig.MAJOR_BY_EDUCATION[row] * np.array([fig.MAJOR_BY_SEX[one] for one in sex])
    shares *= np.array([bool(world.job_positions[one]) for one in fig.MAJORS])
    edges = np.cumsum(shares / shares.sum(axis=1, keepdims=True), axis=1)
    major = (rng.random(n)[:, None] > edges).sum(axis=1).clip(0, 9)
    job = np.zeros(n, dtype=np.int64)
    for at, code in enumerate(fig.MAJORS):
        here = np.flatnonzero(major == at)
        if len(here) and code in world.job_shares:
            job[here] = np.array(world.job_positions[code])[_pick(rng, world.job_shares[code], len(here))]
    return [fig.MAJORS[one] for one in major.tolist()], job.tolist()


def draw(rng: np.random.Generator, world: World, n: int, today: dt.date) -> Drawn:
    band = _pick(rng, np.array([share for _low, _high, share in fig.AGES]), n)
    low = np.array([one[0] for one in fig.AGES])[band]
    high = np.array([one[1] for one in fig.AGES])[band]
    age = (low + rng.random(n) * (high - low)).astype(int)
    within = rng.integers(1, 365, n).tolist()
    born = [today - dt.timedelta(days=int(a * 365.25) + d) for a, d in zip(age.tolist(), within, strict=True)]
    sex = ["f" if one < fig.FEMALE else "m" for one in rng.random(n).tolist()]
    education = _education(rng, band, age)
    major, job = _jobs(rng, world, education, sex)
    return Drawn(
        band=band.tolist(),
        sex=sex,
        age=age.tolist(),
        born=born,
        education=education,
        major=major,
        job=job,
        region=_pick(rng, world.region_shares, n).tolist(),
        young=(age < 40).tolist(),
    )
