"""Open vacancies for machines."""

import datetime as dt

import pytest
from django.utils import timezone

from employers.selectors import job_posting
from matching.views import feeds
from taxonomy.models import Region
from tests import factories
from tests.matching import market

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    found = market.places()
    market.fresh()
    return found


def test_the_feeds_name_a_district_with_its_province(client, places):
    market.vacancy(region=places["busan"])
    assert "부산광역시 중구" in client.get("/jobs/feed/").content.decode()
    (item,) = client.get("/jobs/feed.json").json()["items"]
    assert (item["_vacancy"]["region"], item["_vacancy"]["region_code"]) == ("부산광역시 중구", "2611000000")


def test_the_json_feed_leads_through_all_open_vacancies_once(client, places, monkeypatch):
    monkeypatch.setattr(feeds, "ENTRIES", 2)
    made = {
        str(market.vacancy(published_at=timezone.now() - dt.timedelta(minutes=minute)).public_id)
        for minute in range(5)
    }
    seen, address = [], "/jobs/feed.json"
    while address:
        page = client.get(address).json()
        seen += [item["id"] for item in page["items"]]
        address = page.get("next_url", "")
    assert sorted(seen) == sorted(made)


def test_a_closed_vacancy_is_in_no_feed(client, places):
    market.vacancy(deadline=timezone.localdate() - dt.timedelta(days=1))
    assert client.get("/jobs/feed.json").json()["items"] == []


def test_the_job_posting_of_a_town_names_its_district_and_province(places):
    town = factories.RegionFactory(
        code="4111112300", short_code="41111123", level=Region.Level.TOWN, parent=places["suwon"],
        path="41/41111/41111123", name_ko="정자동",
    )  # fmt: skip
    address = job_posting(market.vacancy(region=town))["jobLocation"]["address"]
    assert (address["addressRegion"], address["addressLocality"]) == ("경기도", "수원시 장안구 정자동")
