"""What search finds, counts and says."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.cache import cache
from django.db import connection
from django.shortcuts import render
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from core import fragments
from employers.models import Vacancy
from matching.models import ChangedVacancy, VacancyIndex
from matching.search.criteria import criteria_of
from matching.search.indexing import index_changed, vacancy_index
from matching.selectors.search import search
from matching.views.search import search as search_page
from tests.factories import EmployerFactory, UserFactory
from tests.matching import market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def jobs():
    cache.clear()
    places, occupations = market.places(), market.occupations()
    market.fresh()
    employer = EmployerFactory()
    forklift = market.vacancy(
        title="지게차 운전원", occupation=occupations["forklift"], region=places["suwon"], employer=employer
    )
    front = market.vacancy(
        title="웹 프론트엔드 개발자", occupation=occupations["software"], region=places["gangnam"], employer=employer,
        duties="React 로 화면을 만듭니다.", contract="fixed", pay_min=4_200_000, remote="hybrid", education_min="05",
        career_min_months=40, night=True,
    )  # fmt: skip
    packer = market.vacancy(
        title="포장 사원", occupation=occupations["packing"], region=places["busan"], employer=employer,
        pay_period="hour", pay_min=12_000, hours_week=20, duties="구인 공고를 보고 지원해 주세요. 상자를 포장합니다.",
    )  # fmt: skip
    return {"forklift": forklift, "front": front, "packer": packer} | places


def found(query: str = "", **kwargs):
    return search(criteria_of(query), **kwargs)


def titles(query: str = "") -> list[str]:
    return [card["title"] for card in found(query).cards]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("지게차", "지게차 운전원"),
        ("운전 지게차", "지게차 운전원"),
        ("지게차운전원", "지게차 운전원"),
        ("지게차를", "지게차 운전원"),
        ("forklift", "지게차 운전원"),
        ("프론트 엔드", "웹 프론트엔드 개발자"),
        ("Front-end", "웹 프론트엔드 개발자"),
        ("react", "웹 프론트엔드 개발자"),
        ("software developer", "웹 프론트엔드 개발자"),
        ("구인공고", "포장 사원"),
        ("강남구", "웹 프론트엔드 개발자"),
    ],
)
def test_words_are_found_in_either_language_however_spaced(typed, title):
    assert title in titles(f"q={typed}")


@pytest.mark.parametrize(
    ("typed", "meant"), [("지계차", "지게차"), ("프론트앤드", "프론트엔드"), ("운전언", "운전원")]
)
def test_a_mistyped_word_is_mended_and_said(typed, meant):
    answer = found(f"q={typed}")
    assert answer.changed == [(typed, meant)]
    assert answer.total >= 1


def test_where_no_vacancy_has_all_words_some_do_and_that_is_said():
    answer = found("q=지게차 쀍쀍쀍")
    assert (answer.total, answer.partial) == (1, True)


def test_the_title_ranks_above_the_text(jobs):
    market.vacancy(title="창고 관리", duties="지게차 자격이 있으면 좋습니다.", region=jobs["suwon"])
    assert titles("q=지게차")[0] == "지게차 운전원"


@pytest.mark.parametrize(
    ("query", "titles_found"),
    [
        ("occ=6", {"지게차 운전원", "포장 사원"}),
        ("occ=62&occ=133", {"지게차 운전원", "포장 사원", "웹 프론트엔드 개발자"}),
        ("region=11", {"웹 프론트엔드 개발자"}),
        ("region=41110", {"지게차 운전원"}),
        ("region=41&region=11680", {"지게차 운전원", "웹 프론트엔드 개발자"}),
        ("near=강남구&km=10", {"웹 프론트엔드 개발자"}),
        ("near=강남구&km=40", {"웹 프론트엔드 개발자", "지게차 운전원"}),
        ("pay=400", {"웹 프론트엔드 개발자"}),
        ("pay=12000&unit=hour", {"지게차 운전원", "웹 프론트엔드 개발자", "포장 사원"}),
        ("contract=fixed", {"웹 프론트엔드 개발자"}),
        ("hours=part", {"포장 사원"}),
        ("remote=hybrid", {"웹 프론트엔드 개발자"}),
        ("edu=3", {"지게차 운전원", "포장 사원"}),
        ("career=3", {"웹 프론트엔드 개발자"}),
        ("career=0", {"지게차 운전원", "포장 사원"}),
        ("no=night", {"지게차 운전원", "포장 사원"}),
        ("contract=permanent&no=night&region=26", {"포장 사원"}),
    ],
)
def test_each_filter_leaves_what_it_says(query, titles_found):
    assert set(titles(query)) == titles_found


def test_counts_leave_out_their_own_filter_only():
    groups = {group.name: {one.value: one.count for one in group.options} for group in found("contract=fixed").groups}
    assert groups["contract"]["permanent"] == 2
    assert groups["contract"]["fixed"] == 1
    assert groups["region"] == {"11": 1}
    assert groups["no"]["night"] == 0


def test_every_count_is_what_choosing_the_value_gives():
    asked = criteria_of("no=weekend")
    for group in search(asked).groups:
        for one in group.options:
            if not one.chosen:
                query = f"{asked.address()}&{group.name}={one.value}"
                assert found(query).total == one.count, (group.name, one.value)


def test_sorts_put_the_asked_first():
    assert titles("sort=pay")[0] == "웹 프론트엔드 개발자"
    assert titles("near=강남구&km=40&sort=near") == ["웹 프론트엔드 개발자", "지게차 운전원"]


@pytest.mark.parametrize(
    "change", [{"state": "paused"}, {"deadline": dt.date(2020, 1, 1)}, {"filled": 1}], ids=["paused", "late", "full"]
)
def test_a_vacancy_that_closes_is_gone_in_the_same_moment(jobs, change):
    Vacancy.objects.filter(pk=jobs["forklift"].pk).update(**change)
    assert titles("q=지게차") == []


def test_a_paused_vacancy_that_opens_again_is_back_in_the_same_moment(jobs):
    Vacancy.objects.filter(pk=jobs["forklift"].pk).update(state="paused")
    Vacancy.objects.filter(pk=jobs["forklift"].pk).update(state="published")
    assert titles("q=지게차") == ["지게차 운전원"]


def test_a_change_of_words_is_queued_and_the_sweeper_brings_it():
    made = market.vacancy(index=False, title="용접공 모집")
    assert ChangedVacancy.objects.filter(vacancy_id=made.pk).exists()
    assert titles("q=용접공") == []
    while index_changed():
        pass
    assert titles("q=용접공") == ["용접공 모집"]
    assert not ChangedVacancy.objects.exists()


def test_counting_an_application_queues_nothing(jobs):
    while index_changed():
        pass
    Vacancy.objects.filter(pk=jobs["forklift"].pk).update(applications_count=4, filled=0)
    assert not ChangedVacancy.objects.exists()


def test_renaming_a_firm_queues_its_vacancies(jobs):
    while index_changed():
        pass
    organisation = jobs["forklift"].employer.organisation
    organisation.name_ko = "새이름산업"
    organisation.save(update_fields=["name_ko"])
    while index_changed():
        pass
    assert found("q=새이름산업").total == 3


def test_indexing_twice_changes_nothing(jobs):
    before = VacancyIndex.objects.filter(pk=jobs["front"].pk).values_list("facts", "terms", "words").get()
    vacancy_index([jobs["front"].pk])
    after = VacancyIndex.objects.filter(pk=jobs["front"].pk).values_list("facts", "terms", "words").get()
    assert [bytes(one) if not isinstance(one, str) else one for one in before] == [
        bytes(one) if not isinstance(one, str) else one for one in after
    ]


def test_an_empty_answer_says_which_condition_to_drop_and_what_that_gives():
    answer = found("contract=fixed&region=26")
    assert answer.total == 0
    assert answer.relaxed.count == found(answer.relaxed.address).total == 1


def test_an_empty_circle_is_widened_first():
    answer = found("near=강남구&km=10&contract=permanent")
    assert answer.relaxed.wider
    assert found(answer.relaxed.address).total == answer.relaxed.count == 1


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=99999999999", "pay=가나다", "occ=x&region=y", "km=7&near=", "sort=evil", "q=%00",
     "q=' OR 1=1 --", "q=" + "가" * 500, "q=:*%26|!()", "days=99", "near=없는곳"],
)  # fmt: skip
def test_bad_values_are_left_out_and_never_an_error(query, client):
    assert client.get(f"/jobs/?{query}").status_code == 200


def test_the_same_search_has_one_address():
    one, other = (
        criteria_of("region=41&region=11&q= 지게차 "),
        criteria_of("q=지게차&region=11&region=41&page=3&bad=1"),
    )
    assert one.address() == other.address()
    assert criteria_of(one.address()) == criteria_of(other.less("page").address())


def test_labels_follow_the_readers_language():
    with translation.override("en"):
        groups = {group.name: group for group in found().groups}
        assert groups["occ"].options[0].label == "Research and engineering"


@pytest.mark.parametrize("rows", [1, 20])
def test_search_costs_two_queries_however_many_rows(rows, jobs, client):
    for _row in range(rows):
        market.vacancy(title="요리사", region=jobs["suwon"])
    client.get("/jobs/?q=요리사")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/jobs/?q=요리사&region=41")
    assert answer.status_code == 200
    assert len(queries) == 2


def test_the_fragment_is_the_page_without_its_shell(client):
    answer = client.get("/jobs/?q=지게차", headers={"HX-Request": "true", "HX-Target": "found"})
    text = answer.content.decode()
    assert "<title>" in text
    assert '<div id="found"' in text
    assert "<html" not in text
    assert "HX-Request" in answer["Vary"]


def test_pages_of_twenty(jobs, client):
    for number in range(25):
        market.vacancy(title=f"요리사 {number}", region=jobs["suwon"])
    first, second = found("q=요리사"), found("q=요리사&page=2")
    assert (len(first.ids), len(second.ids), first.num_pages) == (20, 5, 2)
    assert not set(first.ids) & set(second.ids)


def test_newest_comes_first_without_words(jobs):
    Vacancy.objects.filter(pk=jobs["packer"].pk).update(published_at=timezone.now() + dt.timedelta(minutes=1))
    while index_changed():
        pass
    assert titles()[0] == "포장 사원"


def test_a_page_is_written_once_for_all_visitors_who_see_the_same(client, monkeypatch):
    fragments.forget()
    written = []
    monkeypatch.setattr(fragments.shortcuts, "render", lambda *seen: written.append(seen) or render(*seen))
    pages = [one.get("/jobs/?q=지게차").content.decode() for one in (client, Client(), client)]
    tokens = [re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page) for page in pages]
    assert len(written) == 1
    assert len({page.replace(mine[0], "") for page, mine in zip(pages, tokens, strict=True)}) == 1
    assert len({mine[0] for mine in tokens}) == 3
    assert all(set(mine) == {mine[0]} for mine in tokens)


@pytest.mark.parametrize("change", [{"title": "지게차 운전원 (야간)"}, {"pay_min": 3_210_000}, {"openings": 7}])
def test_a_kept_page_shows_a_change_at_once(change, jobs, client):
    before = client.get("/jobs/?q=지게차").content.decode()
    Vacancy.objects.filter(pk=jobs["forklift"].pk).update(**change)
    while index_changed():
        pass
    after = client.get("/jobs/?q=지게차").content.decode()
    fragments.forget()
    anew = client.get("/jobs/?q=지게차").content.decode()
    assert main_part(before) != main_part(after) == main_part(anew)


def test_another_language_view_or_address_is_another_page(client):
    korean = client.get("/jobs/?q=지게차").content.decode()
    with_more = client.get("/jobs/?q=지게차&utm=1").content.decode()
    client.cookies["view"] = "large"
    large = client.get("/jobs/?q=지게차").content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get("/jobs/?q=지게차").content.decode()
    assert ['utm=1"' in page for page in (korean, with_more)] == [False, True]
    assert 'class="p-large"' in large
    assert 'class="p-large"' not in korean
    assert '<html lang="en"' in english


def test_whoever_is_signed_in_sees_their_own_corner_after_a_visitor_did(client):
    client.get("/jobs/?q=지게차")
    user = UserFactory(display_name="한가람")
    client.force_login(user)
    assert "한가람" in client.get("/jobs/?q=지게차").content.decode()
    assert "한가람" not in Client().get("/jobs/?q=지게차").content.decode()


def test_a_visitor_who_is_to_be_told_something_is_told_once(rf):
    texts = []
    for told in (False, True, False):
        request = rf.get("/jobs/?q=지게차")
        SessionMiddleware(lambda _request: None).process_request(request)
        request.user, request._messages = AnonymousUser(), FallbackStorage(request)
        if told:
            messages.info(request, "저장했어요.")
        texts.append(search_page(request).content.decode())
    assert ["저장했어요." in text for text in texts] == [False, True, False]


def main_part(page: str) -> str:
    return re.sub(r'value="\w{64}"', "", page[page.index("<main") : page.index("</main>")])
