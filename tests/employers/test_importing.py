"""Outside advertisements: what is read from their words, and that running twice changes nothing."""

import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation
from core.errors import RuleBroken
from employers import services
from employers.models import Employer, Vacancy
from employers.reference import load_reference
from employers.services.importing import import_vacancies, reading
from employers.services.importing.cleaning import clean
from employers.services.importing.places import AddressBook
from taxonomy.models import Region
from tests.factories import EmployerFactory, MembershipFactory, RegionFactory


def row(key="1", **more):
    return {
        "ID": key, "TITLE": "백엔드 개발자", "COMPANY": "한빛소프트", "GROUP_INTRO": "",
        "WORKING_AREA": "경기도 수원시 장안구 정조로 1",
        "MAINDUTIES": "서버를 만듭니다", "QUALIFICATION": "경력 3년 이상", "PREFERENTIAL": "", "BENEFITS": "",
        "RECRUIT_DEADLINE": "", "JOB_POSTING_URL": "https://www.jobs.example/1",
    } | more  # fmt: skip


def write(tmp_path, rows, name="ads.jsonl"):
    path = tmp_path / name
    path.write_text(
        "\n".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in rows),
        encoding="utf-8",
    )
    return path


@pytest.fixture
def ready(db):
    load_reference()
    RegionFactory(district=True)


def test_an_advertisement_becomes_an_open_posting_of_an_unclaimed_employer(ready, tmp_path):
    report = import_vacancies(write(tmp_path, [row()]))
    vacancy = Vacancy.objects.get()
    assert (report.source, report.read, report.written, report.rejected) == ("jobs.example", 1, 1, [])
    assert (vacancy.state, vacancy.pay_min, vacancy.career_min_months) == ("published", None, 36)
    assert (vacancy.region.code, vacancy.employer.is_claimed) == ("4111100000", False)
    assert vacancy.employer.organisation.name_ko == "한빛소프트"
    assert vacancy in Vacancy.objects.open()


def test_a_second_run_changes_nothing_and_a_revised_row_is_updated(ready, tmp_path):
    import_vacancies(write(tmp_path, [row("1"), row("2")]))
    again = import_vacancies(write(tmp_path, [row("1"), row("2", TITLE="앱 개발자")]))
    assert (again.read, again.written, again.unchanged) == (2, 1, 1)
    assert set(Vacancy.objects.values_list("title", flat=True)) == {"백엔드 개발자", "앱 개발자"}
    assert Employer.objects.count() == Organisation.objects.count() == 1


def test_a_nameless_one_is_kept_but_not_published(ready, tmp_path):
    report = import_vacancies(write(tmp_path, [row(COMPANY=""), row("2", COMPANY="비공개")]))
    assert set(Vacancy.objects.values_list("state", "employer")) == {("draft", None)}
    assert any("2" in note for note in report.notes)
    assert not Vacancy.objects.public().exists()


@pytest.mark.parametrize(
    "more",
    [{"QUALIFICATION": "여성만 지원 가능"}, {"BENEFITS": "시급 9,000원"}, {"MAINDUTIES": "교육비 30만원 본인 부담"}],
)
def test_an_unlawful_one_is_not_published(ready, tmp_path, more):
    import_vacancies(write(tmp_path, [row(**more)]))
    assert Vacancy.objects.get().state == "draft"


def test_an_old_deadline_closes_it_unless_it_is_kept_open_for_a_demonstration(ready, tmp_path):
    path = write(tmp_path, [row(RECRUIT_DEADLINE="2023-12-31")])
    import_vacancies(path)
    assert Vacancy.objects.get().state == "expired"
    report = import_vacancies(path, keep_open=True)
    assert Vacancy.objects.get().state == "published"
    assert any("--keep-open" in note for note in report.notes)


def test_what_staff_withdrew_stays_withdrawn(ready, tmp_path):
    import_vacancies(write(tmp_path, [row()]))
    report = services.vacancy_report(vacancy_id=Vacancy.objects.get().pk, by=None, reason="fee", text="", address="1")
    services.report_decide(report_id=report.pk, by=MembershipFactory(counsellor=True).user, upheld=True, why="거짓")
    import_vacancies(write(tmp_path, [row(TITLE="다시 온 공고")]))
    assert Vacancy.objects.get().state == "withdrawn"


def test_the_next_import_follows_the_firm_that_took_its_postings_over(ready, tmp_path):
    import_vacancies(write(tmp_path, [row()]))
    claimant = EmployerFactory()
    Employer.objects.filter(business_number=None).update(claimed_by=claimant)
    import_vacancies(write(tmp_path, [row("2")]))
    assert Vacancy.objects.get(source_key="2").employer == claimant


def test_bad_lines_are_named_and_the_good_ones_written(ready, tmp_path):
    lines = [row("1"), "{no json", "[1, 2]", row("3", TITLE="", MAINDUTIES=""), row(""), row("1", TITLE="뒤의 것")]
    report = import_vacancies(write(tmp_path, lines))
    assert [one.row for one in report.rejected] == [2, 3, 4, 5, 1]
    assert (report.read, report.written) == (6, 1)
    assert Vacancy.objects.get().title == "뒤의 것"


def test_a_file_of_another_shape_is_refused_with_what_is_needed(ready, tmp_path):
    with pytest.raises(RuleBroken, match="MAINDUTIES"):
        import_vacancies(write(tmp_path, [{"name": "x"}]))
    with pytest.raises(CommandError, match="파일이 없습니다"):
        call_command("import_vacancies", str(tmp_path / "none.jsonl"))


def test_the_public_portals_shape_in_the_old_encoding(ready, tmp_path):
    path = tmp_path / "public.csv"
    text = ",모집직종,직무내용,경력조건,학력,전공,자격면허,우대조건\n"
    text += "0,용접원,강판을 붙임,경력 (최소 2년 이상),고졸,-,-,-\n1,-,-,무관,-,-,-,-\n"
    path.write_bytes(text.encode("cp949"))
    report = import_vacancies(path)
    vacancy = Vacancy.objects.get()
    assert (report.read, report.written, len(report.rejected)) == (2, 1, 1)
    assert (vacancy.career_min_months, vacancy.education_min, vacancy.state) == (24, "03", "draft")


def test_the_real_files_are_read(ready, data_dir):
    report = import_vacancies(data_dir / "vacancies" / "vacancies_2023.jsonl", keep_open=True)
    assert (report.read, report.written, report.rejected) == (2342, 2342, [])
    assert Vacancy.objects.open().count() > 2300


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("연봉 3800~4500만원", ("year", 38_000_000, 45_000_000)),
        ("연봉: 4,000만원", ("year", 40_000_000, None)),
        ("월급 280만원", ("month", 2_800_000, None)),
        ("시급 12,000원", ("hour", 12_000, None)),
        ("급여 : 2800~3200만원", None),
        ("연봉 외 식대 월 30만원 별도", None),
        ("연봉의 20%를 보너스로", None),
        ("연봉 외 약 200만원 상당 식대 지원", None),
        ("신입 연봉 3000만원, 경력 연봉 4000만원", None),
        ("연봉 협의", None),
        ("시급 100원", None),
    ],
)
def test_pay_is_read_only_where_it_is_certain(text, pay):
    found = reading.pay_of(text)
    assert (found and (found.period, found.low, found.high)) == pay


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-12-31", dt.date(2023, 12, 31)),
        ("2024년 1월 5일까지", dt.date(2024, 1, 5)),
        ("상시채용", None),
        ("2024-02-31", None),
    ],
)
def test_a_deadline_is_a_day_that_exists(text, day):
    assert reading.deadline_of(text) == day


def test_html_and_pictures_go_and_korean_headings_stay():
    dirty = (
        "<p>안녕하세요 😀&amp; 반가워요</p><ul><li>하나</li><li>둘</li></ul><script>x()</script><모집분야> 개발\x00"
    )
    assert clean(dirty) == "안녕하세요 & 반가워요\n• 하나\n• 둘\n\n<모집분야> 개발"
    assert clean("-") == clean(None) == ""


def test_addresses_find_their_district(db):
    gyeonggi = RegionFactory()
    RegionFactory(district=True)
    seoul = Region.objects.create(
        code="1100000000", short_code="11", level="province", path="11", name_ko="서울특별시", valid_from="1988-01-01"
    )
    for code, parent, name in (
        ("1114000000", seoul, "중구"),
        ("1168000000", seoul, "강남구"),
        ("4182000000", gyeonggi, "중구"),
    ):
        Region.objects.create(
            code=code, short_code=code[:5], level="district", parent=parent, path=f"{parent.path}/{code[:5]}",
            name_ko=name, valid_from="1988-01-01",
        )  # fmt: skip
    names = dict(Region.objects.values_list("pk", "code"))
    book = AddressBook()
    found = {
        address: names.get(book.find(address))
        for address in (
            "서울특별시 강남구 테헤란로 1", "(06241) 서울 강남구 강남대로 372", "강남구 봉은사로 33길 41",
            "경기도 수원시 장안구 정조로",
            "서울시 중구 통일로 10", "중구 퇴계로 100", "서울 어딘가", "달나라",
        )
    }  # fmt: skip
    assert list(found.values()) == [
        "1168000000", "1168000000", "1168000000", "4111100000", "1114000000", None, "1100000000", None,
    ]  # fmt: skip
