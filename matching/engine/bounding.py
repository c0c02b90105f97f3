"""An upper bound of each score within reach, in one pass without branches, 16 or 32 vacancies at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matching.engine.columns import GROUP, LICENSED, PAY_MOST, PAY_STEP, UNIT
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
    rest: np.uint16  # what hours and contract give at most, less what pay starts from


@part_of
def terms(v, p, i):
    w = v.weights
    pay = w[4] * (1 - w[12]) * UNIT
    by, start, end, base = 65_535.0, U16(0), up(0.5 * pay / UNIT), U16(0)  # known pays are no less than the end
    if p.floor[i] > 0:
        steep = 0.5 / (PAY_GOOD - 1)
        by = np.ceil(65_536 * pay * steep * PAY_STEP / p.floor[i])
        base = U16(np.floor(pay * (steep - 0.5)))
        start, end = base, U16(base + np.ceil(pay))
        if by > 65_535 or p.floor[i] * PAY_GOOD >= PAY_MOST:  # beyond 16 bits: the most it can be
            by, start = 0.0, end
    hours = w[5] * max(1.0 if p.asks_hours[i] else 0.0, w[10])
    contract = w[6] * max(1.0 if p.contracts[i] else 0.0, w[11])
    return Terms(
        p.forbids[i], p.needs[i], p.hours_min[i], p.hours_max[i],
        U16(lower(v.pay_levels, p.floor[i])), U16(by), start, end, U16(up(hours) + up(contract) - base),
    )  # fmt: skip


@jit
def bounds(acc, flags, lacks, hours, hours_open, rank, low, fixed, chance, offset, t, first, last):
    """Bounds of the positions from first up to last, in place of what is known so far, 0 where not feasible; how many
    are (of at most 65,535). No branch, and one comparison: what is broken leaves more than nothing of max(a, b) - b.
    It is vectorised, which the benchmark checks in the machine code. `chance` None is a kernel of its own, for
    vacancies that are all as likely: `fixed` has the offset in it then."""
    forbids, needs, hours_min, hours_max, floor = t.forbids, t.needs, t.hours_min, t.hours_max, t.floor
    by, start, end, rest = t.pay_by, t.pay_from, t.pay_to, t.rest
    count = U16(0)
    for at in range(first, last):
        x, h, o, r = acc[at], hours[at], hours_open[at], rank[at]
        broken = U16(flags[at] & forbids & ~(x & U16(LICENSED))) | U16(lacks[at] & needs)
        broken |= U16(max(floor, r) - r) | U16(max(hours_min, o) - o) | U16(max(h, hours_max) - hours_max)
        pay = min(max(U16(U16((U32(low[at]) * U32(by)) >> U32(16)) + U16(1)), start), end)
        total = U16(U16(U16(x & U16(LICENSED - 1)) + fixed[at]) + U16(pay + rest))
        if chance is not None:
            total = U16(U16((U32(total) * U32(chance[at])) >> U32(16)) + offset[at])
        acc[at] = total if broken == U16(0) else U16(0)
        count = U16(count + U16(broken == U16(0)))
    return count


@part_of
def bound_runs(v, s, t, runs):
    """Bounds of every run, zeros around it up to whole groups; the number feasible."""
    # A column that cannot shut out this person is not fetched: one that is read anyway stands for it.
    lacks = v.lacks if t.needs else v.flags
    rank = v.pay_rank if t.floor else v.flags
    hours = v.hours if t.hours_max < U16(65_535) else v.flags
    hours_open = v.hours_open if t.hours_min else v.flags
    count, group = 0, U64(GROUP)
    for r in range(runs):
        first, last = U64(s.run[r, 0]), U64(s.run[r, 1])
        before = U64(s.run[r - 1, 1]) if r else U64(0)
        after = U64(s.run[r + 1, 0]) if r + 1 < runs else U64(len(s.acc))
        s.acc[max(before, first // group * group) : first] = 0
        for at in range(first, last, U64(32_768)):
            end = min(at + U64(32_768), last)
            if v.chances_differ[0]:
                count += bounds(
                    s.acc, v.flags, lacks, hours, hours_open, rank, v.pay_low, v.fixed, v.chance_up, v.offset,
                    t, at, end,
                )  # fmt: skip
            else:
                count += bounds(
                    s.acc, v.flags, lacks, hours, hours_open, rank, v.pay_low, v.fixed_net, None, None, t, at, end
                )
        s.acc[last : min((last + group - U64(1)) // group * group, after)] = 0
    return count


@part_of
def take_off(v, s, at):
    if s.block_share[v.block[at]] >= 0 and s.acc[at]:
        s.acc[at] = 0
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
                best = max(best, s.acc[at])
            s.peak[group] = best
