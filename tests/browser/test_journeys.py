"""The platform's main job in a real browser: registered, recommended, applied, hired, counted. In both languages."""

import datetime as dt
import time
from dataclasses import dataclass

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone, translation
from playwright.sync_api import expect

from accounts.models import Assignment, Person, User
from employers.business_number import check_digit
from employers.checking import findings_of
from employers.models import Employer, Vacancy
from jobseekers.models import EducationLevel
from matching.models import Application, Placement
from matching.search.indexing import index_changed
from portal.services.figures import figures_refresh
from taxonomy.models import Region
from tests.browser import steps
from tests.browser.conftest import PHONE, NewContext, Site
from tests.browser.steps import Visitor


@dataclass
class Advertisement:
    """What the employer of the journey looks for: text of a real advertisement where there is one."""

    title: str
    duties: str
    occupation: str
    region: Region


def _advertisement(site: Site, language: str) -> Advertisement:
    rows = Vacancy.objects.open().exclude(occupation=None).exclude(region=None).select_related("occupation", "region")
    rows = rows.exclude(source=Vacancy.OWN) if site.real else rows
    rows = rows.exclude(occupation__title_en="").order_by("pk")
    found = next(
        row for row in rows[:200] if len(row.duties) > 30 and not findings_of(row) and row.region.level == "district"
    )
    with translation.override(language):
        return Advertisement(f"{found.title} ({language})", found.duties[:1500], found.occupation.label, found.region)


def _place(region: Region, language: str) -> str:
    from employers.selectors.view import place_of

    with translation.override(language):
        return place_of(Region.objects.select_related("parent").get(pk=region.pk))


def _business_number() -> str:
    taken = Employer.objects.exclude(business_number=None).values_list("business_number", flat=True)
    for serial in range(1, 99999):
        first = f"2208{serial:05d}"
        if (number := f"{first}{check_digit(first)}") not in set(taken):
            return number
    raise AssertionError


def _register(seeker: Visitor, sought: Advertisement, *, script: bool = True) -> None:
    """The short wizard, from the home page to its end."""
    seeker.follow("구직 등록하기")
    seeker.write(text=sought.occupation)
    if not script:
        seeker.look_up()
    seeker.pick("occupations")
    seeker.press("다음")
    seeker.write(text=sought.region.name_ko.split()[0] if seeker.language == "ko" else sought.region.name_en)
    if not script:
        seeker.look_up()
    seeker.pick("region", str(sought.region.pk))
    seeker.press("다음")
    seeker.pick("education", EducationLevel.BACHELOR)
    seeker.write(career_years="4")
    seeker.press("다음")
    day = timezone.localdate() - dt.timedelta(days=40)
    seeker.pick("situation", "left")
    seeker.write(stopped_on_y=str(day.year), stopped_on_m=str(day.month), stopped_on_d=str(day.day))
    reasons = seeker.page.locator("select[name='reason'] option")
    seeker.choose("reason", reasons.nth(1).get_attribute("value") or "")
    seeker.press("다음")
    seeker.write(pay_floor="250만", hours_max="45")
    seeker.press("다음")
    seeker.reads("내기 전에 확인해 주세요")
    seeker.press("구직 등록하기")
    seeker.reads("구직 등록을 마쳤어요")


def _confirm_competencies(seeker: Visitor) -> None:
    seeker.go("jobseekers:skills")
    offered = seeker.page.locator("select[name^='level_']")
    assert offered.count() > 0, "no competency is suggested for the occupation"
    for number in range(min(3, offered.count())):
        offered.nth(number).select_option("4")
    seeker.press("고른 대로 저장하기")
    expect(seeker.page.locator("section[aria-labelledby='c'] li")).to_have_count(min(3, offered.count() or 3))


def _read_recommendations(seeker: Visitor) -> None:
    seeker.follow("나에게 맞는 일자리")
    cards = seeker.page.locator("article.p-job")
    expect(cards.first).to_be_visible()
    expect(cards.first.locator(".f")).to_be_visible()  # says why
    heart, here = cards.first.locator("button[formaction$='/save/']"), seeker.page.url
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    assert seeker.page.url == here, "saving leaves the list"
    cards.first.get_by_role("link").first.click()
    seeker.reads("왜 권하나요?")


def _open_firm(recruiter: Visitor, name: str, number: str, sought: Advertisement) -> None:
    recruiter.go("employers:register")
    recruiter.write(business_number=number[:-1] + str((int(number[-1]) + 1) % 10), name_ko=name, phone="02-123-4567")
    recruiter.write(region=_place(sought.region, recruiter.language), address="1")
    recruiter.press("등록하기")
    expect(recruiter.page.locator(".p-errors")).to_be_visible()  # a digit is wrong; what was typed is still there
    expect(recruiter.page.locator("main [name='name_ko']")).to_have_value(name)
    recruiter.write(business_number=f"{number[:3]}-{number[3:5]}-{number[5:]}")
    recruiter.press("등록하기")
    assert recruiter.complaint() == ""
    recruiter.is_at("employers:vacancy_new")


def _write_vacancy(recruiter: Visitor, sought: Advertisement) -> None:
    page = recruiter.page
    recruiter.write(title=sought.title, occupation_text=sought.occupation)
    recruiter.pick("occupation")
    recruiter.write(duties=sought.duties, requirements="30세 이하 남성만 지원할 수 있음")
    flagged = page.locator("#find-requirements .p-note")
    expect(flagged.first).to_be_visible()  # found while it is being written, with the law's name
    assert steps.clean(recruiter) == []
    recruiter.write(requirements="관련 일을 해 본 사람")
    expect(flagged).to_have_count(0)
    recruiter.pick("contract", "permanent")
    recruiter.pick("pay_period", "month")
    recruiter.write(pay_min="3,500,000", hours_week="40", openings="1")
    recruiter.write(region=_place(sought.region, recruiter.language))
    recruiter.pick("remote", "none")
    recruiter.press("공고 내기")
    expect(page.locator(".p-errors")).to_have_count(0)
    recruiter.sees(sought.title)


def _counsellor_of(person: Person) -> tuple[User, str]:
    """Who looks after the person, able to sign in: their password and second factor are set here."""
    user = Assignment.objects.get(person=person, until=None).counsellor
    user.set_password(steps.PASSWORD)
    user.save(update_fields=["password"])
    user.emailaddress_set.get_or_create(email=user.email, defaults={"verified": True, "primary": True})
    user.authenticator_set.all().delete()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return user, secret


def _approve(counsellor: Visitor, title: str) -> None:
    counsellor.follow("공고 살피기")
    counsellor.follow(title)
    counsellor.press("이 기업 확인함")
    counsellor.press("싣기")


def _apply(seeker: Visitor, vacancy: Vacancy) -> None:
    seeker.go("matching:search", query=f"?q={vacancy.title}")
    seeker.follow(vacancy.title)
    seeker.is_at("matching:vacancy", vacancy.public_id)
    seeker.follow("지원하기", within="main")
    seeker.press("지원하기")
    expect(seeker.page.locator(".p-errors")).to_be_visible()  # the consent of its own is missing
    seeker.write(note="다음 주부터 일할 수 있어요.")
    seeker.pick("agree")
    seeker.press("지원하기")
    seeker.reads("지원했어요")


def _invite(recruiter: Visitor, vacancy: Vacancy, name: str) -> None:
    recruiter.go("portal:home")
    recruiter.follow(vacancy.title)
    recruiter.follow(name)
    when = timezone.localtime() + dt.timedelta(days=2)
    recruiter.pick("mode", "onsite")
    recruiter.write(place="3층 회의실", time_1=steps.local(when), time_2=steps.local(when + dt.timedelta(days=1)))
    recruiter.press("면접 제안하기")
    recruiter.reads("면접 시간을 고르는 중")


def _offer(recruiter: Visitor, application: Application) -> None:
    recruiter.go("matching:employer_application", application.public_id)
    recruiter.page.locator("summary", has_text=recruiter.words("채용 제안")).first.click()
    today = timezone.localdate()
    recruiter.choose("pay_period", "month")
    recruiter.write(
        pay="3500000",
        starts_on=(today + dt.timedelta(days=1)).isoformat(),
        answer_by=(today + dt.timedelta(days=1)).isoformat(),
    )
    recruiter.press("채용 제안하기")
    expect(recruiter.page.locator(".p-errors")).to_have_count(0)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_from_sign_up_to_a_counted_placement(language: str, site: Site, new_context: NewContext):
    sought = _advertisement(site, language)
    name, firm = f"한결{language}", f"다온기계 {language}"
    seeker = Visitor(new_context(language=language).new_page(), language)
    seeker.sign_up(name, f"seeker-{language}@journey.example")
    _register(seeker, sought)
    _confirm_competencies(seeker)
    _read_recommendations(seeker)

    recruiter = Visitor(new_context(language=language).new_page(), language)
    recruiter.sign_up(f"채용담당 {language}", f"recruiter-{language}@journey.example")
    _open_firm(recruiter, firm, _business_number(), sought)
    _write_vacancy(recruiter, sought)
    vacancy = Vacancy.objects.get(title=sought.title, source=Vacancy.OWN)
    assert vacancy.state == Vacancy.State.SUBMITTED

    person = Person.objects.get(name=name)
    user, secret = _counsellor_of(person)
    counsellor = Visitor(new_context(language=language).new_page(), language)
    counsellor.sign_in(user.email, steps.PASSWORD, secret)
    _approve(counsellor, sought.title)
    published = time.monotonic()
    index_changed()
    seeker.go("matching:search", query=f"?q={sought.title}")
    seeker.sees(sought.title)
    assert time.monotonic() - published < 1 + 0.5, "searched a second after it was published"

    _apply(seeker, vacancy)
    _invite(recruiter, vacancy, name)
    application = Application.objects.get(vacancy=vacancy)
    seeker.follow("지원한 일자리")
    seeker.follow(vacancy.title)
    seeker.pick("starts_at")
    seeker.press("이 시간으로 정하기")
    _offer(recruiter, application)
    seeker.go("matching:application", application.public_id)
    seeker.press("제안 받아들이기")
    seeker.reads("채용이 정해졌어요")

    placement = Placement.objects.get(application=application)
    assert Vacancy.objects.get(pk=vacancy.pk).state == Vacancy.State.FILLED
    counsellor.go("portal:person", person.public_id)
    counsellor.sees(firm)
    figures_refresh()
    ministry = site.accounts["ministry"]
    analyst = Visitor(new_context(language=language).new_page(), language)
    analyst.sign_in(ministry.email, ministry.password, ministry.totp_secret)
    so_far = Placement.objects.filter(started_on__gte=timezone.localdate().replace(day=1)).count()
    assert placement.started_on >= timezone.localdate()
    analyst.sees(analyst.words("%(month)s · 그 뒤 지금까지 %(count)s명", month="", count=f"{so_far:,}").strip(" ·"))
    assert [one.heard for one in (seeker, recruiter, counsellor, analyst)] == [[], [], [], []]


def test_registering_searching_and_applying_need_no_script(site: Site, new_context: NewContext):
    sought = _advertisement(site, "ko")
    seeker = Visitor(new_context(java_script_enabled=False).new_page(), "ko")
    seeker.sign_up("한무", "seeker-plain@journey.example")
    _register(seeker, sought, script=False)
    seeker.go("matching:recommended")
    for action in ("save", "feedback"):
        with seeker.page.expect_navigation():
            seeker.page.locator(f"button[formaction$='/{action}/']").first.click()
        expect(seeker.page.locator(f"button[formaction$='/{action}/'][aria-pressed='true']")).to_have_count(1)
    vacancy = Vacancy.objects.open().filter(source=Vacancy.OWN).order_by("pk").first()
    assert vacancy is not None
    _apply(seeker, vacancy)
    assert Application.objects.filter(vacancy=vacancy, jobseeker__person__name="한무").exists()


def test_signing_in_and_searching_need_no_mouse(site: Site, new_context: NewContext):
    account = site.accounts["jobseeker"]
    context = new_context()
    page = context.new_page()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator("#krds-skip-link a")).to_be_focused()
    page.goto("/accounts/login/")
    _tab_to(page, "[name='login']")
    page.keyboard.type(account.email)
    _tab_to(page, "[name='password']")
    page.keyboard.type(account.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/home/")
    _tab_to(page, "main input[type='search']")
    page.keyboard.type("조립")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/**")
    _tab_to(page, "article.p-job a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()


def _tab_to(page, wanted: str) -> None:
    """Press Tab until the first such element has the focus; each stop on the way is on the screen and outlined."""
    for _stop in range(120):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """wanted => { const at = document.activeElement, box = at.getBoundingClientRect();
            return [at.matches(wanted), at.tagName, box.bottom > 0 && box.top < innerHeight]; }""",
            wanted,
        )
        assert at[2] or at[1] == "BODY", f"the focus is off the screen at {at}"
        if at[0]:
            return
    raise AssertionError(f"Tab does not reach {wanted}")
