"""The demonstration's referrals: as the rules want them, the same for the same seed, nothing when run again."""

import pytest

from tests import factories
from welfare_centres.models import CooperationMonth, DirectoryService, Referral, SelfAssessment
from welfare_centres.models.centres import Centre
from welfare_centres.population.referrals import make_referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    centre = factories.MembershipFactory(counsellor=True)
    factories.MembershipFactory(manager=True, organisation=centre.organisation)
    Centre.objects.create(organisation=centre.organisation, type=Centre.Type.PLUS)
    for _number in range(60):
        factories.AssignmentFactory(
            person=factories.JobseekerFactory().person, organisation=centre.organisation, counsellor=centre.user
        )


def test_referrals_in_every_state_to_bodies_marked_as_made_up(people):
    made = make_referrals(seed=7, progress=lambda done: None)
    assert made == Referral.objects.count() > 5
    assert len(set(Referral.objects.values_list("state", flat=True))) > 3
    assert all(one.organisation.made_up for one in DirectoryService.objects.select_related("organisation"))
    assert SelfAssessment.objects.exists()
    assert sum(CooperationMonth.objects.values_list("referrals_due", flat=True)) > 0


def test_run_again_it_adds_nothing(people):
    make_referrals(seed=7, progress=lambda done: None)
    before = Referral.objects.count()
    assert make_referrals(seed=7, progress=lambda done: None) == 0
    assert Referral.objects.count() == before
