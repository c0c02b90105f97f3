"""The outbox: once for each key, sent once, never lost, never blindly repeated."""

import datetime as dt
import threading
import uuid

import pytest
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from accounts import services as accounts
from channels import services
from channels.models import Message
from channels.services import delivery
from channels.tasks import sweep
from channels.transports import Refused, TryLater, Unsure
from channels.transports.memory import MemoryTransport
from tests import factories
from tests.accounts.conftest import at_once

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture(autouse=True)
def worker(monkeypatch):
    """The ids handed to the worker; tests run them by hand."""
    handed = []
    monkeypatch.setattr("channels.tasks.deliver.apply_async", lambda args, **_how: handed.append(args[0]))
    monkeypatch.setattr("channels.tasks.deliver.delay", handed.append)
    return handed


@pytest.fixture
def person():
    person = factories.PersonFactory()
    accounts.contact_verify(person=person, kind="email", value="minji@example.org")
    accounts.contact_verify(person=person, kind="phone", value="010-1234-5678")
    return person


def say(to, key="k1", **more):
    context = {"kind": "정정", "granted": True, "link": "/me/rights/"}
    return services.queue(dedupe_key=key, to=to, template="rights_answered", context=context, **more)


def a_row(**fields):
    fields = {"medium": "email", "address": "a@b.kr", "subject": "제목", "body": "글"} | fields
    return Message.objects.create(dedupe_key=str(uuid.uuid4()), **fields)


def stuck(**fields):
    """A row that a run claimed and then died with."""
    long_ago = timezone.now() - dt.timedelta(hours=1)
    return a_row(state=State.SENDING, claim=uuid.uuid4(), claimed_at=long_ago, **fields)


# --- in ---


def test_a_message_goes_in_app_and_by_email_once_for_its_key(person, worker, outbox, committed_at_once):
    for _twice in range(2):
        rows = say(person)
    assert {(row.medium, row.state) for row in rows} == {("in_app", "sent"), ("email", "queued")}
    assert len(worker) == 1
    services.message_deliver(message_id=worker[0])
    assert [(sent.address, sent.key) for sent in outbox] == [("minji@example.org", str(rows[1].public_id))]
    assert "/me/rights/" in outbox[0].text


def test_without_email_it_goes_by_short_sms(worker, outbox, committed_at_once):
    person = factories.PersonFactory()
    accounts.contact_verify(person=person, kind="phone", value="010-1234-5678")
    say(person)
    services.message_deliver(message_id=worker[0])
    assert [(sent.medium, sent.address) for sent in outbox] == [("sms", "+821012345678")]
    assert len(outbox[0].text.splitlines()) == 1
    assert outbox[0].text.startswith("[고용이음] ‘정정’ 요청에 답했어요")


def test_an_unverified_address_gets_nothing(worker):
    person = factories.PersonFactory()
    accounts.contact_add(person=person, kind="email", value="minji@example.org")
    assert [row.medium for row in say(person)] == ["in_app"]


def test_the_primary_address_is_used(person):
    accounts.contact_verify(person=person, kind="email", value="second@example.org")
    assert {row.address for row in say(person, channels=["email"])} == {"minji@example.org"}
    accounts.contact_make_primary(point=person.contact_points.get(value="second@example.org"))
    assert {row.address for row in say(person, key="k2", channels=["email"])} == {"second@example.org"}


@pytest.mark.parametrize(("language", "word"), [("ko", "요청에 답했어요"), ("en", "We answered your request")])
def test_it_speaks_the_readers_language_and_escapes_nothing(language, word):
    person = factories.PersonFactory(language=language)
    context = {"kind": "A & B", "granted": False}
    (row,) = services.queue(dedupe_key="k", to=person, template="rights_answered", context=context)
    assert word in row.subject
    assert "A & B" in row.subject


def test_a_user_without_a_person_is_reached_by_their_own_email():
    user = factories.MembershipFactory().user
    assert {(row.medium, row.address, row.user) for row in say(user)} == {
        ("in_app", "", user), ("email", user.email, user),
    }  # fmt: skip


def test_a_rolled_back_deed_leaves_no_message(person, worker):
    def deed():
        with transaction.atomic():
            say(person)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        deed()
    assert not Message.objects.exists()
    assert worker == []


def test_a_broker_that_is_down_loses_nothing(person, monkeypatch, committed_at_once, worker):
    def down(*_args, **_how):
        raise ConnectionError

    monkeypatch.setattr("channels.tasks.deliver.apply_async", down)
    row = say(person)[1]
    Message.objects.update(next_try_at=timezone.now() - dt.timedelta(minutes=1))
    assert sweep() == 1
    assert worker == [row.pk]


def test_django_mail_leaves_at_once_and_is_emptied(outbox, committed_at_once):
    send_mail("인증", "번호: 123", None, ["a@b.kr"])
    assert "번호: 123" in outbox[0].text
    row = Message.objects.get()
    assert (row.state, row.subject, row.body, row.address) == ("sent", "", "", "")


# --- out ---


def test_only_the_run_that_claims_a_row_sends_it(outbox):
    row = a_row()
    assert [services.message_deliver(message_id=row.pk) for _one in range(3)] == [True, False, False]
    assert len(outbox) == 1
    assert list(row.transitions.values_list("before", "after")) == [("queued", "sending"), ("sending", "sent")]


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_send_one_copy(outbox):
    row = a_row()
    at_once(*[lambda: services.message_deliver(message_id=row.pk) for _one in range(8)])
    assert len(outbox) == 1


@pytest.mark.parametrize(
    ("error", "state"), [(TryLater("x"), "queued"), (Refused("x"), "failed"), (Unsure("x"), "unsure")]
)
def test_what_is_known_of_a_failure_decides_what_follows(monkeypatch, error, state):
    def send(self, message, *, handing_over):
        raise error

    monkeypatch.setattr(MemoryTransport, "send", send)
    row = a_row()
    assert not services.message_deliver(message_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.error, row.claim) == (state, "x", None)


def test_tries_wait_longer_and_longer_and_end(monkeypatch):
    def send(self, message, *, handing_over):
        raise TryLater("down")

    monkeypatch.setattr(MemoryTransport, "send", send)
    row, waits = a_row(), []
    for _try in range(20):
        Message.objects.update(next_try_at=timezone.now())
        services.message_deliver(message_id=row.pk)
        row.refresh_from_db()
        if row.state == State.FAILED:
            break
        waits.append((row.next_try_at - timezone.now()).total_seconds())
    assert row.state == State.FAILED
    assert waits == sorted(waits)
    assert len(waits) == len(delivery.BACKOFF_SECONDS)


def test_a_row_that_is_not_due_yet_is_left(outbox):
    row = a_row(next_try_at=timezone.now() + dt.timedelta(minutes=5))
    assert not services.message_deliver(message_id=row.pk)
    assert sweep() == 0


# --- dead runs ---


def test_a_row_held_by_a_dead_run_that_had_not_begun_goes_again(outbox, worker):
    row = stuck()
    sweep()
    row.refresh_from_db()
    assert row.state == State.QUEUED
    services.message_deliver(message_id=row.pk)
    assert len(outbox) == 1


def test_a_hand_over_cut_by_a_death_is_unsure_and_not_sent_again(outbox, worker):
    row = stuck(handed_over_at=timezone.now())
    sweep()
    sweep()
    row.refresh_from_db()
    assert row.state == State.UNSURE
    assert not services.message_deliver(message_id=row.pk)
    assert outbox == []
    assert worker == []


def test_where_the_other_side_knows_keys_a_cut_hand_over_goes_again(settings, worker):
    settings.OUTBOX_EMAIL_TRANSPORT = "file"
    row = stuck(handed_over_at=timezone.now())
    sweep()
    row.refresh_from_db()
    assert row.state == State.QUEUED


def test_a_run_still_alive_keeps_its_row():
    row = a_row(state=State.SENDING, claim=uuid.uuid4(), claimed_at=timezone.now())
    sweep()
    row.refresh_from_db()
    assert row.state == State.SENDING


def test_a_run_thought_dead_that_wakes_up_sends_nothing(outbox, monkeypatch):
    """The row was freed while the run slept: its claim is gone before the hand-over."""
    row = a_row()
    real = MemoryTransport.send

    def sleepy(self, message, *, handing_over):
        Message.objects.filter(pk=row.pk).update(claimed_at=timezone.now() - dt.timedelta(hours=1))
        sweep()
        real(self, message, handing_over=handing_over)

    monkeypatch.setattr(MemoryTransport, "send", sleepy)
    assert not services.message_deliver(message_id=row.pk)
    assert outbox == []
    row.refresh_from_db()
    assert row.state == State.QUEUED


@pytest.mark.django_db(transaction=True)
def test_a_sweeper_and_a_finishing_run_at_once_agree(monkeypatch, outbox):
    started, go_on = threading.Event(), threading.Event()
    real = MemoryTransport.send

    def slow(self, message, *, handing_over):
        real(self, message, handing_over=handing_over)
        started.set()
        go_on.wait(10)

    monkeypatch.setattr(MemoryTransport, "send", slow)
    row = a_row()

    def sweeper():
        started.wait(10)
        Message.objects.filter(pk=row.pk).update(claimed_at=timezone.now() - dt.timedelta(hours=1))
        delivery.sweep()
        go_on.set()

    at_once(lambda: services.message_deliver(message_id=row.pk), sweeper)
    row.refresh_from_db()
    assert row.state == State.UNSURE
    assert len(outbox) == 1
