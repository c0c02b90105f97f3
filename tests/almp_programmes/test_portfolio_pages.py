"""The ministry's portfolio, budgets and planner as pages."""

import datetime as dt

import pytest
from django.urls import reverse

from almp_programmes.models import Budget, EffectEstimate, ReferenceFigure, Scenario
from almp_programmes.portfolio_blocks import tiny_percent
from almp_programmes.services import portfolio
from almp_programmes.services.budgets import budget_approve, budget_propose
from almp_programmes.services.reference_figures import reference_figures_load
from tests.almp_programmes.money import (
    EnrolmentFactory,
    GroupFactory,
    MeasureFactory,
    ProgrammeFactory,
    administrator,
    line,
)
from tests.world import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(world):
    """Training for youth and direct jobs for older people, three places each, in 2024; 2025 has training alone."""
    youth, older = GroupFactory(code="youth"), GroupFactory(code="older")
    training, jobs = (
        ProgrammeFactory(name_ko="디지털 훈련"),
        ProgrammeFactory(measure__code="6", name_ko="공공 일자리"),
    )
    for programme, born in ((training, dt.date(2000, 1, 1)), (jobs, dt.date(1960, 1, 1))):
        EnrolmentFactory.create_batch(3, programme=programme, person__birth_date=born)
    EnrolmentFactory(programme=training, starts_on=dt.date(2025, 2, 1), ends_on=dt.date(2025, 4, 1))
    line(training, 300_000_000, target_group=youth)
    line(jobs, 900_000_000, target_group=older)
    line(training, 400_000_000, year=2025)
    portfolio.portfolio_recount()
    return {"training": training, "jobs": jobs, "youth": youth, "older": older}


def page(world, name: str, *args: object, query: str = "", role: str = "analyst"):
    return world.client(role).get(reverse(f"almp_programmes:{name}", args=args) + query)


def test_the_portfolio_says_which_category_takes_most_and_what_a_place_costs(world, counted):
    body = page(world, "portfolio", query="?year=2024").content.decode()
    assert "직접일자리 비중이 75.0%로 가장 커요" in body
    assert "30,000" in body  # 만 원 a place: 900 million won over three places


def test_the_portfolio_shows_the_share_over_the_years(world, counted):
    body = page(world, "portfolio", query="?year=2025").content.decode()
    assert "직업훈련 비중은 2024년 25.0%에서 2025년 100.0%로 바뀌었어요" in body


def test_a_province_has_its_own_portfolio(world, counted):
    line(counted["jobs"], 10_000_000, province="41", key="in-gyeonggi")
    portfolio.portfolio_recount()
    body = page(world, "portfolio", query="?year=2024&province=41").content.decode()
    assert "직접일자리 비중이 100.0%로 가장 커요" in body


def test_published_figures_stand_beside_ours_with_their_source(world, counted):
    reference_figures_load()
    body = page(world, "portfolio").content.decode()
    assert "2021년 한국은 국내총생산의 0.6%를, OECD는 평균 0.45%를 적극적 정책에 썼어요" in body
    assert "약 21조 원" in body
    assert "확인 전" in body


def test_the_share_of_gdp_is_shown_for_the_years_whose_gdp_somebody_entered(world, counted):
    assert "국내총생산 대비 지출" not in page(world, "portfolio").content.decode()
    ReferenceFigure.objects.create(
        area="KOR", year=2024, measure="all", indicator="gdp", value=120_000_000_000, unit="won", source="통계"
    )
    body = page(world, "portfolio").content.decode()
    assert "2024년 적극적 정책에 국내총생산의 1.00%를 썼어요" in body
    assert "0.75%" in body  # direct jobs


@pytest.mark.parametrize(
    ("won", "said"), [(600_000, "0.60%"), (1_234_000, "1.23%"), (41, "0.000041%"), (0, "–"), (999, "0.00100%")]
)
def test_a_share_of_gdp_keeps_two_figures_however_small(won, said):
    assert tiny_percent(won, 100_000_000) == said


def test_a_category_leads_to_its_programmes_and_a_programme_to_its_lines(world, counted):
    listed = page(world, "portfolio_category", "6", query="?year=2024").content.decode()
    assert reverse("almp_programmes:programme_money", args=[counted["jobs"].public_id]) in listed
    body = page(world, "programme_money", counted["jobs"].public_id, query="?year=2024").content.decode()
    assert "900,000,000원" in body


def test_the_file_holds_whole_won(world, counted):
    body = page(world, "portfolio_csv", "categories", query="?year=2024").content.decode()
    assert "2024,6,직접일자리,0,0,900000000,3,3,3" in body


@pytest.mark.parametrize("more", [0, 30])
def test_the_portfolio_costs_the_same_whatever_is_counted(world, counted, more, django_assert_max_num_queries):
    for year in range(2010, 2010 + more // 5):
        for programme in ProgrammeFactory.create_batch(5):
            line(programme, 1_000, year=year)
    portfolio.portfolio_recount()
    client = world.client("analyst")
    with django_assert_max_num_queries(12):
        assert client.get(reverse("almp_programmes:portfolio")).status_code == 200


def test_an_approved_budget_moves_the_portfolio_at_once(world, counted):
    first, second = administrator("첫째"), administrator("둘째")
    budget = budget_propose(year=2027, programme=counted["training"], won=5_000_000_000, by=first.user)
    assert "2027년" not in page(world, "portfolio").content.decode()
    budget_approve(budget_id=budget.pk, by=second.user)
    body = page(world, "portfolio", query="?year=2027").content.decode()
    assert "50.0" in body
    assert "직업훈련 비중이 100.0%로 가장 커요" in body


def test_a_refused_budget_form_keeps_what_was_typed_and_says_how_to_mend_it(counted):
    client = signed_in_administrator()
    answer = client.post(
        reverse("almp_programmes:budget_new"), {"year": "2027", "programme": "", "won": "많이", "note": "예산서 12쪽"}
    )
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "예산을 줄 프로그램을 골라 주세요." in body
    assert "금액은 숫자로 적어 주세요" in body
    assert 'value="예산서 12쪽"' in body
    assert 'value="많이"' in body


def signed_in_administrator():
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    member = administrator()
    TOTP.activate(member.user, generate_totp_secret())
    return signed_in(member.user)


def test_an_administrator_proposes_and_cannot_answer_alone(counted):
    client = signed_in_administrator()
    values = {"year": "2027", "programme": counted["training"].pk, "won": "12억은 아니고 1200000000"}
    assert client.post(reverse("almp_programmes:budget_new"), values).status_code == 422
    answer = client.post(reverse("almp_programmes:budget_new"), values | {"won": "1,200,000,000"})
    assert answer.status_code == 302
    budget = Budget.objects.get()
    said = client.post(
        reverse("almp_programmes:budget_decide", args=[budget.public_id]), {"answer": "approve"}, follow=True
    )
    assert "다른 부처 관리자에게 부탁하세요" in said.content.decode()
    budget.refresh_from_db()
    assert (budget.state, budget.won) == ("proposed", 1_200_000_000)


# --- the planner ------------------------------------------------------------------------------------------------


def _scenario(world, name: str = "훈련 확대") -> Scenario:
    world.client("analyst").post(reverse("almp_programmes:scenario_new"), {"name": name, "base": "books-2024"})
    return Scenario.objects.get(name=name)


def _move(world, scenario: Scenario, source: str, target: str, won: str):
    values = {"source": source, "target": target, "won": won}
    return world.client("analyst").post(
        reverse("almp_programmes:scenario", args=[scenario.public_id]), values, follow=True
    )


def test_a_move_shows_places_who_loses_and_that_jobs_are_not_known(world, counted):
    scenario = _scenario(world)
    body = _move(
        world, scenario, f"6-{counted['older'].pk}", f"2-{counted['youth'].pk}", "300,000,000"
    ).content.decode()
    assert "older −1" in body  # 300 million won a place in direct jobs
    assert "+3" in body  # 100 million won a place in training
    assert "알 수 없음" in body


def test_jobs_are_expected_with_an_interval_where_evaluation_has_an_estimate(world, counted):
    values = {"horizon_months": 12, "standard_error": 2, "verdict": "helps", "source": "평가"}
    for programme, old, new in ((counted["training"], 50, 20), (counted["jobs"], 10, -10)):
        for effect, day in ((new, dt.date(2026, 5, 1)), (old, dt.date(2025, 5, 1))):
            EffectEstimate.objects.create(programme=programme, effect=effect, as_of=day, **values)
    scenario = _scenario(world)
    body = _move(
        world, scenario, f"6-{counted['older'].pk}", f"2-{counted['youth'].pk}", "900,000,000"
    ).content.decode()
    # Three fewer at −10, nine more at 20 of a hundred: 2.1, within 1.96 × √(0.06² + 0.18²).
    assert "+2명 (95% 구간 +2~+2)" in body
    assert "+2명 (95% 구간 +1~+2)" in body  # training alone: 1.8 ± 0.35


def test_more_than_there_is_cannot_be_moved_and_nothing_typed_is_lost(world, counted):
    scenario = _scenario(world)
    answer = _move(world, scenario, f"6-{counted['older'].pk}", "2-", "900,000,001")
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "옮길 수 있는 돈은 9억 원까지예요" in body
    assert 'value="900,000,001"' in body
    assert not scenario.moves.exists()


def test_a_shared_scenario_is_read_and_copied_by_a_colleague_but_not_changed(world, counted):
    scenario = _scenario(world)
    colleague = signed_in_administrator()
    address = reverse("almp_programmes:scenario", args=[scenario.public_id])
    assert colleague.get(address).status_code == 404
    world.client("analyst").post(reverse("almp_programmes:scenario_share", args=[scenario.public_id]), {"shared": "1"})
    assert colleague.get(address).status_code == 200
    refused = colleague.post(reverse("almp_programmes:scenario_share", args=[scenario.public_id]), {"shared": "0"})
    assert refused.status_code == 403
    colleague.post(reverse("almp_programmes:scenario_copy", args=[scenario.public_id]))
    assert set(Scenario.objects.filter(base_year=scenario.base_year).values_list("name", flat=True)) == {
        "훈련 확대", "훈련 확대 (2)",
    }  # fmt: skip


def test_two_scenarios_stand_side_by_side_on_the_page_and_in_the_file(world, counted):
    first, second = _scenario(world, "훈련 확대"), _scenario(world, "일자리 확대")
    _move(world, first, f"6-{counted['older'].pk}", f"2-{counted['youth'].pk}", "300,000,000")
    _move(world, second, f"2-{counted['youth'].pk}", f"6-{counted['older'].pk}", "100,000,000")
    query = f"?s={first.public_id}&s={second.public_id}"
    body = page(world, "scenarios_compare", query=query).content.decode()
    assert "−3.0억 원 · 자리 −1" in body
    assert "+1.0억 원 · 자리 0" in body
    assert "일자리 확대,2024" in page(world, "scenarios_compare_csv", query=query).content.decode()


def test_the_example_of_2021_is_there_for_everybody_with_its_gaps(world):
    reference_figures_load()
    for code in "123456789":
        MeasureFactory(code=code)
    example = Scenario.objects.get(owner=None)
    body = page(world, "scenario", example.public_id).content.decode()
    assert "0.18%" in body
    assert "0.16%" in body  # a tenth less
    assert "직접일자리 · 모든 사람" in body
    assert "알 수 없음" in body  # what training got in 2021 was not published by itself
    assert reverse("almp_programmes:move_remove", args=[example.public_id]) not in body


def test_figures_loaded_twice_change_nothing_and_a_bad_row_is_reported(tmp_path):
    first, again = reference_figures_load(), reference_figures_load()
    assert (first.written, again.written, again.unchanged) == (first.read, 0, first.read)
    bad = tmp_path / "figures.csv"
    head = "area,year,measure,group,indicator,value,unit,bound,source,source_en,verified"
    bad.write_text(f"{head}\nKOR,2020,77,,budget,1,won,,출처,,1\nKOR,2020,6,,budget,많음,won,,출처,,1\n")
    assert [row.row for row in reference_figures_load(bad).rejected] == [2, 3]
