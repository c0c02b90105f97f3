"""Centres, the agencies under their roof, and teams of several agencies."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Membership, Organisation
from core.errors import RuleBroken
from tests import factories
from tests.world import staff_client
from welfare_centres.models import AgencyKind, Desk, TeamMember
from welfare_centres.selectors.centres import colleagues, staff_under_roof
from welfare_centres.services.desks import desk_close, desk_open, staff_profile_set
from welfare_centres.services.teams import team_close, team_open, team_set

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(db):
    return factories.CentreFactory()


@pytest.fixture
def manager(centre):
    return factories.MembershipFactory(organisation=centre.organisation, role=Membership.Role.CENTRE_MANAGER)


@pytest.fixture
def counsellor(centre):
    return factories.MembershipFactory(organisation=centre.organisation, role=Membership.Role.COUNSELLOR)


@pytest.fixture
def social_worker(centre):
    agency = factories.AgencyFactory()
    Desk.objects.create(centre=centre, agency=agency)
    return factories.MembershipFactory(organisation=agency.organisation, role=Membership.Role.CASE_WORKER)


def opened(centre, manager, *members):
    return team_open(centre=centre, name_ko="함께돌봄팀", by=manager.user, members=members, lead=members[0])


def seats(team):
    return set(team.members.filter(until=None).values_list("user", "is_lead"))


def test_a_team_has_members_of_several_agencies_and_one_lead(centre, manager, counsellor, social_worker):
    team = opened(centre, manager, counsellor, social_worker)
    assert seats(team) == {(counsellor.user_id, True), (social_worker.user_id, False)}


def test_a_team_of_one_agency_is_refused_with_what_to_do(centre, manager, counsellor):
    with pytest.raises(RuleBroken, match="두 기관 이상"):
        opened(centre, manager, counsellor, manager)


def test_the_lead_is_one_of_the_members(centre, manager, counsellor, social_worker):
    with pytest.raises(RuleBroken, match="팀원 가운데"):
        team_open(centre=centre, name_ko="팀", by=manager.user, members=[counsellor, social_worker], lead=manager)


def test_nobody_from_outside_the_roof_sits_in_a_team(centre, manager, counsellor):
    stranger = factories.MembershipFactory(caseworker=True)
    with pytest.raises(RuleBroken, match="일하지 않는"):
        opened(centre, manager, counsellor, stranger)


def test_only_who_runs_the_centre_forms_teams(centre, manager, counsellor, social_worker):
    with pytest.raises(PermissionDenied):
        team_open(
            centre=centre, name_ko="팀", by=counsellor.user, members=[counsellor, social_worker], lead=counsellor
        )


def test_members_change_and_those_who_stay_keep_their_first_day(centre, manager, counsellor, social_worker):
    team = opened(centre, manager, counsellor, social_worker)
    since = team.members.get(user=social_worker.user).since
    team_set(team=team, by=manager.user, members=[manager, social_worker], lead=social_worker)
    assert seats(team) == {(manager.user_id, False), (social_worker.user_id, True)}
    assert team.members.get(user=social_worker.user, until=None).since == since


def test_a_closed_team_has_nobody_and_cannot_be_changed(centre, manager, counsellor, social_worker):
    team = opened(centre, manager, counsellor, social_worker)
    team_close(team=team, by=manager.user)
    assert seats(team) == set()
    with pytest.raises(RuleBroken, match="끝난 팀"):
        team_set(team=team, by=manager.user, members=[counsellor, social_worker], lead=counsellor)


@pytest.mark.django_db(transaction=True)
def test_the_database_too_wants_two_agencies_in_a_team(centre, manager, counsellor, social_worker):
    team = opened(centre, manager, counsellor, social_worker)
    with pytest.raises(IntegrityError, match="two agencies"), transaction.atomic():
        TeamMember.objects.filter(team=team, user=social_worker.user).update(until=team.created_at)


def test_an_agency_with_people_in_a_team_stays_until_they_leave_it(centre, manager, counsellor, social_worker):
    team = opened(centre, manager, counsellor, social_worker)
    desk = Desk.objects.get()
    with pytest.raises(RuleBroken, match="함께돌봄팀"):
        desk_close(desk=desk, by=manager.user)
    team_close(team=team, by=manager.user)
    assert desk_close(desk=desk, by=manager.user).until is not None


def test_an_agency_sits_in_a_centre_once(centre, manager, social_worker):
    with pytest.raises(RuleBroken, match="이미"):
        desk_open(centre=centre, agency=Desk.objects.get().agency, by=manager.user)


def test_under_the_roof_are_the_centres_own_people_and_those_with_a_desk(centre, counsellor, social_worker):
    factories.MembershipFactory(caseworker=True)
    assert {one.pk for one in staff_under_roof(centre)} == {counsellor.pk, social_worker.pk}


def test_one_tells_what_one_brings_but_the_limit_is_the_managers(centre, manager, counsellor):
    told = {"competences": [], "languages": ["ko", "vi"]}
    staff_profile_set(user=counsellor.user, by=counsellor.user, caseload_limit=60, **told)
    with pytest.raises(RuleBroken, match="관리자"):
        staff_profile_set(user=counsellor.user, by=counsellor.user, caseload_limit=10, **told)
    staff_profile_set(user=counsellor.user, by=manager.user, caseload_limit=10, **told)
    found = next(one for one in colleagues(centre.organisation) if one.membership == counsellor)
    assert (found.limit, found.languages) == (10, ["ko", "vi"])


def test_another_organisations_manager_changes_nothing(counsellor):
    other = factories.MembershipFactory(manager=True)
    with pytest.raises(PermissionDenied):
        staff_profile_set(user=counsellor.user, by=other.user, competences=[], languages=["ko"], caseload_limit=60)


@pytest.mark.parametrize("agencies", [1, 12])
def test_the_finder_costs_the_same_whatever_the_number(client, django_assert_max_num_queries, agencies):
    for _ in range(agencies):
        centre = factories.CentreFactory(region=factories.RegionFactory(district=True))
        Desk.objects.create(centre=centre, agency=factories.AgencyFactory())
    client.get(reverse("welfare_centres:finder"), {"province": "41"})
    with django_assert_max_num_queries(5):
        page = client.get(reverse("welfare_centres:finder"), {"province": "41"})
    assert page.content.decode().count("<article") == agencies


def test_a_page_of_a_centre_names_the_agencies_in_it(client, centre, social_worker):
    page = client.get(reverse("welfare_centres:centre", kwargs={"public_id": centre.organisation.public_id}))
    assert social_worker.organisation.name_ko in page.content.decode()


def test_the_managers_page_opens_a_team(centre, manager, counsellor, social_worker):
    client = staff_client(manager.user)
    data = {"name_ko": "함께팀", "members": [counsellor.pk, social_worker.pk], "lead": counsellor.pk}
    assert client.post(reverse("welfare_centres:team_new"), data).status_code == 302
    assert "함께팀" in client.get(reverse("welfare_centres:manage")).content.decode()


def test_a_counsellor_sees_the_centre_but_opens_no_team(centre, counsellor):
    client = staff_client(counsellor.user)
    assert client.get(reverse("welfare_centres:manage")).status_code == 200
    assert client.get(reverse("welfare_centres:team_new")).status_code == 404


def test_a_new_centre_is_described_by_its_manager(db):
    AgencyKind.objects.create(code="job_centre", name_ko="고용센터")
    manager = factories.MembershipFactory(manager=True)
    client = staff_client(manager.user)
    data = {"type": "plus", "opens_at": "09:00", "closes_at": "18:00"}
    assert client.post(reverse("welfare_centres:manage"), data).status_code == 302
    organisation = Organisation.objects.get(pk=manager.organisation_id)
    assert (organisation.centre.type, organisation.agency.kind.code) == ("plus", "job_centre")
