"""Pay, hours, contract, firm and the young: the part of the legal check that reads figures."""

import datetime as dt
from decimal import Decimal

import pytest

from employers.checks import Posting, Wage, check, marked
from employers.checks.pay import floor_monthly, monthly_hours

WAGES = {
    2023: Wage(2023, 9620, True), 2025: Wage(2025, 10030, True), 2026: Wage(2026, 10320, True),
    2027: Wage(2027, 10700, False),
}  # fmt: skip
SUMMER = dt.date(2026, 6, 1)


def posting(**more) -> Posting:
    given = {
        "company": "한빛정공", "pay_period": "month", "pay_min": 2_800_000, "hours_week": Decimal(40), "headcount": 30,
        "contract": "permanent", "texts": {},
    }  # fmt: skip
    return Posting(**(given | more))


def found(on: dt.date = SUMMER, **more) -> dict[str, str]:
    return {one.code: one.severity for one in check(posting(**more), wages=WAGES, on=on)}


@pytest.mark.parametrize(
    ("hours", "paid"),
    [(40, 209.0), (20, 104.29), (15, 78.21), (14, 60.83), (48, 209.0)],
)
def test_a_month_holds_the_weekly_rest_from_fifteen_hours(hours, paid):
    assert float(monthly_hours(Decimal(hours))) == pytest.approx(paid, abs=0.01)


def test_the_minimum_for_forty_hours_is_the_published_one():
    assert floor_monthly(10320, Decimal(40)) == 2_156_880


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"pay_min": 2_156_879}, "wage.below"),
        ({"pay_period": "hour", "pay_min": 10_319}, "wage.below"),
        ({"pay_period": "year", "pay_min": 25_000_000}, "wage.below"),
        ({"pay_period": "day", "pay_min": 80_000}, "wage.below"),
        ({"hours_week": Decimal(20), "pay_min": 1_000_000}, "wage.below"),
        ({"hours_week": Decimal(53), "pay_min": 9_000_000}, "hours.over"),
        ({"address": "서울 강남우체국 사서함 12호"}, "firm.po_box"),
        ({"company": "비공개"}, "firm.nameless"),
        ({"company": "○○전자"}, "firm.nameless"),
        ({"company": ""}, "firm.nameless"),
        ({"contract": "dispatch", "occupation_path": "7/70/701"}, "contract.dispatch"),
        ({"texts": {"duties": "시급 9,000원으로 시작해요. 물건을 진열해요."}}, "wage.written"),
        ({"pay_min": 2_200_000, "contract": "fixed", "contract_months": 6,
          "texts": {"benefits": "수습 3개월 90% 지급"}}, "wage.probation"),
        ({"texts": {"title": "호프집 홀서빙", "requirements": "고등학생 가능"}}, "minors.harm"),
        ({"night": True, "texts": {"title": "편의점", "requirements": "청소년 가능"}}, "minors.hours"),
    ],
)  # fmt: skip
def test_refused(more, code):
    assert found(**more).get(code) == "block"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"hours_week": Decimal(48), "pay_min": 2_600_000}, "wage.overtime"),
        ({"contract": "fixed", "contract_months": 36}, "contract.long"),
        ({"contract": "dispatch", "occupation_path": "8/82/821"}, "contract.dispatch"),
        ({"contract": "dispatch", "occupation_path": "5/56/561"}, "contract.dispatch"),
        ({"arrears_listed": True}, "firm.arrears"),
        ({"hours_week": Decimal(60), "pay_min": 6_000_000, "occupation_path": "6/62/622"}, "hours.over"),
        ({"texts": {"duties": "포장"}}, "duties.vague"),
        ({"texts": {"requirements": "고등학생 가능"}}, "minors.consent"),
    ],
)
def test_doubted(more, code):
    assert found(**more).get(code) == "warn"


@pytest.mark.parametrize(
    "more",
    [
        {"pay_min": 2_156_880},
        {"pay_period": "hour", "pay_min": 10_320},
        {"pay_period": "day", "pay_min": 82_560},
        {"hours_week": Decimal(48), "pay_min": 2_600_000, "headcount": 3},
        {"contract": "fixed", "contract_months": 24},
        {"address": "서울시 중구 세종대로 110, 사서함 12호"},
        {"company": "대한회사원연구소"},
        {"pay_min": 2_500_000, "texts": {"benefits": "수습 3개월 90% 지급"}},
        {"texts": {"title": "고등학생 진로 교육 강사", "duties": "고등학생 진로 프로그램을 짜고 학교에서 가르쳐요."}},
        {"hours_week": None},
    ],
)
def test_left_alone(more):
    assert found(**more) == {}


def test_the_law_of_the_day_holds():
    assert "wage.below" not in found(on=dt.date(2025, 6, 1), pay_min=2_100_000)
    assert found(on=SUMMER, pay_min=2_100_000)["wage.below"] == "block"


def test_an_unverified_minimum_wage_only_warns():
    assert found(on=dt.date(2027, 3, 1), pay_min=2_200_000)["wage.below"] == "warn"


def test_from_october_the_next_years_wage_is_foretold():
    assert found(on=dt.date(2026, 11, 23), pay_min=2_200_000) == {"wage.next_year": "warn"}


def test_a_text_is_cut_at_its_findings_and_nothing_is_lost():
    texts = {"requirements": "성실한 분, 만 35세 이하, 용모단정"}
    pieces = marked(texts["requirements"], check(posting(texts=texts), wages=WAGES, on=SUMMER))
    assert "".join(piece.text for piece in pieces) == texts["requirements"]
    assert [piece.text for piece in pieces if piece.finding] == ["만 35세 이하", "용모단정"]


def test_no_law_text_holds_a_stray_per_cent_sign():
    texts = {"benefits": "수습 3개월 80% 지급"}
    for one in check(posting(pay_min=2_200_000, texts=texts), wages=WAGES, on=SUMMER):
        assert "%%" not in f"{one.message}{one.mend}"
