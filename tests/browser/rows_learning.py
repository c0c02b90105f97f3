"""Rows behind the pages of learning: a classroom, an outside tool in a course, systems that send what was learnt."""

from typing import Any

from accounts.models import Organisation, User
from almp_programmes.models import Course, Learner, Module, Tool, Unit
from almp_programmes.services.statements import activity_provider_register
from tests import factories
from tests.almp_programmes.cohorts import Classroom, classroom
from tests.almp_programmes.lessons import small_course
from tests.world import World

P = "almp_programmes:"


def make(world: World) -> None:
    """After the rows of programmes, whose trainer teaches."""
    trainer = User.objects.get(email="trainer@demo.example")
    course = Course.objects.get(provider__memberships__user=trainer)
    run = factories.CourseRunFactory(
        course=course, number=30, running=True, capacity=20, region=world.jobseeker.region,
        live_link="https://live.example/run",
    )  # fmt: skip
    world.more["classroom"] = classroom(person=world.jobseeker.person, run=run, trainer=trainer, filled=True)
    _tool(world, course.provider, trainer)
    activity_provider_register(by=None, organisation=course.provider, name="모의 면접 연습실")
    activity_provider_register(by=None, organisation=world.analyst.organisation, name="공공 학습 기록 저장소")


def _tool(world: World, provider: Organisation, by: User) -> None:
    tool = Tool.objects.create(
        organisation=provider, name_ko="가상 면접실", name_en="Interview room", registered_by=by,
        **{name: f"https://tool.example/{name}" for name in ("login_url", "launch_url", "key_set_url")},
    )  # fmt: skip
    lessons = small_course(learner=world.user("jobseeker"), provider=provider)
    first = Module.objects.get(course=lessons.course, number=1)
    Unit.objects.create(module=first, number=3, kind="tool", name_ko="면접 연습", name_en="Practice", tool=tool)
    world.more["with_tool"] = lessons


def _room(world: World) -> Classroom:
    room: Any = world.more["classroom"]
    return room


def _run(world: World, **more: Any) -> Any:
    return [({"public_id": _room(world).run.public_id} | more, "")]


def _work(world: World, **more: Any) -> Any:
    return _run(world, work=_room(world).work.public_id, **more)


def _own_work(world: World) -> Any:
    own = _room(world).enrolment.public_id
    works = _room(world).run.coursework.all()  # type: ignore[attr-defined]
    return [({"public_id": own, "work": one.public_id}, "") for one in works]


def _units(world: World) -> Any:
    """Each kind of unit of the starter course, and one with a tool."""
    user = world.user("jobseeker")
    starter = Course.objects.get(reference="digital-start")
    Learner.objects.get_or_create(user=user, course=starter)
    first = Unit.objects.filter(module__course=starter, module__number=1)
    with_tool: Any = world.more["with_tool"]
    tool = Unit.objects.filter(module__course=with_tool.course, kind="tool")
    return [({"public_id": unit.public_id}, "") for unit in (*first, *tool)]


def _starter(world: World) -> Any:
    return [({"public_id": Course.objects.get(reference="digital-start").public_id}, "")]


REAL: list[tuple[str, str, Any]] = [
    (P + "learn_course", "anon", _starter),
    (P + "learn_unit", "jobseeker", _units),
    (P + "certificate_verify", "anon", lambda world: [({}, "?number=1234")]),
    (P + "run_cohort", "trainer", _run),
    (P + "session_edit", "trainer", lambda world: _run(world, session=_room(world).session.pk)),
    (P + "material_new", "trainer", _run),
    (P + "announcement_new", "trainer", _run),
    (P + "coursework_new", "trainer", _run),
    (P + "run_coursework", "trainer", _work),
    (P + "coursework_edit", "trainer", _work),
    (P + "submission", "trainer", lambda world: _work(world, handed=_room(world).submission.public_id)),  # type: ignore[union-attr]
    (P + "participant_messages", "trainer", lambda world: [({"public_id": _room(world).enrolment.public_id}, "")]),
    (P + "cohort_coursework", "jobseeker", _own_work),
    (P + "tools", "trainer", lambda world: [({}, "")]),
    (P + "activity_providers", "trainer", lambda world: [({}, "")]),
]
