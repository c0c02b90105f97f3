"""Whom a new vacancy suits: the reverse kernel, one vacancy against everybody, beside each person's k-th score.

Cheapest first: reach, masks, then bounds that take what is not yet known at its most; the few that are left are scored
exactly, as the forward kernel scores them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.engine.columns import LICENSED, PeopleColumns, VacancyColumns
from matching.engine.compiling import jit, part_of
from matching.engine.gathering import distance_share, forget, holds_required, know_occupations, remember, scratch
from matching.engine.pairs import cosine, occupation_share, pair, pay_share, skill_share


@part_of
def shut_out(v, p, i):
    """Whether anything but reach and licences forbids it."""
    hours = v.hours[0]
    if v.flags[0] & p.forbids[i] & ~LICENSED or v.lacks[0] & p.needs[i]:
        return True
    if hours and (hours < p.hours_min[i] or hours > p.hours_max[i]):
        return True
    if v.best[0] and v.best[0] < p.floor[i]:
        return True
    for one in range(p.refused_start[i], p.refused_start[i + 1]):
        if p.refused[one] == v.ids[0]:
            return True
    hides = False
    for one in range(p.hidden_start[i], p.hidden_start[i + 1]):
        hides |= p.hidden[one] == v.employers[0]
    return hides


@part_of
def rest(v, p, i, distance):
    """Worth of what takes no look at lists: distance, pay, and hours and contract at their most."""
    return distance * v.weights[3] + pay_share(v, p, i, 0) * v.weights[4] + v.weights[5] + v.weights[6]


@part_of
def held_score(v, p, i, s, distance, least):
    """The exact score, or -1 where a bound already lies below the least or a licence is missing."""
    w, chance, price = v.weights, v.chance[0], v.price[0]
    known = rest(v, p, i, distance)
    if (known + w[0] + w[1] + w[2]) * chance - price < least - 1e-9:
        return -2.0
    know_occupations(v, p, i, s)
    known += occupation_share(v, p, i, 0, s) * w[1]
    if (known + w[0] + w[2]) * chance - price < least - 1e-9:
        return -2.0
    remember(v, p, i, s)
    score = -2.0
    if (not v.flags[0] & LICENSED or holds_required(v, s, 0)) and (
        (known + skill_share(v, s, 0) * w[0] + w[2]) * chance - price >= least - 1e-9
    ):
        score = pair(v, p, i, 0, distance, cosine(v, p, i, 0), s, s.parts)
    forget(v, p, i, s)
    return score


@jit
def suited(v, p, first, last, least, s, who, scores):
    """Rows of people from first up to last whose score is not below their least, into `who` and `scores`; how many."""
    found = 0
    for i in range(first, last):
        distance = distance_share(v, p, i, 0)
        if distance < 0 or shut_out(v, p, i):
            continue
        score = held_score(v, p, i, s, distance, least[i])
        if score >= max(least[i], -1.0):
            who[found], scores[found] = i, score
            found += 1
    return found


def suits(
    v: VacancyColumns, p: PeopleColumns, least: NDArray[np.float64]
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Of one vacancy's columns and N people: (m,) rows whose score reaches (N,) `least`, and their scores.

    `least` is each person's k-th score, -2 where fewer than k were found (a score is never below -1). One that only
    reaches it is returned too: which of two equal scores stays is a matter of ids, and of the caller.
    """
    if len(v.ids) != 1:
        raise ValueError("The reverse kernel takes one vacancy.")
    who, scores = np.empty(len(p.ids), np.uint32), np.empty(len(p.ids))
    n = suited(v, p, 0, len(p.ids), least, scratch(v, 1), who, scores)
    return who[:n].copy(), scores[:n].copy()
