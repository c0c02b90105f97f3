"""Pieces of pages kept by what they show."""

import datetime as dt

import pytest
from django.template import engines
from django.utils import translation

from core import fragments
from core.fragments import Fragments

DAY = dt.date(2026, 11, 27)


@pytest.fixture(autouse=True)
def nothing_kept():
    fragments.forget()
    yield
    fragments.forget()


@pytest.fixture
def macros():
    source = (
        "{% macro card(job) %}<b>{{ job.title }}</b>{% endmacro %}"
        "{% macro facet(labels, count) %}{% for one in labels %}{{ one }}: {{ count }};{% endfor %}{% endmacro %}"
        "{% macro said() %}{{ _('홈') }}{% endmacro %}"
    )
    return lambda: engines["jinja2"].env.from_string(source).module


def test_a_piece_is_made_once_and_says_what_its_macro_says(macros):
    keep, made, card = Fragments(DAY), [], macros().card

    def counting(job):
        made.append(job)
        return card(job)

    first, again = keep(counting, {"title": "용접 <공>"}), keep(counting, {"title": "용접 <공>"})
    assert first == again == "<b>용접 &lt;공&gt;</b>"
    assert len(made) == 1


def test_another_value_is_another_piece(macros):
    keep, card = Fragments(DAY), macros().card
    assert keep(card, {"title": "가"}) != keep(card, {"title": "나"})
    assert keep.each(card, [{"title": "가"}, {"title": "나"}]) == "<b>가</b><b>나</b>"


def test_another_day_is_another_piece():
    made = []

    def counting() -> str:
        made.append(1)
        return "오늘"

    for day in (DAY, DAY + dt.timedelta(days=1), DAY):
        Fragments(day)(counting)
    assert len(made) == 2


def test_numbers_and_texts_are_filled_in_and_texts_are_escaped(macros):
    keep, facet = Fragments(DAY), macros().facet
    assert keep.filled(facet, (("서울", "부산"),), [1200, "<i>"]) == "서울: 1,200;부산: &lt;i&gt;;"
    assert keep.filled(facet, (("서울", "부산"),), [3, 4]) == "서울: 3;부산: 4;"


def test_a_text_too_few_is_an_error(macros):
    with pytest.raises(ValueError, match="zip"):
        Fragments(DAY).filled(macros().facet, (("서울", "부산"),), [1])


def test_each_language_has_its_own_pieces(macros):
    keep = Fragments(DAY)
    assert keep(macros().said) == "홈"
    with translation.override("en"):
        assert keep(macros().said) == "Home"


def test_a_process_keeps_only_so_much(macros, monkeypatch):
    monkeypatch.setattr(fragments, "MOST", 100)
    fragments.forget()
    keep, card = Fragments(DAY), macros().card
    for number in range(50):
        keep(card, {"title": str(number)})
        assert sum(map(len, fragments._kept.values())) <= 100
