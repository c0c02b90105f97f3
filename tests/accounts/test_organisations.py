"""Members, invitations, who looks after whom."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts import services
from accounts.models import Assignment, Invitation, Membership, Organisation, ServiceArea
from core.errors import RuleBroken
from tests import factories
from tests.accounts.conftest import at_once

Role = Membership.Role


@pytest.fixture
def area(manager):
    return ServiceArea.objects.create(organisation=manager.organisation, region_prefix="41")


def counsellors(centre, count):
    return [factories.MembershipFactory(counsellor=True, organisation=centre) for _one in range(count)]


def link_in(outbox):
    return re.search(r"/me/invitation/(\S+)/", outbox[-1].text).group(1)


def invite(manager, outbox):
    services.invitation_send(
        organisation=manager.organisation, role=Role.COUNSELLOR, email="New@Example.org", by=manager.user
    )
    return link_in(outbox)


@pytest.mark.django_db
@pytest.mark.usefixtures("committed_at_once")
class TestInvitations:
    def test_a_mailed_link_makes_a_member_once(self, manager, outbox):
        token = invite(manager, outbox)
        assert outbox[-1].address == "new@example.org"
        assert token not in Invitation.objects.get().token_digest
        user = factories.UserFactory()
        membership = services.invitation_accept(token=token, user=user)
        assert (membership.user, membership.role) == (user, Role.COUNSELLOR)
        with pytest.raises(RuleBroken):
            services.invitation_accept(token=token, user=factories.UserFactory())

    def test_a_late_one_is_refused(self, manager, outbox):
        token = invite(manager, outbox)
        Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))
        with pytest.raises(RuleBroken):
            services.invitation_accept(token=token, user=factories.UserFactory())

    def test_a_newer_one_replaces_the_older(self, manager, outbox):
        first, second = invite(manager, outbox), invite(manager, outbox)
        with pytest.raises(RuleBroken):
            services.invitation_accept(token=first, user=factories.UserFactory())
        assert services.invitation_accept(token=second, user=factories.UserFactory())

    def test_only_a_manager_invites_and_only_to_roles_of_the_kind(self, manager):
        with pytest.raises(PermissionDenied):
            services.invitation_send(
                organisation=manager.organisation, role=Role.COUNSELLOR, email="a@b.kr", by=factories.UserFactory()
            )
        with pytest.raises(RuleBroken):
            services.invitation_send(
                organisation=manager.organisation, role=Role.RECRUITER, email="a@b.kr", by=manager.user
            )

    def test_the_page_asks_to_sign_in_and_then_accepts(self, client, manager, outbox):
        page = reverse("accounts:invitation", args=[invite(manager, outbox)])
        assert f"?next={page}" in client.get(page).content.decode()
        user = factories.UserFactory()
        client.force_login(user)
        assert "초대 받아들이기" in client.get(page).content.decode()
        client.post(page)
        assert client.session["acting"] == str(user.memberships.get().public_id)

    def test_the_manager_invites_and_withdraws_on_the_members_page(self, client, manager, outbox):
        client.force_login(manager.user)
        client.post(reverse("accounts:members"), {"email": "new@example.org", "role": "counsellor"})
        invitation = Invitation.objects.get()
        refused = client.post(reverse("accounts:members"), {"email": "no address", "role": "counsellor"})
        assert refused.status_code == 422
        assert "no address" in refused.content.decode()
        client.post(reverse("accounts:invitation_withdraw", args=[invitation.public_id]))
        assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_accepting_at_once_make_one_member(outbox):
    token = invite(factories.MembershipFactory(manager=True), outbox)
    users = [factories.UserFactory() for _one in range(2)]
    results = at_once(*(lambda user=user: services.invitation_accept(token=token, user=user) for user in users))
    assert sorted(type(result).__name__ for result in results) == ["Membership", "RuleBroken"]
    assert Membership.objects.filter(user__in=users).count() == 1


@pytest.mark.django_db
class TestAssignments:
    def test_a_person_goes_to_the_lightest_caseload_of_the_centre_of_the_region(self, area):
        one, two = counsellors(area.organisation, 2)
        factories.AssignmentFactory(organisation=area.organisation, counsellor=one.user)
        assignment = services.assignment_make(person=factories.PersonFactory(), region_code="4111100000")
        assert (assignment.organisation, assignment.counsellor) == (area.organisation, two.user)

    def test_the_closest_area_wins(self, area):
        near = factories.OrganisationFactory(kind=Organisation.Kind.CENTRE)
        ServiceArea.objects.create(organisation=near, region_prefix="41111")
        counsellors(near, 1)
        counsellors(area.organisation, 1)
        person = factories.PersonFactory()
        assert services.assignment_make(person=person, region_code="4111100000").organisation == near

    def test_the_same_centre_keeps_the_counsellor_and_another_takes_over(self, area):
        counsellors(area.organisation, 2)
        person = factories.PersonFactory()
        first = services.assignment_make(person=person, region_code="4111100000")
        assert services.assignment_make(person=person, region_code="4113100000") == first
        other = factories.OrganisationFactory(kind=Organisation.Kind.CENTRE)
        ServiceArea.objects.create(organisation=other, region_prefix="11")
        counsellors(other, 1)
        second = services.assignment_make(person=person, region_code="1111000000")
        first.refresh_from_db()
        assert first.until == second.since
        assert second.until is None

    def test_nobody_serves_the_region(self, area):
        assert services.assignment_make(person=factories.PersonFactory(), region_code="5011000000") is None


@pytest.mark.django_db(transaction=True)
def test_people_assigned_at_once_spread_over_the_counsellors():
    manager = factories.MembershipFactory(manager=True)
    ServiceArea.objects.create(organisation=manager.organisation, region_prefix="41")
    counsellors(manager.organisation, 3)
    people = [factories.PersonFactory() for _one in range(6)]
    results = at_once(
        *(lambda one=one: services.assignment_make(person=one, region_code="4111100000") for one in people)
    )
    assert [type(result).__name__ for result in results] == ["Assignment"] * 6
    load = [Assignment.objects.filter(counsellor=one.counsellor).count() for one in results]
    assert load == [2] * 6


@pytest.mark.django_db(transaction=True)
def test_one_person_assigned_twice_at_once_has_one_counsellor():
    manager = factories.MembershipFactory(manager=True)
    ServiceArea.objects.create(organisation=manager.organisation, region_prefix="41")
    counsellors(manager.organisation, 2)
    person = factories.PersonFactory()
    results = at_once(*[lambda: services.assignment_make(person=person, region_code="41111") for _one in range(3)])
    assert len({result.pk for result in results}) == 1


@pytest.mark.django_db
class TestLeaving:
    def test_people_go_to_the_named_colleague(self, manager):
        leaver, taker, third = counsellors(manager.organisation, 3)
        for _one in range(3):
            factories.AssignmentFactory(organisation=manager.organisation, counsellor=leaver.user)
        services.membership_end(membership=leaver, by=leaver.user, hand_over_to=taker.user)
        assert Assignment.objects.filter(until=None, counsellor=taker.user).count() == 3
        leaver.refresh_from_db()
        assert leaver.until
        assert not third.user.assignments.exists()

    def test_without_a_name_they_spread_by_rule(self, manager):
        leaver, one, two = counsellors(manager.organisation, 3)
        for _one in range(4):
            factories.AssignmentFactory(organisation=manager.organisation, counsellor=leaver.user)
        services.membership_end(membership=leaver, by=manager.user)
        assert [x.user.assignments.filter(until=None).count() for x in (leaver, one, two)] == [0, 2, 2]

    def test_nobody_to_take_over_means_nobody_leaves(self, manager):
        (leaver,) = counsellors(manager.organisation, 1)
        factories.AssignmentFactory(organisation=manager.organisation, counsellor=leaver.user)
        with pytest.raises(RuleBroken):
            services.membership_end(membership=leaver, by=manager.user)
        leaver.refresh_from_db()
        assert leaver.until is None

    def test_the_last_manager_stays(self, manager):
        with pytest.raises(RuleBroken):
            services.membership_end(membership=manager, by=manager.user)
        factories.MembershipFactory(manager=True, organisation=manager.organisation)
        assert services.membership_end(membership=manager, by=manager.user).until

    def test_a_stranger_ends_nobodys_membership(self, manager):
        (member,) = counsellors(manager.organisation, 1)
        with pytest.raises(PermissionDenied):
            services.membership_end(membership=member, by=factories.MembershipFactory().user)

    def test_who_left_sees_no_file_any_more(self, client, manager):
        leaver, _taker = counsellors(manager.organisation, 2)
        assignment = factories.AssignmentFactory(organisation=manager.organisation, counsellor=leaver.user)
        client.force_login(leaver.user)
        client.post(reverse("accounts:leave", args=[leaver.public_id]), {"to": ""})
        from accounts.models import Person

        assert not Person.objects.visible_to(leaver.user).filter(pk=assignment.person_id).exists()


@pytest.mark.django_db
class TestActing:
    def test_one_switches_between_ones_roles_only(self, client):
        membership = factories.MembershipFactory(user=factories.UserFactory(as_person=True))
        strangers = factories.MembershipFactory()
        client.force_login(membership.user)
        client.post(reverse("accounts:act_as"), {"acting": "person"})
        assert client.session["acting"] == "person"
        client.post(reverse("accounts:act_as"), {"acting": strangers.public_id})
        assert client.session["acting"] == "person"
        answer = client.post(reverse("accounts:act_as"), {"acting": membership.public_id, "next": "//evil.example"})
        assert client.session["acting"] == str(membership.public_id)
        assert answer.url == reverse("portal:home")

    def test_a_page_of_another_side_offers_the_switch(self, client):
        membership = factories.MembershipFactory(user=factories.UserFactory(as_person=True))
        client.force_login(membership.user)
        client.post(reverse("accounts:act_as"), {"acting": "person"})
        answer = client.get(reverse("accounts:members"))
        assert answer.status_code == 403
        assert str(membership.public_id) in answer.content.decode()
        assert client.get(reverse("accounts:person_register")).status_code == 403
