"""A programme's whole life: the ministry makes it with rules and money, a provider runs a course of it with 20 places
for 30 applicants, a jobseeker on a phone tells what the rules ask, waits, is placed, attends, completes and has a
certificate that verifies, and the portfolio moves. In both languages."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from almp_programmes.models import Course, CourseRun, Enrolment, Programme, RunSession
from almp_programmes.services import attendance, places, portfolio
from almp_programmes.services.enrolments import enrolment_apply
from jobseekers.models import Circumstances
from taxonomy.models import MeasureCode
from tests import factories
from tests.browser.conftest import NewContext, Site
from tests.browser.steps import Visitor, clean

PLACES, OTHERS = 20, 29
P = "almp_programmes:"


# --- the ministry -------------------------------------------------------------------------------------------------


def _make_programme(planner: Visitor, code: str) -> Programme:
    planner.go(P + "rule_sets")
    planner.follow("프로그램 만들기", within="main")
    planner.write(
        code=code, name_ko=f"자료 다루기 {code}", name_en=f"Working with data {code}",
        summary_ko="사무 일에 쓰는 자료 다루기를 배워요.", summary_en="Learn to work with data in an office.",
        starts_on=str(timezone.localdate()),
    )  # fmt: skip
    planner.choose("measure", str(MeasureCode.objects.filter(code__startswith="2").earliest("code").pk))
    planner.pick("delivery", "course")
    planner.press("저장하기")
    planner.is_told("프로그램을 만들었습니다. 이제 누가 참여할 수 있는지 적으세요.")
    return Programme.objects.get(code=code)


def _write_rules(planner: Visitor, programme: Programme) -> None:
    """From the age of 15, and not insured: what the jobseeker has not told yet."""
    for number, (fact, op, value) in enumerate((("age", ">=", "15"), ("insured", "is", planner.words("아니요")))):
        row = f"row-{number}-"
        planner.choose(f"{row}what", fact)
        planner.page.locator("main summary").nth(number).click()
        planner.choose(f"{row}op", op)
        planner.write(**{f"{row}value": value, f"{row}why_ko": f"{fact} 조건이에요.", f"{row}why_en": f"On {fact}."})
    planner.write(valid_from=str(timezone.localdate()), why="새 프로그램")
    planner.press("저장하고 승인 부탁하기")
    planner.is_told("승인을 부탁했습니다.")
    planner.go(P + "programme", programme.public_id)
    planner.press("열기")
    planner.is_told("자격 규칙을 쓰고 다른 사람이 승인한 다음 열 수 있습니다.")


def _approve_rules(colleague: Visitor, programme: Programme) -> None:
    colleague.go(P + "rule_set", programme.rule_sets.get().public_id)  # type: ignore[attr-defined]
    colleague.press("승인하기")
    colleague.is_told("승인했습니다. 시행일부터 이 규칙으로 판정합니다.")


def _open_with_money(planner: Visitor, colleague: Visitor, programme: Programme) -> None:
    planner.go(P + "programme", programme.public_id)
    planner.press("열기")
    planner.is_told("열었습니다. 시작일부터 신청을 받습니다.")
    assert clean(planner) == []
    planner.follow("예산 내기", within="main")
    planner.write(year=str(timezone.localdate().year), won="9,000,000,000")
    planner.press("예산 내기")
    colleague.go(P + "budgets", query=f"?year={timezone.localdate().year}")
    waiting = colleague.page.locator("article").filter(has_text=programme.code)
    with colleague.page.expect_navigation():
        waiting.get_by_role("button", name=re.compile(f"^{colleague.words('승인하기')}")).click()
    colleague.is_told("승인했어요. 이제 집계에 들어가요.")


def _portfolio(analyst: Visitor) -> dict[str, float]:
    """What the page says of this year's active measures."""
    analyst.go(P + "portfolio", query=f"?year={timezone.localdate().year}")
    said = {}
    for name in ("승인된 예산", "참여 인원", "수료"):
        card = analyst.page.locator(".p-kpi").filter(has=analyst.page.get_by_text(analyst.words(name), exact=True))
        found = re.search(r"[\d,]+(\.\d+)?", card.locator(".p-num").first.inner_text())
        assert found is not None
        said[name] = float(found[0].replace(",", ""))
    return said


# --- the provider -------------------------------------------------------------------------------------------------


def _offer(trainer: Visitor, programme: Programme, title: str) -> CourseRun:
    """The provider writes the course, a run, its sessions, and publishes it."""
    trainer.go("portal:home")
    trainer.follow("훈련 과정")
    trainer.follow("과정 만들기", within="main")
    trainer.choose("programme", str(programme.pk))
    trainer.write(title=title, title_en=title, hours="40")
    trainer.pick("mode", "classroom")
    trainer.pick("language", "ko")
    trainer.page.locator("label[for='id_full_time']").click()  # for part of the day
    trainer.press("저장하기")
    trainer.is_told("과정을 저장함")
    trainer.follow("회차 만들기", within="main")
    day = timezone.localdate() + dt.timedelta(days=7)
    trainer.write(starts_on=str(day), ends_on=str(day + dt.timedelta(days=11)), capacity=str(PLACES))
    trainer.press("저장하기")
    trainer.press("수업 만들기")
    course = Course.objects.get(title=title)
    trainer.go(P + "offered_course", course.public_id)
    trainer.press("공개하기")
    run: CourseRun = course.runs.get()
    return run


def _others_apply(run: CourseRun, site: Site) -> list[Enrolment]:
    rows = []
    for _number in range(OTHERS):
        other = factories.JobseekerFactory(region=site.world.jobseeker.region)
        Circumstances.objects.create(jobseeker=other, insured=False)
        user = other.person.user
        rows.append(
            enrolment_apply(person_id=user.person_id, programme_id=run.course.programme_id, run_id=run.pk, by=user)
        )
    return rows


def _approve_all(trainer: Visitor, run: CourseRun) -> None:
    trainer.go("portal:home")
    with trainer.page.expect_navigation():
        trainer.page.locator(f"main a[href='{reverse(P + 'applicants', args=[run.public_id])}']").click()
    for box in trainer.page.locator("main input[name=enrolment]").all():
        trainer.page.locator(f"label[for='{box.get_attribute('id')}']").click()
    trainer.pick("decision", "approve")
    trainer.press("결정하고 알리기")
    assert clean(trainer) == []
    states = Enrolment.objects.filter(run=run).values_list("state", flat=True)
    assert sorted(states) == ["placed"] * PLACES + ["waiting"] * (OTHERS + 1 - PLACES)


def _begin(run: CourseRun) -> RunSession:
    """The days pass: it is the first, and a session is on."""
    today = timezone.localdate()
    CourseRun.objects.filter(pk=run.pk).update(starts_on=today)
    Enrolment.objects.filter(run=run).update(starts_on=today)
    run.sessions.all().delete()  # type: ignore[attr-defined]
    now = timezone.now()
    session: RunSession = RunSession.objects.create(
        run=run, starts_at=now - dt.timedelta(minutes=30), ends_at=now + dt.timedelta(hours=2)
    )
    return session


# --- the jobseeker ------------------------------------------------------------------------------------------------


def _apply(seeker: Visitor, site: Site, run: CourseRun) -> Enrolment:
    """Found, and applied for after the one thing that the rules still ask."""
    own = site.people["jobseeker"].person
    Circumstances.objects.filter(jobseeker__person=own).update(insured=None)
    seeker.go(P + "course_list", query=f"?q={run.course.title}")
    seeker.follow(run.course.title, within="main")
    assert clean(seeker) == []
    with seeker.page.expect_navigation():
        seeker.page.locator("main form button").first.click()
    seeker.reads("몇 가지만 알려 주면 답해 드려요")
    assert clean(seeker) == []
    seeker.pick("insured", "no")
    seeker.press("알려 주고 신청하기")
    seeker.reads("신청을 살펴보고 있어요")
    row: Enrolment = Enrolment.objects.get(run=run, person=own)
    assert (row.rule_set.version, row.answer["verdict"]) == (1, True)
    return row


def _wait_and_accept(seeker: Visitor, own: Enrolment, others: list[Enrolment]) -> None:
    seeker.go(P + "enrolments")
    seeker.follow(own.run.course.title, within="main")
    seeker.reads("대기 번호 %(number)s번", number=10)
    for row in others[:10]:
        places.enrolment_withdraw(enrolment_id=row.pk, by=row.person.user)
    for row in others[PLACES:]:
        places.place_accept(enrolment_id=row.pk, by=row.person.user)
    seeker.page.reload()
    seeker.press("자리 받기")
    seeker.reads("자리가 정해졌어요")
    assert clean(seeker) == []


def _attend(trainer: Visitor, seeker: Visitor, run: CourseRun) -> None:
    session = _begin(run)
    trainer.go(P + "applicants", run.public_id, query="?tab=placed")
    trainer.press("모두 시작함")
    trainer.go(P + "attendance_code", run.public_id, session.pk)
    assert clean(trainer) == []
    seeker.page.goto(reverse(P + "check_in", args=[attendance.check_in_token(session)]))
    seeker.press("출석했다고 알리기")
    seeker.reads("출석했어요")
    trainer.go(P + "attendance", run.public_id, session.pk)
    trainer.press("출석 저장하기")
    assert clean(trainer) == []


def _complete(trainer: Visitor, seeker: Visitor, own: Enrolment) -> str:
    """The number of the certificate that completing brought."""
    trainer.go(P + "participant", own.public_id)
    trainer.pick("step", "completed")
    trainer.press("기록하기")
    assert clean(trainer) == []
    seeker.go(P + "enrolment", own.public_id)
    seeker.reads("수료했어요")
    seeker.follow("수료증 보기", within="main")
    certificate = own.certificates.get()
    seeker.sees(certificate.spoken)
    assert clean(seeker) == []
    return str(certificate.number)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_programme_from_its_rules_and_money_to_a_certificate_and_the_portfolio(
    language: str, site: Site, new_context: NewContext
):
    planner, colleague, trainer, analyst = (
        Visitor(new_context(role, language).new_page(), language) for role in ("admin", "admin2", "trainer", "analyst")
    )
    portfolio.portfolio_recount()
    before = _portfolio(analyst)
    programme = _make_programme(planner, f"data-{language}")
    _write_rules(planner, programme)
    _approve_rules(colleague, programme)
    _open_with_money(planner, colleague, programme)

    seeker = Visitor.on_phone(new_context, language, "jobseeker", is_mobile=True)
    run = _offer(trainer, programme, f"Data for beginners {language}")
    others = _others_apply(run, site)
    own = _apply(seeker, site, run)
    _approve_all(trainer, run)
    _wait_and_accept(seeker, own, others)
    _attend(trainer, seeker, run)
    number = _complete(trainer, seeker, own)

    stranger = Visitor.on_phone(new_context, language)
    stranger.go(P + "certificate_verify")
    stranger.write(number=number)
    stranger.press("번호 확인하기")
    stranger.reads("진짜 수료증이고 지금도 유효해요")
    portfolio.portfolio_recount()
    moved = {name: now - before[name] for name, now in _portfolio(analyst).items()}
    assert moved == {"승인된 예산": 90 if language == "ko" else 9_000, "참여 인원": PLACES, "수료": 1}
    everybody = (planner, colleague, trainer, analyst, seeker, stranger)
    assert [one.heard for one in everybody] == [[] for _one in everybody]
