"""Registering people, contact points, opening files, the log."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from accounts import services
from accounts.middleware import Acting
from accounts.models import AccessLog, Assignment, Consent, ContactPoint, Person
from core.errors import RuleBroken
from tests import factories
from tests.accounts.conftest import at_once

pytestmark = pytest.mark.django_db


def request_of(user):
    request = RequestFactory().get("/")
    request.user, request.acting = user, Acting(user, None)
    return request


def test_staff_register_someone_with_neither_email_nor_phone(counsellor):
    person = services.person_register_at_centre(by=counsellor.user, centre=counsellor.organisation, name=" 박  영자 ")
    assert person.name == "박 영자"
    assert person.registered_by == counsellor.user
    assert not person.contact_points.exists()
    assert set(person.consents.values_list("purpose", flat=True)) == set(Consent.REQUIRED)
    assert Assignment.objects.get(person=person).counsellor == counsellor.user


def test_only_centre_staff_register_others():
    with pytest.raises(PermissionDenied):
        services.person_register(by=factories.MembershipFactory().user, name="박영자")


@pytest.mark.parametrize(
    "born", [dt.date(2999, 1, 1), dt.date(1899, 1, 1), dt.date.today() - dt.timedelta(days=14 * 365)]
)
def test_an_impossible_or_too_young_birth_date_is_refused(born):
    with pytest.raises(RuleBroken) as refused:
        services.person_register(name="박영자", birth_date=born)
    assert refused.value.field == "birth_date"


def test_a_registered_person_form_warns_of_someone_alike_without_telling_who(client, counsellor):
    factories.PersonFactory(name="박영자", birth_date=dt.date(1960, 5, 5))
    client.force_login(counsellor.user)
    data = {
        "name": "박영자",
        "birth_date": "1960-05-05",
        "sex": "",
        "language": "ko",
        "phone": "",
        "email": "",
        "agreed": "on",
    }
    refused = client.post(reverse("accounts:person_register"), data)
    assert refused.status_code == 422
    assert Person.objects.filter(name="박영자").count() == 1
    assert client.post(reverse("accounts:person_register"), data | {"alike": "on"}).status_code == 302
    assert Person.objects.filter(name="박영자").count() == 2


def test_opening_a_file_leaves_a_line_that_the_person_can_read(client, counsellor):
    user = factories.UserFactory(as_person=True)
    factories.AssignmentFactory(person=user.person, organisation=counsellor.organisation, counsellor=counsellor.user)
    services.person_open(request=request_of(counsellor.user), person=user.person, what="file", purpose="담당 상담")
    line = AccessLog.objects.get()
    assert (line.actor, line.organisation, line.what) == (counsellor.user, counsellor.organisation, "file")
    client.force_login(user)
    page = client.get(reverse("accounts:access_log")).content.decode()
    assert counsellor.user.display_name in page
    assert "담당 상담" in page


def test_a_strangers_file_is_not_found_and_not_logged(counsellor):
    with pytest.raises(Http404):
        services.person_open(
            request=request_of(counsellor.user), person=factories.PersonFactory(), what="file", purpose="x"
        )
    assert AccessLog.objects.count() == 0


def test_ones_own_file_is_not_logged():
    user = factories.UserFactory(as_person=True)
    services.person_open(request=request_of(user), person=user.person, what="file", purpose="x")
    assert AccessLog.objects.count() == 0


def test_a_verified_contact_is_one_persons_only():
    one, other = factories.PersonFactory(), factories.PersonFactory()
    services.contact_verify(person=one, kind="phone", value="010-1234-5678")
    services.contact_add(person=other, kind="phone", value="01012345678")
    with pytest.raises(RuleBroken):
        services.contact_verify(person=other, kind="phone", value="01012345678")
    assert ContactPoint.objects.filter(verified_at__isnull=False).get().person == one


def test_the_sign_in_contact_cannot_be_dropped():
    user = factories.UserFactory(as_person=True)
    point = services.contact_verify(person=user.person, kind="email", value=user.email)
    with pytest.raises(RuleBroken):
        services.contact_remove(point=point)


@pytest.mark.django_db(transaction=True)
def test_two_people_verifying_one_contact_at_once_leave_one_owner():
    people = [factories.PersonFactory() for _one in range(2)]
    results = at_once(
        *(
            lambda person=person: services.contact_verify(person=person, kind="email", value="same@example.org")
            for person in people
        )
    )
    assert sorted(type(result).__name__ for result in results) == ["ContactPoint", "RuleBroken"]
    assert ContactPoint.objects.filter(verified_at__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_verifying_twice_at_once_has_one_contact():
    person = factories.PersonFactory()
    results = at_once(
        *[lambda: services.contact_verify(person=person, kind="email", value="same@example.org") for _one in range(2)]
    )
    assert [type(result).__name__ for result in results] == ["ContactPoint", "ContactPoint"]
    assert ContactPoint.objects.filter(is_primary=True).count() == ContactPoint.objects.count() == 1


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("010-1234-5678", "+821012345678"),
        ("01012345678", "+821012345678"),
        ("+82 10-1234-5678", "+821012345678"),
        ("0082 10 1234 5678", "+821012345678"),
        ("821012345678", "+821012345678"),
        ("+8201012345678", "+821012345678"),
        ("011-234-5678", "+82112345678"),
        ("+1 415 555 2671", "+14155552671"),
    ],
)
def test_korean_mobile_numbers_have_one_form(written, kept):
    from accounts.phones import normalise

    assert normalise(written) == kept
