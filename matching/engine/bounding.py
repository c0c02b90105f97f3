"""An upper bound of each score within reach, in one pass without branches, 16 or 32 vacancies at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matching.engine.columns import CONTRACT_BITS, GROUP, LICENSED, PAY_MOST, PAY_STEP, UNIT
from matching.engine.compiling import jit, part_of
from matching.engine.gathering import U16, U32, U64, lower, up
from matching.engine.score import PAY_GOOD


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
