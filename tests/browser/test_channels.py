"""A channel rule's way into the pages, and somebody who finds the digital way hard. In both languages."""

import pytest
from django.utils import timezone

from almp_programmes.models import Programme
from channels.models import ChannelRules, HelpRequest, Service
from channels.services.readiness import QUESTIONS
from tests.browser.conftest import NewContext, Site
from tests.browser.steps import Visitor, clean

C = "channels:"


def _first_way(person: Visitor, programme: Programme) -> str:
    """The channel that the page of applying recommends."""
    person.go("almp_programmes:apply", programme.public_id)
    offer = person.page.get_by_role("region", name=person.words("이렇게 받을 수 있어요"))
    return offer.locator("li").first.locator("b").inner_text()


def _write(writer: Visitor, service: Service) -> None:
    """Everybody by phone first, in the last line."""
    writer.go(C + "matrix")
    writer.follow(service.name_ko if writer.language == "ko" else service.name_en, within="main")
    last = len(service.channel_rules.latest("version").lines) - 1
    for number in range(last + 1):
        row = f"line-{number}-"
        writer.choose(f"{row}recommended", "phone")
        writer.choose(f"{row}fallback", "centre")
        writer.page.locator(f"[name='{row}allowed'][value='phone']").check(force=True)
        writer.page.locator(f"[name='{row}allowed'][value='centre']").check(force=True)
    writer.write(valid_from=str(timezone.localdate()), why="전화가 더 빠름")
    writer.press("미리 보기")
    writer.page.get_by_role("heading", name=writer.words("몇 명이 달라지나")).wait_for()
    writer.write(valid_from=str(timezone.localdate()), why="전화가 더 빠름")
    writer.press("저장하고 승인 부탁하기")
    writer.is_told("승인을 부탁했습니다.")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_ministry_edits_a_channel_rule_and_the_entry_point_follows(
    site: Site, new_context: NewContext, language: str
) -> None:
    service = Service.objects.get(code="programme_apply")
    service.channel_rules.exclude(state__in=ChannelRules.APPROVED).delete()
    service.channel_rules.filter(shipped=False).delete()
    service.channel_rules.update(state="live", valid_to=None)
    programme = Programme.objects.offered(timezone.localdate()).first()
    assert programme is not None
    person = Visitor.on_phone(new_context, language, "jobseeker")
    writer, second = (Visitor(new_context(role, language).new_page(), language) for role in ("analyst", "admin"))
    before = _first_way(person, programme)
    assert before != person.words("전화")
    _write(writer, service)
    assert _first_way(person, programme) == before
    second.go(C + "rules", service.channel_rules.get(state="proposed").public_id)
    second.press("승인하기")
    second.is_told("승인했습니다. 시행일부터 모든 화면이 이 규칙을 따릅니다.")
    assert _first_way(person, programme) == person.words("전화")
    assert [clean(one) for one in (person, writer, second)] == [[], [], []]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_somebody_checks_themselves_asks_for_a_call_and_the_counsellor_acts_beside_them(
    site: Site, new_context: NewContext, language: str
) -> None:
    HelpRequest.objects.all().delete()
    person = Visitor.on_phone(new_context, language, "jobseeker")
    person.go(C + "check")
    for question in QUESTIONS:
        person.pick(question, "0")
    person.press("결과 보기")
    person.page.locator("button[name='channel'][value='phone']").first.click()
    person.is_told("부탁을 받았어요. 상담사가 이틀 안에 연락해요. 급하면 1350에 전화해 주세요.")
    counsellor = Visitor(new_context("counsellor", language).new_page(), language)
    asked = HelpRequest.objects.get()
    counsellor.go(C + "person", asked.person.public_id)
    counsellor.write(purpose="함께 신청하기")
    counsellor.press("대신하기 시작")
    bar = counsellor.page.get_by_role("region", name=counsellor.words("대신하는 중"))
    assert asked.person.name in bar.inner_text()
    counsellor.go(C + "ways")
    assert counsellor.page.locator("h1").inner_text() == counsellor.words("도움을 받는 길")
    with counsellor.page.expect_navigation():
        bar.get_by_role("button", name=counsellor.words("대신하기 끝내기")).click()
    person.go(C + "history")
    assert "함께 신청하기" in person.page.locator("main").inner_text()
    assert [clean(one) for one in (person, counsellor)] == [[], []]
