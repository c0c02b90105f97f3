"""What the benchmark makes of its measurements: judged where it can be, scaled by the rows each part grows with."""

import pytest

from bench import night, workers
from bench.judged.retrievers import Bm25, Vectors
from bench.workers import Run
from tests.matching import market


def test_two_workers_are_judged_on_the_turns_in_which_neither_side_was_held_up():
    alone_held_up = (Run(4.0, 0.5, "a"), Run(1.0, 2.0, "a"))
    both_held_up = (Run(2.0, 1.0, "a"), Run(2.0, 1.0, "a"))
    free = (Run(1.8, 1.0, "a"), Run(1.0, 1.95, "a"))
    judged, *_cores = workers.speed([alone_held_up, both_held_up, free])
    assert judged.value == (1.8, 1.8, 1.8)
    assert judged.verdict == "PASS"
    unjudged, *_cores = workers.speed([alone_held_up, both_held_up])
    assert unjudged.value is None
    assert "NOISY" in unjudged.name


def test_a_night_grows_with_the_rows_of_each_part_and_workers_share_the_ranges():
    parts = {"picture": [6.0, 0.0], "profiles read": [1.0, 2.0], "indexes": [0.0, 3.0], "kernel": [99.0, 0.0]}
    seen = {"people": night.NATION // 20, "vacancies": night.OPEN // 10, "clock": 9.0, "parts": parts}
    total, *rows = night.whole(seen, kernel_us=40.0)
    shown = {row.name.strip(): row.ours for row in rows}
    assert shown["picture"] == "1.00 min"
    assert shown["profiles read"] == "0.50 min"
    assert shown["indexes"] == "1.00 min"
    assert shown["kernel"] == "1.00 min"  # 40 µs of 3,000,000 people on two cores, not what the small night took
    assert total.value[0] == pytest.approx(3.5)


@pytest.mark.parametrize("kind", [Bm25, Vectors])
def test_a_peer_ranks_the_advertisement_of_the_same_work_first(kind):
    texts = {"web": "웹 개발자 서버와 화면을 만듭니다", "lift": "지게차 운전원 창고에서 물건을 옮깁니다"}
    assert kind(list(texts), list(texts.values())).ranked("지게차 운전원")[0] == "lift"


@pytest.mark.django_db
def test_the_product_advises_an_occupations_entry_among_the_judged_vacancies_alone():
    from bench.judged import product

    places, occupations = market.places(), market.occupations()
    market.fresh()
    for key, title in (("7", "지게차 운전원"), ("8", "지게차 기사")):
        market.vacancy(
            region=places["suwon"], occupation=occupations["forklift"], title=title, source="vacancies_2023",
            source_key=key,
        )  # fmt: skip
    entry = {"code": "623", "title": "지게차 운전원", "description": "창고에서 물건을 옮긴다."}
    answer = product.recommended({"vacancies": [{"file": "vacancies_2023", "key": "7"}], "people": [entry]})
    assert answer == {"market": {"7": "623"}, "advised": [["7"]]}
