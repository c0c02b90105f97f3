"""One person's programmes: yes, no, unknown; what is asked; what comes first."""

import datetime as dt

import pytest
from django.utils import timezone

from almp_programmes.models import EffectEstimate, Programme
from almp_programmes.selectors.eligibility import decision_on, standings
from almp_programmes.selectors.outcomes import share_of, wilson
from jobseekers.models import Circumstances
from tests import factories
from tests.factories import condition
from tests.world import signed_in

TODAY = timezone.localdate()


@pytest.fixture
def me(db):
    return factories.JobseekerFactory()


def _offer(*nodes, **more):
    rules = {"all": [node | {"key": f"k{at}"} for at, node in enumerate(nodes)]}
    return factories.RuleSetFactory(rules=rules, **more).programme


def _of(jobseeker):
    return standings(jobseeker.person_id, TODAY)


def test_the_answer_says_yes_no_or_which_question_is_left(me):
    _offer(condition("age", ">=", 15))
    _offer(condition("age", ">=", 60))
    _offer(condition("insured", "is", True))
    assert [(one.state, one.asks) for one in _of(me)] == [("yes", []), ("unknown", ["insured"]), ("no", [])]


def test_what_evaluation_found_to_help_most_comes_first_and_what_delays_work_last(me):
    for effect, verdict in ((3, "helps"), (None, ""), (8, "helps"), (-6, "harms")):
        programme = _offer(condition("age", ">=", 15), programme__name_ko=str(effect))
        if effect is not None:
            EffectEstimate.objects.create(programme=programme, horizon_months=12, effect=effect, standard_error=1,
                                          verdict=verdict, source="시험", as_of=TODAY)  # fmt: skip
    assert [one.programme.name_ko for one in _of(me)] == ["8", "3", "None", "-6"]


def test_a_programme_whose_rule_asks_for_what_is_told_on_the_card_opens_when_it_is_told(me):
    programme = _offer(condition("insured", "is", True))
    client = signed_in(me.person.user)
    client.post(f"/programmes/for-me/{programme.public_id}/tell/", {"insured": "yes"})
    assert [one.state for one in _of(me)] == ["yes"]
    assert me.circumstances.told_on == {"insured": TODAY.isoformat()}


def test_disability_told_on_a_card_is_not_kept_without_the_consent(me):
    programme = _offer(condition("disability", "in", ["severe"]))
    signed_in(me.person.user).post(f"/programmes/for-me/{programme.public_id}/tell/", {"disability": "severe"})
    assert not Circumstances.objects.exclude(disability=None).exists()


def test_disability_told_with_the_consent_on_the_same_card_is_kept(me):
    programme = _offer(condition("disability", "in", ["severe"]))
    told = {"disability": "severe", "sensitive_consent": "on"}
    signed_in(me.person.user).post(f"/programmes/for-me/{programme.public_id}/tell/", told)
    assert [one.state for one in _of(me)] == ["yes"]


def test_everything_shipped_can_be_answered_for_a_person(me, offer):
    assert len(_of(me)) == 36


def test_the_page_costs_the_same_queries_whatever_is_on_offer(me, django_assert_max_num_queries):
    for _number in range(12):
        _offer(condition("age", ">=", 15), condition("insured", "is", True))
    client = signed_in(me.person.user)
    with django_assert_max_num_queries(22):
        assert client.get("/programmes/for-me/").status_code == 200


def test_the_interval_of_a_share_stays_within_bounds():
    assert wilson(0, 10)[0] == 0
    assert [round(bound, 3) for bound in wilson(8, 10)] == [0.490, 0.943]


@pytest.mark.parametrize(("part", "whole"), [(4, 50), (48, 50), (3, 3), (None, 9)])
def test_a_share_that_would_tell_of_fewer_than_five_people_is_hidden(part, whole):
    assert share_of(part, whole) is None


def test_a_counsellors_look_at_a_persons_programmes_is_in_the_persons_log(me, world):
    world.client("counsellor").get(f"/programmes/for/{world.jobseeker.person.public_id}/")
    assert world.jobseeker.person.access_log.filter(what="programmes").exists()


def test_an_amount_that_was_not_checked_says_so(client, db):
    programme = factories.RuleSetFactory().programme
    programme.amounts.create(
        key="allowance", name_ko="수당", won=600_000, unit="month", valid_from=dt.date(2026, 1, 1)
    )
    page = client.get(f"/programmes/{programme.public_id}/").content.decode()
    assert "확인 전" in page


def test_the_page_of_a_programme_dates_what_it_pays_and_what_holds_while_one_takes_part(client, db):
    programme = factories.RuleSetFactory().programme
    for year, won in ((2025, 500_000), (2026, 600_000)):
        first = dt.date(year, 1, 1)
        programme.amounts.create(
            key="allowance", name_ko="수당", won=won, unit="month", valid_from=first, verified=True,
            valid_to=dt.date(2026, 1, 1) if year == 2025 else None,
        )  # fmt: skip
        programme.terms.create(valid_from=first, complete_percent=year - 1945)
    page = client.get(f"/programmes/{programme.public_id}/").content.decode()
    told = [words in page for words in ("50만 원", "2025.1.1. – 2025.12.31.", "60만 원", "80% 이상", "81% 이상")]
    assert told == [True] * 5


def test_where_no_terms_are_entered_the_general_ones_are_shown(client, db):
    programme = factories.RuleSetFactory().programme
    assert "기본 규칙을 따라요" in client.get(f"/programmes/{programme.public_id}/").content.decode()


def test_every_shipped_programme_names_its_source_in_both_languages(offer):
    assert not Programme.objects.exclude(source="").filter(source_en="").exists()


def test_a_decision_keeps_the_version_and_every_condition_and_puts_priorities_first(me):
    first = condition("age", "<=", 40, **{"as": "priority"})
    programme = _offer(condition("age", ">=", 15), condition("insured", "is", True), first)
    found = decision_on(me.person_id, programme, TODAY)
    assert found.kept == {"verdict": None, "held": {"k0": True, "k1": None, "k2": True}}
    assert (found.rule_set.version, found.priority) == (1, 0)
