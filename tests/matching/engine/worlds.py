"""Small random people and vacancies as the engine sees them."""

import numpy as np

from matching.engine import People, Ragged, Vacancies, World

WORLD_PLACES = {
    11110: (37.573, 126.979), 11680: (37.517, 127.047), 28110: (37.474, 126.622), 41110: (37.263, 127.029),
    41111: (37.304, 127.010), 41590: (37.199, 126.831), 26110: (35.106, 129.032), 30110: (36.312, 127.455),
}  # fmt: skip
CODES = [*WORLD_PLACES, 0]
OCCUPATIONS = [0, 11331, 11332, 1133, 1134, 18221, 1822, 182, 13001]


def make_world(rarity) -> World:
    return World.of(WORLD_PLACES, rarity)


def _maybe(rng, values, n, share=0.3):
    picked = rng.choice(np.array(values, float), n)
    picked[rng.random(n) < share] = np.nan
    return picked


def _ragged(rng, n, pool, most, extra=None):
    rows = []
    for _i in range(n):
        picked = rng.choice(pool, rng.integers(0, most + 1), replace=False).tolist()
        rows.append([(one, float(rng.choice(extra))) if extra is not None else one for one in picked])
    return Ragged.of(rows)


def _text(rng, n):
    return rng.integers(-127, 128, (n, 16)).astype(np.int8) * (rng.random((n, 1)) < 0.9).astype(np.int8)


def make_people(n: int, seed: int, *, asks_nothing: bool = False) -> People:
    rng = np.random.default_rng(seed)
    often = 0.0 if asks_nothing else 0.2
    none = Ragged.of([[]] * n)
    return People(
        ids=np.arange(n) * 3 + 1,
        place=np.zeros(n, np.int64) if asks_nothing else rng.choice(CODES, n),
        reach_km=np.full(n, np.nan) if asks_nothing else _maybe(rng, [15, 30, 60, 400], n),
        regions=none if asks_nothing else _ragged(rng, n, [11, 41, 41110, 26110, 41590], 2),
        remote_ok=rng.random(n) < often,
        permit=np.zeros(n, np.int64) if asks_nothing else rng.choice(4, n, p=[0.7, 0.1, 0.1, 0.1]),
        no_night=rng.random(n) < often,
        no_weekend=rng.random(n) < often,
        no_shift=rng.random(n) < often,
        hours_min=np.full(n, np.nan) if asks_nothing else _maybe(rng, [15, 20], n, 0.8),
        hours_max=np.full(n, np.nan) if asks_nothing else _maybe(rng, [30, 40, 52], n, 0.7),
        contracts=np.zeros(n, np.int64) if asks_nothing else rng.choice([0, 0, 1, 3, 63], n),
        pay_floor=np.full(n, np.nan) if asks_nothing else _maybe(rng, [2_000_000, 2_500_000, 3_000_000], n),
        education=rng.integers(0, 8, n),
        career=rng.integers(0, 120, n),
        needs=np.zeros(n, np.int64) if asks_nothing else rng.choice([0, 0, 0, 1, 5], n),
        licences=_ragged(rng, n, [1, 2, 3, 4], 3),
        skills=_ragged(rng, n, np.arange(1, 30), 8, [1, 2, 3, 4, 5]),
        occupations=_ragged(rng, n, OCCUPATIONS[1:], 3, [1.0, 0.9]),
        text=_text(rng, n),
        refused=none if asks_nothing else _ragged(rng, n, np.arange(0, 200, 5), 4),
        hidden=none if asks_nothing else _ragged(rng, n, np.arange(5), 1),
    )


def make_vacancies(n: int, seed: int, *, open_to_all: bool = False) -> Vacancies:
    rng = np.random.default_rng(seed)
    often = 0.0 if open_to_all else 0.2
    low = _maybe(rng, [2_100_000, 2_600_000, 3_400_000], n, 0.2)
    high = low + 300_000
    high[rng.random(n) < 0.5] = np.nan
    return Vacancies(
        ids=np.arange(n) * 5,
        employer=rng.integers(0, 20, n),
        open=np.ones(n, bool) if open_to_all else rng.random(n) < 0.9,
        place=rng.choice(CODES, n),
        remote=rng.choice(3, n, p=[0.8, 0.1, 0.1]),
        permit_ok=rng.random(n) < 0.4,
        night=rng.random(n) < often,
        weekend=rng.random(n) < often,
        shift=rng.random(n) < often,
        hours=_maybe(rng, [20, 40, 48], n),
        contract=rng.choice([-1, 0, 1, 3], n),
        pay_low=low,
        pay_high=high,
        education=rng.integers(0, 8, n),
        career=rng.choice([0, 0, 12, 36], n),
        access=rng.choice([0, 0, 1, 7], n),
        licences=Ragged.of([[]] * n) if open_to_all else _ragged(rng, n, [1, 2, 3, 4], 1, [0, 1]),
        skills=_ragged(rng, n, np.arange(1, 30), 6, [0, 2, 4, 10, 13, 15]),
        occupation=rng.choice(OCCUPATIONS, n),
        text=_text(rng, n),
        market=_maybe(rng, [2_300_000, 2_800_000], n, 0.2),
        chance=rng.choice([1.0, 1.0, 0.6], n),
        price=rng.choice([0.0, 0.0, 0.05, 0.3], n),
    )
