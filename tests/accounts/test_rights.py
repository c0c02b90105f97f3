"""Own data, rights, erasure, retention, doubles."""

import datetime as dt
import json

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts import erasing, exporting, services
from accounts.models import (
    AccessLog,
    Assignment,
    Consent,
    ContactPoint,
    Invitation,
    Person,
    PersonMerge,
    RetentionRule,
    RightsRequest,
    User,
)
from accounts.selectors import duplicates
from accounts.tasks import retention
from core.errors import RuleBroken
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    user = factories.UserFactory(as_person=True)
    services.contact_verify(person=user.person, kind="email", value=user.email)
    for purpose in Consent.REQUIRED:
        services.consent_give(person=user.person, purpose=purpose)
    return user


@pytest.fixture
def looked_after(user, counsellor):
    return factories.AssignmentFactory(
        person=user.person, organisation=counsellor.organisation, counsellor=counsellor.user
    )


def test_own_data_come_as_a_file_with_every_rooms_part(client, user, monkeypatch):
    monkeypatch.setitem(exporting._collectors, "elsewhere", lambda person: {"said": person.name})
    client.force_login(user)
    answer = client.post(reverse("accounts:export"))
    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)
    assert data["accounts"]["name"] == user.person.name
    assert data["accounts"]["contact_points"][0]["value"] == user.email
    assert data["elsewhere"] == {"said": user.person.name}
    assert "channels" in data


def test_a_request_is_due_in_ten_days_and_asked_once(client, user):
    client.force_login(user)
    data = {"kind": "correction", "text": "생년월일이 틀려요"}
    assert client.post(reverse("accounts:rights"), data).status_code == 302
    asked = RightsRequest.objects.get()
    assert asked.due_on == timezone.localdate() + dt.timedelta(days=10)
    assert client.post(reverse("accounts:rights"), data).status_code == 422
    empty = client.post(reverse("accounts:rights"), {"kind": "objection", "text": " "})
    assert "무엇을 어떻게 해 드릴지" in empty.content.decode()


def test_the_centres_manager_answers_and_the_person_is_told(client, user, looked_after, manager):
    asked = services.rights_request_open(person=user.person, kind="correction", text="이름이 틀려요")
    client.force_login(manager.user)
    assert user.person.name in client.get(reverse("accounts:rights_list")).content.decode()
    page = reverse("accounts:rights_answer", args=[asked.public_id])
    assert client.get(page).status_code == 200
    assert AccessLog.objects.filter(person=user.person, actor=manager.user, what="rights_request").exists()
    assert client.post(page, {"granted": "yes", "answer": ""}).status_code == 422
    assert client.post(page, {"granted": "no", "answer": "서류가 필요해요."}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("refused", "서류가 필요해요.")
    assert user.person.messages.get(medium="in_app").template == "rights_answered"
    with pytest.raises(RuleBroken):
        services.rights_request_answer(request_id=asked.pk, by=manager.user, granted=True, answer="다시")


def test_another_centres_manager_does_not_answer(user, looked_after):
    asked = services.rights_request_open(person=user.person, kind="correction", text="x")
    with pytest.raises(PermissionDenied):
        services.rights_request_answer(
            request_id=asked.pk, by=factories.MembershipFactory(manager=True).user, granted=True, answer="x"
        )


def test_a_granted_erasure_leaves_nothing_that_names_the_person(client, user, looked_after, manager):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.force_login(user)
    asked = services.rights_request_open(person=user.person, kind="erasure", text="그만 쓸래요")
    services.rights_request_answer(request_id=asked.pk, by=manager.user, granted=True, answer="지웠어요")
    person = Person.objects.get(pk=user.person_id)
    user.refresh_from_db()
    assert (person.name, person.birth_date, user.email, user.display_name) == ("", None, None, "")
    assert person.erased_at
    assert not user.is_active
    assert not ContactPoint.objects.filter(person=person).exists()
    assert not EmailAddress.objects.filter(user=user).exists()
    assert not Consent.objects.current().filter(person=person).exists()
    assert not Assignment.objects.filter(person=person, until=None).exists()
    assert set(person.messages.values_list("body", "address")) == {("", "")}
    assert client.get(reverse("accounts:me")).status_code == 302
    assert not Person.objects.live().filter(pk=person.pk).exists()


def test_each_rooms_eraser_runs_in_the_same_transaction(user, monkeypatch):
    def broken(person):
        raise ValueError

    monkeypatch.setitem(erasing._erasers, "elsewhere", broken)
    with pytest.raises(ValueError):  # noqa: PT011
        services.person_erase(person=user.person, by=None, why="test")
    assert Person.objects.get(pk=user.person_id).name == user.person.name


# --- retention ---


def aged(model, days, **changes):
    model.objects.update(**dict.fromkeys(changes["fields"], timezone.now() - dt.timedelta(days=days)))


def test_retention_clears_what_is_older_than_its_rule_and_nothing_else(manager, counsellor, outbox):
    stranger = factories.UserFactory(as_person=True)
    EmailAddress.objects.create(user=stranger, email=stranger.email, verified=False, primary=True)
    verified = factories.UserFactory(as_person=True)
    EmailAddress.objects.create(user=verified, email=verified.email, verified=True, primary=True)
    User.objects.filter(pk__in=[stranger.pk, verified.pk]).update(date_joined=timezone.now() - dt.timedelta(days=8))
    services.invitation_send(organisation=manager.organisation, role="counsellor", email="a@b.kr", by=manager.user)
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(days=31))
    for days in (729, 731):
        log = AccessLog.objects.create(actor=manager.user, person=verified.person, what="file", purpose="x")
        AccessLog.objects.filter(pk=log.pk).update(at=timezone.now() - dt.timedelta(days=days))
    counts = retention()
    assert counts["accounts.unverified_users"] == counts["accounts.invitations"] == counts["accounts.access_log"] == 1
    stranger.refresh_from_db()
    verified.refresh_from_db()
    assert (stranger.email, verified.is_active) == (None, True)
    assert AccessLog.objects.count() == 1
    assert retention()["accounts.unverified_users"] == 0


def test_a_rule_is_data(user):
    retention()
    Person.objects.update(updated_at=timezone.now() - dt.timedelta(days=40))
    RetentionRule.objects.filter(key="accounts.unused_people").update(days=30, is_active=False)
    assert "accounts.unused_people" not in retention()
    RetentionRule.objects.filter(key="accounts.unused_people").update(is_active=True)
    assert retention()["accounts.unused_people"] == 1
    assert RetentionRule.objects.get(key="accounts.unused_people").last_count == 1


def test_people_who_are_looked_after_or_signed_in_lately_are_kept(user, looked_after):
    lately = factories.UserFactory(as_person=True, last_login=timezone.now())
    Person.objects.update(updated_at=timezone.now() - dt.timedelta(days=4 * 365))
    assert retention()["accounts.unused_people"] == 0
    assert lately.person.erased_at is None


# --- doubles ---


@pytest.fixture
def pair(counsellor):
    kept, merged = (factories.PersonFactory(name="이수진", birth_date=dt.date(1980, 1, 1)) for _one in range(2))
    factories.AssignmentFactory(person=kept, organisation=counsellor.organisation, counsellor=counsellor.user)
    services.contact_add(person=merged, kind="phone", value="010-1234-5678")
    services.consent_give(person=merged, purpose="collect")
    return kept, merged


def test_doubles_are_found_by_name_and_birth_or_by_contact(pair, manager):
    third = factories.PersonFactory(name="이수진이")
    services.contact_add(person=third, kind="phone", value="010-1234-5678")
    found = {(one.one.pk, one.other.pk): one.why for one in duplicates(manager.organisation)}
    assert found == {(pair[0].pk, pair[1].pk): "name"}  # the other pair touches nobody of this centre
    ministry = factories.MembershipFactory(analyst=True).organisation
    assert {one.why for one in duplicates(ministry)} == {"name", "contact"}


def test_a_merge_moves_every_row_and_comes_apart_again(client, pair, manager):
    kept, merged = pair
    user = factories.UserFactory(person=merged)
    client.force_login(manager.user)
    client.post(reverse("accounts:merge"), {"kept": kept.public_id, "merged": merged.public_id})
    merge = PersonMerge.objects.get()
    user.refresh_from_db()
    assert user.person == kept
    assert kept.contact_points.count() == kept.consents.count() == 1
    assert not Person.objects.live().filter(pk=merged.pk).exists()
    assert AccessLog.objects.filter(what="merge").count() == 2
    client.post(reverse("accounts:merge_undo", args=[merge.pk]))
    user.refresh_from_db()
    assert user.person == merged
    assert merged.contact_points.count() == merged.consents.count() == 1
    assert Person.objects.live().filter(pk=merged.pk).exists()


def test_what_the_kept_person_has_already_stays_and_is_named(pair, manager):
    kept, merged = pair
    services.consent_give(person=kept, purpose="collect")
    users = [factories.UserFactory(person=kept), factories.UserFactory(person=merged)]
    merge = services.person_merge(kept=kept, merged=merged, by=manager.user)
    assert set(merge.moved["left"]) == {"accounts.consent.person", "accounts.user.person"}
    assert [User.objects.get(pk=one.pk).is_active for one in users] == [True, False]
    services.merge_undo(merge=merge, by=manager.user)
    assert User.objects.get(pk=users[1].pk).is_active
    with pytest.raises(RuleBroken):
        services.merge_undo(merge=merge, by=manager.user)


def test_a_merged_record_is_not_merged_again(pair, manager):
    kept, merged = pair
    services.person_merge(kept=kept, merged=merged, by=manager.user)
    with pytest.raises(RuleBroken):
        services.person_merge(kept=kept, merged=merged, by=manager.user)


def test_counsellors_and_other_centres_do_not_merge(client, pair, counsellor):
    client.force_login(counsellor.user)
    assert client.get(reverse("accounts:duplicates")).status_code == 403
    with pytest.raises(PermissionDenied):
        services.person_merge(kept=pair[0], merged=pair[1], by=factories.MembershipFactory(manager=True).user)
