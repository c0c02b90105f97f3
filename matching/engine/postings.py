"""Lists of vacancies in order, as search keeps them for each word: what two have in common, and the best of many.

`best` is (3, vacancies) of scores, all 0 between two queries; `met` lists the vacancies that are not. All worths are
above 0, so a vacancy was met if any of its scores is.
"""

from __future__ import annotations

import numpy as np

from matching.engine.compiling import jit, part_of


@part_of
def reach(b, j, wanted):
    """From place j on, the first that is not below; in ever longer steps, since one list may be far longer."""
    step = 1
    while j + step < len(b) and b[j + step] < wanted:
        j += step
        step *= 2
    while j < len(b) and b[j] < wanted:
        j += 1
    return j


@jit
def common(a, a_times, b, b_times, out, times):
    """What stands in both lists, and the lower number of times; how many. Neither list holds anything twice."""
    many = j = 0
    for i in range(len(a)):
        j = reach(b, j, a[i])
        if j == len(b):
            break
        if b[j] == a[i]:
            out[many], times[many] = a[i], min(a_times[i], b_times[j])
            many += 1
    return many


@jit
def count_in(a, b, times):
    """One more for each of `a` that stands in `b`, which may hold it twice."""
    j = 0
    for i in range(len(a)):
        j = reach(b, j, a[i])
        if j == len(b):
            break
        if b[j] == a[i]:
            times[i] += 1


@jit
def raise_all(best, met, many, row, owners, worth):
    """Each of these vacancies is worth at least its number in this row; how many were met by now."""
    for i in range(len(owners)):
        owner = owners[i]
        if best[0, owner] == 0 and best[1, owner] == 0 and best[2, owner] == 0:
            met[many] = owner
            many += 1
        best[row, owner] = max(best[row, owner], worth[i])
    return many


@jit
def raise_titles(best, met, many, places, owner, marks, title_length, length, weight, share, values):
    """The same of places in titles and firms in row 0. `marks` says whether a word begins (1), ends (2), or is a
    firm's (4); `values`: for no, one and two edges, for a firm; `share`: for the whole title, less for longer ones."""
    for i in range(len(places)):
        at = places[i]
        one = owner[at]
        if marks[at] & 4:
            worth = values[3]
        else:
            edges = (marks[at] & 1) + ((marks[at + length - 1] & 2) >> 1)
            worth = values[edges] + share / np.float32(max(np.int64(title_length[one]), length))
        if best[0, one] == 0 and best[1, one] == 0 and best[2, one] == 0:
            met[many] = one
            many += 1
        best[0, one] = max(best[0, one], np.float32(worth * weight))
    return many


@jit
def take(best, met, out):
    """The sum of the rows of each vacancy met, which are 0 again."""
    for i in range(len(met)):
        one = met[i]
        out[i] = np.float32(np.float32(best[0, one] + best[1, one]) + best[2, one])
        best[0, one] = best[1, one] = best[2, one] = 0


@jit
def look_up(at, worth, asked, out):
    """The worth of each of `asked` that stands in `at`; both are in order."""
    j = 0
    for i in range(len(asked)):
        j = reach(at, j, asked[i])
        if j == len(at):
            break
        if at[j] == asked[i]:
            out[i] = worth[j]


@jit
def tally(codes, at, times):
    """How often each number occurs in these rows of a table of them."""
    for i in range(len(at)):
        for j in range(codes.shape[1]):
            times[codes[at[i], j]] += 1
