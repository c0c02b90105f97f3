"""Columns of what was found, read no further than asked for."""

import numpy as np
import pytest

from matching.search.criteria import Criteria
from matching.search.filters import Filtered
from matching.search.records import FEW, Gathered, some, tally_all
from matching.selectors import search


@pytest.fixture
def found():
    """Of a first layer every second of a thousand vacancies, of a second layer ten."""
    first, second = np.arange(1000), np.arange(5000, 5010)
    codes = [np.stack([one % 3, one % 7 + 3], axis=1).astype(np.uint8) for one in (first, second)]
    layers = [{"vacancy": one, "codes": code} for one, code in zip((first, second), codes, strict=True)]
    return Gathered([(layers[0], np.arange(0, 1000, 2, np.int32)), (layers[1], np.arange(10, dtype=np.int32))])


def test_a_few_rows_are_those_of_the_whole_column(found):
    rows = np.array([509, 3, 500, 499, 0], np.int32)
    few = some(found, "vacancy", rows).tolist()
    assert "vacancy" not in found
    assert few == found["vacancy"][rows].tolist() == [5009, 6, 5000, 998, 0]


def test_of_many_rows_the_column_is_read_whole_and_kept(found):
    some(found, "vacancy", np.arange(found.count // FEW + 1, dtype=np.int32))
    assert len(found["vacancy"]) == found.count == 510


def test_numbers_are_counted_in_all_layers(found):
    before, after = np.zeros(10, np.int64), np.zeros(10, np.int64)
    tally_all(found, before)
    assert "codes" not in found
    assert before.tolist() == np.bincount(found["codes"].ravel(), minlength=10).tolist()
    tally_all(found, after)
    assert before.tolist() == after.tolist()


def test_the_first_are_those_of_all_put_in_order():
    rng, now = np.random.default_rng(5), search.timezone.now().timestamp()
    for most in (20, 60):
        records = {
            "vacancy": np.arange(2000, dtype=np.int32),
            "rank": rng.integers(1, 40, 2000).astype(np.float32) / 40,
            "published": (now - rng.integers(0, 40 * 86_400, 2000)).astype(np.int32),
        }
        age = (now - records["published"]) / 86_400
        worth = records["rank"] * (1 + search.FRESH_SHARE * np.exp(-age / search.FRESH_DAYS))
        whole = np.lexsort((-records["vacancy"], -records["published"], -worth))[:most]
        rows = np.arange(2000, dtype=np.int32)
        assert search._first(Filtered(records, {}, None), rows, Criteria(q="용접"), most).tolist() == whole.tolist()
