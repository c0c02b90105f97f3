"""Comparing centres: against hand-worked values, scipy's own exact test, and chance itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from welfare_centres.comparing import clopper_pearson, indirect, verdict


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_that_of_the_exact_binomial_test(cell):
    events, people = cell
    low, high = clopper_pearson(np.array([events]), np.array([people]))
    exact = binomtest(events, people).proportion_ci(method="exact")
    assert (low[0], high[0]) == pytest.approx((exact.low, exact.high), abs=1e-9)


def test_expected_is_people_times_the_rate_of_their_stratum():
    """Two centres with other people: each does exactly what its mix leads one to expect."""
    people = np.array([[100, 300], [300, 100]])
    events = np.array([[80, 60], [240, 20]])  # 80 % and 20 % in either
    found = indirect(events, people)
    assert found.expected == pytest.approx([140, 260])
    assert found.ratio == pytest.approx([1, 1])
    assert [verdict(*pair) for pair in zip(found.low, found.high, strict=True)] == ["same", "same"]


def test_raw_shares_would_have_ranked_what_the_mix_explains():
    people = np.array([[100, 300], [300, 100]])
    events = np.array([[80, 60], [240, 20]])
    raw = events.sum(axis=1) / people.sum(axis=1)
    assert raw[1] > raw[0] + 0.25


def test_small_centres_are_not_shown():
    found = indirect(np.array([[10, 5], [9, 10]]), np.array([[100, 50], [15, 14]]))
    assert list(found.shown) == [True, False]


def test_a_small_stratum_takes_the_rate_of_everybody():
    people, events = np.array([[100, 2], [100, 1]]), np.array([[50, 2], [50, 1]])
    found = indirect(events, people)
    assert found.expected[0] == pytest.approx(50 + 2 * 103 / 203)


def test_where_nothing_ever_happens_nothing_is_said():
    found = indirect(np.zeros((2, 2), dtype=int), np.full((2, 2), 50))
    assert not found.shown.any()
    assert np.isnan(found.ratio).all()


@pytest.mark.parametrize(("events", "people"), [([[3]], [[2]]), ([[-1]], [[2]]), ([[1, 1]], [[2]]), ([1], [2])])
def test_counts_that_cannot_be_are_refused(events, people):
    with pytest.raises(ValueError, match=r"."):
        indirect(np.array(events), np.array(people))


def test_of_centres_that_do_the_same_few_are_called_different():
    """A hundred centres with their own mixes and one chance a stratum: at most about one in twenty is flagged."""
    draw = np.random.default_rng(5)
    rates = np.array([0.2, 0.4, 0.6, 0.8])
    people = draw.integers(10, 60, size=(100, 4))
    flagged = 0
    for _number in range(50):
        found = indirect(draw.binomial(people, rates), people)
        flagged += int(((found.low > 1) | (found.high < 1)).sum())
    assert flagged / 5000 < 0.05
