"""Booking on a phone, from the home page to the calendar file, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, NewContext, Site
from welfare_centres.models import Appointment


@pytest.mark.parametrize("scripts", [True, False])
def test_a_person_books_moves_and_cancels_on_a_phone(site: Site, new_context: NewContext, scripts: bool):
    page = new_context("jobseeker", java_script_enabled=scripts).new_page()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto("/centres/appointments/")
    page.get_by_role("link", name="예약하기").click()
    page.get_by_role("link", name=re.compile("^취업 상담")).click()
    page.locator("label[for=id_channel_1]").click()
    page.get_by_role("button", name="다음").click()
    page.locator(".p-slots a").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("이대로 예약할까요?")
    page.get_by_role("button", name="예약하기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("예약했어요")
    row = Appointment.objects.latest("pk")
    assert (row.state, row.channel, row.booked_how) == ("booked", "phone", "self")
    with page.expect_download() as file:
        page.get_by_role("link", name="달력에 넣기").click()
    assert file.value.suggested_filename == "appointment.ics"
    page.get_by_role("link", name="시간 옮기기").click()
    page.locator(".p-slots a").first.click()
    page.get_by_role("button", name="이 시간으로 옮기기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("예약했어요")
    row.refresh_from_db()
    assert row.state == "rebooked"
    page.get_by_role("link", name="예약 취소하기").click()
    page.get_by_label("까닭").fill("면접이 잡혔어요")
    page.get_by_role("button", name="취소하기", exact=True).click()
    expect(page.get_by_text("예약을 취소했어요.")).to_be_visible()
    row.rebooked_to.refresh_from_db()
    assert row.rebooked_to.state == "cancelled"
