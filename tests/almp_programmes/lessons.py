"""A small online course: two modules, each a screen to read and one with two questions."""

import uuid
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Organisation, User
from almp_programmes.models import Certificate, Choice, Course, Learner, Module, Programme, Question, Unit
from almp_programmes.services.learning import learner_start, unit_finish
from taxonomy.models import MeasureCode
from tests import factories


@dataclass
class Lessons:
    course: Course
    units: list[Unit]
    learner: Learner | None = None

    @property
    def certificate(self) -> Certificate:
        return Certificate.objects.get(learner=self.learner)

    def finish(self, unit: Unit, **more: object) -> None:
        unit_finish(
            learner_id=self.learner.pk, unit=unit, by=self.learner.user, key=uuid.uuid4(),
            **{"picks": {one: one.right for one in unit.questions.all()}, **more},
        )  # fmt: skip


def small_course(
    *, learner: User | None = None, finished: bool = False, provider: Organisation | None = None
) -> Lessons:
    measure, _made = MeasureCode.objects.get_or_create(code="2", defaults={"name_ko": "직업훈련"})
    programme, _made = Programme.objects.get_or_create(
        code="small",
        defaults={
            "name_ko": "작은 프로그램", "name_en": "Small programme", "measure": measure, "delivery": "course",
            "state": "live", "starts_on": timezone.localdate(),
        },
    )  # fmt: skip
    provider = provider or factories.OrganisationFactory(kind=Organisation.Kind.PROVIDER)
    course = Course.objects.create(
        programme=programme, provider=provider, reference=f"small-{provider.pk}-{Course.objects.count()}",
        title="작은 과정", title_en="Small course", mode=Course.Mode.SELF_PACED, published=True, full_time=False,
    )  # fmt: skip
    units = [unit for number in (1, 2) for unit in _module(course, number)]
    made = Lessons(course, units)
    if learner is not None:
        made.learner = learner_start(course_id=course.pk, by=learner)
    if finished:
        for unit in units:
            made.finish(unit)
        made.learner.refresh_from_db()
    return made


def _module(course: Course, number: int) -> list[Unit]:
    module = Module.objects.create(course=course, number=number, name_ko=f"단원 {number}", name_en=f"Part {number}")
    read = Unit.objects.create(
        module=module, number=1, kind="text", name_ko="읽기", name_en="Reading", body_ko="**굵은** 글", body_en="Text"
    )
    asked = Unit.objects.create(module=module, number=2, kind="questions", name_ko="문제", name_en="Questions")
    for place in (1, 2):
        question = Question.objects.create(
            unit=asked, number=place, text_ko=f"물음 {place}", text_en=f"Question {place}", why_ko="까닭", why_en="Why"
        )
        for choice in (1, 2, 3):
            Choice.objects.create(
                question=question, number=choice, text_ko=f"답 {choice}", text_en=f"Answer {choice}",
                is_right=choice == 2,
            )  # fmt: skip
    return [read, asked]
