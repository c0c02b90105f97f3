"""Referrals over HTTP: inbox, one referral, sending, the person's own, the API; and the directory's pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog
from channels.models import Message
from tests import factories
from tests.welfare_centres.referring import parties
from welfare_centres.models import DirectoryService, Referral
from welfare_centres.services import directory as services
from welfare_centres.services import referrals

pytestmark = pytest.mark.django_db
W = "welfare_centres:"


@pytest.fixture
def told():
    return parties()


def _as(client, user):
    client.force_login(user)
    return client


def test_a_counsellor_chooses_a_need_and_sends(told, client):
    person = told.person.public_id
    page = _as(client, told.counsellor).get(reverse(W + "referral_new", args=[person]) + "?need=housing")
    assert told.service.name_ko in page.content.decode()
    address = reverse(W + "referral_write", args=[person, "service", told.service.public_id]) + "?need=housing"
    assert client.get(address).status_code == 200
    client.post(
        address,
        {"what_for": "살 곳", "parts": ["name"], "ground": "consent", "said_yes": "paper", "warm": "on"},
    )
    row = Referral.objects.get()
    assert (row.to_service, row.warm, list(row.told)) == (told.service, True, ["name"])


def test_without_the_persons_yes_the_form_says_what_is_missing(told, client):
    address = reverse(W + "referral_write", args=[told.person.public_id, "service", told.service.public_id])
    page = _as(client, told.counsellor).post(address + "?need=housing", {"what_for": "살 곳", "ground": "consent"})
    assert page.status_code == 422
    assert not Referral.objects.exists()


def test_the_inbox_shows_the_name_that_was_told_and_no_other(told, client):
    told.send_inside(parts=("age",))
    page = _as(client, told.agency.user).get(reverse(W + "referral_inbox")).content.decode()
    assert told.person.name not in page


@pytest.mark.parametrize("rows", [1, 12])
def test_the_inbox_costs_the_same_however_many_came(told, client, rows, django_assert_max_num_queries):
    for _number in range(rows):
        factories.ReferralFactory(to_service=None, to_organisation=told.agency.organisation)
    _as(client, told.agency.user)
    with django_assert_max_num_queries(12):
        client.get(reverse(W + "referral_inbox"))


def test_opening_marks_as_seen_and_is_logged_with_its_purpose(told, client):
    row = told.send_inside()
    _as(client, told.agency.user).get(reverse(W + "referral", args=[row.public_id]))
    row.refresh_from_db()
    assert row.state == "seen"
    assert AccessLog.objects.filter(person=told.person, what="referral", purpose="referral").count() == 1


def test_an_answer_by_a_page_that_showed_another_state_is_refused(told, client):
    row = told.send_inside()
    referrals.referral_answer(referral_id=row.pk, by=told.agency.user, state="accepted")
    address = reverse(W + "referral_step", args=[row.public_id, "answer"])
    page = _as(client, told.agency.user).post(address, {"state": "returned", "reason": "full", "seen_state": "sent"})
    assert page.status_code == 422
    assert Referral.objects.get().state == "accepted"


def test_every_step_can_be_taken_by_its_page(told, client):
    row = told.send_inside()
    _as(client, told.agency.user)
    for step, data in (
        ("answer", {"state": "accepted"}), ("contact", {"on": timezone.localdate().isoformat()}), ("start", {}),
        ("finish", {"outcome": "helped"}),
    ):  # fmt: skip
        answer = client.post(reverse(W + "referral_step", args=[row.public_id, step]), data)
        assert answer.status_code == 302, step
    assert Referral.objects.get().state == "finished"


def test_the_person_sees_it_and_says_no(told, client):
    row = told.send_inside()
    _as(client, told.person.user)
    assert row.what_for in client.get(reverse(W + "referral_own", args=[row.public_id])).content.decode()
    client.post(reverse(W + "referral_no", args=[row.public_id]))
    assert Referral.objects.get().refused_by_person


def test_another_persons_referral_is_not_there(told, client):
    row = told.send_inside()
    _as(client, factories.UserFactory(as_person=True))
    assert client.get(reverse(W + "referral_own", args=[row.public_id])).status_code == 404


def test_the_api_gives_the_receiver_what_was_told_and_nothing_of_the_person(told, client):
    row = told.send_inside(parts=("age",))
    address = f"/api/v1/referrals/received/{row.public_id}/"
    answer = _as(client, told.agency.user).get(address)
    assert answer.status_code == 200
    assert set(answer.json()["told"]) == {"age"}
    assert told.person.name not in answer.content.decode()


def test_everybody_finds_a_service_by_need_and_free_places(told, client):
    full = factories.DirectoryServiceFactory(free=0, name_ko="꽉 찬 곳")
    page = client.get(reverse(W + "directory") + "?need=housing&free=1").content.decode()
    assert told.service.name_ko in page
    assert full.name_ko not in page


def test_a_stale_entry_says_so_aloud(client):
    row = factories.DirectoryServiceFactory(stale=True)
    page = client.get(reverse(W + "directory_service", args=[row.public_id])).content.decode()
    assert "먼저 전화해 보세요" in page


def test_a_closed_service_is_not_found(client):
    row = factories.DirectoryServiceFactory(state="defunct")
    assert row.name_ko not in client.get(reverse(W + "directory")).content.decode()


def test_the_region_narrows_what_is_found(client):
    factories.RegionFactory(district=True)
    here = factories.DirectoryServiceFactory(areas=["41"], name_ko="경기 주거")
    away = factories.DirectoryServiceFactory(areas=["26"], name_ko="부산 주거")
    page = client.get(reverse(W + "directory") + "?where=수원시 장안구").content.decode()
    assert here.name_ko in page
    assert away.name_ko not in page


def test_a_stale_body_is_asked_once_and_confirms_by_the_link(client):
    row = factories.DirectoryServiceFactory(stale=True)
    assert (services.stale_ask(), services.stale_ask()) == (1, 0)
    mail = Message.objects.get(dedupe_key__startswith="directory-confirm-")
    assert mail.address == row.organisation.email
    client.post(reverse(W + "directory_confirm", args=[services.confirm_token(row)]), {"state": "active", "free": 2})
    row.refresh_from_db()
    assert (row.is_stale, row.free, row.checked_by) == (False, 2, None)


def test_a_forged_link_confirms_nothing(client):
    row = factories.DirectoryServiceFactory(stale=True)
    token = services.confirm_token(row)[:-2] + "xx"
    assert client.post(reverse(W + "directory_confirm", args=[token]), {"state": "active"}).status_code == 410
    assert DirectoryService.objects.get().is_stale


def test_a_manager_imports_a_file_and_reads_what_was_rejected(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    _as(client, factories.MembershipFactory(manager=True).user)
    file = SimpleUploadedFile("organizations.csv", "id,name,email\no1,나눔의집,nobody\n".encode())
    page = client.post(reverse(W + "directory_import"), {"file": file}).content.decode()
    assert "organizations.csv · email · o1" in page
