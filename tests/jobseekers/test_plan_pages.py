"""The person's own plan on pages and over the API; two texts of one field side by side, nothing typed lost."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import exporting
from accounts.erasing import erase_in_rooms
from jobseekers import services
from jobseekers.models import Plan, PlanAction, PlanGoal
from jobseekers.personal_data_plan import ended
from tests.jobseekers.plans import make_plan, seen
from tests.world import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned():
    return make_plan()


@pytest.fixture
def client(planned):
    return signed_in(planned.user)


def address(page, *args):
    return reverse(f"jobseekers:{page}", args=args)


def clashing(planned, client, **more):
    """The worker saved first; then the person sends a form opened before."""
    action = planned.action("이력서 쓰기")
    was = seen(action, "words")
    services.action_change(action_id=action.pk, by=planned.worker.user, values={"words": "함께 쓰기"}, seen=was)
    data = {
        "words": "혼자 쓰기", "seen_words": "이력서 쓰기", "domain": "skills", "seen_domain": "work", "owner": "",
        "seen_owner": "", "due_on_y": "", "effort_minutes": "45", "seen_effort_minutes": "", "seen_due_on": "",
    }  # fmt: skip
    return action, data | more


def test_a_person_begins_a_plan_and_writes_in_it_without_anybody(client, planned):
    Plan.objects.all().delete()
    client.post(address("plan_start"))
    client.post(address("plan_goal_add"), {"words": "집 가까이에서 일하기", "domain": "work"})
    today = timezone.localdate()
    day = {"due_on_y": today.year, "due_on_m": today.month, "due_on_d": today.day}
    client.post(address("plan_action_add"), {"words": "동네 가게 둘러보기", "domain": "work", "owner": "", **day})
    assert PlanAction.objects.get().due_on == today
    text = client.get(address("plan")).content.decode()
    assert "집 가까이에서 일하기" in text
    assert "동네 가게 둘러보기" in text


def test_a_plan_page_without_a_plan_offers_to_begin_one(client, planned):
    Plan.objects.all().delete()
    assert address("plan_start") in client.get(address("plan")).content.decode()
    assert client.get(address("plan_goal_add")).status_code == 404


def test_two_texts_of_one_field_stand_side_by_side_with_who_wrote_the_other(client, planned):
    action, data = clashing(planned, client)
    answer = client.post(address("plan_action", action.public_id), data)
    text = answer.content.decode()
    assert answer.status_code == 422
    for shown in ("혼자 쓰기", "함께 쓰기", planned.worker.user.display_name, 'value="45"'):
        assert shown in text
    action.refresh_from_db()
    assert (action.words, action.domain, action.effort_minutes) == ("함께 쓰기", "work", None)


@pytest.mark.parametrize(
    ("choice", "typed", "saved"),
    [("mine", "", "혼자 쓰기"), ("theirs", "", "함께 쓰기"), ("third", "둘이 나눠 쓰기", "둘이 나눠 쓰기")],
)
def test_one_chooses_a_text_or_writes_a_third_and_the_other_fields_are_saved_too(
    client, planned, choice, typed, saved
):
    action, data = clashing(planned, client)
    again = data | {"seen_words": "함께 쓰기", "mine_words": "혼자 쓰기", "choice_words": choice, "words": typed}
    assert client.post(address("plan_action", action.public_id), again).status_code == 302
    action.refresh_from_db()
    assert (action.words, action.domain, action.effort_minutes) == (saved, "skills", 45)


def test_a_form_sent_back_as_it_was_opened_changes_nothing_of_what_others_wrote(client, planned):
    action, data = clashing(planned, client)
    untouched = data | {"words": "이력서 쓰기", "domain": "work", "effort_minutes": ""}
    assert client.post(address("plan_action", action.public_id), untouched).status_code == 302
    action.refresh_from_db()
    assert action.words == "함께 쓰기"


def test_an_action_that_waits_says_for_what_and_finishing_it_warns(client, planned):
    action = planned.action("수업 듣기", after=[planned.action("진단 받기")])
    assert "먼저 마칠 일: 진단 받기" in client.get(address("plan")).content.decode()
    answer = client.post(address("plan_step", action.public_id), {"state": "done"}, follow=True)
    assert "진단 받기" in answer.content.decode()
    action.refresh_from_db()
    assert action.state == "done"


def test_giving_up_asks_for_a_reason_on_the_page(client, planned):
    action = planned.action()
    answer = client.post(address("plan_step", action.public_id), {"state": "dropped", "why": ""})
    assert answer.status_code == 422
    client.post(address("plan_step", action.public_id), {"state": "dropped", "why": "필요 없어요"})
    action.refresh_from_db()
    assert action.state == "dropped"


def test_the_person_answers_the_version_that_waits(client, planned):
    planned.goal()
    version = services.version_propose(plan_id=planned.plan.pk, by=planned.counsellor.user)
    assert address("plan_answer", version.public_id) in client.get(address("plan")).content.decode()
    client.post(address("plan_answer", version.public_id), {"agreed": "no", "words": "오전은 어려워요"})
    version.refresh_from_db()
    assert (version.answer, version.how) == ("objected", "site")


def test_what_changed_since_agreeing_stands_on_the_page_and_in_the_comparison(client, planned):
    goal = planned.goal("집에서 일하기")
    version = services.version_propose(plan_id=planned.plan.pk, by=planned.counsellor.user)
    services.version_answer(version_id=version.pk, by=planned.user, agreed=True)
    values = {"words": "가까운 곳에서 일하기"}
    services.goal_change(goal_id=goal.pk, by=planned.worker.user, values=values, seen=seen(goal, "words"))
    assert "<del>집에서 일하기</del>" in client.get(address("plan")).content.decode()
    services.version_propose(plan_id=planned.plan.pk, by=planned.counsellor.user)
    assert "<ins>가까운 곳에서 일하기</ins>" in client.get(address("plan_versions") + "?from=1&to=2").content.decode()


def test_guards_against_plans_that_could_not_be_closed_or_reviewed_both_stand_on_the_page(client, planned):
    planned.action()
    today = timezone.localdate()
    day = {"review_on_y": today.year, "review_on_m": today.month, "review_on_d": today.day, "seen_review_on": ""}
    assert client.post(address("plan_review"), day).status_code == 302
    assert client.post(address("plan_end"), {"words": "이사해요"}).status_code == 302
    assert "이사해요" in client.get(address("plan")).content.decode()


def test_the_api_gives_ones_own_plan_and_takes_the_answer(client, planned):
    action = planned.action("수업 듣기", after=[planned.action("진단 받기")], owner=planned.helper)
    services.version_propose(plan_id=planned.plan.pk, by=planned.counsellor.user)
    given = client.get(reverse("api:me-plan", args=["v1"])).json()
    (one,) = [line for line in given["actions"] if line["id"] == str(action.public_id)]
    assert one["owner"] == planned.helper.label
    assert len(one["waits_for"]) == 1
    answer = reverse("api:me-plan-answer", args=["v1"])
    post = {"content_type": "application/json"}
    assert client.post(answer, json.dumps({"agreed": False}), **post).status_code == 409
    assert client.post(answer, json.dumps({"agreed": True}), **post).json()["versions"][0]["answer"] == "agreed"
    assert client.post(answer, json.dumps({"agreed": True}), **post).status_code == 404


def test_a_plan_is_in_the_own_data_and_its_words_go_with_the_person(planned):
    planned.goal("집에서 일하기")
    services.action_move(action_id=planned.action("이력서 쓰기").pk, by=planned.user, state="dropped", why="싫어요")
    version = services.version_propose(plan_id=planned.plan.pk, by=planned.counsellor.user)
    services.version_answer(version_id=version.pk, by=planned.user, agreed=False, words="아침은 어려워요")
    for words in ("집에서 일하기", "이력서 쓰기", "싫어요", "아침은 어려워요"):
        assert words in exporting.as_json(planned.person)
    erase_in_rooms(planned.person)
    left = exporting.export(planned.person)["jobseekers.plans"]
    for words in ("집에서 일하기", "이력서 쓰기", "싫어요", "아침은 어려워요"):
        assert words not in str(left)
    assert PlanGoal.objects.count() == 1
    assert not Plan.objects.current().exists()


def test_the_words_of_a_plan_that_ended_long_ago_are_cleared_once(planned):
    planned.goal("집에서 일하기")
    plan = services.plan_end(plan_id=planned.plan.pk, by=planned.user, words="이사해요")
    assert ended(plan.ended_at) == 0
    later = plan.ended_at + dt.timedelta(seconds=1)
    assert [ended(later), ended(later)] == [1, 0]
    assert "집에서 일하기" not in exporting.as_json(planned.person)
