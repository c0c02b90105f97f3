"""The inbox, and the staff page of messages whose fate is unknown."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tasks import retention
from channels.models import Message
from channels.selectors import unread_count
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return factories.UserFactory(as_person=True)


def news(person=None, user=None, **more):
    fields = {"dedupe_key": str(uuid.uuid4()), "subject": "면접 제안", "body": "내일 두 시", "link": "/jobs/"}
    fields |= {"medium": "in_app", "state": "sent", "sent_at": timezone.now()} | more
    return Message.objects.create(person=person, user=user, **fields)


def unsure(**more):
    fields = {"dedupe_key": str(uuid.uuid4()), "medium": "email", "address": "minji@example.org", "subject": "제목"}
    return Message.objects.create(state="unsure", body="글", handed_over_at=timezone.now(), **fields | more)


def test_the_inbox_shows_what_came_to_the_person_and_to_the_user(client, user, django_assert_max_num_queries):
    news(person=user.person, subject="사람에게"), news(user=user, subject="계정에게")
    news(person=factories.PersonFactory(), subject="남에게")
    client.force_login(user)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("channels:inbox")).content.decode()
    assert ("사람에게" in page, "계정에게" in page, "남에게" in page) == (True, True, False)


@pytest.mark.parametrize("rows", [1, 15])
def test_the_inbox_costs_the_same_for_any_number(client, user, rows, django_assert_num_queries):
    for _one in range(rows):
        news(person=user.person)
    client.force_login(user)
    client.get(reverse("channels:inbox"))
    with django_assert_num_queries(5):  # session, user, memberships, count, rows
        client.get(reverse("channels:inbox"))


def test_opening_a_message_marks_it_seen(client, user, django_assert_num_queries):
    message = news(person=user.person)
    with django_assert_num_queries(1):
        assert unread_count(user) == 1
    client.force_login(user)
    page = client.get(reverse("channels:message", args=[message.public_id])).content.decode()
    assert 'href="/jobs/"' in page
    assert unread_count(user) == 0


def test_all_at_once(client, user):
    news(person=user.person), news(user=user)
    client.force_login(user)
    client.post(reverse("channels:read_all"))
    assert unread_count(user) == 0


def test_anothers_message_is_not_found(client, user):
    message = news(person=factories.PersonFactory())
    client.force_login(user)
    assert client.get(reverse("channels:message", args=[message.public_id])).status_code == 404


@pytest.fixture
def manager():
    return factories.MembershipFactory(manager=True).user


def test_managers_settle_unsure_messages(client, manager, committed_at_once, monkeypatch):
    handed = []
    monkeypatch.setattr("channels.tasks.deliver.apply_async", lambda args, **_how: handed.append(args[0]))
    rows = {deed: unsure() for deed in ("arrived", "resend", "drop")}
    client.force_login(manager)
    page = client.get(reverse("channels:unsure")).content.decode()
    assert "minji@example.org" not in page
    for deed, row in rows.items():
        client.post(reverse("channels:settle", args=[row.public_id]), {"deed": deed})
        row.refresh_from_db()
    assert {deed: row.state for deed, row in rows.items()} == {"arrived": "sent", "resend": "queued", "drop": "failed"}
    assert handed == [rows["resend"].pk]
    assert rows["drop"].transitions.get().by == manager


def test_others_settle_nothing(client):
    row = unsure()
    client.force_login(factories.MembershipFactory(counsellor=True).user)
    assert client.get(reverse("channels:unsure")).status_code == 403
    assert client.post(reverse("channels:settle", args=[row.public_id]), {"deed": "resend"}).status_code == 403


def test_a_sent_message_is_not_sent_again_by_the_page(client, manager):
    row = news(medium="email", address="a@b.kr")
    client.force_login(manager)
    client.post(reverse("channels:settle", args=[row.public_id]), {"deed": "resend"})
    row.refresh_from_db()
    assert row.state == "sent"


def test_bodies_are_emptied_after_their_time(user):
    old, new = news(person=user.person), news(person=user.person)
    Message.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=181))
    assert retention()["channels.bodies"] == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.body, new.body) == ("", "내일 두 시")
