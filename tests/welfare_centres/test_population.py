"""The made-up centres: as many as Korea has, each district served by one, staffed at real size."""

import pytest
from django.core.management import call_command
from django.db.models import Count, Q

from accounts.models import Membership, ServiceArea
from accounts.services.assignments import centre_for
from taxonomy.models import Region
from welfare_centres.models import Centre, StaffProfile, Team
from welfare_centres.population import make_centres

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Once for the module: rolled back at its end."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        number = make_centres(seed=2026)
        yield number
        transaction.set_rollback(True)


def test_there_are_as_many_sites_of_each_type_as_in_korea(made):
    types = dict(Centre.objects.values_list("type").annotate(n=Count("pk")).order_by())
    assert types == {"plus": 102, "branch": 30, "mobile": 42}


def test_making_them_again_changes_nothing(made):
    users = Membership.objects.count()
    assert make_centres(seed=2026) == made == 174
    assert Membership.objects.count() == users


def test_every_district_is_served_by_exactly_one_centre(made):
    doubled = ServiceArea.objects.values("region_prefix").annotate(n=Count("pk")).filter(n__gt=1)
    parents = Region.objects.current().filter(level="district").values("parent")
    unserved = [
        region.name_ko
        for region in Region.objects.current().filter(level="district").exclude(pk__in=parents)
        if centre_for(region.code) is None
    ]
    assert (list(doubled), unserved) == ([], [])


def test_each_whole_centre_is_of_real_size_with_one_mixed_team(made):
    whole = Centre.objects.filter(type="plus").annotate(
        counsellors=Count(
            "organisation__memberships", filter=Q(organisation__memberships__role="counsellor"), distinct=True
        ),
        agencies=Count("desks", distinct=True),
    )
    assert {one.counsellors for one in whole} == {24}
    assert min(one.agencies for one in whole) >= 5
    teams = Team.objects.annotate(
        leads=Count("members", filter=Q(members__is_lead=True)), bodies=Count("members__organisation", distinct=True)
    )
    assert {team.leads for team in teams} == {1}
    assert min(team.bodies for team in teams) >= 2


def test_everybody_of_the_staff_says_what_they_bring(made):
    assert (
        StaffProfile.objects.count() == Membership.objects.filter(organisation__kind__in=("centre", "agency")).count()
    )
    assert not StaffProfile.objects.filter(competences=None).exists()


def test_branches_belong_to_a_whole_centre_of_their_province(made):
    branches = Centre.objects.exclude(type="plus").select_related("region", "branch_of__region")
    assert {one.region.code[:2] == one.branch_of.region.code[:2] for one in branches} == {True}
