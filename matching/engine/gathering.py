"""What one person brings to every vacancy within reach, scattered into one accumulator: distance, occupation, skills,
licences. And the scratch arrays that one thread writes on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.columns import GROUP, LICENSED, MAJORS, OCCUPATIONS_MOST, TILE, TOLD, UNIT, VacancyColumns
from matching.engine.compiling import jit, part_of
from matching.engine.hard import USUAL_REACH_KM
from matching.engine.score import ABOVE, LEVELS, NEAR_SHARES, SAME
from matching.engine.weights import COMPONENTS

U16, U32, U64 = np.uint16, np.uint32, np.uint64
PARTS = len(COMPONENTS)
SHARES = tuple(NEAR_SHARES.tolist())
EXPLORED_MOST = 8
NOTED = 256  # vacancies looked at closely at a time
UP = 1e-9


class Scratch(NamedTuple):
    """What one thread writes on, reused from person to person."""

    # (V, up to a whole GROUP) units so far, the top bit where required licences are held; then bounds, 0 where not
    # feasible
    acc: NDArray[np.uint16]
    peak: NDArray[np.uint16]  # (V / GROUP,)
    run: NDArray[np.uint32]  # (B, 2) positions within reach
    block_share: NDArray[np.float64]  # (B,) share of the distance component
    held: NDArray[np.uint8]  # (S,) levels
    licence: NDArray[np.uint8]  # (L,)
    occupation: NDArray[np.uint16]  # (O,) units
    near: NDArray[np.uint8]  # (OCCUPATIONS_MOST, O) classes, a row an occupation of the person
    part: NDArray[np.uint32]  # (LEVELS + 1,) of a level asked for, in 1 / 65,536
    seeds: NDArray[np.uint16]  # (k,)
    noted: NDArray[np.uint32]  # (NOTED,) positions to be looked at closely
    texts: NDArray[np.float64]  # (NOTED,) their cosines
    top: NDArray[np.uint32]  # (k,) positions, the best first
    score: NDArray[np.float64]
    drawn: NDArray[np.uint32]  # (EXPLORED_MOST,)
    told: NDArray[np.void]  # (k + EXPLORED_MOST,) TOLD of those
    parts: NDArray[np.float64]  # (PARTS,) of the one looked at


def scratch(v: VacancyColumns, k: int) -> Scratch:
    n, blocks, codes = len(v.ids), len(v.block_place), len(v.occupation_code)
    return Scratch(
        acc=np.zeros(n + GROUP, U16),
        peak=np.zeros(n // GROUP + 1, U16),
        run=np.zeros((blocks, 2), U32),
        block_share=np.zeros(blocks),
        held=np.zeros(int(v.skill_of.max(initial=-1)) + 1, np.uint8),
        licence=np.zeros(int(v.licence_of.max(initial=-1)) + 1, np.uint8),
        occupation=np.zeros(codes, U16),
        near=np.zeros((OCCUPATIONS_MOST, codes), np.uint8),
        part=np.zeros(LEVELS + 1, U32),
        seeds=np.zeros(k, U16),
        noted=np.zeros(NOTED, U32),
        texts=np.zeros(NOTED),
        top=np.zeros(k, U32),
        score=np.zeros(k),
        drawn=np.zeros(EXPLORED_MOST, U32),
        told=np.zeros(k + EXPLORED_MOST, TOLD),
        parts=np.zeros(PARTS),
    )


@part_of
def up(share):
    return U16(np.ceil(share * UNIT - UP))


@part_of
def in_named_region(p, i, place):
    for at in range(p.region_start[i], p.region_start[i + 1]):
        code = p.region[at]
        if code < 100:
            hit = place // 1000 == code
        elif code % 10 == 0:
            hit = place // 10 == code // 10
        else:
            hit = place == code
        if hit:
            return True
    return False


@part_of
def distance_share(v, p, i, b):
    """Share of the distance component in this block, -1 where it is out of reach."""
    if p.remote_ok[i] and v.block_remote[b]:
        return 1.0
    km = np.nan
    if p.home[i] >= 0 and v.block_home[b] >= 0:
        km = np.float64(v.distance[p.home[i], v.block_home[b]])
    unsaid = np.isnan(p.reach[i])
    reach = USUAL_REACH_KM if unsaid else p.reach[i]
    silent = p.region_start[i] == p.region_start[i + 1]
    near = km <= reach and (silent or not unsaid)
    if not near and not (silent and p.home[i] < 0) and not in_named_region(p, i, v.block_place[b]):
        return -1.0
    return v.weights[8] if np.isnan(km) else min(max(1 - km / (2 * max(reach, 1.0)), 0.0), 1.0)


@part_of
def reach(v, p, i, s):
    """Fill the accumulator with the distance; the number of runs. Neighbouring blocks become one run."""
    runs = 0
    for b in range(len(v.block_place)):
        share = distance_share(v, p, i, b)
        s.block_share[b] = share
        if share < 0:
            continue
        first, last = v.block_start[b], v.block_start[b + 1]
        s.acc[first:last] = up(v.weights[3] * share)
        if runs and s.run[runs - 1, 1] == first:
            s.run[runs - 1, 1] = last
        else:
            s.run[runs, 0], s.run[runs, 1] = first, last
            runs += 1
    return runs


@part_of
def lower(values, value):
    """Where the value stands or would stand in the sorted values."""
    first, last = 0, len(values)
    while first < last:
        middle = (first + last) // 2
        if values[middle] < value:
            first = middle + 1
        else:
            last = middle
    return first


@part_of
def place_of(table, one):
    return table[one] if one < len(table) else -1


@part_of
def head_of(code, depth):
    """The leading 1 and so many digits of a code, 0 where it has fewer; and no code at all shares it."""
    most = 10 ** (depth + 1)
    if code < most // 10:
        return U16(0)
    while code >= most:
        code //= 10
    return U16(code)


@part_of
def digits_of(code):
    return (code >= 10) + (code >= 100) + (code >= 1_000) + (code >= 10_000)


@jit
def classes(code, digits, head, codes, lengths, heads, out):
    """Place in `score.NEAR_SHARES` of one code beside each of (O,) codes; without branches, so vectorised."""
    one, two, three = head
    for o in range(len(codes)):
        shared = np.uint8(heads[0, o] == one) * np.uint8(one > 0)
        shared = np.uint8(shared + np.uint8(heads[1, o] == two) * np.uint8(two > 0))
        shared = np.uint8(shared + np.uint8(heads[2, o] == three) * np.uint8(three > 0))
        shorter = min(lengths[o], np.uint8(digits))
        near = np.uint8(ABOVE) if (shared == shorter) & (shorter > 0) else shared
        out[o] = np.uint8(SAME) if (codes[o] == code) & (shorter > 0) else near


@part_of
def know_occupations(v, p, i, s):
    """Fill `s.near`, a row an occupation of the person."""
    first = p.occupation_start[i]
    for at in range(first, p.occupation_start[i + 1]):
        code = np.int64(p.occupation[at])
        head = (head_of(code, 1), head_of(code, 2), head_of(code, 3))
        classes(
            U16(code), digits_of(code), head, v.occupation_code, v.occupation_digits, v.occupation_head,
            s.near[at - first],
        )  # fmt: skip


@part_of
def spread_occupations(v, p, i, s):
    """Only vacancies of a major group that the person wants or knows are near at all."""
    s.occupation[:] = 0
    majors = 0
    first = p.occupation_start[i]
    know_occupations(v, p, i, s)
    for at in range(first, p.occupation_start[i + 1]):
        unit = p.occupation_worth[at] * v.weights[1]
        for o in range(len(s.occupation)):
            near = s.near[at - first, o]
            if near:
                s.occupation[o] = max(s.occupation[o], up(unit * SHARES[near]))
                majors |= 1 << v.occupation_major[o]
    for major in range(MAJORS):
        if majors >> major & 1:
            for b in range(len(v.block_place)):
                if s.block_share[b] >= 0:
                    for at in range(U64(v.block_major[b, major]), U64(v.block_major[b, major + 1])):
                        s.acc[at] += s.occupation[v.occupation[at]]


@part_of
def spread_skills(v, p, i, s, runs):
    tiles = (len(v.ids) + TILE - 1) // TILE + 1
    part = s.part
    for at in range(p.skill_start[i], p.skill_start[i + 1]):
        skill, held = np.int64(place_of(v.skill_of, p.skill[at])), p.skill_level[at]
        if skill < 0:
            continue
        for level in range(1, LEVELS + 1):
            part[level] = U32(np.ceil(65_536 * min(held, level) / level))
        done = U64(0)
        for r in range(runs):
            # Runs that share a tile must not count its postings twice.
            first = max(done, v.post_start[skill * tiles + s.run[r, 0] // TILE])
            done = U64(v.post_start[skill * tiles + (s.run[r, 1] - 1) // TILE + 1])
            for post in range(first, done):
                more = (v.post_worth[post] * part[v.post_level[post]] + 65_535) >> 16
                s.acc[v.post_at[post]] += U16(more)


@part_of
def holds_required(v, s, at):
    for one in range(v.licence_start[at], v.licence_start[at + 1]):
        if v.licence_required[one] and not s.licence[v.licence[one]]:
            return False
    return True


@part_of
def spread_licences(v, p, i, s, runs):
    for at in range(p.licence_start[i], p.licence_start[i + 1]):
        licence = np.int64(place_of(v.licence_of, p.licence[at]))
        if licence >= 0:
            asked = v.first_at[v.first_start[licence] : v.first_start[licence + 1]]
            one = 0
            for r in range(runs):
                one += lower(asked[one:], s.run[r, 0])
                while one < len(asked) and asked[one] < s.run[r, 1]:
                    if holds_required(v, s, asked[one]):
                        s.acc[asked[one]] |= U16(LICENSED)
                    one += 1


@part_of
def remember(v, p, i, s):
    """What the person holds, for those who look at single pairs."""
    for at in range(p.skill_start[i], p.skill_start[i + 1]):
        skill = place_of(v.skill_of, p.skill[at])
        if skill >= 0:
            s.held[skill] = p.skill_level[at]
    for at in range(p.licence_start[i], p.licence_start[i + 1]):
        licence = place_of(v.licence_of, p.licence[at])
        if licence >= 0:
            s.licence[licence] = 1


@part_of
def forget(v, p, i, s):
    for at in range(p.skill_start[i], p.skill_start[i + 1]):
        skill = place_of(v.skill_of, p.skill[at])
        if skill >= 0:
            s.held[skill] = 0
    for at in range(p.licence_start[i], p.licence_start[i + 1]):
        licence = place_of(v.licence_of, p.licence[at])
        if licence >= 0:
            s.licence[licence] = 0
