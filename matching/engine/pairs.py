"""One pair exactly, as `score` defines it: the components, added from left to right."""

from __future__ import annotations

import numpy as np

from matching.engine.compiling import jit, part_of
from matching.engine.gathering import PARTS, SHARES
from matching.engine.score import PAY_GOOD


@jit
def dot(a, b):
    """Of 8-bit vectors, exactly."""
    total = np.int32(0)
    for j in range(len(a)):
        total = np.int32(total + np.int32(np.int32(a[j]) * np.int32(b[j])))
    return total


@part_of
def cosine(v, p, i, at):
    return min(max(dot(p.text[i], v.text[at]) * p.text_scale[i] * v.text_scale[at], 0.0), 1.0)


@part_of
def skill_share(v, s, at):
    first, last = v.skill_start[at], v.skill_start[at + 1]
    if first == last:
        return v.weights[7]
    met = 0.0
    for one in range(first, last):
        met += v.skill_worth[one] * min(s.held[v.skill[one]], v.skill_level[one])
    return met


@part_of
def occupation_share(v, p, i, at, s):
    best = 0.0
    o = v.occupation[at]
    for one in range(p.occupation_start[i], p.occupation_start[i + 1]):
        best = max(best, SHARES[s.near[one - p.occupation_start[i], o]] * p.occupation_worth[one])
    return best


@part_of
def pay_share(v, p, i, at):
    low, floor = v.low[at], p.floor[i]
    if low == 0:
        return v.weights[9]
    share = 0.5
    if floor:
        share = min(max(0.5 + 0.5 * (low / max(floor, 1) - 1) / (PAY_GOOD - 1), 0.0), 1.0)
    return (1 - v.weights[12]) * share + v.weights[12] * v.market[at]


@part_of
def pair(v, p, i, at, distance, text, s, out):
    """The components, then the score: added from left to right."""
    w, chance = v.weights, v.chance[at]
    hours_said = p.asks_hours[i] and v.hours[at] > 0
    contract_said = p.contracts[i] and v.contract[at] >= 0
    out[0] = skill_share(v, s, at) * w[0] * chance
    out[1] = occupation_share(v, p, i, at, s) * w[1] * chance
    out[2] = text * w[2] * chance
    out[3] = distance * w[3] * chance
    out[4] = pay_share(v, p, i, at) * w[4] * chance
    out[5] = (1.0 if hours_said else w[10]) * w[5] * chance
    out[6] = (1.0 if contract_said else w[11]) * w[6] * chance
    out[7] = -v.price[at]
    total = 0.0
    for one in range(PARTS):
        total += out[one]
    return total
