"""The pages of programmes and of their rules, without script."""

import datetime as dt
import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone, translation

from almp_programmes.forms.rules import RowSet, rows_of
from almp_programmes.models import RuleSet
from core.rules import parse
from tests import factories
from tests.factories import condition
from tests.world import signed_in

TOMORROW = timezone.localdate() + dt.timedelta(days=1)
WHY = {"why_ko": "까닭이에요.", "why_en": "Why."}


@pytest.fixture
def live(db):
    return factories.RuleSetFactory()


@pytest.fixture
def planner(db, world):
    return world.client("analyst")


def _rows(*rows, **more):
    data = {"row-TOTAL_FORMS": len(rows), "row-INITIAL_FORMS": 0, "valid_from": TOMORROW, "why": "고쳐요."}
    for at, row in enumerate(rows):
        data |= {
            f"row-{at}-{name}": value for name, value in ({"level": 0, "role": "requirement"} | WHY | row).items()
        }
    return data | more


def _age(op, value, **more):
    return {"what": "age", "op": op, "value": value} | more


def _edit(live):
    return f"/programmes/rules/for/{live.programme.public_id}/"


def test_the_editor_begins_with_the_rule_in_force(planner, live):
    page = planner.get(_edit(live)).content.decode()
    assert re.search(r'name="row-0-value" value="15"', page)


def test_rows_say_again_what_a_nested_rule_says(live):
    rules = {
        "all": [
            condition("sex", "in", ["f"]),
            {"any": [condition("age", ">=", 60), {"not": [condition("insured", "is", True)]}]},
        ]
    }
    rows = rows_of(rules)
    assert [(row["level"], row["what"]) for row in rows] == [
        (0, "sex"), (0, "any"), (1, "age"), (1, "not"), (2, "insured"),
    ]  # fmt: skip
    data = _rows(*rows)
    again, _places = _bound(data).tree()
    assert again["all"][1]["any"][1]["not"][0]["value"] is True


def _bound(data):
    rows = RowSet({key: str(value) for key, value in data.items()}, prefix="row")
    assert rows.is_valid()
    return rows


def test_a_contradiction_is_refused_at_its_row_and_what_was_typed_stays(planner, live):
    answer = planner.post(_edit(live), _rows(_age(">=", "35"), _age("<", "30"), action="save"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_row-1-what_error"' in page
    assert 'id="id_row-0-what_error"' not in page
    assert 'name="row-1-value" value="30"' in page


def test_a_value_that_cannot_be_read_is_refused_at_its_field(planner, live):
    page = planner.post(_edit(live), _rows(_age(">=", "서른"), action="save")).content.decode()
    assert 'id="id_row-0-value_error"' in page


def test_the_preview_counts_real_people_and_saves_nothing(planner, live):
    for _number in range(8):
        factories.JobseekerFactory()
    page = planner.post(f"{_edit(live)}preview/", _rows(_age(">=", "15"))).content.decode()
    assert "등록된 9명 가운데" in page  # and the world's own jobseeker
    assert RuleSet.objects.count() == 1


def test_a_version_is_proposed_by_one_and_approved_by_another(planner, live):
    planner.post(_edit(live), _rows(_age(">=", "18"), action="propose"))
    row = RuleSet.objects.get(version=2)
    page = f"/programmes/rules/{row.public_id}/"
    assert "승인하기" not in planner.get(page).content.decode()
    other = factories.MembershipFactory(analyst=True).user
    TOTP.activate(other, generate_totp_secret())
    signed_in(other).post(f"{page}decide/", {"action": "approve"})
    row.refresh_from_db()
    assert (row.state, row.approved_by) == ("live", other)


def test_rows_can_be_added_without_losing_what_was_typed(planner, live):
    page = planner.post(_edit(live), _rows(_age(">=", "41"), action="add")).content.decode()
    assert 'name="row-0-value" value="41"' in page
    assert 'name="row-3-what"' in page


def test_the_offer_is_found_by_need(client, offer):
    page = client.get("/programmes/?need=start").content.decode()
    assert "자영업 창업 준비 지원" in page
    assert "국민취업지원제도 Ⅰ유형" not in page


def test_what_is_being_written_is_not_for_the_public(client, live):
    programme = factories.ProgrammeFactory(state="draft")
    assert client.get(f"/programmes/{programme.public_id}/").status_code == 404


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_shipped_rule_is_the_same_after_the_editor(offer, language):
    with translation.override(language):
        for rule_set in RuleSet.objects.all():
            again, _places = _bound(_rows(*rows_of(rule_set.rules))).tree()
            assert parse(again) == rule_set.rule
