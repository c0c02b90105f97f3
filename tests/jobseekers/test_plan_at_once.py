"""Two write in one plan at the same moment, each in a thread of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from core.errors import RuleBroken
from jobseekers import services
from jobseekers.models import Plan, PlanAction, PlanVersion
from jobseekers.planning.merging import Conflict
from tests.jobseekers.plans import make_plan, seen

pytestmark = pytest.mark.django_db(transaction=True)


def together(*deeds):
    """All let go at once; what each gave or was refused with."""
    gate = threading.Barrier(len(deeds))

    def run(deed):
        gate.wait()
        try:
            return deed()
        except RuleBroken as exc:
            return exc
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_guards_against_silent_last_write_wins_two_at_once_on_one_field_one_saves_and_one_sees_both_texts():
    planned = make_plan()
    action = planned.action("이력서 쓰기")
    was = seen(action, "words")

    def writing(by, words):
        return lambda: services.action_change(action_id=action.pk, by=by, values={"words": words}, seen=was)

    found = together(writing(planned.user, "하나"), writing(planned.worker.user, "둘"))
    (conflict,) = [one for one in found if isinstance(one, Conflict)]
    action.refresh_from_db()
    assert {conflict.clashes[0].mine, action.words} == {"하나", "둘"}
    assert conflict.clashes[0].theirs == action.words


def test_two_at_once_on_two_fields_both_save():
    planned = make_plan()
    action = planned.action("이력서 쓰기")
    was = seen(action, "words", "domain")

    def writing(by, **values):
        values = {"words": "이력서 쓰기", "domain": "work"} | values
        return lambda: services.action_change(action_id=action.pk, by=by, values=values, seen=was)

    together(writing(planned.user, words="하나"), writing(planned.worker.user, domain="skills"))
    action.refresh_from_db()
    assert (action.words, action.domain) == ("하나", "skills")


def test_the_same_action_done_by_two_at_once_is_done_once():
    planned = make_plan()
    action = planned.action()

    def doing(by):
        return lambda: services.action_move(action_id=action.pk, state="done", by=by)

    found = together(doing(planned.user), doing(planned.worker.user))
    assert sorted(isinstance(one, PlanAction) for one in found) == [False, True]
    assert action.transitions.count() == 1


def test_two_who_begin_a_plan_at_once_have_one():
    planned = make_plan()
    services.plan_end(plan_id=planned.plan.pk, by=planned.user)

    def starting(by):
        return lambda: services.plan_start(person_id=planned.person.pk, by=by)

    together(starting(planned.user), starting(planned.counsellor.user))
    assert Plan.objects.current().filter(person=planned.person).count() == 1


def test_two_who_make_actions_wait_for_each_other_at_once_make_no_circle():
    planned = make_plan()
    one, two = planned.action("하나"), planned.action("둘")
    was = {"after": ""}

    def waiting(action, first):
        return lambda: services.action_change(
            action_id=action.pk, by=planned.user, values={"after": [first]}, seen=was
        )

    together(waiting(one, two), waiting(two, one))
    assert PlanAction.after.through.objects.count() == 1


def test_agreeing_while_a_newer_version_is_put_leaves_one_answer_of_what_was_read():
    planned = make_plan()
    planned.goal()
    version = services.version_propose(plan_id=planned.plan.pk, by=planned.counsellor.user)
    planned.action()
    together(
        lambda: services.version_answer(version_id=version.pk, by=planned.user, agreed=True),
        lambda: services.version_propose(plan_id=planned.plan.pk, by=planned.counsellor.user),
    )
    answers = list(PlanVersion.objects.order_by("number").values_list("answer", flat=True))
    assert answers in (["agreed", "waiting"], ["replaced", "waiting"])
