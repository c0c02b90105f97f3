"""Deliveries of course runs: revised by the later, never doubled, nothing guessed, nothing lost."""

import datetime as dt
import hashlib
from itertools import permutations

import pytest
from django.core.management import call_command

from accounts.models import Organisation
from almp_programmes.importing import import_courses
from almp_programmes.models import Course, CourseRun, CourseSkill, ImportReject, OutsideProvider, RunOutcome
from core.errors import RuleBroken

pytestmark = pytest.mark.django_db
HEAD = (
    "고유값,과정명,훈련과정 ID,회차,훈련기관,총 훈련일수,총 훈련시간,과정시작일,과정종료일,NCS명,NCS코드,훈련비,정원,"
    "수강신청 인원,수료인원,수료율,만족도,취업인원 (3개월),취업률 (3개월),취업인원 (6개월),취업률 (6개월),"
    "지역,주소,과정페이지 링크"
)
OLD, NEW = dt.date(2024, 12, 1), dt.date(2025, 8, 1)
LINK = "https://hrd.example/course?tracseId=A1&trainstCstmrId=500020055899&x=1"


def line(key="A11", **cells):
    values = {
        "key": key, "title": "자료 분석", "course": "A1", "number": "1", "provider": "한빛학원", "days": "120",
        "hours": "960", "starts": "2024-01-02", "ends": "2024-06-28", "ncs_name": "빅데이터분석", "ncs": "20010105",
        "fee": '" 9,140,160 "', "capacity": "25", "enrolled": "25", "completed": "20", "rate": "80%",
        "satisfaction": "70.8", "e3": "", "r3": "", "e6": "", "r6": "", "region": "서울 관악구", "address": "",
        "link": LINK,
    } | cells  # fmt: skip
    return ",".join(values.values())


@pytest.fixture
def load(tmp_path):
    def run(*lines, vintage=NEW, head=HEAD):
        path = tmp_path / "runs.csv"
        path.write_text("\ufeff" + "\n".join([head, *lines]) + "\n", encoding="utf-8")
        return import_courses(path, vintage=vintage)

    return run


def digest():
    """Everything an import leaves, without the numbers and times that the database gives."""
    tables = [
        Organisation.objects.filter(kind="provider").values_list("name_ko", "address", "outside_provider__reference"),
        OutsideProvider.objects.values_list("reference", "as_of", "organisation__name_ko"),
        Course.objects.values_list(
            "programme__code", "provider__outside_provider__reference", "source", "reference", "title", "ncs_code",
            "ncs_name", "mode", "days", "hours", "full_time", "url", "published", "as_of",
        ),
        CourseSkill.objects.values_list("course__reference", "skill__code"),
        CourseRun.objects.values_list(
            "course__reference", "number", "reference", "starts_on", "ends_on", "region__code", "address", "fee",
            "capacity", "occupied",
        ),
        RunOutcome.objects.values_list(
            "run__reference", "vintage", "enrolled", "completed", "employed_3m", "employed_6m", "satisfaction"
        ),
        ImportReject.objects.values_list("vintage", "row", "key", "code", "detail", "cells"),
    ]  # fmt: skip
    return [hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest() for rows in tables]


def test_a_run_is_read_with_its_course_provider_and_outcome(load):
    report = load(line(e3="10", r3="50%", e6="12", r6="60%"))
    run = CourseRun.objects.get()
    assert (report.read, report.written, report.rejected) == (1, 1, [])
    assert (run.fee, run.capacity, run.course.title, run.course.provider.name_ko) == (
        9_140_160,
        25,
        "자료 분석",
        "한빛학원",
    )
    assert (run.outcome.completed, run.outcome.employed_3m, run.outcome.employed_6m) == (20, 10, 12)


def test_the_same_delivery_again_changes_nothing(load):
    load(line())
    before = digest()
    report = load(line())
    assert (report.written, report.unchanged, digest()) == (0, 1, before)


def test_a_later_delivery_revises(load):
    load(line(completed="0", rate="0%"), vintage=OLD)
    load(line(completed="21", rate="84%"), vintage=NEW)
    assert list(RunOutcome.objects.values_list("completed", "vintage")) == [(21, NEW)]


def test_an_older_delivery_that_comes_later_revises_nothing(load):
    load(line(completed="21", rate="84%", title="새 이름"), vintage=NEW)
    before = digest()
    assert load(line(completed="0", rate="0%"), vintage=OLD).written == 0
    assert digest() == before


def test_a_run_that_is_not_over_has_no_known_outcome(load):
    load(line(ends="2025-09-30", completed="0", rate="0%", satisfaction="0"))
    outcome = RunOutcome.objects.get()
    assert (outcome.completed, outcome.satisfaction) == (None, None)


def test_nobody_employed_without_a_rate_is_not_counted_yet(load):
    load(line(e3="0", r3="", e6="0", r6="0%"))
    outcome = RunOutcome.objects.get()
    assert (outcome.employed_3m, outcome.employed_6m) == (None, 0)


def test_a_leading_zero_lost_by_a_spreadsheet_is_put_back(load):
    load(line(ncs="8020105"))
    assert Course.objects.get().ncs_code == "08020105"


def test_columns_with_stray_spaces_are_known(load):
    assert (
        load(line(), head=HEAD.replace("수료인원", " 수료인원 ").replace("취업률 (3개월)", "취업률  (3개월)")).written
        == 1
    )


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"completed": "26", "rate": "104%"}, "completed"),
        ({"e6": "21", "r6": "105%"}, "employed"),
        ({"e3": "B"}, "number"),
        ({"ends": "2023-12-31"}, "ends_first"),
        ({"capacity": "0"}, "capacity"),
        ({"starts": "2024-02-30"}, "date"),
        ({"ncs": "200"}, "ncs"),
        ({"rate": "50%"}, "rate"),
        ({"enrolled": ""}, "missing"),
        ({"satisfaction": "101"}, "number"),
        ({"capacity": "99999"}, "number"),
        ({"link": LINK + ",다섯"}, "shape"),
    ],
)
def test_a_row_that_cannot_be_right_is_kept_with_its_reason(load, cells, code):
    report = load(line(**cells), line(key="A12", number="2"))
    kept = ImportReject.objects.get()
    assert (kept.code, kept.row, kept.key, kept.cells["훈련기관"]) == (code, 2, "A11", "한빛학원")
    assert [row.row for row in report.rejected] == [2]
    assert CourseRun.objects.count() == 1


def test_the_same_row_twice_counts_once(load):
    load(line(), line())
    assert (CourseRun.objects.count(), ImportReject.objects.get().code) == (1, "repeated")


def test_of_rows_that_contradict_each_other_none_is_taken(load):
    load(line(completed="20"), vintage=OLD)
    load(line(completed="21", rate="84%"), line(completed="22", rate="88%"))
    assert set(ImportReject.objects.values_list("code", flat=True)) == {"contradicted"}
    assert RunOutcome.objects.get().completed == 20


def test_two_keys_for_one_run_are_both_refused(load):
    load(line(), line(key="OTHER"))
    assert list(ImportReject.objects.values_list("code", flat=True)) == ["two_keys", "two_keys"]


def test_providers_that_share_a_name_are_not_merged(load):
    report = load(line(), line(key="A21", course="A2", link=LINK.replace("55899", "55900")))
    assert Organisation.objects.filter(kind="provider", name_ko="한빛학원").count() == 2
    assert any("합치지 않음" in note for note in report.notes)


def test_a_file_in_cp949_is_read(tmp_path):
    path = tmp_path / "runs.csv"
    path.write_bytes("\n".join([HEAD, line()]).encode("cp949"))
    assert import_courses(path, vintage=NEW).written == 1


def test_a_file_without_the_columns_is_refused_by_name(load):
    with pytest.raises(RuleBroken, match="정원"):
        load("1,2", head="고유값,과정명")


def test_both_real_deliveries_twice_each_leave_the_same_in_either_order(data_dir):
    call_command("load_reference", verbosity=0)
    files = {OLD: data_dir / "courses/kdt_2024-12.csv", NEW: data_dir / "courses/kdt_2025-08.csv"}
    seen = []
    for order in permutations(files):
        for model in (RunOutcome, CourseRun, CourseSkill, Course, OutsideProvider, ImportReject):
            model.objects.all().delete()
        Organisation.objects.filter(kind="provider").delete()
        for vintage in (*order, *order):
            import_courses(files[vintage], vintage=vintage)
        seen.append(digest())
    assert seen[0] == seen[1]
    # 5,618 keys in both, of which two stand only in rows that cannot be right
    assert CourseRun.objects.count() == RunOutcome.objects.count() == 5616
    assert ImportReject.objects.count() == 14
