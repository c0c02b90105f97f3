"""From an empty database to a centre that looks after people: nobody has to write into tables."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import services
from accounts.models import Membership, Organisation
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed_at_once")]
Role = Membership.Role
NEW = {"name_ko": "수원고용복지+센터", "areas": "41111, 41113"}


@pytest.fixture
def signed_up():
    user = factories.UserFactory(email="first@example.org", as_person=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def administrator(signed_up):
    return services.administrator_appoint(email=signed_up.email).user


def test_the_first_administrator_is_appointed_from_the_command_line_once(signed_up, capsys):
    for _turn in range(2):
        call_command("appoint_administrator", "First@Example.org")
    assert "부처 관리자" in capsys.readouterr().out
    assert list(signed_up.memberships.values_list("role", flat=True)) == [Role.MINISTRY_ADMIN]
    assert Organisation.objects.filter(kind="ministry").count() == 1


@pytest.mark.parametrize("verified", [None, False])
def test_nobody_is_appointed_by_an_address_that_is_not_shown_to_be_theirs(verified):
    user = factories.UserFactory(email="first@example.org")
    if verified is not None:
        EmailAddress.objects.create(user=user, email=user.email, verified=verified)
    with pytest.raises(CommandError, match="먼저 사이트에서 가입하세요"):
        call_command("appoint_administrator", "first@example.org")
    assert not user.memberships.exists()


def test_a_centre_is_opened_staffed_and_given_its_people_through_the_pages(client, administrator, outbox):
    client.force_login(administrator)
    opened = client.post(reverse("accounts:centres"), NEW)
    assert "수원고용복지+센터" in client.get(opened.url).content.decode()
    client.post(opened.url, {"email": "counsellor@example.org", "role": Role.COUNSELLOR})
    token = re.search(r"/me/invitation/(\S+)/", outbox[-1].text).group(1)
    counsellor = services.invitation_accept(token=token, user=factories.UserFactory()).user
    person = factories.PersonFactory()
    assert services.assignment_make(person=person, region_code="4111113700").counsellor == counsellor
    assert services.assignment_make(person=factories.PersonFactory(), region_code="1168010100") is None


@pytest.mark.parametrize("areas", ["", "경기", "411", "4111113700", "41, ４１"])
def test_an_area_that_is_no_code_is_refused_and_kept(client, administrator, areas):
    client.force_login(administrator)
    answer = client.post(reverse("accounts:centres"), NEW | {"areas": areas})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{areas}"' in page or not areas
    assert 'value="수원고용복지+센터"' in page
    assert not Organisation.objects.filter(kind="centre").exists()


def test_two_centres_have_no_one_name(client, administrator):
    client.force_login(administrator)
    client.post(reverse("accounts:centres"), NEW)
    assert "같은 이름의 센터가 이미 있음" in client.post(reverse("accounts:centres"), NEW).content.decode()
    assert Organisation.objects.filter(kind="centre").count() == 1


def test_only_a_ministry_administrator_opens_centres(manager):
    with pytest.raises(PermissionDenied):
        services.centre_open(by=manager.user, name_ko="센터", areas=["41"])
