"""Rows behind the pages of plans, case conferences and the day: a shared case with everything in it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from jobseekers import services as plans
from jobseekers.models import Plan, PlanAction, PlanGoal, PlanVersion
from jobseekers.planning.texts import Helper
from tests import factories
from tests.welfare_centres.shared import make_case, make_centre
from tests.world import World
from welfare_centres.models import AgendaItem, Case, Conference
from welfare_centres.services.conferences import agenda_add, conference_call, conference_cancel, conference_hold
from welfare_centres.services.minutes import decision_make, minutes_write

P = "welfare_centres:"


def make(world: World) -> None:
    assert world.caseworker is not None
    centre, person = make_centre(world.counsellor, world.caseworker), world.jobseeker.person
    late = timezone.localdate() - dt.timedelta(days=2)
    case = Case.objects.live().filter(person=person).first() or make_case(
        centre, person, world.counsellor, world.caseworker, review_on=late
    )
    other = make_case(centre, factories.PersonFactory(name="박서준"), world.counsellor, world.caseworker)
    _plan(world, late)
    counsellor, at = world.counsellor.user, timezone.now()
    for days in (-14, 3, 5):
        starts = at + dt.timedelta(days=days)
        conference = conference_call(
            centre_id=centre.pk, by=counsellor, starts_at=starts, ends_at=starts + dt.timedelta(hours=1),
            place="2층 회의실", link="https://meet.example.kr/case",
        )  # fmt: skip
        item = agenda_add(conference_id=conference.pk, case_id=case.pk, by=counsellor, reasons=["review", "overdue"])
        if days < 0:
            owner = Helper(world.caseworker.user, world.caseworker.organisation)
            minutes_write(
                item_id=item.pk,
                by=counsellor,
                minutes="집세가 밀려 있음.\n주거 상담을 먼저 잡기로 함.",
                seen={"minutes": ""},
            )
            decision_make(item_id=item.pk, by=counsellor, words="주거 상담 함께 가기", owner=owner, due_on=late)
            conference_hold(conference_id=conference.pk, by=counsellor)
        if days == 5:
            conference_cancel(conference_id=conference.pk, by=counsellor, why="눈이 많이 옴")
    assert other.members.exists()


def _plan(world: World, late: dt.date) -> None:
    person, own, by = world.jobseeker.person, world.user("jobseeker"), world.counsellor.user
    assert own is not None
    assert world.caseworker is not None
    old = plans.plan_start(person_id=person.pk, by=by)
    plans.plan_end(plan_id=old.pk, by=by, words="이사해요")
    plan = plans.plan_start(person_id=person.pk, by=by, review_on=late)
    goal = plans.goal_add(plan_id=plan.pk, by=own, words="아이를 데려다 주고 나서 할 수 있는 일을 찾고 싶어요")
    plans.goal_add(plan_id=plan.pk, by=own, words="밀린 집세를 갚고 싶어요", domain="debt")
    helper = Helper(world.caseworker.user, world.caseworker.organisation)
    first = plans.action_add(
        plan_id=plan.pk,
        by=by,
        values={"words": "주거 상담 예약하기", "owner": helper, "due_on": late, "domain": "housing"},
    )
    values = {"words": "상담에 서류 가져가기", "after": [first], "goal": goal, "effort_minutes": 90, "due_on": late}
    second = plans.action_add(plan_id=plan.pk, by=own, values=values)
    done = plans.action_add(plan_id=plan.pk, by=own, values={"words": "이력서 고치기", "domain": "skills"})
    for agreed, words in ((True, ""), (False, "오전 상담은 어려워요")):
        version = plans.version_propose(plan_id=plan.pk, by=by)
        plans.version_answer(version_id=version.pk, by=own, agreed=agreed, words=words)
        plans.action_change(
            action_id=second.pk, by=by, values={"words": f"{second.words} ({version.number})"},
            seen={"words": PlanAction.objects.get(pk=second.pk).words},
        )  # fmt: skip
    plans.action_move(action_id=done.pk, by=own, state="done", result="새 이력서를 올렸어요")
    plans.version_propose(plan_id=plan.pk, by=by)


def _plan_row(world: World, model: Any, argument: str, own: bool, **filters: Any) -> Any:
    plan = Plan.objects.current().get(person=world.jobseeker.person)
    row = model.objects.filter(plan=plan, **filters).order_by("pk").first()
    return [({argument: row.public_id} | ({} if own else {"person": world.jobseeker.person.public_id}), "")]


def _conferences(world: World) -> Any:
    """Those that both look at: a made population has others elsewhere."""
    seen = Conference.objects.visible_to(world.caseworker.user) & Conference.objects.visible_to(world.counsellor.user)
    return [({"conference": one.public_id}, "") for one in seen.order_by("starts_at")]


def _items(world: World) -> Any:
    readable = AgendaItem.objects.readable_by(world.caseworker.user)
    return [({"item": one.public_id}, "") for one in readable.order_by("pk")]


ROWS = (
    ("plan_goal", PlanGoal, "goal", {}),
    ("plan_action", PlanAction, "action", {"state": "todo", "after__isnull": False}),
    ("plan_step", PlanAction, "action", {"state": "todo", "after__isnull": False}),
    ("plan_answer", PlanVersion, "version", {"answer": "waiting"}),
)
REAL: list[tuple[str, str, Any]] = [
    *(
        ("jobseekers:" + page, "jobseeker", lambda w, m=model, a=argument, f=more: _plan_row(w, m, a, True, **f))
        for page, model, argument, more in ROWS
    ),
    *(
        (P + page, "counsellor", lambda w, m=model, a=argument, f=more: _plan_row(w, m, a, False, **f))
        for page, model, argument, more in ROWS
    ),
    (P + "plan", "caseworker", lambda w: [({"person": w.jobseeker.person.public_id}, "")]),
    (P + "conference", "counsellor", _conferences),
    (P + "conference", "caseworker", _conferences),
    (P + "conference_print", "counsellor", _conferences),
    (P + "agenda_item", "caseworker", _items),
]
