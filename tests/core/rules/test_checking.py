"""Rules that cannot be read, contradict themselves, or mark where they do."""

import pytest

from core.rules import RuleRefused, check, decide, parse
from tests.factories import condition


def _rule(*nodes):
    return {"all": [node | {"key": f"k{at}"} if "fact" in node else node for at, node in enumerate(nodes)]}


def _refused(data):
    with pytest.raises(RuleRefused) as refusal:
        parse(data)
    return [(one.path, one.name) for one in refusal.value.problems]


def test_an_unknown_fact_is_refused_at_its_place():
    assert _refused(_rule(condition("age", ">=", 15), condition("height", ">=", 170))) == [((1,), "fact")]


def test_a_comparison_that_does_not_fit_the_fact_is_refused_at_its_place():
    assert _refused(_rule(condition("sex", ">=", ["f"]))) == [((0,), "op")]


def test_a_value_that_does_not_fit_the_fact_is_refused_inside_its_group():
    group = {"any": [condition("age", ">=", 15), condition("sex", "in", ["x"])]}
    assert _refused({"all": [group]}) == [((0, 1), "value")]


def test_a_condition_without_its_reason_in_both_languages_is_refused():
    said = condition("age", ">=", 15) | {"why": {"ko": "15세부터예요."}}
    assert _refused({"all": [said]}) == [((0,), "why")]


def test_a_priority_inside_a_group_is_refused():
    assert _refused({"all": [{"any": [condition("age", ">=", 15, **{"as": "priority"})]}]})[0] == ((0, 0), "as")


def test_a_rule_of_priorities_alone_is_refused():
    assert _refused(_rule(condition("age", ">=", 15, **{"as": "priority"}))) == [((), "")]


def test_an_empty_group_is_refused():
    assert _refused({"all": [{"any": []}]}) == [((0,), "")]


@pytest.mark.parametrize("other", [condition("age", "<", 30), {"any": [condition("age", "<", 30)]}])
def test_two_ages_that_nobody_has_at_once_are_refused_at_the_second(other):
    problems = check(parse(_rule(condition("age", ">=", 35), other)))
    assert [one.path for one in problems] == [(1,) if "fact" in other else (1, 0)]


def test_the_message_names_the_condition_that_is_contradicted():
    problem = check(parse(_rule(condition("age", ">=", 35), condition("age", "<", 30))))[0]
    assert problem.message == "‘나이 30세 미만’ 조건은 ‘나이 35세 이상’ 조건과 함께 맞을 수 없어요."


def test_there_is_no_whole_number_between_two_neighbours():
    assert check(parse(_rule(condition("age", ">", 34), condition("age", "<", 35))))
    assert not check(parse(_rule(condition("income_share", ">", 34), condition("income_share", "<", 35))))


def test_an_exclusion_of_what_is_required_is_a_contradiction():
    woman = condition("sex", "in", ["f"])
    assert check(parse(_rule(woman, woman | {"as": "exclusion"})))


def test_an_alternative_that_can_never_hold_is_refused_though_another_can():
    rule = parse(
        _rule(condition("age", ">=", 35), {"any": [condition("age", "<", 20), condition("insured", "is", True)]})
    )
    assert [one.path for one in check(rule)] == [(1, 0)]


def test_what_a_not_leaves_over_is_no_contradiction():
    young = {"all": [condition("age", "<", 20), condition("insured", "is", True)]}
    rule = parse(_rule(condition("age", ">=", 20), {"not": [young]}))
    assert check(rule) == []


def test_a_set_that_must_and_must_not_hold_a_code_is_a_contradiction():
    rule = _rule(
        condition("special_groups", "all_of", ["veteran"]), condition("special_groups", "none_of", ["veteran"])
    )
    assert check(parse(rule))


def test_an_unknown_answer_names_only_the_facts_that_would_settle_it():
    either = {"any": [condition("insured", "is", True), condition("age", ">=", 60)]}
    rule = parse(_rule(either, condition("sex", "in", ["f"])))
    assert decide(rule, {"age": 65, "sex": None, "insured": None}).missing == ["sex"]


def test_a_no_names_only_the_conditions_that_made_it():
    rule = parse(_rule(condition("age", ">=", 60), condition("insured", "is", True)))
    answer = decide(rule, {"age": 30, "insured": None})
    assert (answer.verdict, [one.fact for one in answer.deciding]) == (False, ["age"])


def test_a_priority_does_not_decide():
    rule = parse(_rule(condition("age", ">=", 15), condition("insured", "is", True, **{"as": "priority"})))
    answers = [decide(rule, {"age": 20, "insured": held}) for held in (True, False)]
    assert [(one.verdict, len(one.priorities)) for one in answers] == [(True, 1), (True, 0)]
