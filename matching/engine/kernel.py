"""The best k vacancies of each person, exactly, without looking at most pairs closely. Serial, without the interpreter
lock: a batch runs it on threads of its own (`match`), a web request on the one it has.

For one person: blocks within reach are found and merged into runs; distance, occupation, skills and licences held are
scattered into one accumulator (`spread`); one pass without branches masks what is not feasible and adds pay, hours and
contract, in 16-bit units rounded upwards (`bounds`), so that LLVM works on 16 or 32 vacancies at a time; the best
bounds are scored to raise the threshold (`seed`), then every vacancy whose bound reaches it (`finish`). A vacancy is
passed over only where bound + the whole weight of text < the k-th exact score: with every rounding upwards the result
is that of brute force. (Upper-bound pruning as in MaxScore, Turtle & Flood 1995, over dense arrays.)
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.columns import (
    CONTRACT_BITS,
    GROUP,
    LICENSED,
    MAJORS,
    OCCUPATIONS_MOST,
    PAY_MOST,
    PAY_STEP,
    TILE,
    UNIT,
    VacancyColumns,
)
from matching.engine.compiling import jit, part_of
from matching.engine.hard import USUAL_REACH_KM
from matching.engine.score import ABOVE, LEVELS, NEAR_SHARES, PAY_GOOD, SAME, USUAL_LEVEL
from matching.engine.weights import COMPONENTS

PARTS = len(COMPONENTS)
SHARES = tuple(NEAR_SHARES.tolist())
U16, U32, U64 = np.uint16, np.uint32, np.uint64
UP = 1e-9
TRIES, EXPLORED_MOST = 1_024, 8


class Scratch(NamedTuple):
    """What one thread writes on, reused from person to person."""

    acc: NDArray[np.uint16]  # (V,) units so far; the top bit where required licences are held
    bound: NDArray[np.uint16]  # (V,) 0 where not feasible
    peak: NDArray[np.uint16]  # (V / GROUP,)
    run: NDArray[np.uint32]  # (B, 2) positions within reach
    block_share: NDArray[np.float64]  # (B,) share of the distance component
    held: NDArray[np.uint8]  # (S,) levels
    licence: NDArray[np.uint8]  # (L,)
    occupation: NDArray[np.uint16]  # (O,) units
    near: NDArray[np.uint8]  # (OCCUPATIONS_MOST, O) classes, a row an occupation of the person
    part: NDArray[np.uint32]  # (LEVELS + 1,) of a level asked for, in 1 / 65,536
    seeds: NDArray[np.uint16]  # (k,)
    top: NDArray[np.uint32]  # (k,) positions, the best first
    score: NDArray[np.float64]
    drawn: NDArray[np.uint32]  # (EXPLORED_MOST,)
    parts: NDArray[np.float64]  # (PARTS,) of the one looked at


def scratch(v: VacancyColumns, k: int) -> Scratch:
    n, blocks = len(v.ids), len(v.block_place)
    return Scratch(
        np.zeros(n, U16), np.zeros(n + GROUP, U16), np.zeros(n // GROUP + 1, U16), np.zeros((blocks, 2), U32),
        np.zeros(blocks), np.zeros(int(v.skill_of.max(initial=-1)) + 1, np.uint8), np.zeros(int(v.licence_of.max(initial=-1)) + 1, np.uint8),
        np.zeros(len(v.occupation_code), U16),
        np.zeros((OCCUPATIONS_MOST, len(v.occupation_code)), np.uint8), np.zeros(LEVELS + 1, U32), np.zeros(k, U16), np.zeros(k, U32), np.zeros(k), np.zeros(EXPLORED_MOST, U32), np.zeros(PARTS),
    )  # fmt: skip


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
def spread_licences(v, p, i, s):
    for at in range(p.licence_start[i], p.licence_start[i + 1]):
        licence = np.int64(place_of(v.licence_of, p.licence[at]))
        if licence >= 0:
            for one in range(v.first_start[licence], v.first_start[licence + 1]):
                there = v.first_at[one]
                if s.block_share[v.block[there]] >= 0 and holds_required(v, s, there):
                    s.acc[there] |= U16(LICENSED)


class Terms(NamedTuple):
    """One person's numbers in the pass over bounds, in units."""

    forbids: np.uint16
    needs: np.uint16
    hours_min: np.uint16
    hours_max: np.uint16
    floor: np.uint16
    pay_by: np.uint16  # low pay × this ÷ 65,536 is twice the floor share's weight × low ÷ floor
    pay_from: np.uint16
    pay_to: np.uint16
    pay_base: np.uint16
    hours_known: np.uint16
    hours_unknown: np.uint16
    contract_known: np.uint16
    contract_unknown: np.uint16


@part_of
def terms(v, p, i):
    w = v.weights
    pay = w[4] * (1 - w[12]) * UNIT
    by, start, end, base = 0.0, up(0.5 * pay / UNIT), up(0.5 * pay / UNIT), U16(0)
    if p.floor[i] > 0:
        steep = 0.5 / (PAY_GOOD - 1)
        by = np.ceil(65_536 * pay * steep * PAY_STEP / p.floor[i])
        base = U16(np.floor(pay * (steep - 0.5)))
        start, end = base, U16(base + np.ceil(pay))
        if by > 65_535 or p.floor[i] * PAY_GOOD >= PAY_MOST:  # beyond 16 bits: the most it can be
            by, start = 0.0, end
    return Terms(
        p.forbids[i], p.needs[i], p.hours_min[i], p.hours_max[i],
        U16(lower(v.pay_levels, p.floor[i])), U16(by), start, end, base,
        up(w[5] * (1.0 if p.asks_hours[i] else w[10])), up(w[5] * w[10]),
        up(w[6] * (1.0 if p.contracts[i] else w[11])), up(w[6] * w[11]),
    )  # fmt: skip


@jit
def bounds(acc, flags, lacks, hours, rank, low, fixed, chance, offset, out, t, first, last):
    """Bounds of the positions from first up to last; how many are feasible (of at most 65,535). No branch: it is
    vectorised, which the benchmark checks in the machine code."""
    forbids, needs, hours_min, hours_max, floor = t.forbids, t.needs, t.hours_min, t.hours_max, t.floor
    by, start, end, base = U32(t.pay_by), t.pay_from, t.pay_to, t.pay_base
    hours_known, hours_unknown = t.hours_known, t.hours_unknown
    contract_known, contract_unknown = t.contract_known, t.contract_unknown
    count = U16(0)
    for at in range(first, last):
        x, f, h, pay = acc[at], flags[at], hours[at], low[at]
        blocked = U16(f & forbids & ~(x & U16(LICENSED))) | U16(lacks[at] & needs)
        ok = (blocked == U16(0)) & (rank[at] >= floor) & ((h == U16(0)) | ((h >= hours_min) & (h <= hours_max)))
        more = U16((U32(pay) * by) >> U32(16))
        more = U16(min(max(U16(more + U16(1)), start), end) - base)
        more = U16(0) if pay == U16(0) else more
        total = U16(U16(x & U16(LICENSED - 1)) + fixed[at] + more)
        total = U16(total + (hours_unknown if h == U16(0) else hours_known))
        total = U16(total + (contract_unknown if f & U16(CONTRACT_BITS) == U16(0) else contract_known))
        total = U16(U16((U32(total) * U32(chance[at])) >> U32(16)) + U16(2) + offset[at])
        total = total if ok else U16(0)
        out[at] = total
        count = U16(count + U16(total != U16(0)))
    return count


@part_of
def bound_runs(v, s, t, runs):
    """Bounds of every run, zeros around it up to whole groups; the number feasible."""
    count = 0
    cleared = U64(0)
    for r in range(runs):
        first, last = U64(s.run[r, 0]), U64(s.run[r, 1])
        start = max(cleared, first // U64(GROUP) * U64(GROUP))
        s.bound[start:first] = 0
        cleared = (last + U64(GROUP - 1)) // U64(GROUP) * U64(GROUP)
        for at in range(first, last, U64(32_768)):
            count += bounds(
                s.acc, v.flags, v.lacks, v.hours, v.pay_rank, v.pay_low, v.fixed, v.chance_up, v.offset, s.bound,
                t, at, min(at + U64(32_768), last),
            )  # fmt: skip
        s.bound[last:cleared] = 0
    return count


@part_of
def take_off(v, s, at):
    if s.block_share[v.block[at]] >= 0 and s.bound[at]:
        s.bound[at] = 0
        return 1
    return 0


@part_of
def bar(v, p, i, s):
    """What the person refused or hides from is not feasible; how many that takes off."""
    off = 0
    for one in range(p.refused_start[i], p.refused_start[i + 1]):
        at = lower(v.sorted_ids, p.refused[one])
        if at < len(v.sorted_ids) and v.sorted_ids[at] == p.refused[one]:
            off += take_off(v, s, v.by_id[at])
    for one in range(p.hidden_start[i], p.hidden_start[i + 1]):
        at = lower(v.employers, p.hidden[one])
        while at < len(v.employers) and v.employers[at] == p.hidden[one]:
            off += take_off(v, s, v.by_employer[at])
            at += 1
    return off


@part_of
def peaks(s, runs):
    """The best bound of each group; a group that two runs touch is done twice, to the same end."""
    for r in range(runs):
        for group in range(U64(s.run[r, 0] // GROUP), U64((s.run[r, 1] - 1) // GROUP + 1)):
            best = U16(0)
            from_ = group * U64(GROUP)
            for at in range(from_, from_ + U64(GROUP)):
                best = max(best, s.bound[at])
            s.peak[group] = best


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
        level = v.skill_mark[one] % 10
        level = USUAL_LEVEL if level == 0 else min(level, LEVELS)
        met += v.skill_share[one] * min(s.held[v.skill[one]], level) / level
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


@part_of
def keep(v, s, found, at, score):
    """Put the pair in its place among the best, ties to the lower id; how many there are now."""
    k = len(s.top)
    place = found
    while place and (
        s.score[place - 1] < score or (s.score[place - 1] == score and v.ids[s.top[place - 1]] > v.ids[at])
    ):
        place -= 1
    if place == k:
        return found
    for one in range(min(found, k - 1), place, -1):
        s.top[one], s.score[one] = s.top[one - 1], s.score[one - 1]
    s.top[place], s.score[place] = at, score
    return min(found + 1, k)


@part_of
def look(v, p, i, s, found, at):
    """Score one feasible vacancy exactly, if its bound with its text still reaches the k-th."""
    text = cosine(v, p, i, at)
    k = len(s.top)
    if found == k and s.bound[at] + text * v.weights[2] * UNIT + 1 < (s.score[k - 1] + 1) * UNIT:
        return found
    if v.best[at] and v.best[at] < p.floor[i]:
        return found  # only past the distinct pays that 16 bits tell apart
    score = pair(v, p, i, at, s.block_share[v.block[at]], text, s, s.parts)
    return keep(v, s, found, at, score)


@part_of
def least_seed(s, runs):
    """The k-th best peak: at least k vacancies have a bound as high; 0 where there are fewer groups."""
    k = len(s.top)
    best = s.seeds
    best[:] = 0
    done = U64(0)
    for r in range(runs):
        first = max(done, U64(s.run[r, 0] // GROUP))
        done = U64((s.run[r, 1] - 1) // GROUP + 1)
        for group in range(first, done):
            peak = s.peak[group]
            if peak > best[k - 1]:
                place = k - 1
                while place and best[place - 1] < peak:
                    best[place] = best[place - 1]
                    place -= 1
                best[place] = peak
    return best[k - 1]


@part_of
def floor_of_bounds(v, s, found):
    """What a bound without text must reach to matter."""
    k = len(s.top)
    if found < k:
        return U16(1)
    return U16(max((s.score[k - 1] + 1 - v.weights[2]) * UNIT - 2, 1.0))


@part_of
def finish(v, p, i, s, runs, least):
    """Score what can still be among the best: first the bounds from `least` up, which raises the threshold."""
    found = 0
    for turn in range(2):
        wanted = max(least, U16(1)) if turn == 0 else floor_of_bounds(v, s, found)
        done = U64(0)
        for r in range(runs):
            first = max(done, U64(s.run[r, 0] // GROUP))
            done = U64((s.run[r, 1] - 1) // GROUP + 1)
            for group in range(first, done):
                if s.peak[group] < wanted:
                    continue
                for at in range(group * U64(GROUP), group * U64(GROUP) + U64(GROUP)):
                    if s.bound[at] >= wanted and (turn == 0 or s.bound[at] < least):
                        found = look(v, p, i, s, found, at)
                        wanted = max(wanted, floor_of_bounds(v, s, found))
    return found


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


@part_of
def person(v, p, i, s):
    """The best of one person into `s.top` and `s.score`: how many, and how many vacancies are feasible."""
    runs = reach(v, p, i, s)
    remember(v, p, i, s)
    spread_occupations(v, p, i, s)
    spread_skills(v, p, i, s, runs)
    spread_licences(v, p, i, s)
    feasible = bound_runs(v, s, terms(v, p, i), runs) - bar(v, p, i, s)
    peaks(s, runs)
    found = finish(v, p, i, s, runs, least_seed(s, runs))
    return found, feasible


@part_of
def explore(v, p, i, s, seed, kept, slots):
    """Fill `s.drawn` with vacancies drawn by chance from the feasible ones outside the best; how many.

    Positions are tried at random until a feasible one comes, so all are as likely. Numbers are splitmix64 (Steele et
    al. 2014) of night and person: the same on any worker.
    """
    drawn = 0
    state = U64(seed) ^ (U64(p.ids[i]) * U64(0x9E3779B97F4A7C15))
    for _turn in range(TRIES if slots else 0):
        state += U64(0x9E3779B97F4A7C15)
        z = (state ^ (state >> U64(30))) * U64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> U64(27))) * U64(0x94D049BB133111EB)
        at = np.int64((z ^ (z >> U64(31))) % U64(len(v.ids)))
        taken = s.block_share[v.block[at]] < 0 or s.bound[at] == 0
        for one in range(kept):
            taken |= s.top[one] == at
        for one in range(drawn):
            taken |= s.drawn[one] == at
        if not taken:
            s.drawn[drawn] = at
            drawn += 1
            if drawn == slots:
                break
    return drawn


@jit
def match(v, p, first, last, s, seed, top, score, parts, found, feasible, drawn):
    """People from first up to last into rows of (n, k) `top` and `score`, (n, k, PARTS) `parts`, (n,) counts, and
    (n, slots) `drawn`: positions to explore, -1 where none."""
    for i in range(first, last):
        n, feasible[i] = person(v, p, i, s)
        found[i] = n
        for place in range(n):
            at = s.top[place]
            top[i, place] = at
            score[i, place] = pair(v, p, i, at, s.block_share[v.block[at]], cosine(v, p, i, at), s, parts[i, place])
        more = explore(v, p, i, s, seed, n, min(drawn.shape[1], feasible[i] - n))
        for slot in range(drawn.shape[1]):
            drawn[i, slot] = np.int64(s.drawn[slot]) if slot < more else -1
        forget(v, p, i, s)
