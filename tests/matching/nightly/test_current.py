"""A process looks again only when something moved, and who waits for recommendations gets what moved meanwhile."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from employers.models import Vacancy
from matching.models import ChangedJobseeker
from matching.nightly.current import HOLDS, Current, current
from matching.nightly.night import night_run
from matching.recommending.computing import columns_of
from matching.selectors.recommendations import advice_for, advised_now, own_jobseeker
from tests import factories
from tests.matching import market

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(nights):
    places, occupations = market.places(), market.occupations()
    market.fresh()
    person = factories.JobseekerFactory(region=places["suwon"], searching=True)
    made = {"region": places["suwon"], "occupation": occupations["forklift"]}
    first = market.vacancy(**made)
    market.reindex()
    night_run()
    return {"person": person, "user": person.person.user, "first": first, "made": made}


def holds(here: Current) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {HOLDS}", [here.key, here.read, here.read])
        return bool(cursor.fetchone()[0])


def test_where_nothing_moved_one_query_tells_so(town):
    before = current()
    with CaptureQueriesContext(connection) as queries:
        assert current() is before
    assert len(queries) == 1
    assert holds(before)


@pytest.mark.parametrize("change", ["came", "closed", "a night"])
def test_what_was_seen_holds_no_more_after_a_change(town, change):
    before = current()
    if change == "came":
        market.vacancy(**town["made"])
    elif change == "closed":
        Vacancy.objects.filter(pk=town["first"].pk).update(state="paused")
    else:
        night_run()
    assert not holds(before)
    now = current()
    assert now is not before
    assert holds(now)


def test_who_waits_is_offered_what_came_since_this_process_looked(town):
    current()
    late = market.vacancy(**town["made"])
    ChangedJobseeker.objects.update_or_create(jobseeker_id=town["person"].pk, defaults={"at": late.updated_at})
    advice = advice_for(own_jobseeker(town["user"]), town["user"])
    assert advice.live
    assert {card.pk for card in advice.cards} == {town["first"].pk, late.pk}


def test_one_query_tells_the_rows_and_whether_anything_moved(town):
    here = current()
    people = columns_of([town["person"].pk], here.picture)
    advised_now(people, here, town["user"], ())  # prepared
    with CaptureQueriesContext(connection) as queries:
        cards, held = advised_now(people, here, town["user"], ())
    assert (len(queries), [card.pk for card in cards], held) == (1, [town["first"].pk], True)
    market.vacancy(**town["made"])
    assert advised_now(people, here, town["user"], ())[1] is False
