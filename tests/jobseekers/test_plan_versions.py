"""The person sees a version, agrees or says what should be otherwise; what changed since stands beside it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from channels.models import Message
from core.errors import RuleBroken
from jobseekers import services
from jobseekers.models import PlanVersion
from jobseekers.planning.reading import plan_view
from jobseekers.planning.versions import compare
from tests.jobseekers.plans import make_plan, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned():
    return make_plan()


def propose(planned):
    return services.version_propose(plan_id=planned.plan.pk, by=planned.counsellor.user)


def answer(version, by, agreed=True, **more):
    return services.version_answer(version_id=version.pk, by=by, agreed=agreed, **more)


def test_the_person_is_told_of_a_version_once_and_agrees(planned):
    planned.goal()
    version = propose(planned)
    assert Message.objects.filter(person=planned.person, template="plan_proposed", medium="in_app").count() == 1
    assert answer(version, planned.user).answer == "agreed"
    assert plan_view(planned.plan).agreed == version
    assert Message.objects.filter(user=planned.counsellor.user, template="plan_answered").count() == 1


def test_an_objection_is_in_the_persons_words(planned):
    planned.goal()
    version = propose(planned)
    with pytest.raises(RuleBroken):
        answer(version, planned.user, agreed=False, words=" ")
    assert answer(version, planned.user, agreed=False, words="아침 일은 어려워요").words == "아침 일은 어려워요"
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).update(words="")


def test_what_staff_were_told_is_marked_as_told(planned):
    planned.goal()
    version = answer(propose(planned), planned.worker.user, how="phone")
    assert (version.how, version.answered_by) == ("phone", planned.worker.user)


def test_staff_cannot_answer_as_if_they_were_the_person_nor_the_person_as_staff(planned):
    planned.goal()
    version = propose(planned)
    for by, how in ((planned.counsellor.user, "site"), (planned.user, "phone")):
        with pytest.raises(PermissionDenied):
            answer(version, by, how=how)


def test_a_version_is_answered_once(planned):
    planned.goal()
    version = answer(propose(planned), planned.user)
    with pytest.raises(RuleBroken):
        answer(version, planned.user, agreed=False, words="아니에요")


def test_a_newer_version_takes_the_place_of_one_that_waits(planned):
    planned.goal()
    first = propose(planned)
    planned.action()
    second = propose(planned)
    first.refresh_from_db()
    assert (first.answer, second.number) == ("replaced", 2)
    with pytest.raises(RuleBroken):
        answer(first, planned.user)


def test_an_empty_plan_and_one_that_did_not_change_are_not_put_before_anybody(planned):
    with pytest.raises(RuleBroken):
        propose(planned)
    planned.goal()
    answer(propose(planned), planned.user)
    with pytest.raises(RuleBroken):
        propose(planned)


def test_what_changed_since_the_person_agreed_is_told_field_by_field(planned):
    planned.goal("집에서 일하기")
    planned.action("이력서 쓰기")
    changed = planned.action("면접 연습")
    answer(propose(planned), planned.user)
    planned.action("자격증 따기")
    values = {"words": "면접 연습 두 번", "owner": planned.helper}
    services.action_change(action_id=changed.pk, by=planned.user, values=values, seen=seen(changed, *values))
    found = plan_view(planned.plan).since_agreed
    assert [(one.kind, one.change, one.words) for one in found] == [
        ("actions", "changed", "면접 연습 두 번"),
        ("actions", "added", "자격증 따기"),
    ]
    assert found[0].fields == (("words", "면접 연습", "면접 연습 두 번"), ("owner", "", planned.helper.text))


def test_two_versions_are_compared_both_ways(planned):
    planned.goal("하나")
    one = propose(planned)
    planned.goal("둘")
    two = propose(planned)
    assert [difference.change for difference in compare(one.content, two.content)] == ["added"]
    assert [difference.change for difference in compare(two.content, one.content)] == ["gone"]
