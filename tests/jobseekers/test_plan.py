"""The one plan: whoever may write in it does, nothing is overwritten, and it can always be changed and ended."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from channels.models import Service
from core.errors import RuleBroken
from jobseekers import services
from jobseekers.models import Plan, PlanAction
from jobseekers.planning.merging import Conflict
from jobseekers.planning.reading import helpers_of, plan_view
from tests import factories
from tests.jobseekers.plans import make_plan, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned():
    return make_plan()


def change(action, by, was, **values):
    return services.action_change(action_id=action.pk, by=by, values=values, seen=was)


def move(action, by, state, **more):
    return services.action_move(action_id=action.pk, by=by, state=state, **more)


# --- who may write ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["user", "counsellor", "worker"])
def test_the_person_their_counsellor_and_who_was_given_the_plan_write_in_it(planned, who):
    by = getattr(planned, who)
    assert planned.action(by=getattr(by, "user", by)).made_by == getattr(by, "user", by)


def test_nobody_else_writes_in_it(planned):
    for other in (factories.UserFactory(as_person=True), factories.MembershipFactory(counsellor=True).user):
        with pytest.raises(PermissionDenied):
            planned.action(by=other)


def test_a_person_has_one_plan_at_a_time(planned):
    with pytest.raises(RuleBroken):
        services.plan_start(person_id=planned.person.pk, by=planned.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(person=planned.person)


def test_whoever_helps_now_is_offered_as_an_owner(planned):
    assert {helper.user for helper in helpers_of(planned.person)} == {planned.counsellor.user, planned.worker.user}


# --- guards against: silent last-write-wins ---------------------------------------------------------------------


def test_guards_against_silent_last_write_wins_the_same_field_changed_by_two_shows_both_texts(planned):
    action = planned.action("이력서 쓰기")
    was = seen(action, "words")
    change(action, planned.worker.user, was, words="이력서를 함께 쓰기")
    with pytest.raises(Conflict) as caught:
        change(action, planned.counsellor.user, was, words="이력서 고치기")
    (clash,) = caught.value.clashes
    assert (clash.mine, clash.theirs, clash.by) == ("이력서 고치기", "이력서를 함께 쓰기", planned.worker.user)
    action.refresh_from_db()
    assert action.words == "이력서를 함께 쓰기"


def test_guards_against_silent_last_write_wins_other_fields_of_two_writers_are_both_kept(planned):
    action = planned.action("이력서 쓰기")
    was = seen(action, "words", "due_on")
    day = timezone.localdate() + dt.timedelta(days=3)
    change(action, planned.worker.user, was, words="이력서를 함께 쓰기", due_on=None)
    change(action, planned.counsellor.user, was, words="이력서 쓰기", due_on=day)
    action.refresh_from_db()
    assert (action.words, action.due_on) == ("이력서를 함께 쓰기", day)


def test_guards_against_silent_last_write_wins_what_was_never_seen_is_not_overwritten(planned):
    with pytest.raises(Conflict):
        change(planned.action("이력서 쓰기"), planned.user, {}, words="다른 일")


def test_two_who_write_the_same_agree(planned):
    action = planned.action("이력서 쓰기")
    was = seen(action, "words")
    change(action, planned.worker.user, was, words="면접 연습")
    change(action, planned.counsellor.user, was, words="면접 연습")
    assert list(action.changes.values_list("before", "after")) == [("", "이력서 쓰기"), ("이력서 쓰기", "면접 연습")]


def test_owner_and_what_it_waits_for_are_fields_like_any_other(planned):
    first, action = planned.action("진단 받기"), planned.action("수업 듣기")
    was = seen(action, "owner", "after")
    change(action, planned.user, was, owner=planned.helper, after=[first])
    with pytest.raises(Conflict) as caught:
        change(action, planned.counsellor.user, was, owner=helpers_of(planned.person)[0], after=[])
    assert [clash.field for clash in caught.value.clashes] == ["owner"]
    action = PlanAction.objects.get(pk=action.pk)
    assert (action.owner, list(action.after.all())) == (planned.worker.user, [first])


def test_a_goals_words_are_kept_apart_too(planned):
    goal = planned.goal("가까운 곳에서 일하기")
    was = seen(goal, "words")
    services.goal_change(goal_id=goal.pk, by=planned.user, values={"words": "집에서 일하기"}, seen=was)
    with pytest.raises(Conflict):
        services.goal_change(goal_id=goal.pk, by=planned.worker.user, values={"words": "낮에 일하기"}, seen=was)


def test_the_review_day_set_by_two_is_put_before_them(planned):
    was, day = seen(planned.plan, "review_on"), timezone.localdate()
    services.plan_change(plan_id=planned.plan.pk, by=planned.user, review_on=day, seen=was)
    other = day + dt.timedelta(days=1)
    with pytest.raises(Conflict):
        services.plan_change(plan_id=planned.plan.pk, by=planned.worker.user, review_on=other, seen=was)


# --- guards against: action lists so rigid that staff left --------------------------------------------------------


def test_guards_against_rigid_action_lists_free_words_need_no_catalogue(planned):
    action = planned.action("  아침마다 동네 한 바퀴 걷기 ")
    assert (action.words, action.service_code) == ("아침마다 동네 한 바퀴 걷기", "")


def test_guards_against_rigid_action_lists_every_field_can_be_changed_at_any_time_even_when_done(planned):
    goal, first = planned.goal(), planned.action("진단 받기")
    action = move(planned.action(), planned.user, "done")
    values = {
        "words": "다시 쓴 이력서 보내기", "domain": "skills", "goal": goal, "owner": planned.helper, "after": [first],
        "due_on": timezone.localdate(), "effort_minutes": 90, "service_code": "cv_help",
    }  # fmt: skip
    change(action, planned.worker.user, seen(action, *values), **values)
    assert set(action.changes.values_list("field", flat=True)) == {*values, "state"}


def test_guards_against_rigid_action_lists_an_action_is_given_up_with_a_reason_and_taken_up_again(planned):
    action = planned.action()
    with pytest.raises(RuleBroken):
        move(action, planned.user, "dropped", why=" ")
    move(action, planned.user, "dropped", why="지금은 필요 없어요")
    assert move(action, planned.user, "todo").state == "todo"
    assert list(action.transitions.values_list("after", "why")) == [("dropped", "지금은 필요 없어요"), ("todo", "")]


def test_no_action_is_given_up_without_a_reason_past_the_service_either(planned):
    with pytest.raises(IntegrityError), transaction.atomic():
        planned.action().transitions.create(before="todo", after="dropped")


def test_guards_against_rigid_action_lists_one_that_waits_says_so_and_can_be_done_all_the_same(planned):
    first = planned.action("진단 받기")
    action = planned.action("수업 듣기", after=[first])
    (line,) = [line for line in plan_view(planned.plan).lines if line.action == action]
    assert line.waits == (first,)
    assert move(action, planned.user, "done").state == "done"


def test_what_is_done_keeps_nothing_waiting(planned):
    first = planned.action("진단 받기")
    planned.action("수업 듣기", after=[first])
    move(first, planned.user, "done")
    assert all(line.waits == () for line in plan_view(planned.plan).lines)


def test_no_action_waits_for_itself_however_long_the_way(planned):
    one, two, three = planned.action("하나"), planned.action("둘"), planned.action("셋")
    change(two, planned.user, seen(two, "after"), after=[one])
    change(three, planned.user, seen(three, "after"), after=[two])
    for last in (one, three):
        with pytest.raises(RuleBroken) as caught:
            change(one, planned.user, seen(one, "after"), after=[last])
        assert caught.value.field == "after"


@pytest.mark.parametrize("length", [1, 2, 3])
def test_the_database_lets_no_actions_wait_in_a_circle(planned, length):
    actions = [planned.action(f"일 {n}") for n in range(length)]
    for before, later in itertools.pairwise(actions):
        later.after.add(before)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        actions[0].after.add(actions[-1])
    assert refused.value.__cause__.diag.constraint_name == "plan_action_no_circle"


def test_an_owner_works_where_it_is_said(planned):
    stranger = factories.MembershipFactory()
    with pytest.raises(RuleBroken):
        planned.action(owner=type(planned.helper)(stranger.user, planned.worker.organisation))


def test_a_step_that_is_none_is_refused(planned):
    action = move(planned.action(), planned.user, "done")
    with pytest.raises(RuleBroken):
        move(action, planned.user, "done")


# --- guards against: plans that could not be closed or reviewed ---------------------------------------------------


def test_guards_against_plans_that_could_not_be_closed_one_with_all_left_open_ends_and_another_begins(planned):
    first = planned.action("진단 받기", due_on=timezone.localdate() - dt.timedelta(days=30))
    planned.action("수업 듣기", after=[first])
    services.version_propose(plan_id=planned.plan.pk, by=planned.counsellor.user)
    ended = services.plan_end(plan_id=planned.plan.pk, by=planned.user, words="이사해요")
    assert [action.state for action in plan_view(ended).actions] == ["todo", "todo"]
    assert not PlanAction.objects.open().exists()
    with pytest.raises(RuleBroken):
        planned.action()
    assert services.plan_start(person_id=planned.person.pk, by=planned.worker.user) != ended


def test_guards_against_plans_that_could_not_be_reviewed_the_day_can_be_set_and_moved_whatever_is_open(planned):
    planned.action(due_on=timezone.localdate() - dt.timedelta(days=30))
    for days in (-1, 30):
        day = timezone.localdate() + dt.timedelta(days=days)
        plan = services.plan_change(
            plan_id=planned.plan.pk, by=planned.worker.user, review_on=day, seen=seen(planned.plan, "review_on")
        )
        assert plan_view(plan).review_due == (days < 0)


# --- order ------------------------------------------------------------------------------------------------------


def test_goals_are_put_in_order_one_place_at_a_time(planned):
    one, two, three = planned.goal("하나"), planned.goal("둘"), planned.goal("셋")
    services.goal_shift(goal_id=three.pk, by=planned.user, up=True)
    services.goal_shift(goal_id=one.pk, by=planned.user, up=True)
    assert list(planned.plan.goals.all()) == [one, three, two]


def test_a_plan_is_read_in_as_many_queries_however_long(planned, django_assert_num_queries):
    first = planned.action("처음")
    for number in range(8):
        planned.goal(f"목표 {number}")
        planned.action(f"일 {number}", after=[first], owner=planned.helper)
    with django_assert_num_queries(4):
        view = plan_view(planned.plan)
        assert [line.owner for line in view.lines] != []
        assert view.by_domain


def test_an_action_named_by_a_service_of_the_catalogue_takes_its_name(planned):
    Service.objects.create(code="debt_help", name_ko="빚 상담", objective="advice", kind="meeting", room="channels")
    action = planned.action("", service_code="debt_help")
    assert (action.words, action.service_code) == ("빚 상담", "debt_help")
    with pytest.raises(RuleBroken):
        planned.action("")
