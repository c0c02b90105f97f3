"""What people do on the pages, in the words of the language they read."""

from __future__ import annotations

import datetime as dt
import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from channels.transports.memory import MemoryTransport
from tests.browser import looking
from tests.browser.conftest import PHONE, NewContext

PASSWORD = "조용한-아침-산책-77"


class Visitor:
    """Somebody at a browser. What the browser complains about on the way is kept in `heard`."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language = page, language
        self.heard = looking.listen(page)

    @classmethod
    def on_phone(cls, new_context: NewContext, language: str, role: str = "anon", **options: object) -> Visitor:
        page = new_context(role, language, has_touch=True, **options).new_page()
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        return cls(page, language)

    def words(self, korean: str, **values: object) -> str:
        with translation.override(self.language):
            return gettext(korean) % values if values else gettext(korean)

    def go(self, name: str, *args: object, query: str = "") -> None:
        self.page.goto(reverse(name, args=args) + query)

    def press(self, korean: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=self.words(korean), exact=True).first.click()

    def follow(self, korean: str, within: str = "body") -> None:
        links = self.page.locator(within).get_by_role("link", name=self.words(korean), exact=True)
        with self.page.expect_navigation():
            links.locator("visible=true").first.click()

    def look_up(self) -> None:
        """The button that finds what the typing finds by itself where there is script."""
        with self.page.expect_navigation():
            self.page.locator("main button[name='find']").click()

    def write(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"main [name='{name}']").first.fill(value)

    def pick(self, name: str, value: str | None = None) -> None:
        """Tick a box or a radio by its label, as a finger would."""
        which = f"main input[name='{name}']" + (f"[value='{value}']" if value is not None else "")
        box = self.page.locator(which).first
        box.wait_for(state="attached")
        if not box.is_checked():
            self.page.locator(f"label[for='{box.get_attribute('id')}']").first.click()

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"main select[name='{name}']").select_option(value)

    def sees(self, text: str) -> None:
        expect(self.page.locator("main").get_by_text(text).locator("visible=true").first).to_be_visible()

    def reads(self, korean: str, **values: object) -> None:
        self.sees(self.words(korean, **values))

    def is_told(self, korean: str, **values: object) -> None:
        """The message above the page about what was just done, or why it was not."""
        said = self.page.locator("#messages").get_by_text(self.words(korean, **values))
        expect(said.first).to_be_visible()

    def complaint(self) -> str:
        return "; ".join(self.page.locator(".p-errors, .form-hint-invalid, .p-note.bad").all_inner_texts())

    def is_at(self, name: str, *args: object) -> None:
        expect(self.page).to_have_url(re.compile(re.escape(reverse(name, args=args)) + r"(\?.*)?$"))

    # --- signing up and in --------------------------------------------------------------------------------------

    def sign_up(self, name: str, email: str) -> None:
        self.go("account_signup")
        self.write(name=name, contact=email, password1=PASSWORD)
        self.pick("consent_terms")
        self.pick("consent_collect")
        self.press("가입하기")
        self.write(code=code_sent_to(email))
        self.press("확인하기")
        self.is_at("portal:home")

    def sign_in(self, email: str, password: str, totp_secret: str = "") -> None:
        self.go("account_login")
        self.write(login=email, password=password)
        self.press("로그인하기")
        if totp_secret:
            self.reads("인증 앱에 보이는 번호를 적어 주세요.")
            self.write(code=totp(totp_secret))
            self.press("로그인하기")
        self.is_at("portal:home")


def code_sent_to(email: str) -> str:
    """The code in the last mail to this address."""
    text = next(sent.text for sent in reversed(MemoryTransport.sent) if sent.address == email)
    found = re.search(r":\s*([0-9A-Z][0-9A-Z-]{3,})\s", text)
    assert found, text
    return found[1]


def totp(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def clean(visitor: Visitor) -> list[str]:
    """What is wrong with the page as it stands, for pages that only a journey reaches."""
    return [*looking.axe(visitor.page), *looking.too_wide(visitor.page)]


def local(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")
