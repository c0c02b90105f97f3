"""After a day of changes, what was kept right in between is what a full run finds."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.utils import timezone

from employers.models import Vacancy, VacancySkill
from jobseekers.models import Competency, Preferences, PreferredOccupation
from matching import tasks
from matching.models import ChangedJobseeker, MatchingNight, MovedVacancy, Recommendation, RecommendationFeedback
from matching.nightly.night import night_run
from matching.nightly.snapshot import snapshot_open
from matching.recommending import computing
from matching.search.indexing import index_changed
from tests import factories
from tests.matching import market

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, VACANCIES, CHANGES = 60, 150, 80


@pytest.fixture
def town(settings, nights):
    """More vacancies in reach than places in anybody's list, in ranges of a few people."""
    settings.MATCHING_RANGE_PEOPLE = 16
    dice = random.Random(5)
    places, occupations = market.places(), market.occupations()
    market.fresh()
    skills = [factories.SkillFactory() for _ in range(6)]
    employer = factories.EmployerFactory()
    town = {
        "dice": dice, "places": [places["suwon"], places["gangnam"], places["jongno"]], "skills": skills,
        "occupations": list(occupations.values()), "employer": employer,
    }  # fmt: skip
    for _ in range(PEOPLE):
        person(town)
    for _ in range(VACANCIES):
        vacancy(town)
    market.reindex()
    return town


def person(town):
    dice = town["dice"]
    made = factories.JobseekerFactory(region=dice.choice(town["places"]), searching=True)
    PreferredOccupation.objects.create(jobseeker=made, occupation=dice.choice(town["occupations"]), rank=1)
    Preferences.objects.create(jobseeker=made, pay_floor=dice.choice([None, 2_300_000, 2_600_000]))
    for skill in dice.sample(town["skills"], 2):
        Competency.objects.create(jobseeker=made, skill=skill, level=dice.randint(1, 5), confirmed_at=timezone.now())
    return made


def vacancy(town):
    dice = town["dice"]
    made = market.vacancy(
        index=False, region=dice.choice(town["places"]), occupation=dice.choice(town["occupations"]),
        employer=town["employer"], pay_min=dice.choice([2_250_000, 2_500_000, 2_900_000]),
        title=dice.choice(["지게차 운전원", "포장 사원", "웹 개발자"]),
    )  # fmt: skip
    for skill in dice.sample(town["skills"], dice.randint(0, 3)):
        VacancySkill.objects.create(vacancy=made, skill=skill, required=dice.random() < 0.5, level=dice.randint(1, 5))
    return made


def keep_up() -> None:
    """What the beat does every few seconds, until nothing waits."""
    while index_changed() or tasks.recommend_moved() or computing.recommend_changed():
        pass


def one_change(town) -> None:
    dice = town["dice"]
    people, vacancies = list(Recommendation.objects.values_list("jobseeker", flat=True)), Vacancy.objects
    open_ones = list(vacancies.open().order_by("pk").values_list("pk", flat=True))
    kind = dice.randrange(9)
    if kind == 0:
        person(town)
    elif kind in (1, 2):
        vacancy(town)
    elif kind in (3, 4):
        vacancies.filter(pk=dice.choice(open_ones)).update(state="paused")
    elif kind == 5:
        vacancies.filter(pk=dice.choice(open_ones)).update(pay_min=dice.choice([2_260_000, 3_400_000]))
    elif kind == 6:
        Preferences.objects.filter(jobseeker=dice.choice(people)).update(pay_floor=dice.choice([None, 2_700_000]))
    elif kind == 7:
        held = Recommendation.objects.get(jobseeker=dice.choice(people))
        if held.vacancies:
            RecommendationFeedback.objects.get_or_create(
                jobseeker_id=held.jobseeker_id, vacancy_id=held.vacancies[0], defaults={"suits": False}
            )
    else:
        VacancySkill.objects.filter(vacancy=dice.choice(open_ones)).delete()


def results() -> dict[int, tuple]:
    """All but how many vacancies were feasible: that is counted when a person is matched, and stays till the next."""
    rows = Recommendation.objects.values_list("jobseeker", "vacancies", "parts", "least", "reasons")
    return {pk: (*rest, [bytes(one) for one in reasons]) for pk, *rest, reasons in rows}


def test_a_day_of_changes_ends_where_a_full_run_ends(town):
    night = night_run()
    before = results()
    assert len(before) == PEOPLE
    assert max(len(row[0]) for row in before.values()) == Recommendation.MOST
    keep_up()
    for change in range(CHANGES):
        one_change(town)
        if change % 7 == 0:
            keep_up()
    keep_up()
    kept_up = results()
    assert sum(before.get(pk) != row for pk, row in kept_up.items()) > PEOPLE / 2
    full = night_run(measures=snapshot_open(str(night.key)).measures)
    assert full.state == MatchingNight.State.LIVE
    assert results() == kept_up


def test_a_new_vacancy_comes_into_the_lists_of_those_it_suits_and_of_no_others(town):
    night_run()
    keep_up()
    before = results()
    new = vacancy(town)
    Vacancy.objects.filter(pk=new.pk).update(pay_min=Decimal(4_000_000))
    index_changed()
    tasks.recommend_moved()
    queued = set(ChangedJobseeker.objects.values_list("jobseeker_id", flat=True))
    keep_up()
    after = results()
    came_in = {pk for pk, row in after.items() if new.pk in row[0]}
    assert came_in
    assert came_in <= queued
    assert all(after[pk] == row for pk, row in before.items() if pk not in queued)
    assert len(queued) < PEOPLE


def test_a_closed_vacancy_concerns_only_those_who_held_it(town):
    night_run()
    keep_up()
    before = results()
    closed = next(iter(before.values()))[0][0]
    Vacancy.objects.filter(pk=closed).update(state="paused")
    assert tasks.recommend_moved() == 1
    queued = set(ChangedJobseeker.objects.values_list("jobseeker_id", flat=True))
    assert queued == {pk for pk, row in before.items() if closed in row[0]}
    keep_up()
    assert all(closed not in row[0] for row in results().values())


def test_what_changes_while_a_night_runs_is_matched_again_on_top_of_it(town, monkeypatch):
    from matching.nightly import night as running

    def meanwhile(pk):
        if not MovedVacancy.objects.filter(waiting=True).exists():
            vacancy(town)
            Preferences.objects.update(pay_floor=2_900_000)
            index_changed()
        return range_run(pk)

    night_run()
    keep_up()
    range_run = running.range_run
    monkeypatch.setattr(running, "range_run", meanwhile)
    second = night_run()
    monkeypatch.undo()
    keep_up()
    kept_up = results()
    night_run(measures=snapshot_open(str(second.key)).measures)
    assert results() == kept_up


def test_reading_the_old_part_does_not_stop_the_next_night(town):
    """A part is dropped with its night: one night's rows are all there is."""
    first, second = night_run(), night_run()
    assert set(Recommendation.objects.values_list("night", flat=True)) == {second.pk}
    assert MatchingNight.objects.get(pk=first.pk).state == MatchingNight.State.PAST
    assert second.finished_at - second.started_at < dt.timedelta(minutes=5)
