"""Saved vacancies, saved searches and their alerts."""

import datetime as dt

import pytest
from django.utils import timezone

from channels.models import Message
from matching import tasks
from matching.models import SavedSearch, SavedVacancy, SearchAlert
from matching.search import alerts, saving
from tests import factories
from tests.matching import market
from tests.world import signed_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def user():
    market.places()
    market.fresh()
    return factories.JobseekerFactory().person.user


def saved(user, query="q=지게차", **kwargs) -> SavedSearch:
    return saving.search_save(query=query, by=user, **kwargs)


def in_app(user):
    return Message.objects.filter(person=user.person, template="search_alert", medium="in_app")


def test_the_heart_keeps_and_lets_go(user):
    vacancy, client = market.vacancy(), signed_in(user)
    address = f"/jobs/{vacancy.public_id}/save/"
    assert 'aria-pressed="true"' in client.post(address, headers={"HX-Request": "true"}).content.decode()
    assert vacancy.title in client.get("/jobs/saved/").content.decode()
    client.post(address)
    assert not SavedVacancy.objects.exists()


def test_the_same_search_is_kept_once_however_written(user):
    first = saved(user, "q=지게차&region=41&region=11")
    assert saved(user, "region=11&q=지게차&region=41&page=4", every="week").pk == first.pk
    assert SavedSearch.objects.get().every == "week"


def test_a_new_vacancy_is_told_once_a_search(user):
    saved(user)
    market.vacancy(title="지게차 운전원", published_at=timezone.now() + dt.timedelta(seconds=2))
    market.vacancy(title="요리사", duties="밥을 짓습니다.", published_at=timezone.now() + dt.timedelta(seconds=2))
    (pk,) = alerts.due(TODAY)
    assert alerts.search_tell(search_id=pk, on=TODAY) == 1
    assert alerts.search_tell(search_id=pk, on=TODAY) == 0
    assert alerts.search_tell(search_id=pk, on=TODAY + dt.timedelta(days=1)) == 0
    assert SearchAlert.objects.count() == 1
    message = in_app(user).get()
    assert "지게차 운전원" in message.body
    assert message.link.startswith("/jobs/?")


def test_what_was_there_before_is_no_news(user):
    market.vacancy(title="지게차 운전원", published_at=timezone.now() - dt.timedelta(days=1))
    search = saved(user)
    assert alerts.search_tell(search_id=search.pk, on=TODAY) == 0
    assert not in_app(user).exists()


def test_a_weekly_search_waits_a_week_and_a_silent_one_for_ever(user):
    weekly = saved(user, every="week")
    saved(user, "q=용접", every="never")
    assert alerts.due(TODAY) == [weekly.pk]
    alerts.search_tell(search_id=weekly.pk, on=TODAY)
    assert alerts.due(TODAY + dt.timedelta(days=6)) == []
    assert alerts.due(TODAY + dt.timedelta(days=7)) == [weekly.pk]


def test_the_task_hands_out_one_search_a_task(user, monkeypatch):
    search = saved(user)
    handed = []
    monkeypatch.setattr(tasks.search_alert, "delay", handed.append)
    assert tasks.search_alerts() == 1
    assert handed == [search.pk]


def test_another_s_saved_search_is_not_found(user):
    search = saved(user)
    stranger = signed_in(factories.JobseekerFactory().person.user)
    assert stranger.post(f"/jobs/saved/searches/{search.public_id}/", {"delete": "1"}).status_code == 404


def test_alerts_are_changed_and_searches_deleted_on_their_page(user):
    search, client = saved(user), signed_in(user)
    address = f"/jobs/saved/searches/{search.public_id}/"
    client.post(address, {"every": "never"})
    assert SavedSearch.objects.get().every == "never"
    client.post(address, {"every": "often"})
    assert SavedSearch.objects.get().every == "never"
    client.post(address, {"delete": "1"})
    assert not SavedSearch.objects.exists()


def test_a_search_is_saved_from_its_page_by_its_hidden_fields(user):
    client = signed_in(user)
    assert 'name="region" value="41"' in client.get("/jobs/?q=지게차&region=41").content.decode()
    client.post("/jobs/saved/searches/new/", {"q": "지게차", "region": ["41", "11"]})
    assert SavedSearch.objects.get().query == "q=%EC%A7%80%EA%B2%8C%EC%B0%A8&region=11&region=41"


def test_a_saved_search_names_a_district_with_its_province(user):
    assert saved(user, "region=26110").name == "부산광역시 중구"
