"""Which condition shuts a person out of how many vacancies: for one who is offered none, or few."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.columns import (
    ALWAYS,
    CLOSED,
    CONTRACT_BITS,
    NIGHT,
    NO_PERMIT,
    NOT_SHORT,
    SHIFT,
    WEEKEND,
    PeopleColumns,
    VacancyColumns,
)
from matching.engine.hard import USUAL_REACH_KM, covers

Flags = NDArray[np.bool_]
MASKS = {
    "permit": NO_PERMIT | NOT_SHORT | ALWAYS, "night": NIGHT, "weekend": WEEKEND, "shift": SHIFT,
    "contract": CONTRACT_BITS,
}  # fmt: skip
CONDITIONS = ("place", "pay", "hours", "licence", "access", *MASKS)


class Shut(NamedTuple):
    """Of the (C,) CONDITIONS, among vacancies that are open and neither refused nor hidden from."""

    out: NDArray[np.int64]  # vacancies that break it
    alone: NDArray[np.int64]  # that break nothing else: what giving it up would open


def shut_out(v: VacancyColumns, p: PeopleColumns) -> Shut:
    """Of the first of the people. A kernel's masks once more, condition by condition, over whole columns."""
    there = (v.flags & CLOSED == 0) & _not_refused(v, p)
    broken = np.stack([
        ~_reached(v, p)[v.block], (v.best > 0) & (v.best < p.floor[0]),
        (v.hours > 0) & ((v.hours < p.hours_min[0]) | (v.hours > p.hours_max[0])),
        _lacks_licence(v, p), v.lacks & p.needs[0] != 0,
        *(v.flags & p.forbids[0] & mask != 0 for mask in MASKS.values()),
    ]) & there  # fmt: skip
    return Shut(broken.sum(axis=1), (broken & (broken.sum(axis=0) == 1)).sum(axis=1))


def _reached(v: VacancyColumns, p: PeopleColumns) -> Flags:
    """(B,) blocks within reach, as `gathering.distance_share` has it."""
    home, unsaid, silent = int(p.home[0]), bool(np.isnan(p.reach[0])), not len(p.region)
    known = (v.block_home >= 0) & (home >= 0)
    km = np.full(len(v.block_home), np.nan)
    km[known] = v.distance[home, v.block_home[known]]
    near = km <= (USUAL_REACH_KM if unsaid else p.reach[0])
    if unsaid and not silent:
        near[:] = False
    for code in p.region.tolist():
        near |= covers(code, v.block_place)
    return near | (silent and home < 0) | ((v.block_remote > 0) & bool(p.remote_ok[0]))


def _lacks_licence(v: VacancyColumns, p: PeopleColumns) -> Flags:
    held = np.zeros(int(v.licence_of.max(initial=-1)) + 1, bool)
    places = v.licence_of[p.licence[p.licence < len(v.licence_of)]]
    held[places[places >= 0]] = True
    owner = np.repeat(np.arange(len(v.ids)), np.diff(v.licence_start))
    return np.bincount(owner, (v.licence_required > 0) & ~held[v.licence], len(v.ids)) > 0


def _not_refused(v: VacancyColumns, p: PeopleColumns) -> Flags:
    shown = ~np.isin(v.ids, p.refused)
    shown[v.by_employer[np.isin(v.employers, p.hidden)]] = False
    return shown
