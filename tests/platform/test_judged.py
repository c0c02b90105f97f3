"""The sets judged by hand are whole and hold no text; the measures taken on them are the measures they say."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from bench.judged.measures import ndcg, precision, read

ROOT = Path(__file__).parents[2]
JUDGED = ROOT / "bench" / "judged"


def rows(name: str) -> list[dict[str, str]]:
    with (JUDGED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_three_hundred_vacancies_have_one_minor_group_each():
    coded = rows("vacancy_occupations")
    with (ROOT / "taxonomy" / "reference" / "occupation_units.csv").open(encoding="utf-8", newline="") as file:
        minors = {row["code"][:3] for row in csv.DictReader(file)}
    assert len({(row["file"], row["key"]) for row in coded}) == len(coded) == 300
    assert {row["minor"] for row in coded} <= minors


def test_each_query_of_both_sets_has_something_to_find():
    queries, grades = rows("search_queries"), rows("search_grades")
    to_find = {row["need"] for row in grades if row["grade"] in ("1", "2")}
    assert len({row["words"] for row in queries}) == len(queries)
    assert Counter(row["set"] for row in queries) == {"first": 100, "second": 40}
    assert {row["need"] for row in queries} == to_find


def test_a_vacancy_is_graded_once_for_a_need():
    grades = rows("search_grades")
    assert {row["grade"] for row in grades} == {"0", "1", "2"}
    assert max(Counter((row["need"], row["key"]) for row in grades).values()) == 1


@pytest.mark.parametrize("name", ["vacancy_occupations", "search_grades"])
def test_judgements_hold_no_word_of_an_advertisement(name):
    assert (JUDGED / f"{name}.csv").read_text(encoding="utf-8").isascii()


GRADES = {"a": 2, "b": 2, "c": 1, "d": 0}


def test_the_best_order_has_ndcg_one_and_none_of_it_nought():
    assert ndcg(["b", "a", "c", "d"], GRADES) == pytest.approx(1)
    assert ndcg(["x", "d"], GRADES) == 0


def test_ndcg_discounts_by_place_and_looks_no_further_than_ten():
    # Gains 3, 3, 1: the ideal is 3 + 3/log2(3) + 1/2; one 2 at the second place is 3/log2(3).
    assert ndcg(["d", "a"], GRADES) == pytest.approx(1.8927892607 / (3 + 1.8927892607 + 0.5))
    assert ndcg(["x"] * 10 + ["a"], GRADES) == 0


def test_precision_is_of_what_ten_places_can_hold():
    assert precision(["a", "x", "b"], {"a", "b"}) == 1
    assert precision(list("abcdefghij"), set("abcdeklmnopq")) == pytest.approx(0.5)


def test_what_was_never_judged_is_counted():
    assert read(["a", "x", "d"], GRADES) == (2, 3)
