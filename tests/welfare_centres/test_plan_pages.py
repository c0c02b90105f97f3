"""A plan on the pages of those who help: who may open it, that it is logged, what the case's timeline says of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessGrant, AccessLog
from jobseekers import services
from jobseekers.models import PlanAction
from tests import factories
from tests.conftest import TwoStepClient
from tests.welfare_centres.shared import make_shared
from welfare_centres.models import Entry
from welfare_centres.wording import sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared():
    return make_shared()


def signed(user):
    client = TwoStepClient()
    client.force_login(user)
    return client


def page(shared, name="plan", *more):
    return reverse(f"welfare_centres:{name}", args=[shared.person.public_id, *more])


@pytest.mark.parametrize("who", ["counsellor", "worker"])
def test_whoever_shares_the_case_opens_the_plan_and_the_person_can_see_that(shared, who):
    member = getattr(shared, who)
    assert signed(member.user).get(page(shared)).status_code == 200
    log = AccessLog.objects.get(person=shared.person)
    assert (log.actor, log.organisation, log.what, log.purpose) == (
        member.user, member.organisation, "plan", "shared_plan",
    )  # fmt: skip


def test_a_plan_is_not_there_for_who_has_no_right_to_it(shared):
    assert signed(factories.MembershipFactory(caseworker=True).user).get(page(shared)).status_code == 404
    AccessGrant.objects.filter(user=shared.worker.user).update(until=timezone.now())
    assert signed(shared.worker.user).get(page(shared)).status_code == 404


def test_who_may_only_read_the_plan_finds_no_button_and_cannot_write(shared):
    action = shared.action()
    AccessGrant.objects.filter(user=shared.worker.user, scope="plan_write").update(until=timezone.now())
    client = signed(shared.worker.user)
    assert page(shared, "plan_action", action.public_id) not in client.get(page(shared)).content.decode()
    assert client.post(page(shared, "plan_step", action.public_id), {"state": "done"}).status_code == 403


def test_an_assigned_counsellor_plans_with_somebody_who_has_no_case():
    counsellor = factories.MembershipFactory(counsellor=True)
    person = factories.PersonFactory()
    factories.AssignmentFactory(person=person, organisation=counsellor.organisation, counsellor=counsellor.user)
    client, args = signed(counsellor.user), [person.public_id]
    client.post(reverse("welfare_centres:plan_start", args=args))
    client.post(reverse("welfare_centres:plan_goal_add", args=args), {"words": "다시 일하기", "domain": "work"})
    assert "다시 일하기" in client.get(reverse("welfare_centres:plan", args=args)).content.decode()


def test_the_cases_tab_leads_to_the_plan_and_the_plan_back_to_the_case(shared):
    client = signed(shared.worker.user)
    tab = reverse("welfare_centres:case_plan", args=[shared.case.public_id])
    assert client.get(tab).url == page(shared)
    text = client.get(page(shared)).content.decode()
    assert f'href="{tab}" aria-current="page"' in text
    assert reverse("welfare_centres:case", args=[shared.case.public_id]) in text


def test_members_of_the_case_and_the_person_are_offered_as_owners(shared):
    client = signed(shared.counsellor.user)
    assert shared.plan
    text = client.get(page(shared, "plan_action_add")).content.decode()
    assert f'value="{shared.helper.text}"' in text
    data = {"words": "주거 상담", "owner": shared.helper.text, "domain": "housing"}
    client.post(page(shared, "plan_action_add"), data)
    assert PlanAction.objects.get().owner == shared.worker.user


def test_staff_write_down_what_they_were_told_on_paper(shared):
    shared.action()
    version = services.version_propose(plan_id=shared.plan.pk, by=shared.counsellor.user)
    client = signed(shared.worker.user)
    assert client.post(page(shared, "plan_answer", version.public_id), {"agreed": "yes"}).status_code == 422
    client.post(page(shared, "plan_answer", version.public_id), {"agreed": "yes", "how": "paper"})
    version.refresh_from_db()
    assert (version.answer, version.how) == ("agreed", "paper")


def test_what_is_done_to_a_plan_stands_in_the_timeline_of_the_case_without_its_words(shared):
    action = shared.action(words="비밀스러운 일")
    services.action_move(action_id=action.pk, by=shared.user, state="done")
    lines = Entry.objects.filter(case=shared.case, kind="plan").order_by("pk")
    assert [line.verb for line in lines] == ["plan.started", "plan.action_added", "plan.action_done"]
    assert lines[1].organisation == shared.counsellor.organisation
    assert "비밀스러운 일" not in str(list(lines.values()))
    assert sentence(lines[2]) == "할 일을 마침"


def test_every_verb_of_a_plan_has_a_sentence(shared):
    shared.action()
    version = services.version_propose(plan_id=shared.plan.pk, by=shared.counsellor.user)
    services.version_answer(version_id=version.pk, by=shared.worker.user, agreed=False, words="아니요", how="phone")
    services.plan_end(plan_id=shared.plan.pk, by=shared.user)
    assert all(sentence(line) for line in Entry.objects.filter(case=shared.case))
