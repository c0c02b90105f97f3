"""What the pages cost does not grow with what they show."""

import pytest
from django.urls import reverse

from accounts import services
from accounts.models import AccessLog, ContactPoint
from tests import factories

pytestmark = pytest.mark.django_db


def queries(client, page, count):
    client.get(reverse(page))
    with count(8):
        return client.get(reverse(page))


@pytest.mark.parametrize("rows", [1, 20])
def test_own_page(client, rows, django_assert_max_num_queries):
    user = factories.MembershipFactory(user=factories.UserFactory(as_person=True)).user
    for number in range(rows):
        ContactPoint.objects.create(person=user.person, kind="email", value=f"{number}@example.org")
        firm = factories.OrganisationFactory()
        services.consent_give(person=user.person, purpose="share_agency", recipient=firm)
        services.grant_give(
            person=user.person, to=firm, scope="profile", ground="application", purpose="x", source=f"x:{number}"
        )
    client.force_login(user)
    assert queries(client, "accounts:me", django_assert_max_num_queries).status_code == 200


@pytest.mark.parametrize("rows", [1, 20])
def test_access_log(client, rows, django_assert_max_num_queries):
    user = factories.UserFactory(as_person=True)
    for _one in range(rows):
        member = factories.MembershipFactory()
        AccessLog.objects.create(
            actor=member.user, organisation=member.organisation, person=user.person, what="file", purpose="x"
        )
    client.force_login(user)
    assert queries(client, "accounts:access_log", django_assert_max_num_queries).status_code == 200


@pytest.mark.parametrize("rows", [1, 20])
def test_members(client, manager, rows, django_assert_max_num_queries):
    for _one in range(rows):
        factories.MembershipFactory(counsellor=True, organisation=manager.organisation)
    client.force_login(manager.user)
    assert queries(client, "accounts:members", django_assert_max_num_queries).status_code == 200


@pytest.mark.parametrize("rows", [1, 10])
def test_doubles(client, manager, rows, django_assert_max_num_queries):
    for number in range(rows):
        for _twice in range(2):
            person = factories.PersonFactory(name=f"이수진{number}")
            factories.AssignmentFactory(person=person, organisation=manager.organisation)
    client.force_login(manager.user)
    answer = queries(client, "accounts:duplicates", django_assert_max_num_queries)
    assert answer.content.decode().count("이 기록에 합치기") == 2 * rows
