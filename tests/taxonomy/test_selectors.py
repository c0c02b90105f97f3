"""Suggestions and look-ups."""

import pytest
from django.urls import reverse

from taxonomy.coding.matcher import PhraseMatcher
from taxonomy.models import KECO_2018, Occupation, OccupationIndex
from taxonomy.selectors import occupation_suggest, skill_suggest, skills_for_occupation, skills_in_text
from taxonomy.text import tokens


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("지게차 운전기사", "623"),
        ("Backend engineer", "133"),
        ("요양보호사", "550"),
        ("간호사", "304"),
        ("truck driver", "622"),
        ("웹디자이너", "415"),
        ("용접공", "824"),
    ],
)
def test_without_the_dictionary_titles_lead_to_minor_groups(starter, typed, minor):
    found = occupation_suggest(typed, 3)
    assert found[0].occupation.code == minor
    assert found[0].evidence
    assert found == sorted(found, key=lambda one: -one.score)


def test_no_reader_waits_for_the_coder_to_learn(starter, monkeypatch):
    monkeypatch.setattr("taxonomy.services.index._learn", lambda entries: pytest.fail("learnt while a reader waits"))
    assert OccupationIndex.objects.get().level == "minor"
    assert occupation_suggest("간호사")[0].occupation.code == "304"


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "()", "\x00", "zzzzqqq"])
def test_text_without_a_title_suggests_nothing(starter, typed):
    assert occupation_suggest(typed) == []


def test_skills_of_a_unit_are_those_of_its_minor_group(starter):
    minor = Occupation.objects.get(edition=KECO_2018, code="623")
    unit = Occupation.objects.create(
        edition=KECO_2018, code="6230", level="unit", parent=minor, path=f"{minor.path}/6230", title_ko="조작원"
    )
    skills = skills_for_occupation(unit.pk)
    assert skills[0].name_ko == "지게차 운전"
    assert skills == skills_for_occupation(minor.pk)
    assert skills_for_occupation(0) == []


def test_skills_are_found_in_a_text_in_either_language(starter):
    text = (
        "지게차운전과 상하차, Java·Spring Boot 경험. C++ 가능, JavaScript 우대. R&D 부서. Forklift operation a plus."
    )
    names = [skill.name_ko for skill in skills_in_text(text)]
    assert names == ["지게차 운전", "상하차 작업", "자바", "스프링", "C++", "자바스크립트"]


def test_the_longest_phrase_wins_and_latin_ones_stand_alone():
    matcher = PhraseMatcher([("java", 1), ("javascript", 2), ("용접", 3), ("배관 용접", 4), ("C", 5), ("C++", 6)])
    found = matcher.find("JavaScript, java 17, 배관용접, 용접기, C++ C javac")
    assert [one.key for one in found] == [2, 1, 4, 3, 6]


def test_skill_suggestions_put_the_exact_name_first(starter):
    assert skill_suggest("python")[0].name_ko == "파이썬"
    assert skill_suggest("지게차")[0].name_ko == "지게차 운전"
    assert skill_suggest("***") == []


def test_search_words_keep_occupation_titles_whole(starter):
    found = tokens("지게차를 운전하실 요양보호사를 모집합니다. Java 개발")
    assert {"지게차", "운전", "요양보호사", "java", "개발"} <= set(found)


@pytest.mark.parametrize("name", ["occupation_suggest", "skill_suggest", "region_suggest"])
def test_suggestions_answer_json_and_a_list_for_htmx(starter, client, name):
    address = reverse(f"taxonomy:{name}")
    query = "서울" if name == "region_suggest" else "간호"
    results = client.get(address, {"q": query, "limit": "2"}).json()["results"]
    assert 1 <= len(results) <= 2
    page = client.get(address, {"q": "간호"}, headers={"HX-Request": "true"})
    assert page.headers["Content-Type"].startswith("text/html")
    assert client.get(address, {"q": "\x00", "limit": "-5"}).json()["results"] == []


def test_suggestions_speak_the_readers_language(starter, client):
    client.cookies["django_language"] = "en"
    found = client.get(reverse("taxonomy:region_suggest"), {"q": "Suwon"}, headers={"Accept-Language": "en"}).json()
    assert found["results"][0]["label"] == "Suwon-si, Gyeonggi-do"


@pytest.mark.parametrize(
    ("kind", "query", "code"),
    [("occupations", "nurse", "304"), ("regions", "jongno", "1111000000"), ("industries", "construction", "F")],
)
def test_the_api_looks_up_by_name(starter, client, kind, query, code):
    body = client.get(f"/api/v1/{kind}/", {"q": query}).json()
    assert code in {row["code"] for row in body["results"]}
    assert client.get(f"/api/v1/{kind}/{code}/").json()["code"] == code


@pytest.mark.parametrize("kind", ["occupations", "skills", "regions", "industries"])
def test_a_page_of_the_api_costs_the_same_whatever_its_size(starter, client, kind, django_assert_max_num_queries):
    for size in (1, 50):
        with django_assert_max_num_queries(2):
            assert client.get(f"/api/v1/{kind}/", {"page_size": size, "q": ""}).status_code == 200
