"""That search finds what people mean, however they type it, and says what it did."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from employers.models import Vacancy
from matching.search import vocabulary, words
from matching.search.criteria import criteria_of
from matching.search.marking import marked
from matching.search.suggesting import suggestions
from matching.selectors.search import search
from tests.matching import market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def jobs():
    cache.clear()
    places = market.places()
    market.fresh()
    titles = [
        "용접공 모집", "주말 카페 바리스타", "회계 담당자", "한식당 조리사", "사내 변호사", "매장 판매 직원",
        "웹디자이너", "QA 엔지니어", "품질관리 사원", "유치원 교사",
    ]  # fmt: skip
    for title in titles:
        market.vacancy(title=title, region=places["suwon"], duties="맡은 일을 함께합니다.")
    market.vacancy(title="편집 기자", region=places["busan"], remote="full", duties="맡은 일을 함께합니다.")
    Vacancy.objects.update(address="")
    return places


def first(q: str) -> str:
    return next((card["title"] for card in search(criteria_of(f"q={q}")).cards), "")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("ㅇㅈㄱ", "용접공 모집"), ("ㅂㅎㅅ", "사내 변호사"),  # first consonants
        ("yongjeop", "용접공 모집"), ("hwegye", "회계 담당자"), ("byunhosa", "사내 변호사"),  # by sound
        ("dydwjq", "용접공 모집"), ("DNPQELWKDLSJ", "웹디자이너"),  # the other layout of the keyboard
        ("웰더", "용접공 모집"), ("쉐프", "한식당 조리사"), ("attorney", "사내 변호사"), ("점원", "매장 판매 직원"),
        ("큐에이", "QA 엔지니어"), ("어카운팅", "회계 담당자"), ("빵집 barista", "주말 카페 바리스타"),  # other words
        ("용 접 공", "용접공 모집"), ("매장직원", "매장 판매 직원"), ("판매직원", "매장 판매 직원"),  # spaces
        ("용접을 하는 일", "용접공 모집"), ("수원에서 변호사를 구해요", "사내 변호사"),  # particles and verbs
        ("바리스따", "주말 카페 바리스타"), ("회게담당", "회계 담당자"), ("유치원고사", "유치원 교사"),  # mistyped
        ("재택", "편집 기자"),  # a way to work
    ],
)  # fmt: skip
def test_what_is_meant_comes_first(typed, title):
    assert first(typed) == title


@pytest.mark.parametrize("typed", ["ㅎㅎㅎㅎㅎ", "쀍쀍쀍", "qzxv"])
def test_nothing_is_found_only_with_a_reason(typed, client):
    assert "맞는 일자리가 아직 없어요" in client.get(f"/jobs/?q={typed}").content.decode()


def test_a_query_without_a_word_shows_everything_and_says_so(client):
    assert "찾을 낱말을 읽지 못해" in client.get("/jobs/?q=!!!").content.decode()


def test_few_hits_bring_near_work_and_that_is_said(client):
    answer = search(criteria_of("q=QA"))
    assert answer.said.widened
    assert [card["title"] for card in answer.cards] == ["QA 엔지니어", "품질관리 사원"]
    assert "비슷한 일도 함께" in client.get("/jobs/?q=QA").content.decode()


def test_the_facts_count_and_the_words_of_a_page_agree():
    answer = search(criteria_of("q=재택&remote=full"))
    assert answer.total == 1


def test_words_found_are_marked_and_titles_stay_escaped():
    assert str(marked("<b>웹 디자이너</b> & web", ["웹디자이너", "we"])) == (
        "&lt;b&gt;<mark>웹 디자이너</mark>&lt;/b&gt; &amp; <mark>we</mark>b"
    )
    assert str(marked("요리사 newest", ["ㅇㄹㅅ", "west"])) == "<mark>요리사</mark> newest"
    assert str(marked("<i>", [])) == "&lt;i&gt;"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("용", "용접"), ("용접ㄱ", "용접공"), ("용저", "용접"), ("욜", "요리"), ("ㅇㅈㄱ", "용접공"), ("weld", "welder"),
     ("dydwjq", "용접"), ("yongjeop", "용접"), ("바리스따", "바리스타")],
)  # fmt: skip
def test_suggestions_follow_whatever_way_one_types(typed, offered):
    assert offered in [one.text for one in suggestions(typed, timezone.localdate())]


def test_a_suggestion_counts_what_its_search_will_show():
    for one in suggestions("용접", timezone.localdate()):
        assert search(criteria_of(f"q={one.text}")).total == one.count > 0


@pytest.mark.parametrize("typed", ["", "!!!", "%00", "쀍쀍쀍쀍", "가" * 300])
def test_nothing_is_suggested_where_nothing_is_like_it(typed, client):
    answer = client.get(f"/jobs/suggest/?q={typed}")
    assert answer.status_code == 200
    assert "option" not in answer.content.decode()


def test_the_vocabulary_is_well_formed():
    """Every row has a word of its own, every condition is one that the address bar knows, no word is written twice."""
    rows = vocabulary._rows()
    assert len(rows) > 400
    for same, near, condition in rows:
        assert same
        keys = [vocabulary.key(one) for one in (*same, *near)]
        assert all(keys), same
        assert not condition or criteria_of(condition).address() == condition, condition
    assert all(words.runs(term) for term in vocabulary.all_terms())
