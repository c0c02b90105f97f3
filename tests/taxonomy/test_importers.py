"""Industries and the occupation dictionary."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from taxonomy.models import KECO_2018, Industry, Licence, Occupation, OccupationIndex, OccupationSynonym
from taxonomy.selectors import occupation_suggest
from taxonomy.services.dictionary import names_in, occupation_dictionary_import
from taxonomy.services.index import index_renew
from taxonomy.services.industries import industries_import
from taxonomy.services.reference import reference_load

JOBS = "dJobCd,dJobNm,workSum,doWork,dJobECd,dJobECdNm,similarNm,connectJob,certLic\n"


def test_the_industries_come_in_and_twice_changes_nothing(starter, data_dir):
    source = data_dir / "industries" / "ksic_10_tree.csv"
    first = industries_import(source)
    assert (first.read, len(first.rejected)) == (2342, 0)
    assert industries_import(source).written == 0
    levels = Counter(Industry.objects.filter(edition="KSIC10").values_list("level", flat=True))
    assert (levels["section"], levels["division"]) == (21, 77)
    assert Industry.objects.get(edition="KSIC10", code="10").name_en == "Food products"


def test_a_malformed_industry_row_is_reported(db, write):
    heading = ",".join([*(f"ksic{n}_{part}" for n in range(1, 6) for part in ("cd", "nm")), "ksic_C"])
    path = write("k.csv", f"{heading}\nA,농업,01,농업,011,작물,0111,곡물,99110,곡물,C10\nA,농업,1,농업,,,,,,,C10\n")
    report = industries_import(path)
    assert [(row.row, row.reason) for row in report.rejected] == [
        (2, "하위 코드가 상위 코드로 시작하지 않음"),
        (3, "ksic2_cd의 코드 자릿수가 맞지 않음"),
    ]


def test_the_dictionary_brings_unit_groups_titles_and_licences_and_codes_free_text(starter, data_dir):
    source = data_dir / "occupations" / "korean_occupation_dictionary.csv"
    first = occupation_dictionary_import(source)
    assert (first.read, len(first.rejected)) == (6313, 0)
    units = Occupation.objects.filter(edition=KECO_2018, level="unit")
    assert units.count() == 443
    assert not units.filter(title_en="").exists()
    assert OccupationSynonym.objects.filter(source="dictionary").count() > 10_000
    assert Licence.objects.filter(source="dictionary").exists()
    assert occupation_dictionary_import(source, build_index=False).written == 0
    learnt = bytes(OccupationIndex.objects.get().payload)
    assert bytes(index_renew().payload) == learnt
    reference_load()
    assert bytes(OccupationIndex.objects.get().payload) == learnt
    for typed, unit in [("지게차 운전기사", "6230"), ("Backend engineer", "1332"), ("요양보호사", "5501")]:
        assert occupation_suggest(typed)[0].occupation.code == unit


def test_bad_dictionary_rows_are_reported_and_the_rest_comes_in(starter, write):
    path = write(
        "jobs.csv",
        JOBS
        + "K1,지게차운전원,요약,,6230,[6230]물품이동장비 조작원,지게차기사,,지게차운전기능사\n"
        + "K1,지게차운전원,요약,,6230,[6230]물품이동장비 조작원,,,\n"
        + "K2,,요약,,6230,[6230]물품이동장비 조작원,,,\n"
        + "K3,용접원,요약,,82,[82]용접,,,\n"
        + "K4,용접원,요약,,8241,[8242]용접기조작원,,,\n",
        "cp949",
    )
    report = occupation_dictionary_import(path, build_index=False)
    assert [row.row for row in report.rejected] == [3, 4, 5, 6]
    assert Occupation.objects.get(edition=KECO_2018, code="6230").parent.code == "623"
    assert OccupationSynonym.objects.filter(text="지게차기사", source="starter").exists()


def test_a_missing_file_is_one_clear_line(db):
    with pytest.raises(CommandError, match="파일이 없습니다"):
        call_command("import_industries", "/nowhere/at/all.csv")


def test_a_comma_inside_brackets_does_not_part_a_name():
    assert names_in("IR(Investor, Relations)담당원, 공시원") == ["IR(Investor, Relations)담당원", "공시원"]
