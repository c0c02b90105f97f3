"""What occupation an advertisement is for."""

import pytest

from taxonomy.coding.advertisement_fitting import fit_advertisements
from taxonomy.coding.advertisements import AdvertisementCoder, work_in
from taxonomy.coding.entries import Entry
from taxonomy.models import KECO_2018, Occupation, OccupationIndex
from taxonomy.services.files import reference_rows, several
from taxonomy.services.index import advertisement_coder


@pytest.fixture
def small():
    entries = [
        Entry("3040", "간호사", description="환자에게 투약하고 활력 징후를 측정하며 간호 기록을 작성한다."),
        Entry("6230", "지게차운전원", description="지게차를 운전하여 화물을 상차하고 하차한다."),
        Entry("1333", "웹 개발자", description="웹 서비스를 개발하고 서버의 기능을 구현한다."),
    ]
    names = [("백엔드 개발자", "1333"), ("Backend Engineer", "1333"), ("병동 간호사", "3040")]
    return fit_advertisements(entries, names, [("환자 간호와 투약", "304"), ("지게차로 화물 상하차", "623")])


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("[강남] Backend Engineer (5년 이상)", "1333"),
        ("백엔드개발자 신입/경력 채용", "1333"),
        ("(주)한빛병원 병동간호사 모집", "3040"),
    ],
)
def test_a_job_name_in_a_noisy_title_gives_its_unit_group(small, title, code):
    assert small.code(title, "") == code


def test_duties_speak_where_the_title_names_no_work(small):
    assert small.code("함께할 분을 찾습니다", "지게차로 화물을 상차하고 하차합니다") == "623"


def test_an_advertisement_of_which_nothing_is_known_gets_no_code(small):
    assert small.code("zzz qqq", "") == ""


def test_the_job_name_at_the_end_of_a_title_weighs_more_than_one_before_it(small):
    assert small.code("병동 간호사 서비스 백엔드 개발자", "") == "1333"


@pytest.mark.parametrize(
    ("title", "work"),
    [
        ("[판교] 영업 담당자 (3년 이상)", "영업"),
        ("경력 5년 이상 디자이너 모집", "디자이너"),
        ("(신입)", "(신입)"),
    ],
)
def test_what_is_not_the_work_is_taken_out_of_a_title(title, work):
    assert " ".join(work_in(title).split()) == work


def test_a_kept_coder_answers_as_the_one_that_was_learnt(small):
    kept = AdvertisementCoder.from_bytes(small.to_bytes())
    for title in ("병동 간호사", "지게차", "서버 개발"):
        assert kept.code(title, "") == small.code(title, "")


def test_job_names_and_duties_stand_under_known_groups_and_each_name_once(starter):
    minors = set(Occupation.objects.filter(edition=KECO_2018, level="minor").values_list("code", flat=True))
    units = {row["code"] for row in reference_rows("occupation_units")}
    rows = list(reference_rows("job_names"))
    names = [name.casefold() for row in rows for name in several(row["names"])]
    assert {row["code"] for row in rows} <= units | minors
    assert {row["code"][:3] for row in rows} == minors
    assert len(names) == len(set(names))
    assert {row["occupation"] for row in reference_rows("occupation_duties")} == minors


@pytest.mark.parametrize(
    ("title", "duties", "minor"),
    [
        ("HR Manager", "", "026"),
        ("[본사] Product Designer", "피그마로 화면을 설계합니다", "415"),
        ("물류센터 야간 피킹 패킹", "상품을 골라 담고 포장합니다", "890"),
        ("요양원에서 일하실 분", "어르신의 식사와 목욕을 돕고 간병합니다", "550"),
    ],
)
def test_without_the_dictionary_advertisements_get_minor_groups(starter, title, duties, minor):
    assert advertisement_coder().code(title, duties)[:3] == minor


def test_what_the_coder_learnt_is_kept_with_the_index(starter, monkeypatch):
    monkeypatch.setattr("taxonomy.services.index._learn_advertisements", lambda entries: pytest.fail("learnt anew"))
    assert OccupationIndex.objects.get().advertisements
    assert advertisement_coder().code("간호사", "")[:3] == "304"
