"""New vacancies that come into somebody's best are told by that person's wish."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import ContactPoint
from channels.models import Message
from jobseekers.models import PreferredOccupation
from matching import tasks
from matching.models import AlertWish, MatchingNight, RecommendationAlert
from matching.nightly.alerts import alerts_note, alerts_tell, due
from matching.nightly.night import night_run
from matching.recommending import computing
from tests import factories
from tests.matching import market
from tests.world import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeker():
    """Matched by a night; then a vacancy is published that suits."""
    places, occupations = market.places(), market.occupations()
    market.fresh()
    person = factories.JobseekerFactory(region=places["suwon"], searching=True)
    PreferredOccupation.objects.create(jobseeker=person, occupation=occupations["forklift"], rank=1)
    market.vacancy(region=places["suwon"], occupation=occupations["forklift"])
    night_run()
    MatchingNight.objects.update(seen_at=timezone.now())
    person.place, person.work = places["suwon"], occupations["forklift"]
    return person


def published(seeker):
    return market.vacancy(
        region=seeker.place, occupation=seeker.work, title="새 지게차 운전원", published_at=timezone.now()
    )


def told(seeker, medium="in_app"):
    return Message.objects.filter(person=seeker.person, template="recommendation_alert", medium=medium)


def test_a_new_vacancy_among_the_best_is_told_once(seeker):
    new = published(seeker)
    computing.recommendations_store([seeker.pk])
    assert RecommendationAlert.objects.get().vacancy_id == new.pk
    assert due(timezone.now()) == [seeker.pk]
    assert tasks.alert_people([seeker.pk]) == 1
    assert "새 지게차 운전원" in told(seeker).get().body
    computing.recommendations_store([seeker.pk])
    assert tasks.alert_people([seeker.pk]) == 0
    assert told(seeker).count() == 1


def test_a_vacancy_older_than_the_night_s_picture_is_no_news(seeker):
    market.vacancy(region=seeker.place, occupation=seeker.work, published_at=timezone.now() - dt.timedelta(days=3))
    computing.recommendations_store([seeker.pk])
    assert not RecommendationAlert.objects.exists()


def test_one_who_closed_before_the_round_is_not_told_of(seeker):
    new = published(seeker)
    computing.recommendations_store([seeker.pk])
    type(new).objects.filter(pk=new.pk).update(state="paused")
    assert alerts_tell(jobseeker_id=seeker.pk) == 0
    assert not told(seeker).exists()


def test_who_wants_nothing_is_told_nothing(seeker):
    AlertWish.objects.create(jobseeker=seeker, every="never")
    published(seeker)
    computing.recommendations_store([seeker.pk])
    assert not RecommendationAlert.objects.exists()


def test_who_wants_it_at_once_is_handed_over_on_commit(seeker, monkeypatch, django_capture_on_commit_callbacks):
    AlertWish.objects.create(jobseeker=seeker, every="now")
    handed = []
    monkeypatch.setattr(tasks.alert_people, "delay", handed.append)
    published(seeker)
    with django_capture_on_commit_callbacks(execute=True):
        computing.recommendations_store([seeker.pk])
    assert handed == [[seeker.pk]]


def test_a_week_s_news_waits_for_the_week(seeker):
    AlertWish.objects.create(jobseeker=seeker, every="week")
    published(seeker)
    computing.recommendations_store([seeker.pk])
    assert due(timezone.now()) == []
    assert due(timezone.now() + dt.timedelta(days=6, hours=1)) == [seeker.pk]


def test_a_first_result_is_no_news(seeker):
    published(seeker)
    alerts_note({}, computing._computed([seeker.pk], timezone.now()).rows())
    assert not RecommendationAlert.objects.exists()


def test_the_person_chooses_on_the_page_of_alerts(seeker):
    client = signed_in(seeker.person.user)
    assert "새 추천 알림" in client.get("/jobs/saved/searches/").content.decode()
    client.post("/jobs/saved/alerts/", {"every": "week", "only_here": "1"})
    wish = AlertWish.objects.get()
    assert (wish.every, wish.only_here) == ("week", True)
    client.post("/jobs/saved/alerts/", {"every": "hourly"})
    assert AlertWish.objects.get().every == "week"


def test_only_here_sends_nothing_outside(seeker):
    ContactPoint.objects.create(
        person=seeker.person, kind="email", value="s@example.org", is_primary=True, verified_at=timezone.now()
    )
    AlertWish.objects.create(jobseeker=seeker, every="day", only_here=True)
    published(seeker)
    computing.recommendations_store([seeker.pk])
    assert alerts_tell(jobseeker_id=seeker.pk) == 1
    assert not told(seeker, "email").exists()
