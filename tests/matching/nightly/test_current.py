"""A process looks again only when something moved, and who waits for recommendations gets what moved meanwhile."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Organisation
from employers.models import Employer, Vacancy
from matching.models import ChangedJobseeker, SavedVacancy
from matching.nightly.current import HOLDS, Current, current
from matching.nightly.night import night_run
from matching.recommending.computing import columns_of
from matching.selectors.cards import Said, advised_cards
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
    advice = advice_for(own_jobseeker(town["user"]))
    assert advice.live
    assert {card.pk for card in advice.cards} == {town["first"].pk, late.pk}


def test_one_query_tells_what_a_reader_has_and_whether_anything_moved(town):
    current()
    assert own_jobseeker(town["user"]).holds
    with CaptureQueriesContext(connection) as queries:
        assert own_jobseeker(town["user"]).holds
    assert len(queries) == 1
    market.vacancy(**town["made"])
    assert not own_jobseeker(town["user"]).holds


def test_cards_of_what_was_computed_now_cost_no_query(town):
    here = current()
    people = columns_of([town["person"].pk], here.picture)
    with CaptureQueriesContext(connection) as queries:
        cards = advised_now(people, here, Said())
    assert (len(queries), [card.pk for card in cards]) == (0, [town["first"].pk])


def _cards(town, said=None):
    here = current()
    return advised_now(columns_of([town["person"].pk], here.picture), here, said or Said())


@pytest.mark.parametrize("at_night", [True, False], ids=["of the night", "moved since"])
def test_cards_of_the_picture_show_what_cards_of_rows_show(town, at_night):
    if not at_night:
        Vacancy.objects.update(title="지게차 운전원 모집")
    SavedVacancy.objects.create(user=town["user"], vacancy=town["first"])
    said = Said(own_jobseeker(town["user"]).saved)
    (card,) = _cards(town, said)
    (row,) = advised_cards({card.pk: card.why}, said, timezone.localdate())
    assert card.shown == row.shown
    assert card["saved"]


@pytest.mark.parametrize("changed", ["the vacancy", "the firm's name", "arrears", "the number of openings"])
def test_whatever_a_card_shows_moves_when_it_changes(town, changed):
    (before,) = _cards(town)
    employer = town["first"].employer
    if changed == "the vacancy":
        Vacancy.objects.update(title="물류 창고 지게차 기사")
    elif changed == "the firm's name":
        Organisation.objects.filter(pk=employer.organisation_id).update(name_ko="새 이름")
    elif changed == "arrears":
        Employer.objects.update(arrears_listed_on=timezone.localdate())
    else:
        Vacancy.objects.update(openings=F("openings") + 1, filled=F("filled") + 1)
    (after,) = _cards(town)
    assert after.shown != before.shown


def test_a_counter_moves_nothing(town):
    before = current()
    Vacancy.objects.update(applications_count=F("applications_count") + 1)
    assert holds(before)


def test_a_deadline_that_passed_since_the_night_takes_the_card_away(town):
    here = current()
    pk, last = town["first"].pk, town["first"].deadline
    assert list(here.shown.of([pk], last)) == [pk]
    assert not here.shown.of([pk], last + dt.timedelta(days=1))


def test_what_a_transaction_moves_after_it_looked_itself_is_seen_later(town):
    def another_commits() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        connection.close()

    with transaction.atomic():
        market.vacancy(**town["made"])
        thread = threading.Thread(target=another_commits)
        thread.start()
        thread.join()
        current()
        late = market.vacancy(**town["made"])
    now = current()
    assert now.fresh is not None
    assert late.pk in now.fresh.ids.tolist()
