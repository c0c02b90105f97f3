"""What a learner sees: courses with how far they came, a course's modules, one unit with its answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from almp_programmes import prose
from almp_programmes.models import (
    Answer,
    Certificate,
    Course,
    Learner,
    Module,
    Question,
    ToolScore,
    Unit,
    UnitProgress,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from markupsafe import Markup

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class ListedCourse:
    course: Course
    units: int
    done: int
    started: bool
    completed: bool

    @property
    def percent(self) -> int:
        return 100 * self.done // self.units if self.units else 0


@dataclass(frozen=True, slots=True)
class SeenModule:
    module: Module
    units: list[Unit]
    done: frozenset[int]
    is_open: bool

    @property
    def state(self) -> str:
        """As `ui.task_list` names it."""
        if not self.is_open:
            return "locked"
        return "done" if self.is_done else "doing" if self.done else "todo"

    @property
    def is_done(self) -> bool:
        return len(self.done) == len(self.units)

    @property
    def next_unit(self) -> Unit | None:
        """Where to go on; the first again when all is done."""
        left = (unit for unit in self.units if unit.pk not in self.done)
        return next(left, self.units[0] if self.units else None)


@dataclass(frozen=True, slots=True)
class SeenCourse:
    course: Course
    learner: Learner | None
    modules: list[SeenModule]
    certificate: Certificate | None

    @property
    def units(self) -> int:
        return sum(len(one.units) for one in self.modules)

    @property
    def done(self) -> int:
        return sum(len(one.done) for one in self.modules)

    @property
    def next_unit(self) -> Unit | None:
        return next((one.next_unit for one in self.modules if one.is_open and not one.is_done), None)


@dataclass(frozen=True, slots=True)
class SeenQuestion:
    question: Question
    picked: list[int]
    is_right: bool | None  # None: not checked yet


@dataclass(frozen=True, slots=True)
class SeenUnit:
    unit: Unit
    seen: SeenCourse
    here: SeenModule
    body: Markup
    progress: UnitProgress | None
    questions: list[SeenQuestion] = field(default_factory=list)
    score: float | None = None  # of 100, from an outside tool

    @property
    def place(self) -> int:
        return self.here.units.index(self.unit) + 1

    @property
    def is_done(self) -> bool:
        return self.unit.pk in self.here.done

    @property
    def before(self) -> Unit | None:
        return self.here.units[self.place - 2] if self.place > 1 else None

    @property
    def after(self) -> Unit | None:
        """The next screen of this module, or the first of the next that is open."""
        if self.place < len(self.here.units):
            return self.here.units[self.place]
        later = self.seen.modules[self.seen.modules.index(self.here) + 1 :]
        return later[0].units[0] if later and later[0].is_open and later[0].units else None


def courses_online(user: User | AnonymousUser) -> list[ListedCourse]:
    """Self-paced courses with something to learn in them, those begun first."""
    offered = Q(published=True)
    if user.is_authenticated:
        offered |= Course.objects.for_staff(user)
    courses = (
        Course.objects.filter(offered, mode=Course.Mode.SELF_PACED)
        .select_related("provider")
        .annotate(units=Count("modules__units"))
        .filter(units__gt=0)
    )
    mine = {}
    if user.is_authenticated:
        learners = Learner.objects.filter(user=user).annotate(
            done=Count("progress", filter=Q(progress__done_at__isnull=False))
        )
        mine = {learner.course_id: learner for learner in learners}
    listed = [
        ListedCourse(
            course, course.units, mine[course.pk].done if course.pk in mine else 0, course.pk in mine,
            course.pk in mine and mine[course.pk].completed_at is not None,
        )
        for course in courses
    ]  # fmt: skip
    return sorted(listed, key=lambda one: (not one.started or one.completed, one.completed, one.course.title))


def course_seen(course: Course, user: User | AnonymousUser) -> SeenCourse:
    """Five queries however long the course is."""
    learner = Learner.objects.filter(user=user, course=course).first() if user.is_authenticated else None
    done = _done(learner)
    modules, is_open = [], True
    for module in course.modules.prefetch_related("units"):
        units = list(module.units.all())
        seen = SeenModule(module, units, frozenset(unit.pk for unit in units) & done, is_open)
        modules.append(seen)
        is_open = is_open and seen.is_done
    certificate = Certificate.objects.filter(learner=learner, learner__isnull=False).first() if learner else None
    return SeenCourse(course, learner, modules, certificate)


def unit_seen(unit: Unit, user: User) -> SeenUnit:
    seen = course_seen(unit.module.course, user)
    here = next(one for one in seen.modules if one.module.pk == unit.module_id)
    progress = UnitProgress.objects.filter(learner=seen.learner, unit=unit).first() if seen.learner else None
    questions = _questions(unit, seen.learner, progress) if unit.kind == Unit.Kind.QUESTIONS else []
    graded = ToolScore.objects.filter(learner=seen.learner, unit=unit).first() if unit.tool_id else None
    score = graded.percent if graded else None
    return SeenUnit(unit, seen, here, prose.html(unit.body), progress, questions, score)


def answers_of(learner: Learner, unit: Unit) -> dict[int, Answer]:
    """The answer that counts of each question: the latest."""
    given = (
        Answer.objects.filter(learner=learner, question__unit=unit)
        .select_related("question")
        .order_by("answered_at", "pk")
    )
    return {answer.question_id: answer for answer in given}


def closed_by(learner: Learner, module: Module) -> Module | None:
    """The first module before this one that is not done."""
    left = Unit.objects.filter(module__course=learner.course_id, module__number__lt=module.number)
    missing = left.exclude(pk__in=_done(learner)).select_related("module").order_by("module__number").first()
    return missing.module if missing else None


def questions_of(unit: Unit) -> list[Question]:
    return list(unit.questions.prefetch_related("choices"))


def certificates_own(user: User) -> list[Certificate]:
    return list(Certificate.objects.visible_to(user))


def _done(learner: Learner | None) -> frozenset[int]:
    if learner is None:
        return frozenset()
    return frozenset(learner.progress.filter(done_at__isnull=False).values_list("unit", flat=True))


def _questions(unit: Unit, learner: Learner | None, progress: UnitProgress | None) -> list[SeenQuestion]:
    given = answers_of(learner, unit) if learner else {}
    checked = progress.checked_at if progress else None
    out = []
    for question in questions_of(unit):
        answer = given.get(question.pk)
        shown = answer is not None and checked is not None and answer.answered_at <= checked
        out.append(
            SeenQuestion(question, answer.picked if answer else [], answer.is_right if answer and shown else None)
        )
    return out
