"""The starter that the project ships."""

from collections import Counter

import pytest
from django.db.models import Count, F, Q

from taxonomy.models import (
    KECO_2018,
    KECO_EI,
    Industry,
    Licence,
    MeasureCode,
    Occupation,
    OccupationSkill,
    OccupationSuccessor,
    OccupationSynonym,
    Region,
    Skill,
)
from taxonomy.services.reference import reference_load, reference_rows

pytestmark = pytest.mark.django_db


def test_the_starter_has_every_group_of_keco_2018(starter):
    levels = Counter(Occupation.objects.filter(edition=KECO_2018).values_list("level", flat=True))
    assert levels == {"major": 10, "middle": 35, "minor": 136}


def test_every_occupation_has_both_names_and_hangs_under_its_parent(starter):
    assert not Occupation.objects.filter(Q(title_ko="") | Q(title_en="")).exists()
    for row in Occupation.objects.exclude(parent=None).select_related("parent"):
        assert row.path == f"{row.parent.path}/{row.code}"
        assert row.edition == row.parent.edition


def test_every_minor_group_has_titles_in_both_languages_and_six_skills(starter):
    minors = Occupation.objects.filter(edition=KECO_2018, level="minor").annotate(
        skills=Count("skill_links", distinct=True),
        korean=Count("synonyms", filter=Q(synonyms__lang="ko"), distinct=True),
        english=Count("synonyms", filter=Q(synonyms__lang="en"), distinct=True),
    )
    poor = [row.code for row in minors if row.skills < 6 or row.korean < 2 or row.english < 2]
    assert poor == []


def test_about_a_thousand_skills_have_both_names_and_none_stands_alone(starter):
    assert Skill.objects.count() >= 1000
    assert not Skill.objects.filter(Q(name_ko="") | Q(name_en="")).exists()
    assert not Skill.objects.filter(occupation_links=None).exists()
    assert OccupationSkill.objects.filter(essential=True).values("occupation").distinct().count() == 136


def test_licences_industries_and_measures_have_both_names(starter):
    assert Licence.objects.count() >= 120
    assert Counter(Industry.objects.values_list("level", flat=True)) == {"section": 21, "division": 77}
    assert MeasureCode.objects.count() == 27
    for model in (Licence, Industry, MeasureCode):
        assert not model.objects.filter(Q(name_ko="") | Q(name_en="")).exists()


def test_every_region_of_today_has_an_english_name_a_place_and_a_parent(starter):
    today = Region.objects.current()
    assert today.filter(level="province").count() == 16
    assert today.filter(level="district").count() >= 250
    assert not today.filter(Q(name_en="") | Q(latitude=None)).exists()
    assert not today.filter(parent__valid_to__isnull=False).exists()


def test_the_newer_list_of_the_insurance_forms_has_its_own_codes_and_ancestors(starter):
    assert Occupation.objects.get(edition=KECO_EI, code="135").title_ko == "데이터 전문가"
    assert Occupation.objects.get(edition=KECO_2018, code="135").title_ko == "정보보안 전문가"
    minors = Occupation.objects.filter(edition=KECO_EI, level="minor")
    assert minors.count() == 140
    assert not minors.filter(predecessors=None).exists()
    assert OccupationSuccessor.objects.filter(old__code="561", new__code="563").exists()


def test_loading_twice_changes_nothing(starter):
    assert sum(report.written for report in reference_load()) == 0


def test_loading_mends_a_row_that_was_changed(starter):
    Skill.objects.filter(code="S0001").update(name_en="wrong")
    report = next(report for report in reference_load() if report.source == "skills")
    assert report.written == 1
    assert Skill.objects.get(code="S0001").name_en != "wrong"


def test_no_two_occupations_share_a_synonym_row(starter):
    assert not (
        OccupationSynonym.objects.values("occupation", "text").annotate(times=Count("pk")).filter(times__gt=1).exists()
    )


def test_every_region_ends_after_it_begins(starter):
    assert not Region.objects.filter(valid_to__lte=F("valid_from")).exists()


def test_unit_titles_have_both_languages():
    rows = list(reference_rows("occupation_units"))
    assert len(rows) >= 440
    assert [row["code"] for row in rows if not row["title_en"] or not row["synonyms_ko"]] == []
