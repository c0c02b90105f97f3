"""Made-up people and vacancies as the engine's tables: correlated as real ones are, from the shipped reference lists.

Homes and workplaces follow the population of provinces; occupation gives pay, hours, shifts, skills, licences and the
direction of the text; people mostly want what they have done. Seeded: the same sizes give the same arrays.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from matching.engine.tables import People, Ragged, Vacancies, World, rarity_of

REFERENCE = Path(__file__).resolve().parent.parent / "taxonomy" / "reference"
# Residents in 100,000, rounded, by the first two digits of the region's code.
RESIDENTS = {
    11: 94, 26: 33, 27: 24, 28: 30, 29: 14, 30: 14, 31: 11, 36: 4, 41: 136, 42: 15, 51: 15, 43: 16, 44: 21, 45: 17,
    52: 17, 46: 18, 47: 26, 48: 32, 50: 7,
}  # fmt: skip
TEXTS = 20_000  # made at a time
COMMON_SKILLS = 40  # asked for whatever the occupation
SKILLS_A_PERSON, SKILLS_A_VACANCY = 9.0, 6.0


@dataclass(frozen=True)
class Ground:
    """What both sides are drawn from: U unit groups, with their skills, licences, usual pay and text direction."""

    places: dict[int, tuple[float, float]]
    districts: np.ndarray
    crowd: np.ndarray  # share of people by district
    units: np.ndarray  # codes after a leading 1
    demand: np.ndarray  # share by unit
    skills: list[np.ndarray]
    licences: list[np.ndarray]
    pay: np.ndarray
    direction: np.ndarray  # (U, d)


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def ground(dimension: int) -> Ground:
    rng = np.random.default_rng(7)
    regions = [row for row in _rows("regions.csv") if row["level"] == "district" and not row["valid_to"]]
    places = {int(r["code"][:5]): (float(r["latitude"]), float(r["longitude"])) for r in regions if r["latitude"]}
    districts = np.array(sorted(places))
    crowd = np.array([RESIDENTS.get(code // 1000, 5) for code in districts.tolist()]) / np.bincount(
        districts // 1000
    )[districts // 1000]  # fmt: skip
    crowd = crowd * rng.lognormal(0, 0.5, len(districts))
    units = np.array(sorted({int("1" + row["code"]) for row in _rows("occupation_units.csv")}))
    minors = [str(unit)[1:4] for unit in units.tolist()]
    skills = {name: i + 1 for i, name in enumerate(row["code"] for row in _rows("skills.csv"))}
    asked: dict[str, list[int]] = {}
    for row in _rows("occupation_skills.csv"):
        asked.setdefault(row["occupation"], []).append(skills[row["skill"]])
    licensed: dict[str, list[int]] = {}
    for row in _rows("occupation_licences.csv"):
        licensed.setdefault(row["occupation"], []).append(int(row["licence"][1:]))
    return Ground(
        places, districts, crowd / crowd.sum(), units, _shares(rng.lognormal(0, 1, len(units))),
        [np.array(asked.get(minor, [1]) + rng.integers(1, 1389, 6).tolist()) for minor in minors],
        [np.array(licensed.get(minor, [1])) for minor in minors],
        2_200_000 * rng.lognormal(0.15, 0.25, len(units)), _directions(rng, units, dimension),
    )  # fmt: skip


def _shares(weight: np.ndarray) -> np.ndarray:
    return weight / weight.sum()


def _directions(rng: np.random.Generator, units: np.ndarray, d: int) -> np.ndarray:
    """Nearer in the tree, nearer in direction; the first dimensions carry most, as after an SVD."""
    spread = 1 / np.sqrt(1 + np.arange(d) / 8)
    out = np.zeros((len(units), d))
    for digits, share in ((1, 0.4), (2, 0.5), (3, 0.6), (4, 0.7)):
        _heads, at = np.unique(units // 10 ** (4 - digits), return_inverse=True)
        out += share * (rng.standard_normal((at.max() + 1, d)) * spread)[at]
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def text_of(rng: np.random.Generator, directions: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """(n, d) int8: the direction of the work and nearly as much of the text's own."""
    if len(unit) > TEXTS:
        return np.concatenate([text_of(rng, directions, unit[at : at + TEXTS]) for at in range(0, len(unit), TEXTS)])
    direction = directions[unit]
    n, d = direction.shape
    own = rng.standard_normal((n, d), np.float32) / np.sqrt(1 + np.arange(d) / 8, dtype=np.float32)
    mixed = direction + 0.9 * own / np.linalg.norm(own, axis=1, keepdims=True)
    return np.rint(mixed * (127 / np.abs(mixed).max(axis=1, keepdims=True))).astype(np.int8)


def _ragged(counts: np.ndarray, values: np.ndarray, extra: np.ndarray) -> Ragged:
    """Rows of these lengths; a value twice in a row is kept once."""
    owner = np.repeat(np.arange(len(counts)), counts)
    keys, first = np.unique(owner * 10_000_000 + values, return_index=True)
    starts = np.searchsorted(keys, np.arange(len(counts) + 1) * 10_000_000)
    return Ragged(starts.astype(np.int64), values[first].astype(np.int64), extra[first].astype(np.float64))


def _from_pools(rng: np.random.Generator, pools: list[np.ndarray], owner: np.ndarray) -> np.ndarray:
    lengths = np.array([len(pool) for pool in pools])
    flat, starts = np.concatenate(pools), np.cumsum(lengths) - lengths
    return flat[starts[owner] + (rng.random(len(owner)) * lengths[owner]).astype(np.int64)]


def _skills(rng: np.random.Generator, unit: np.ndarray, mean: float, g: Ground, extra: np.ndarray) -> Ragged:
    counts = np.maximum(rng.poisson(mean, len(unit)), 1)
    owner = np.repeat(unit, counts)
    picked = _from_pools(rng, g.skills, owner)
    common = rng.random(len(picked)) < 0.25
    picked[common] = 1 + (COMMON_SKILLS * rng.random(common.sum()) ** 2).astype(np.int64)
    return _ragged(counts, picked, rng.choice(extra, len(picked)))


def _some(rng: np.random.Generator, n: int, share: float) -> np.ndarray:
    return rng.random(n) < share


def vacancies(n: int, dimension: int, seed: int = 1) -> Vacancies:
    g, rng = ground(dimension), np.random.default_rng(seed)
    unit = rng.choice(len(g.units), n, p=g.demand)
    low = np.rint(g.pay[unit] * rng.lognormal(0, 0.12, n) / 10_000) * 10_000
    high = np.where(_some(rng, n, 0.4), np.rint(low * 1.15), np.nan)
    unsaid = _some(rng, n, 0.15)
    licence_counts = _some(rng, n, 0.3).astype(np.int64)
    owner = np.repeat(unit, licence_counts)
    hard = np.array([0.1 + 0.5 * (str(code)[1] in "5689") for code in g.units.tolist()])[unit]
    return Vacancies(
        ids=np.arange(n) * 3 + 1, employer=rng.integers(1, n // 3 + 2, n), open=np.ones(n, bool),
        place=rng.choice(g.districts, n, p=g.crowd), remote=rng.choice(3, n, p=[0.93, 0.04, 0.03]),
        permit_ok=_some(rng, n, 0.25), night=rng.random(n) < hard * 0.4, weekend=rng.random(n) < hard * 0.7,
        shift=rng.random(n) < hard * 0.5, hours=rng.choice([np.nan, 20, 25, 40, 40, 40, 40, 45, 52], n),
        contract=rng.choice([-1, 0, 0, 0, 0, 1, 1, 2, 3], n), pay_low=np.where(unsaid, np.nan, low),
        pay_high=np.where(unsaid, np.nan, high), education=rng.choice([0, 0, 0, 3, 4, 5], n),
        career=rng.choice([0, 0, 0, 12, 36, 60], n), access=rng.choice([0, 0, 0, 3, 15, 1023], n),
        licences=_ragged(licence_counts, _from_pools(rng, g.licences, owner), rng.random(len(owner)) < 0.5),
        skills=_skills(rng, unit, SKILLS_A_VACANCY, g, np.array([0, 2, 3, 4, 12, 13, 14, 15])),
        occupation=np.where(_some(rng, n, 0.1), g.units[unit] // 10, g.units[unit]),
        text=text_of(rng, g.direction, unit), market=g.pay[unit], chance=np.ones(n), price=np.zeros(n),
    )  # fmt: skip


def people(n: int, dimension: int, seed: int = 2) -> People:
    g, rng = ground(dimension), np.random.default_rng(seed)
    unit = rng.choice(len(g.units), n, p=g.demand)
    home = rng.choice(g.districts, n, p=g.crowd)
    named = _some(rng, n, 0.25).astype(np.int64)
    at = np.repeat(home, named)
    region = np.where(_some(rng, len(at), 0.3), at // 1000, at // 10 * 10)
    held = rng.poisson(0.7, n)
    wanted = 1 + rng.integers(0, 3, n)
    near = np.clip(np.repeat(unit, wanted) + rng.integers(-4, 5, wanted.sum()), 0, len(g.units) - 1)
    near[np.cumsum(wanted) - 1] = unit
    hides = _some(rng, n, 0.02).astype(np.int64)
    return People(
        ids=np.arange(n) * 2 + 5, place=np.where(_some(rng, n, 0.01), 0, home),
        reach_km=np.where(_some(rng, n, 0.3), np.nan, rng.choice([15, 20, 30, 45, 60], n)),
        regions=_ragged(named, region, np.ones(len(region))), remote_ok=_some(rng, n, 0.3),
        permit=rng.choice(4, n, p=[0.95, 0.03, 0.015, 0.005]), no_night=_some(rng, n, 0.45),
        no_weekend=_some(rng, n, 0.3), no_shift=_some(rng, n, 0.3),
        hours_min=np.where(_some(rng, n, 0.3), 30, np.nan), hours_max=np.where(_some(rng, n, 0.4), 45, np.nan),
        contracts=np.where(_some(rng, n, 0.4), rng.choice([1, 1, 3, 7], n), 0),
        pay_floor=np.where(_some(rng, n, 0.7), np.rint(g.pay[unit] * rng.uniform(0.75, 1.05, n) / 1e4) * 1e4, np.nan),
        education=rng.integers(0, 8, n), career=rng.integers(0, 240, n),
        needs=np.where(_some(rng, n, 0.05), rng.choice([1, 3, 4, 512], n), 0),
        licences=_ragged(held, _from_pools(rng, g.licences, np.repeat(unit, held)), np.ones(held.sum())),
        skills=_skills(rng, unit, SKILLS_A_PERSON, g, np.arange(1, 6)),
        occupations=_ragged(wanted, g.units[near], rng.choice([1.0, 1.0, 0.85], len(near))),
        text=text_of(rng, g.direction, unit),
        refused=_ragged(np.full(n, 1), rng.integers(0, 100_000, n) * 3 + 1, np.ones(n)),
        hidden=_ragged(hides, rng.integers(1, 30_000, hides.sum()), np.ones(hides.sum())),
    )  # fmt: skip


def sorted_by_home(table: People) -> People:
    """As batches are cut: neighbours together."""
    return table.take(np.lexsort((table.ids, table.place)))


def world(table: Vacancies, dimension: int) -> World:
    return World.of(ground(dimension).places, rarity_of(table))
