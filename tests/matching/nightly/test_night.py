"""A night is claimed range by range, put in whole, and seen while it runs."""

import datetime as dt
import shutil
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from employers.models import Vacancy
from matching import tasks
from matching.models import MatchingNight, MatchingRange, Recommendation
from matching.nightly import current as looking
from matching.nightly import night as running
from matching.nightly import snapshot
from matching.nightly.packing import unpacked
from matching.nightly.ranges import range_run, ranges_free, ranges_lost
from matching.nightly.snapshot import home, snapshot_open
from matching.nightly.swapping import part_of
from matching.recommending.computing import recommendations_store
from matching.recommending.loading import load_market
from matching.selectors.nights import progress
from taxonomy.models import Region
from tests import factories
from tests.matching import market

pytestmark = pytest.mark.django_db
State = MatchingRange.State


@pytest.fixture
def town(settings):
    settings.MATCHING_RANGE_PEOPLE = 3
    places, occupations = market.places(), market.occupations()
    market.fresh()
    for _ in range(7):
        factories.JobseekerFactory(region=places["suwon"], searching=True)
    for _ in range(3):
        market.vacancy(region=places["suwon"], occupation=occupations["forklift"])
    market.reindex()


def started() -> MatchingNight:
    night = running.night_start()
    assert night is not None
    return night


def rows_of(night: MatchingNight) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {part_of(night.pk)}")
        return cursor.fetchone()[0]


def test_readers_see_nothing_of_a_night_before_its_last_range(town):
    night = started()
    first, second, third = ranges_free(night)
    for pk in (first, second):
        range_run(pk)
        assert running.night_finish(night_id=night.pk) is False
    assert rows_of(night) == 6
    assert not Recommendation.objects.exists()
    range_run(third)
    assert running.night_finish(night_id=night.pk) is True
    assert Recommendation.objects.count() == 7
    assert running.night_finish(night_id=night.pk) is False


def test_a_range_run_twice_writes_once(town):
    night = started()
    pk = ranges_free(night)[0]
    assert range_run(pk) is True
    assert range_run(pk) is False
    assert rows_of(night) == 3


def test_a_run_whose_range_was_given_to_another_writes_nothing(town, monkeypatch):
    night = started()
    pk = ranges_free(night)[0]
    given = uuid.uuid4()
    load = "matching.nightly.ranges.load_people"
    from matching.recommending.loading import load_people

    def taken_over(*args):
        MatchingRange.objects.filter(pk=pk).update(claim=given)
        return load_people(*args)

    monkeypatch.setattr(load, taken_over)
    assert range_run(pk) is False
    assert rows_of(night) == 0
    assert MatchingRange.objects.get(pk=pk).claim == given


def test_a_range_that_fails_waits_for_another_try(town, monkeypatch):
    night = started()
    pk = ranges_free(night)[0]
    monkeypatch.setattr("matching.nightly.ranges.load_people", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        range_run(pk)
    assert MatchingRange.objects.get(pk=pk).state == State.QUEUED


def test_the_sweep_takes_back_what_a_dead_worker_held(town, settings):
    night = started()
    pk = ranges_free(night)[0]
    long_ago = timezone.now() - dt.timedelta(seconds=settings.MATCHING_CLAIM_SECONDS + 1)
    MatchingRange.objects.filter(pk=pk).update(
        state=State.RUNNING, claim=uuid.uuid4(), claimed_at=long_ago, seen_at=long_ago
    )
    assert ranges_lost(night) == [pk]
    assert range_run(pk) is True


def test_the_sweep_leaves_alone_what_is_at_work_and_what_has_just_been_queued(town):
    night = started()
    MatchingRange.objects.filter(pk=ranges_free(night)[0]).update(
        state=State.RUNNING, claim=uuid.uuid4(), claimed_at=timezone.now(), seen_at=timezone.now()
    )
    assert ranges_lost(night) == []


def test_tasks_lost_with_the_broker_are_sent_again(town, monkeypatch, settings):
    night = started()
    MatchingNight.objects.update(ranges_at=timezone.now() - dt.timedelta(seconds=settings.MATCHING_CLAIM_SECONDS + 1))
    sent = []
    monkeypatch.setattr(tasks.match_range, "delay", sent.append)
    tasks.match_sweep()
    assert sent == ranges_free(night)


def test_a_night_that_does_not_add_up_is_not_put_in(town):
    night = started()
    for pk in ranges_free(night):
        range_run(pk)
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {part_of(night.pk)} WHERE jobseeker_id = (SELECT max(id) FROM jobseekers_jobseeker)"
        )
    with pytest.raises(running.NightUneven):
        running.night_finish(night_id=night.pk)
    assert not Recommendation.objects.exists()


def test_a_night_cut_short_is_gone_on_with(town):
    night = started()
    range_run(ranges_free(night)[0])
    assert running.night_run().pk == night.pk
    assert Recommendation.objects.count() == 7


def test_a_night_whose_builder_died_is_given_up_and_another_begun(town):
    dead = MatchingNight.objects.create(model_version="x", started_at=timezone.now())
    assert running.night_run().state == MatchingNight.State.LIVE
    dead.refresh_from_db()
    assert dead.state == MatchingNight.State.FAILED


def test_the_last_good_picture_is_kept_beside_the_new(town):
    three = [running.night_run() for _ in range(3)]
    kept = {path.name for path in home().iterdir() if path.is_dir() and not path.is_symlink()}
    assert kept == {str(night.key) for night in three[1:]}


def test_progress_counts_ranges_people_and_what_is_left(town):
    night = started()
    range_run(ranges_free(night)[0])
    now = progress()
    assert (now.done, now.running, now.queued, now.written) == (1, 0, 2, 3)
    assert now.people_a_second > 0
    assert now.left is not None
    for pk in ranges_free(night):
        range_run(pk)
    running.night_finish(night_id=night.pk)
    assert (progress().written, progress().left) == (7, None)


def test_how_attention_is_spread_is_noted(town):
    figures = running.night_run().figures
    assert figures == {"gini": pytest.approx(0.0), "unseen": 0.0}


def test_a_picture_of_another_version_of_the_program_is_as_good_as_none(town):
    night = running.night_run()
    (home() / str(night.key) / "shared.pay.npy").unlink()
    manifest = home() / str(night.key) / "manifest.json"
    manifest.write_text(manifest.read_text().replace("shared.pay.npy", "shared.wage.npy"))
    snapshot._opened.cache_clear()  # as in a process started anew
    assert snapshot_open(str(night.key)) is None
    assert recommendations_store(Recommendation.objects.values_list("jobseeker", flat=True)) == 7


def test_where_a_nights_folder_is_missing_all_is_read_once_and_what_moves_afterwards_is_seen(town, monkeypatch):
    night = started()
    for pk in ranges_free(night):
        range_run(pk)
    running.night_finish(night_id=night.pk)
    shutil.rmtree(home() / str(night.key))
    read = []
    monkeypatch.setattr(looking, "load_market", lambda: read.append(1) or load_market())
    before = {pk for columns in looking.current().picture.layers for pk in columns.ids.tolist()}
    late = market.vacancy(region=Region.objects.get(pk=Vacancy.objects.first().region_id))
    market.reindex()
    now = looking.current()
    assert now.fresh is not None
    assert late.pk in now.fresh.ids.tolist()
    assert late.pk not in before
    assert len(before) == 3
    assert read == [1]


def test_attention_that_many_want_has_a_price_which_a_vacancy_keeps_until_the_next_night(town, settings, monkeypatch):
    monkeypatch.setattr("matching.engine.congestion.APPLIES", 100.0)
    night = running.night_run()
    dear = snapshot_open(str(night.key)).measures
    best = Recommendation.objects.exclude(vacancies=[]).first()
    assert set(dear.dear.tolist()) == set(best.vacancies)
    first = unpacked(best.vacancies, best.parts, best.reasons)[0]
    assert first.components["congestion"] == pytest.approx(-dear.price[dear.dear == first.vacancy_id][0], abs=1e-9)
    market.reindex()
    recommendations_store([best.jobseeker_id])
    best.refresh_from_db()
    assert unpacked(best.vacancies, best.parts, best.reasons)[0] == first
    settings.MATCHING_CONGESTION = 0.0
    assert not len(snapshot_open(str(running.night_run().key)).measures.dear)


def test_the_page_shows_a_running_night_and_costs_at_most_eight_queries(town, world):
    running.night_run()
    night = started()
    range_run(ranges_free(night)[0])
    client = world.client("analyst")
    client.get("/ministry/matching/")
    with CaptureQueriesContext(connection) as queries:
        text = client.get("/ministry/matching/").content.decode()
    assert len(queries) <= 8
    for words in ("계산하는 중", "모두 8명", "하는 중 0개, 남은 2개", "지금 쓰는 결과"):
        assert words in text
