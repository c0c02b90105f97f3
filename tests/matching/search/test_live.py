"""The index on disk and what changed since: nothing lost, nothing shown that is closed, whatever is killed."""

import datetime as dt

import numpy as np
import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from employers.models import Vacancy
from matching import tasks
from matching.models import VacancyIndex
from matching.search import files, live
from matching.search.criteria import criteria_of
from matching.search.indexing import index_changed
from matching.search.segment import Segment
from matching.selectors.search import search
from tests.matching import market

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def places():
    cache.clear()
    return market.places() | {"fresh": market.fresh()}


def titles(query: str) -> set[str]:
    return {card["title"] for card in search(criteria_of(query)).cards}


def sweep() -> None:
    while index_changed():
        pass


@pytest.fixture
def welder():
    """A vacancy in a generation on disk, and nothing changed since."""
    made = market.vacancy(title="용접 기능공")
    assert live.index_write(on=TODAY)
    return made


def test_what_is_on_disk_is_read_from_disk(welder, monkeypatch):
    def read(*_args, **_kwargs):
        raise AssertionError("nothing changed since, so no text is read from Postgres")

    monkeypatch.setattr(live, "_changed", lambda seen, most: [])
    monkeypatch.setattr(live, "sources", read)
    assert titles("q=용접") == {"용접 기능공"}


def test_a_vacancy_of_after_the_generation_is_found(welder):
    market.vacancy(title="용접 보조")
    assert titles("q=용접") == {"용접 기능공", "용접 보조"}


@pytest.mark.parametrize("change", [{"state": "paused"}, {"deadline": dt.date(2020, 1, 1)}, {"filled": 1}])
def test_a_vacancy_of_the_generation_that_closes_is_gone_at_once(change, welder):
    Vacancy.objects.filter(pk=welder.pk).update(**change)
    assert titles("q=용접") == set()


def test_a_vacancy_of_the_generation_that_is_deleted_is_gone_at_once(welder):
    Vacancy.objects.filter(pk=welder.pk).delete()
    assert search(criteria_of("q=용접")).total == 0


def test_a_new_title_takes_the_place_of_the_old(welder):
    Vacancy.objects.filter(pk=welder.pk).update(title="요리 보조")
    sweep()
    assert titles("q=용접") == set()
    assert titles("q=요리") == {"요리 보조"}


def test_a_generation_and_its_changes_answer_as_a_new_generation_does(places):
    rng = np.random.default_rng(3)
    kinds = ["용접 기능공", "간호사", "웹디자이너", "경비원", "지게차 운전원"]
    made = [market.vacancy(title=f"{kinds[n % 5]} {n}", region=places["suwon"]) for n in range(30)]
    live.index_write(on=TODAY)
    for vacancy in rng.choice(np.array(made), 12, replace=False):
        change = [{"state": "paused"}, {"title": f"{rng.choice(kinds)} 급구"}, {"filled": 1}][rng.integers(3)]
        Vacancy.objects.filter(pk=vacancy.pk).update(**change)
    made += [market.vacancy(title=f"{kind} 새로", region=places["busan"]) for kind in kinds]
    sweep()
    queries = ["q=용접", "q=간호사", "q=웹디자이너&region=41", "", "q=ㅈㄱㅊ", "q=수원"]
    before = [_all(query) for query in queries]
    live.index_write(on=TODAY)
    assert [_all(query) for query in queries] == before
    assert all(before)


def _all(query: str):
    answer = search(criteria_of(query))
    counts = {(group.name, one.value): one.count for group in answer.groups for one in group.options}
    return (set(answer.ids), answer.total, counts) if answer.total else None


def test_a_builder_killed_half_way_leaves_the_last_generation(welder, monkeypatch):
    name = files.current()

    def dies(_self: Segment, folder) -> None:
        (folder / "letters.npy").write_bytes(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(Segment, "write", dies)
        with pytest.raises(KeyboardInterrupt):
            live.index_write(on=TODAY)
    assert files.current() == name
    assert titles("q=용접") == {"용접 기능공"}
    live.index_write(on=TODAY)
    assert {path.name for path in files.folder().iterdir()} == {name, files.current(), "current"}


def test_who_still_reads_an_old_generation_reads_on(welder):
    old, _meta = files.read(files.current())
    for _ in range(3):
        live.index_write(on=TODAY)
    assert len(old.positions("용접")) == 1


def test_a_generation_of_another_database_counts_as_missing(welder, monkeypatch):
    monkeypatch.setattr(files, "database", lambda: "another")
    assert files.read(files.current()) is None
    assert live.is_stale()


def test_a_new_generation_is_due_when_much_changed(welder, monkeypatch):
    assert tasks.index_generation() == ""
    monkeypatch.setattr(live, "MOST_CHANGED", 1)
    market.vacancy(title="용접 보조")
    market.vacancy(title="배관공")
    assert tasks.index_generation() == files.current()


def test_without_an_index_postgres_answers_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(live, "MOST_WITHOUT", 0)
    market.vacancy(title="용접 기능공")
    page = client.get("/jobs/?q=용접").content.decode()
    assert "용접</mark> 기능공" in page
    assert "검색 준비가 아직 끝나지 않아" in page


def test_rows_of_a_restored_copy_that_seem_to_come_from_the_future_are_renumbered(welder):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE matching_vacancyindex DISABLE TRIGGER matching_vacancyindex_stamp")
        cursor.execute("UPDATE matching_vacancyindex SET changed_in = %s", [2**60])
        cursor.execute("ALTER TABLE matching_vacancyindex ENABLE TRIGGER matching_vacancyindex_stamp")
    live.index_write(on=TODAY)
    assert VacancyIndex.objects.get().changed_in < 2**60


def test_only_one_process_makes_a_generation_at_a_time(welder, monkeypatch):
    monkeypatch.setattr(live, "_LOCKED", "SELECT false AND %s > 0")
    assert live.index_write(on=TODAY) == ""
