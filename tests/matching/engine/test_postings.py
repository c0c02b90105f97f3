"""Lists of vacancies against plain sets and loops."""

import numpy as np
import pytest

from matching.engine import postings


def drawn(rng: np.random.Generator, size: int) -> np.ndarray:
    return np.sort(rng.choice(400, size, replace=False)).astype(np.int32)


@pytest.mark.parametrize(("one", "other"), [(0, 5), (5, 0), (1, 300), (300, 1), (120, 130), (400, 400)])
def test_what_two_lists_share_has_the_lower_number_of_times(one, other):
    rng = np.random.default_rng(one + other)
    a, b = drawn(rng, one), drawn(rng, other)
    a_times, b_times = (rng.integers(1, 200, len(list_)).astype(np.uint8) for list_ in (a, b))
    out, times = np.empty(len(a), np.int32), np.empty(len(a), np.uint8)
    many = postings.common(a, a_times, b, b_times, out, times)
    least = {
        key: min(mine, theirs)
        for key, mine in zip(a.tolist(), a_times.tolist(), strict=True)
        for other_key, theirs in zip(b.tolist(), b_times.tolist(), strict=True)
        if key == other_key
    }
    assert dict(zip(out[:many].tolist(), times[:many].tolist(), strict=True)) == least
    assert list(least) == out[:many].tolist()


def test_a_list_that_holds_some_twice_counts_each_once():
    times = np.zeros(3, np.uint8)
    postings.count_in(np.array([2, 5, 9], np.int32), np.array([2, 2, 3, 9, 9], np.int32), times)
    assert times.tolist() == [1, 0, 1]


def test_each_row_keeps_its_best_and_the_rows_are_added_up_and_cleared():
    best, met = np.zeros((3, 10), np.float32), np.empty(10, np.int32)
    worth = np.array([0.5, 0.25, 0.75], np.float32)
    many = postings.raise_all(best, met, 0, 0, np.array([4, 7, 4], np.int32), worth)
    many = postings.raise_all(best, met, many, 2, np.array([7, 1], np.int32), np.ones(2, np.float32))
    assert sorted(met[:many].tolist()) == [1, 4, 7]
    at, out = np.sort(met[:many]), np.empty(many, np.float32)
    postings.take(best, at, out)
    assert dict(zip(at.tolist(), out.tolist(), strict=True)) == {1: 1.0, 4: 0.75, 7: 1.25}
    assert not best.any()


def test_those_who_are_not_in_the_list_are_worth_nothing():
    at, worth, asked = np.array([1, 5, 6], np.int32), np.array([1, 2, 3], np.float32), np.array([0, 5, 6, 9], np.int32)
    out = np.zeros(4, np.float32)
    postings.look_up(at, worth, asked, out)
    assert out.tolist() == [0, 2, 3, 0]


def test_numbers_of_some_rows_of_a_table_are_counted():
    rng = np.random.default_rng(3)
    codes = rng.integers(0, 30, (50, 11)).astype(np.uint8)
    times = np.zeros(30, np.int64)
    at = np.array([0, 7, 49], np.int32)
    postings.tally(codes, at, times)
    assert times.tolist() == np.bincount(codes[at].ravel(), minlength=30).tolist()
