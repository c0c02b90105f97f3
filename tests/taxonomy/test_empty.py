"""Before anything is loaded."""

import pytest

from core.errors import RuleBroken
from taxonomy.selectors import occupation_suggest, region_suggest, skills_in_text
from taxonomy.services.dictionary import occupation_dictionary_import

HEADING = "dJobCd,dJobNm,workSum,doWork,dJobECd,dJobECdNm,similarNm,connectJob,certLic\n"


def test_without_any_occupations_nothing_is_suggested(db):
    assert occupation_suggest("간호사") == []
    assert region_suggest("서울") == []
    assert skills_in_text("용접") == []


def test_the_dictionary_needs_the_starter_first(db, write):
    path = write("jobs.csv", HEADING + "K1,지게차운전원,요약,,6230,[6230]조작원,,,\n")
    with pytest.raises(RuleBroken, match="load_reference"):
        occupation_dictionary_import(path)
