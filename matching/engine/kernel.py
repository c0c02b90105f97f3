"""The best k vacancies of each person, exactly, without looking at most pairs closely. Serial, without the interpreter
lock: a batch runs it on threads of its own (`match`), a web request on the one it has.

For one person: blocks within reach are found and merged into runs; distance, occupation, skills and licences held
are scattered into one accumulator (`gathering`); one pass without branches masks what is not feasible and adds pay,
hours and contract, in 16-bit units rounded upwards (`bounding`), so that LLVM works on 16 or 32 vacancies at a time;
the best bounds are scored to raise the threshold (`least_seed`), then every vacancy whose bound reaches it (`finish`).
A vacancy is passed over only where bound + the whole weight of text < the k-th exact score: with every rounding
upwards the result is that of brute force. (Upper-bound pruning as in MaxScore, Turtle & Flood 1995, over dense
arrays.)
"""

from __future__ import annotations

import numpy as np

from matching.engine.bounding import bar, bound_runs, peaks, terms
from matching.engine.columns import GROUP, UNIT
from matching.engine.compiling import jit, part_of
from matching.engine.explain import tell
from matching.engine.gathering import (
    NOTED,
    U16,
    U64,
    forget,
    reach,
    remember,
    spread_licences,
    spread_occupations,
    spread_skills,
)
from matching.engine.pairs import cosine, pair

TRIES = 1_024


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
def look(v, p, i, s, found, n):
    """Score those of the n noted vacancies whose bound with their text still reaches the k-th. All texts come first:
    they lie far apart, and a loop of nothing else waits for several at a time."""
    k = len(s.top)
    for one in range(n):
        s.texts[one] = cosine(v, p, i, s.noted[one])
    for one in range(n):
        at, text = s.noted[one], s.texts[one]
        if found == k and s.acc[at] + text * v.weights[2] * UNIT + 1 < (s.score[k - 1] + 1) * UNIT:
            continue
        if v.best[at] and v.best[at] < p.floor[i]:
            continue  # only past the distinct pays that 16 bits tell apart
        found = keep(v, s, found, at, pair(v, p, i, at, s.block_share[v.block[at]], text, s, s.parts))
    return found


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
        below = U16(65_535) if turn == 0 else least
        done, n = U64(0), 0
        for r in range(runs):
            first = max(done, U64(s.run[r, 0] // GROUP))
            done = U64((s.run[r, 1] - 1) // GROUP + 1)
            for group in range(first, done):
                if s.peak[group] < wanted:
                    continue
                for at in range(group * U64(GROUP), group * U64(GROUP) + U64(GROUP)):
                    s.noted[n] = at
                    n += (s.acc[at] >= wanted) & (s.acc[at] < below)
                if n > NOTED - GROUP:
                    found, n = look(v, p, i, s, found, n), 0
                    wanted = max(wanted, floor_of_bounds(v, s, found))
        found = look(v, p, i, s, found, n)
    return found


@part_of
def person(v, p, i, s):
    """The best of one person into `s.top` and `s.score`: how many, and how many vacancies are feasible."""
    runs = reach(v, p, i, s)
    remember(v, p, i, s)
    spread_occupations(v, p, i, s)
    spread_skills(v, p, i, s, runs)
    spread_licences(v, p, i, s, runs)
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
        taken = s.block_share[v.block[at]] < 0 or s.acc[at] == 0
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
def match(v, p, first, last, s, seed, top, score, parts, found, feasible, drawn, why):
    """People from first up to last into rows of (n, k) `top` and `score`, (n, k, PARTS) `parts`, (n,) counts,
    (n, slots) `drawn`: positions to explore, -1 where none; and (n, k + slots) RECORDs of why, or (n, 0)."""
    k = top.shape[1]
    for i in range(first, last):
        n, feasible[i] = person(v, p, i, s)
        found[i] = n
        more = explore(v, p, i, s, seed, n, min(drawn.shape[1], feasible[i] - n))
        for one in range(n + more):
            best = one < n
            at = s.top[one] if best else s.drawn[one - n]
            if best:
                top[i, one] = at
                text = cosine(v, p, i, at)
                score[i, one] = pair(v, p, i, at, s.block_share[v.block[at]], text, s, parts[i, one])
            else:
                drawn[i, one - n] = at
        if why.shape[1]:
            # First what lies far apart, in a loop of nothing else, as in `look`.
            for one in range(n + more):
                s.told[one] = v.told[s.top[one] if one < n else s.drawn[one - n]]
            for one in range(n + more):
                tell(v, p, i, s.told[one], s, why[i, one if one < n else k + one - n])
        forget(v, p, i, s)
