"""Conditions in words."""

import pytest

from almp_programmes.facts import FACTS
from core.rules import parse, says
from tests import factories
from tests.factories import condition


def _said(fact, op, value):
    (one,) = parse({"all": [condition(fact, op, value)]}).root.children
    return says(one)


@pytest.mark.parametrize(
    ("op", "codes", "words"),
    [
        ("any_of", ["6"], "직접일자리"),
        ("any_of", ["2", "6"], "직업훈련, 직접일자리 가운데 하나라도"),
        ("none_of", ["6"], "직접일자리 아님"),
    ],
)
def test_of_a_single_value_one_does_not_say_one_of(op, codes, words):
    assert _said("measures_lately", op, codes) == f"지난 6개월 안에 참여한 정책 유형: {words}"


@pytest.mark.parametrize("fact", [one.key for one in FACTS if one.key.startswith("programmes")])
def test_a_programme_is_called_by_its_name_and_not_by_its_code(db, fact):
    programme = factories.ProgrammeFactory(code=f"of-{fact}", name_ko="새길 훈련")
    assert _said(fact, "any_of", [programme.code]).endswith(": 새길 훈련")


def test_a_code_that_no_programme_has_is_said_as_it_stands(db):
    assert _said("programmes_now", "any_of", ["no-such-one"]).endswith(": no-such-one")
