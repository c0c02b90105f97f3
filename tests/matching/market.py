"""A small market: districts, occupations, vacancies with their flat rows."""

import datetime as dt

from django.utils import timezone

from matching.search.indexing import index_all, learn_taxonomy, vacancy_index
from matching.search.reference import reference
from taxonomy.models import Occupation, OccupationSynonym, Region
from tests.factories import OccupationFactory, RegionFactory, VacancyFactory


def district(code: str, name: str, at: tuple[float, float]) -> Region:
    province = RegionFactory(code=f"{code[:2]}00000000", short_code=code[:2], name_ko=PROVINCES[code[:2]], name_en="")
    return RegionFactory(
        code=f"{code}00000", short_code=code, level=Region.Level.DISTRICT, parent=province, path=f"{code[:2]}/{code}",
        name_ko=name, name_en=f"District {code}", latitude=at[0], longitude=at[1],
    )  # fmt: skip


PROVINCES = {"11": "서울특별시", "26": "부산광역시", "41": "경기도"}


def places() -> dict[str, Region]:
    return {
        "jongno": district("11110", "종로구", (37.573, 126.979)),
        "gangnam": district("11680", "강남구", (37.517, 127.047)),
        "suwon": district("41111", "수원시 장안구", (37.304, 127.010)),
        "busan": district("26110", "중구", (35.106, 129.032)),
    }


def occupations() -> dict[str, Occupation]:
    drive = OccupationFactory(code="6", title_ko="영업·판매·운전·운송직", title_en="Sales, driving and transport")
    middle = OccupationFactory(
        code="62", level="middle", parent=drive, path="6/62", title_ko="운전·운송직", title_en="Driving"
    )
    minor = OccupationFactory(
        code="623",
        level="minor",
        parent=middle,
        path="6/62/623",
        title_ko="물품이동장비 조작원",
        title_en="Forklift drivers",
    )
    packing = OccupationFactory(
        code="624", level="minor", parent=middle, path="6/62/624", title_ko="포장원", title_en="Packers"
    )
    computing = OccupationFactory(
        code="1", path="1", title_ko="연구직 및 공학 기술직", title_en="Research and engineering"
    )
    it = OccupationFactory(
        code="13", level="middle", parent=computing, path="1/13", title_ko="정보통신 연구개발직", title_en="ICT"
    )
    software = OccupationFactory(
        code="133",
        level="minor",
        parent=it,
        path="1/13/133",
        title_ko="소프트웨어 개발자",
        title_en="Software developers",
    )
    for occupation, word in ((minor, "지게차 운전원"), (software, "프론트엔드 개발자"), (software, "백엔드 개발자")):
        OccupationSynonym.objects.create(occupation=occupation, text=word, lang="ko", source="starter")
    return {"forklift": minor, "software": software, "packing": packing}


def fresh() -> None:
    """Forget names read before: each test has its own."""
    reference.forget()
    learn_taxonomy()


def vacancy(index: bool = True, **fields):
    made = VacancyFactory(**{"deadline": timezone.localdate() + dt.timedelta(days=20)} | fields)
    if index:
        vacancy_index([made.pk])
    return made


def reindex() -> None:
    index_all()
