"""A body without an account answers by a link: once, in time, a few openings, and never a name without the code."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from channels.models import Message
from core.errors import RuleBroken
from tests.welfare_centres.referring import parties
from welfare_centres.models import Referral, ReferralLink
from welfare_centres.services import referral_links, referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch):
    """The token that is made is kept; the mails are not sent but stay to be read."""
    made = []
    kept = referral_links.secrets.token_urlsafe

    def token(size: int) -> str:
        made.append(kept(size))
        return made[-1]

    monkeypatch.setattr(referral_links.secrets, "token_urlsafe", token)
    cache.clear()
    found = parties()
    found.tokens = made
    return found


def _address(token: str) -> str:
    return reverse("welfare_centres:referral_link", args=[token])


def _code() -> str:
    return re.search(r"\d{6}", Message.objects.filter(dedupe_key__startswith="referral-code-").latest("pk").subject)[0]


def _name(told) -> str:
    return told.person.name


def test_the_link_shows_what_was_told_and_no_name(told, client):
    told.send_outside()
    page = client.get(_address(told.tokens[0]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "30–34" in text or "35–39" in text
    assert _name(told) not in text


def test_the_link_is_not_indexed_nor_named_to_other_sites(told, client):
    told.send_outside()
    page = client.get(_address(told.tokens[0]))
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]


def test_only_a_digest_of_the_token_is_kept(told):
    told.send_outside()
    link = ReferralLink.objects.get()
    assert told.tokens[0] not in str(vars(link))


def test_the_mail_goes_to_the_registered_address_and_names_nobody(told):
    told.send_outside()
    mail = Message.objects.get(dedupe_key__startswith="referral-link-")
    assert mail.address == told.service.organisation.email
    assert _name(told) not in mail.subject + mail.body


def test_opening_marks_the_referral_as_seen_and_counts(told, client):
    row = told.send_outside()
    client.get(_address(told.tokens[0]))
    row.refresh_from_db()
    assert (row.state, ReferralLink.objects.get().openings.count()) == ("seen", 1)


def test_the_body_accepts_without_an_account(told, client):
    row = told.send_outside()
    page = client.post(_address(told.tokens[0]), {"state": "accepted"})
    row.refresh_from_db()
    assert (page.status_code, row.state, row.answered_by) == (200, "accepted", None)


def test_a_no_without_a_reason_is_asked_again_and_the_link_stays_good(told, client):
    row = told.send_outside()
    assert client.post(_address(told.tokens[0]), {"state": "declined"}).status_code == 422
    client.post(_address(told.tokens[0]), {"state": "declined", "reason": "full"})
    row.refresh_from_db()
    assert row.state == "declined"


def test_a_used_link_answers_nothing_more(told, client):
    row = told.send_outside()
    client.post(_address(told.tokens[0]), {"state": "accepted"})
    again = client.post(_address(told.tokens[0]), {"state": "returned", "reason": "full"})
    row.refresh_from_db()
    assert (again.status_code, row.state) == (410, "accepted")
    assert client.get(_address(told.tokens[0])).status_code == 410


def test_an_expired_link_answers_nothing(told, client):
    row = told.send_outside()
    now = timezone.now()
    ReferralLink.objects.update(made_at=now - dt.timedelta(days=20), expires_at=now - dt.timedelta(days=1))
    assert client.get(_address(told.tokens[0])).status_code == 410
    assert client.post(_address(told.tokens[0]), {"state": "accepted"}).status_code == 410
    row.refresh_from_db()
    assert row.state == "sent"


def test_a_guessed_link_is_not_there(told, client):
    told.send_outside()
    assert client.get(_address("x" * 43)).status_code == 404


def test_guessing_is_slowed_down(told, client):
    statuses = {client.get(_address(f"guess-{number}")).status_code for number in range(40)}
    assert statuses == {404, 429}


def test_a_link_opened_too_often_closes(told, client, monkeypatch):
    monkeypatch.setattr(ReferralLink, "OPENINGS", 3)
    told.send_outside()
    assert [client.get(_address(told.tokens[0])).status_code for _number in range(4)] == [200, 200, 200, 410]


def test_a_newer_link_closes_the_older(told, client):
    row = told.send_outside()
    referral_links.link_send(referral=row)
    assert client.get(_address(told.tokens[0])).status_code == 410
    assert client.get(_address(told.tokens[1])).status_code == 200


def test_a_referral_taken_back_closes_its_link(told, client):
    row = told.send_outside()
    referrals.referral_withdraw(referral_id=row.pk, by=told.counsellor)
    assert client.get(_address(told.tokens[0])).status_code == 410


def test_the_name_is_shown_after_the_code_and_only_in_that_browser(told, client, django_user_model):
    from django.test import Client

    told.send_outside()
    address = _address(told.tokens[0])
    client.post(address + "code/")
    client.post(address + "code/", {"code": _code()})
    assert _name(told) in client.get(address).content.decode()
    assert _name(told) not in Client().get(address).content.decode()


def test_a_wrong_code_shows_nothing_and_a_few_of_them_end_it(told):
    told.send_outside()
    referral_links.link_code_send(token=told.tokens[0])
    code = _code()
    wrong = "000000" if code != "000000" else "111111"
    for _number in range(ReferralLink.TRIES):
        assert referral_links.link_code_check(token=told.tokens[0], code=wrong) is None
    assert referral_links.link_code_check(token=told.tokens[0], code=code) is None


def test_a_code_is_good_once(told):
    told.send_outside()
    referral_links.link_code_send(token=told.tokens[0])
    code = _code()
    assert referral_links.link_code_check(token=told.tokens[0], code=code) is not None
    assert referral_links.link_code_check(token=told.tokens[0], code=code) is None


def test_where_no_name_was_told_no_code_is_sent(told):
    told.send_outside(parts=("age",))
    with pytest.raises(RuleBroken):
        referral_links.link_code_send(token=told.tokens[0])


def test_a_service_without_an_address_gets_no_link(told):
    told.service.organisation.email = ""
    told.service.organisation.save()
    row = told.send_outside()
    assert not row.links.exists()
    assert Referral.objects.get().state == "sent"
