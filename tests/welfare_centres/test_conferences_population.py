"""Made-up conferences: one held and one to come where cases are shared, with answers and decisions."""

import pytest

from channels.models import Message
from jobseekers.models import PlanVersion
from portal import demo
from tests import factories
from tests.welfare_centres.shared import make_case, make_shared
from welfare_centres.models import CaseMember, Conference, Decision
from welfare_centres.population.conferences import make_conferences

pytestmark = pytest.mark.django_db


def test_each_centre_with_cases_has_one_held_and_one_to_come_and_nobody_is_written_to():
    shared = make_shared()
    shared.action()
    make_case(shared.centre, factories.PersonFactory(), shared.counsellor)
    assert make_conferences(seed=1) == 2
    assert sorted(Conference.objects.values_list("state", flat=True)) == ["held", "planned"]
    assert Decision.objects.get().action.plan == shared.plan
    assert PlanVersion.objects.filter(plan=shared.plan).count() == 1
    assert not Message.objects.exists()
    assert make_conferences(seed=1) == 0


def test_the_demonstrations_staff_sit_on_the_cases_of_those_they_stand_in_for_and_see_what_these_saw(house):
    case = house.open()
    house.join(case, "municipal_welfare", "plan")
    before = house.scopes("municipal_welfare")
    worker, counsellor = factories.UserFactory(), factories.UserFactory()
    demo._take_over(worker, house.agencies["municipal_welfare"])
    demo._look_after(counsellor, house.person)
    assert set(CaseMember.objects.current().filter(case=case).values_list("user", "role")) == {
        (counsellor.pk, "lead"), (worker.pk, "member"),
    }  # fmt: skip
    assert house.scopes("municipal_welfare") == set()
    house.staff["municipal_welfare"] = worker
    assert house.scopes("municipal_welfare") == before
