"""Regions through time."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from core.errors import RuleBroken
from taxonomy.models import Region, RegionSuccessor
from taxonomy.romanisation import romanise_place
from taxonomy.selectors import region_resolve, region_suggest
from taxonomy.services.regions import regions_import

HEADING = "시도코드,시도명,시군구코드,시군구명,법정동코드,읍면동명,동리명,생성일자,말소일자\n"


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("4211000000", date(2026, 9, 1), "5111000000"),
        ("42110", date(2023, 6, 10), "4211000000"),
        ("45", date(2024, 1, 18), "5200000000"),
        ("47720", date(2023, 7, 1), "2772000000"),
        ("2911000000", date(2026, 7, 1), "1221000000"),
        ("46110", date(2026, 6, 30), "4611000000"),
        ("29", date(2026, 7, 1), "1200000000"),
        ("2814000000", date(2026, 7, 1), "2812500000"),
        ("2817000000", date(2026, 7, 1), "2817700000"),
        ("4816000000", date(2020, 1, 1), "4812000000"),
    ],
)
def test_a_code_of_any_time_resolves_to_the_region_of_the_day(starter, code, day, expected):
    found = region_resolve(code, day)
    assert found is not None
    assert found.code == expected


def test_a_code_nobody_knows_or_that_is_not_yet_there_resolves_to_nothing(starter):
    assert region_resolve("9999900000") is None
    assert region_resolve("1200000000", date(2026, 6, 30)) is None


def test_a_region_without_a_successor_resolves_to_what_became_of_its_parent(starter):
    gone = Region.objects.get(code="2826000000")
    Region.objects.create(
        code="2826010300", short_code="28260103", level="town", parent=gone, path="28/28260/28260103",
        name_ko="경서동", valid_from=date(1995, 3, 1), valid_to=date(2026, 7, 1),
    )  # fmt: skip
    assert region_resolve("2826010300", date(2026, 7, 2)).code == "2827500000"


def test_successors_that_go_in_a_circle_end(starter):
    one, other = Region.objects.filter(code__in=["2811000000", "2814000000"])
    RegionSuccessor.objects.filter(old__in=[one, other]).delete()
    RegionSuccessor.objects.create(old=one, new=other, on=date(2026, 7, 1))
    RegionSuccessor.objects.create(old=other, new=one, on=date(2026, 7, 1))
    assert region_resolve("2811000000", date(2026, 8, 1)) is None


def test_a_code_has_one_open_row(starter):
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(
            code="1111000000", short_code="11110", level="district", parent=Region.objects.get(code="1100000000"),
            path="11/11110", name_ko="종로구", valid_from=date(2026, 1, 1),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("수원", "경기도 수원시"),
        ("경기 장안", "경기도 수원시 장안구"),
        ("Suwon", "경기도 수원시"),
        ("경남", "경상남도"),
        ("광주광역시", "전남광주통합특별시"),
        ("부산 중구", "부산광역시 중구"),
    ],
)
def test_regions_are_found_as_people_type_them(starter, typed, first):
    assert region_suggest(typed)[0].full_label == first


@pytest.mark.parametrize(
    ("korean", "latin"),
    [
        ("종로구", "Jongno-gu"),
        ("신림동", "Sillim-dong"),
        ("별내면", "Byeollae-myeon"),
        ("백령면", "Baengnyeong-myeon"),
        ("영등포구", "Yeongdeungpo-gu"),
        ("충정로1가", "Chungjeongno 1-ga"),
        ("울릉군", "Ulleung-gun"),
        ("경상북도", "Gyeongsangbuk-do"),
        ("대관령면", "Daegwallyeong-myeon"),
    ],
)
def test_place_names_follow_the_revised_romanisation(korean, latin):
    assert romanise_place(korean) == latin


def test_the_official_list_comes_in_with_later_changes_and_twice_changes_nothing(starter, data_dir):
    source = data_dir / "regions" / "legal_dong_codes.csv"
    points = data_dir / "regions" / "dong_coordinates.csv"
    first = regions_import(source, points)
    assert first.read == 46_345
    assert first.written > 50_000
    assert {row.reason for row in first.rejected} >= {"출장소는 지역이 아님"}
    assert regions_import(source, points).written == 0
    cheongun = region_resolve("1111010100")
    assert (cheongun.name_ko, cheongun.parent.code) == ("청운동", "1111000000")
    assert region_resolve("4211010100", date(2026, 9, 1)).code.startswith("51110")
    assert region_resolve("2811014700", date(2026, 9, 1)).code[:5] in {"28125", "28155"}
    assert region_resolve("4811010100", date(2020, 1, 1)).path.startswith("48/48120")
    assert not Region.objects.current().filter(level="town", parent__valid_to__isnull=False).exists()


def test_bad_rows_are_reported_and_the_rest_comes_in(starter, write):
    path = write(
        "dong.csv",
        HEADING
        + "11,서울특별시,11110,종로구,1111010100,청운동,,19880423,\n"
        + "11,서울특별시,11110,종로구,11110,청운동,,19880423,\n"
        + "11,서울특별시,11110,종로구,1111010200,신교동,,1988,\n"
        + "11,서울특별시,11110,종로구,1111010300,궁정동,,19880423,19880423\n"
        + "99,없는도,99990,없는군,9999010300,없는동,,19880423,\n",
        "cp949",
    )
    report = regions_import(path)
    assert [(row.row, row.reason) for row in report.rejected] == [
        (3, "법정동코드가 숫자 열 자리가 아님"),
        (4, "생성일자나 말소일자가 YYYYMMDD 날짜가 아님"),
        (5, "생긴 날에 없어져 유효한 날이 없음"),
        (6, "상위 지역이 목록에 없음"),
    ]
    assert Region.objects.filter(code="1111010100").exists()


def test_a_file_without_the_columns_is_refused_with_their_names(db, write):
    with pytest.raises(RuleBroken, match="법정동코드"):
        regions_import(write("wrong.csv", "a,b\n1,2\n"))


def test_a_file_in_an_unknown_encoding_is_refused(db, tmp_path):
    path = tmp_path / "broken.csv"
    path.write_bytes(b"\xff\xfe\x00\x81\x00")
    with pytest.raises(RuleBroken, match="CP949"):
        regions_import(path)


def test_the_command_says_what_it_did(starter, write, capsys):
    call_command(
        "import_regions", str(write("d.csv", HEADING + "11,서울특별시,11110,종로구,1111010100,청운동,,19880423,\n"))
    )
    assert "읽음 1" in capsys.readouterr().out
