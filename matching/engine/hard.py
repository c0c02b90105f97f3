"""Hard constraints: a pair that breaks one is never recommended, however well the rest fits."""

from __future__ import annotations

from typing import Any

import numpy as np

from matching.engine.tables import Bools, Floats, Ints, People, Ragged, Vacancies, World

ANY_WORK, PERMIT, PART_TIME, NO_WORK = 0, 1, 2, 3
PART_TIME_HOURS = 25
USUAL_REACH_KM = 40.0  # about an hour on the road, where the person said nothing
FULLY_REMOTE = 2


def distances(people: People, vacancies: Vacancies, world: World) -> Floats:
    """(C, V) km between home and work, NaN where either is unknown, 0 for work done from home by one who likes it."""
    home, work = world.row(people.place), world.row(vacancies.place)
    if len(world.codes):
        km = world.distance[np.ix_(np.maximum(home, 0), np.maximum(work, 0))].astype(np.float64)
    else:
        km = np.full((len(people), len(vacancies)), np.nan)
    km[home < 0, :] = np.nan
    km[:, work < 0] = np.nan
    km[np.logical_and.outer(people.remote_ok, vacancies.remote == FULLY_REMOTE)] = 0
    return km


def wanted_places(people: People, vacancies: Vacancies) -> Bools:
    """(C, V) the work lies in a region the person named: the district itself, its city, or its province."""
    wanted = np.zeros((len(people), len(vacancies)), bool)
    owner, codes = people.regions.owner, people.regions.values
    for i, code in zip(owner.tolist(), codes.tolist(), strict=True):
        wanted[i] |= covers(code, vacancies.place)
    return wanted


def covers(code: int, place: Any) -> Any:
    """Whether a region's code (or an array of them) lies in the region named."""
    if code < 100:
        return place // 1000 == code
    # A city with wards, 41110, holds 41111, 41113 …
    return place // 10 == code // 10 if code % 10 == 0 else place == code


def _reachable(people: People, vacancies: Vacancies, world: World, km: Floats) -> Bools:
    near = km <= np.where(np.isnan(people.reach_km), USUAL_REACH_KM, people.reach_km)[:, None]
    silent = np.diff(people.regions.starts) == 0
    nowhere = (world.row(people.place) < 0) & silent
    unsaid = np.isnan(people.reach_km)
    # Regions named without a commute limit are where the person would live: only they count.
    near &= ~(unsaid & ~silent)[:, None]
    from_home = np.logical_and.outer(people.remote_ok, vacancies.remote == FULLY_REMOTE)
    return near | wanted_places(people, vacancies) | nowhere[:, None] | from_home


def _licensed(people: People, vacancies: Vacancies) -> Bools:
    """(C, V) every required licence is held: as many of them held as required."""
    need = vacancies.licences.extra == 1
    if not need.any():
        return np.ones((len(people), len(vacancies)), bool)
    owner, codes = vacancies.licences.owner[need], vacancies.licences.values[need]
    known, at = np.unique(codes, return_inverse=True)
    held = _held(people.licences, known)
    required = np.bincount(owner, minlength=len(vacancies))
    counts = np.zeros((len(people), len(vacancies)))
    np.add.at(counts.T, owner, held[:, at].T)
    return counts >= required


def _held(rows: Ragged, known: Ints) -> Floats:
    at = np.minimum(np.searchsorted(known, rows.values), len(known) - 1)
    hit = known[at] == rows.values
    held = np.zeros((len(rows), len(known)))
    held[rows.owner[hit], at[hit]] = 1
    return held


def _permitted(people: People, vacancies: Vacancies) -> Bools:
    short = vacancies.hours <= PART_TIME_HOURS
    everyone, nobody = np.ones(len(vacancies), bool), np.zeros(len(vacancies), bool)
    allowed = np.stack([everyone, vacancies.permit_ok, vacancies.permit_ok & short, nobody])
    return allowed[people.permit]


def _not_refused(people: People, vacancies: Vacancies) -> Bools:
    kept = np.ones((len(people), len(vacancies)), bool)
    for rows, ids in ((people.refused, vacancies.ids), (people.hidden, vacancies.employer)):
        for i, refused in zip(rows.owner.tolist(), rows.values.tolist(), strict=True):
            kept[i] &= ids != refused
    return kept


def feasible(people: People, vacancies: Vacancies, world: World, km: Floats) -> Bools:
    """(C, V) pairs that break no hard constraint. What a vacancy does not say (pay, hours) breaks none."""
    no = np.logical_and.outer
    with np.errstate(invalid="ignore"):
        pay_best = np.where(np.isnan(vacancies.pay_high), vacancies.pay_low, vacancies.pay_high)
        poor = pay_best[None, :] < people.pay_floor[:, None]
        hours = (vacancies.hours[None, :] < people.hours_min[:, None]) | (
            vacancies.hours[None, :] > people.hours_max[:, None]
        )
        reach = _reachable(people, vacancies, world, km)
    bit = np.where(vacancies.contract >= 0, 1 << np.maximum(vacancies.contract, 0), -1)
    contract = (people.contracts[:, None] == 0) | ((people.contracts[:, None] & bit[None, :]) != 0)
    lacking = (people.needs[:, None] & ~vacancies.access[None, :]) != 0
    return (
        vacancies.open[None, :]
        & reach
        & ~poor
        & ~hours
        & contract
        & ~(lacking & (vacancies.access != 0)[None, :])
        & ~no(people.no_night, vacancies.night)
        & ~no(people.no_weekend, vacancies.weekend)
        & ~no(people.no_shift, vacancies.shift)
        & _permitted(people, vacancies)
        & _licensed(people, vacancies)
        & _not_refused(people, vacancies)
    )
