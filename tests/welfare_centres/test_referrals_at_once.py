"""Two answer the same referral at the same moment; a link is used twice at once."""

import threading

import pytest
from django.db import connection

from core.errors import RuleBroken
from tests.welfare_centres.referring import parties
from welfare_centres.models import Referral, ReferralLink
from welfare_centres.services import referral_links, referrals


def _at_once(acts) -> list[str]:
    together, outcomes = threading.Barrier(len(acts)), []

    def run(act) -> None:
        together.wait()
        try:
            act()
            outcomes.append("done")
        except RuleBroken:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", ["accepted", "declined", "returned"])
def test_one_referral_is_answered_by_one_of_two(second):
    """Failure guarded: silent last-write-wins on the same referral."""
    told = parties()
    row = told.send_inside()
    worker = told.agency.user

    def accept() -> None:
        referrals.referral_answer(referral_id=row.pk, by=worker, state="accepted", seen_state="sent")

    def other() -> None:
        referrals.referral_answer(referral_id=row.pk, by=worker, state=second, reason="full", seen_state="sent")

    assert _at_once([accept, other]) == ["done", "refused"]
    assert Referral.objects.get().transitions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_link_used_twice_at_once_answers_once(monkeypatch):
    monkeypatch.setattr(referral_links.secrets, "token_urlsafe", lambda size: "a-known-token")
    parties().send_outside()

    def accept() -> None:
        referral_links.link_answer(token="a-known-token", state="accepted")

    def decline() -> None:
        referral_links.link_answer(token="a-known-token", state="declined", reason="full")

    assert _at_once([accept, decline]) == ["done", "refused"]
    assert ReferralLink.objects.get().used_at is not None
