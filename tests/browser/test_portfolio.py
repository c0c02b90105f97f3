"""A planner proposes a budget, a colleague approves it, the portfolio moves; a scenario moves money to see."""

import datetime as dt

from django.utils import timezone

from almp_programmes.models import Budget, Programme, Scenario
from almp_programmes.services import portfolio
from tests import factories
from tests.almp_programmes.money import EnrolmentFactory, GroupFactory, MeasureFactory, ProgrammeFactory, line
from tests.browser.conftest import NewContext, Site
from tests.browser.steps import Visitor

YEAR = timezone.localdate().year


def _programmes() -> Programme:
    """Training and direct jobs that ran last year, twice as dear a place in the second."""
    GroupFactory(code="youth")
    training = ProgrammeFactory(
        code="JOURNEY-2", measure=MeasureFactory(code="2"), name_ko="여정 훈련", name_en="Journey training"
    )
    jobs = ProgrammeFactory(
        code="JOURNEY-6", measure=MeasureFactory(code="6"), name_ko="여정 일자리", name_en="Journey jobs"
    )
    for programme, won in ((training, 400_000_000), (jobs, 800_000_000)):
        for _ in range(4):
            person = factories.PersonFactory(birth_date=dt.date(1985, 1, 1))
            EnrolmentFactory(
                programme=programme, person=person, starts_on=dt.date(YEAR - 1, 2, 1), ends_on=dt.date(YEAR - 1, 4, 1)
            )
        line(programme, won, year=YEAR - 1, source="journey", key=f"{programme.code}")
    portfolio.portfolio_recount()
    return training


def test_a_budget_is_proposed_approved_and_moves_the_portfolio_and_a_scenario_moves_money(
    site: Site, new_context: NewContext
):
    training = _programmes()
    first = Visitor(new_context("admin").new_page(), "ko")
    second = Visitor(new_context("admin2").new_page(), "ko")
    first.go("almp_programmes:budgets")
    first.follow("예산 내기", within="main")
    first.write(year=str(YEAR + 1), won="많이")
    first.choose("programme", str(training.pk))
    first.press("예산 내기")
    first.reads("금액은 숫자로 적어 주세요. 예: 2,500,000 또는 250만")
    first.write(won="7,777,000,000")
    first.press("예산 내기")
    first.reads("내가 낸 금액이에요. 다른 부처 관리자가 승인해야 해요.")
    second.go("almp_programmes:budgets", query=f"?year={YEAR + 1}")
    with second.page.expect_navigation():
        waiting = second.page.locator("article").filter(has_text="여정 훈련")
        waiting.get_by_role("button", name="승인하기").click()
    assert Budget.objects.get(programme=training).state == "approved"
    second.go("almp_programmes:portfolio", query=f"?year={YEAR + 1}")
    second.sees("77.8")
    second.go("almp_programmes:portfolio", query=f"?year={YEAR - 1}")
    second.follow("직접일자리", within="main")
    second.follow("여정 일자리", within="main")
    second.sees("800,000,000원")

    first.go("almp_programmes:scenarios")
    first.follow("새 시나리오", within="main")
    first.write(name="여정 시나리오")
    first.choose("base", f"books-{YEAR - 1}")
    first.press("만들기")
    first.choose("source", "6-")
    first.choose("target", "2-")
    first.write(won="200,000,000")
    first.press("옮기기")
    first.sees("직접일자리 · 그 밖의 사람 → 직업훈련 · 그 밖의 사람")
    first.reads("알 수 없음")  # no estimate of what either does
    assert Scenario.objects.get(name="여정 시나리오").moves.get().won == 200_000_000
    assert [first.heard, second.heard] == [[], []]


DOORS = {
    "프로그램 모두": "catalogue", "자격 규칙": "rule_sets", "참여율": "take_up", "정책 구성과 돈": "portfolio",
    "예산": "budgets", "돈을 옮겨 보기": "scenarios", "수당·훈련비 지급": "payment_runs", "이의신청": "appeals",
    "받아들이지 않은 행": "import_rejects",
}  # fmt: skip


def test_every_page_of_programmes_is_a_click_from_the_ministrys_home(site: Site, new_context: NewContext):
    visitor = Visitor(new_context("admin").new_page(), "ko")
    for title, name in DOORS.items():
        visitor.go("portal:home")
        with visitor.page.expect_navigation():
            visitor.page.locator("main .p-life a").filter(has=visitor.page.get_by_text(title, exact=True)).click()
        visitor.is_at(f"almp_programmes:{name}")
    assert visitor.heard == []


def test_the_planner_opens_with_korea_in_2021(site: Site, new_context: NewContext):
    visitor = Visitor(new_context("analyst").new_page(), "en")
    visitor.go("almp_programmes:scenarios")
    visitor.follow("2021년 한국 · Korea 2021", within="main")
    published = visitor.page.locator("main table").first.locator("tbody tr")
    rows = [row.locator("td").all_inner_texts() for row in published.all()]
    assert rows == [["0.6%", "0.6%"], ["0.18%", "0.16%"], ["30%", "27%"]]
    assert visitor.heard == []
