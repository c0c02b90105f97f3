import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from channels.models import Message
from core.errors import RuleBroken
from matching.applying import applications as applying
from matching.applying import clocks, offers
from matching.models import Application, Offer, Placement
from tests import factories
from tests.matching.applications.conftest import Hiring

State = Application.State


def test_accepting_fills_the_position_makes_the_placement_and_ends_the_spell(hiring):
    offer = hiring.offered()
    jobseeker = offer.application.jobseeker
    placement = offers.offer_accept(offer_id=offer.pk, by=jobseeker.person.user)
    hiring.vacancy.refresh_from_db()
    assert (hiring.vacancy.filled, hiring.vacancy.state) == (1, "filled")
    assert placement.person == jobseeker.person
    assert (placement.occupation, placement.region) == (hiring.vacancy.occupation, hiring.vacancy.region)
    spell = jobseeker.spells.get()
    assert (spell.ended_on, spell.end_reason) == (offer.starts_on, "placed")


def test_accepting_leaves_other_applications_unless_the_person_says_so(make_hiring):
    hiring, elsewhere = make_hiring(), make_hiring()
    offer = hiring.offered()
    other = elsewhere.applied(offer.application.jobseeker)
    offers.offer_accept(offer_id=offer.pk, by=offer.application.jobseeker.person.user)
    other.refresh_from_db()
    assert other.state == State.APPLIED


def test_accepting_with_the_word_withdraws_the_others_and_tells_their_employers(make_hiring):
    hiring, elsewhere = make_hiring(), make_hiring()
    offer = hiring.offered()
    other = elsewhere.applied(offer.application.jobseeker)
    offers.offer_accept(offer_id=offer.pk, by=offer.application.jobseeker.person.user, withdraw_others=True)
    other.refresh_from_db()
    assert other.state == State.WITHDRAWN
    told = Message.objects.filter(template="application_withdrawn", medium="in_app")
    assert [message.user for message in told] == [elsewhere.recruiter]


def test_a_person_without_a_spell_is_placed_all_the_same(hiring):
    offer = hiring.offered(factories.JobseekerFactory())
    offers.offer_accept(offer_id=offer.pk, by=offer.application.jobseeker.person.user)
    assert Placement.objects.count() == 1


def test_the_remaining_applicants_are_told_once(make_hiring):
    hiring = make_hiring()
    offer, waiting = hiring.offered(), hiring.applied()
    offers.offer_accept(offer_id=offer.pk, by=offer.application.jobseeker.person.user)
    assert clocks.tell_remaining(vacancy_id=hiring.vacancy.pk) == 1
    assert clocks.tell_remaining() == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason, waiting.decided_by) == (State.REJECTED, "filled", None)
    assert Message.objects.filter(template="application_filled", medium="in_app").count() == 1


def test_nobody_accepts_for_another(hiring):
    offer = hiring.offered()
    with pytest.raises(PermissionDenied):
        offers.offer_accept(offer_id=offer.pk, by=hiring.jobseeker().person.user)
    with pytest.raises(PermissionDenied):
        offers.offer_decline(offer_id=offer.pk, by=hiring.recruiter)


def test_an_offer_is_answered_once(hiring):
    offer = hiring.offered()
    user = offer.application.jobseeker.person.user
    offers.offer_decline(offer_id=offer.pk, by=user)
    with pytest.raises(RuleBroken):
        offers.offer_accept(offer_id=offer.pk, by=user)
    offer.application.refresh_from_db()
    assert offer.application.state == State.DECLINED
    assert Placement.objects.count() == 0


def test_an_employer_cannot_take_an_offer_back_by_refusing(hiring):
    offer = hiring.offered()
    with pytest.raises(RuleBroken):
        applying.application_reject(application_id=offer.application_id, by=hiring.recruiter, reason="skills")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pay": 2_799_999}, "pay"),
        ({"answer_by": dt.date(2020, 1, 1)}, "answer_by"),
        ({"starts_on": dt.date(2020, 1, 1)}, "starts_on"),
    ],
)
def test_an_offer_below_the_advertisement_or_out_of_time_is_refused_at_its_field(hiring, change, field):
    today = timezone.localdate()
    terms = {
        "pay_period": "month", "pay": 2_800_000, "starts_on": today + dt.timedelta(days=9),
        "answer_by": today + dt.timedelta(days=3),
    } | change  # fmt: skip
    with pytest.raises(RuleBroken) as refused:
        offers.offer_make(application_id=hiring.applied().pk, by=hiring.recruiter, **terms)
    assert refused.value.field == field


def test_the_database_refuses_a_decision_without_a_decider(hiring):
    application = hiring.applied()
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(state="accepted", decided_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(answer_due_on=None)


def at_once(*acts):
    """Run each in a thread of its own, all released together; what each raised or returned."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            gate.wait()
            results[number] = act()
        except Exception as exc:
            results[number] = exc
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_the_last_position_at_once_exactly_one_gets_it():
    hiring = Hiring()
    given = [hiring.offered(), hiring.offered()]
    people = [offer.application.jobseeker.person.user for offer in given]
    results = at_once(
        *(lambda o=o, u=u: offers.offer_accept(offer_id=o.pk, by=u) for o, u in zip(given, people, strict=True))
    )
    lost = [one for one in results if isinstance(one, RuleBroken)]
    assert len(lost) == 1
    assert "마지막 자리" in str(lost[0])
    assert Placement.objects.count() == 1
    hiring.vacancy.refresh_from_db()
    assert hiring.vacancy.filled == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_and_withdraw_crosswise_do_not_wait_for_each_other_for_ever():
    here, there = Hiring(openings=2), Hiring(openings=2)
    first, second = here.offered(), there.offered()
    there.applied(first.application.jobseeker)
    here.applied(second.application.jobseeker)
    results = at_once(
        *(
            lambda o=o: offers.offer_accept(
                offer_id=o.pk, by=o.application.jobseeker.person.user, withdraw_others=True
            )
            for o in (first, second)
        )
    )
    assert [type(one) for one in results] == [Placement, Placement]
    assert Application.objects.filter(state=State.WITHDRAWN).count() == 2


@pytest.mark.django_db(transaction=True)
def test_counts_are_right_when_many_apply_at_once():
    hiring = Hiring()
    people = [hiring.jobseeker() for _ in range(6)]
    results = at_once(*(lambda one=one: hiring.applied(one) for one in people))
    assert all(isinstance(one, Application) for one in results)
    hiring.vacancy.refresh_from_db()
    assert (hiring.vacancy.applications_count, hiring.vacancy.applications_new) == (6, 6)


@pytest.mark.django_db(transaction=True)
def test_one_person_applying_twice_at_once_has_one_application():
    hiring = Hiring()
    who = hiring.jobseeker()
    results = at_once(lambda: hiring.applied(who), lambda: hiring.applied(who))
    assert sorted(type(one).__name__ for one in results) == ["Application", "RuleBroken"]
    assert Application.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepting_and_declining_at_once_leaves_one_answer():
    hiring = Hiring()
    offer = hiring.offered()
    user = offer.application.jobseeker.person.user
    results = at_once(
        lambda: offers.offer_accept(offer_id=offer.pk, by=user),
        lambda: offers.offer_decline(offer_id=offer.pk, by=user),
    )
    assert sum(isinstance(one, RuleBroken) for one in results) == 1
    assert Offer.objects.get().state in ("accepted", "declined")
    assert Placement.objects.count() == (1 if Offer.objects.get().state == "accepted" else 0)
