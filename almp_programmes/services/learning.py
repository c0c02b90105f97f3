"""Learning online: starting a course, answering, finishing a unit, and with the last of them the course.

A post may come twice, late, out of order or from two tabs. An answer is known by its key and the latest by the
learner's own clock counts; what is done stays done. So whatever arrives in whatever order, the end is the same.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from almp_programmes.models import Answer, Certificate, Course, Learner, Question, Unit, UnitProgress
from almp_programmes.selectors.learning import answers_of, closed_by
from almp_programmes.services.certificates import certificate_issue
from almp_programmes.services.statements import answered_state, completed_state, passed_state
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from accounts.models import User

OLDEST = dt.timedelta(days=30)  # a device whose clock is further behind is not believed
Picks = Mapping[Question, Sequence[int]]


@transaction.atomic
def learner_start(*, course_id: int, by: User) -> Learner:
    """Take up a self-paced course. Starting twice is starting once."""
    course = Course.objects.visible_to(by).get(pk=course_id)
    if course.mode != Course.Mode.SELF_PACED:
        raise RuleBroken(_("이 과정은 혼자 배우는 온라인 과정이 아니에요. 과정 쪽에서 신청해 주세요."))
    learner, made = Learner.objects.get_or_create(user=by, course=course)
    if made:
        record("learner.started", actor=by, target=learner)
    return learner


@transaction.atomic
def answer_save(
    *, learner_id: int, question: Question, picked: Sequence[int], key: uuid.UUID, by: User,
    answered_at: dt.datetime | None = None,
) -> Answer:  # fmt: skip
    """Keep an answer at once, right or wrong; whether it is right is told when the unit is checked."""
    learner = _locked(learner_id, by)
    _refuse_closed(learner, question.unit)
    return _keep(learner, question, picked, key, _believed(answered_at))


@transaction.atomic
def unit_finish(*, learner_id: int, unit: Unit, by: User, picks: Picks | None = None, key: uuid.UUID) -> UnitProgress:
    """A unit read, watched or answered. Questions are checked; with enough of them right the unit is done."""
    learner = _locked(learner_id, by)
    _refuse_closed(learner, unit)
    if unit.kind == Unit.Kind.TOOL:
        raise RuleBroken(_("이 화면은 학습 도구에서 마치면 저절로 마친 것으로 바뀌어요."))
    progress, _made = UnitProgress.objects.get_or_create(learner=learner, unit=unit)
    if unit.kind == Unit.Kind.QUESTIONS:
        _check(learner, progress, picks or {}, key)
    else:
        unit_done(learner, progress)
    return progress


def unit_done(learner: Learner, progress: UnitProgress) -> None:
    """The caller holds the learner's row."""
    if progress.done_at is not None:
        return
    progress.done_at = timezone.now()
    progress.save(update_fields=["done_at"])
    passed_state(learner, progress.unit, reverse("almp_programmes:learn_unit", args=[progress.unit.public_id]))
    if learner.completed_at is None and not _missing(learner):
        course_complete(learner)


def course_complete(learner: Learner) -> Certificate:
    """Every unit is done: the course is, and the certificate is there."""
    learner.completed_at = timezone.now()
    learner.save(update_fields=["completed_at", "updated_at"])
    record("learner.completed", actor=learner.user, target=learner)
    completed_state(learner, reverse("almp_programmes:learn_course", args=[learner.course.public_id]))
    return certificate_issue(learner=learner)


def _check(learner: Learner, progress: UnitProgress, picks: Picks, key: uuid.UUID) -> None:
    now = timezone.now()
    before = answers_of(learner, progress.unit)
    for question, picked in picks.items():
        known = before.get(question.pk)
        if picked and (known is None or known.picked != sorted(set(picked))):
            _keep(learner, question, picked, uuid.uuid5(key, f"{question.pk}:{sorted(picked)}"), now)
    questions = list(progress.unit.questions.all())
    given = answers_of(learner, progress.unit)
    if len(given) < len(questions):  # those given are kept; the page says which are left
        return
    progress.checked_at = now
    progress.save(update_fields=["checked_at"])
    here = reverse("almp_programmes:learn_unit", args=[progress.unit.public_id])
    for answer in given.values():
        answered_state(answer, learner, here)
    right = sum(answer.is_right for answer in given.values())
    if right * 100 >= progress.unit.module.pass_mark * len(questions):
        unit_done(learner, progress)


def _keep(learner: Learner, question: Question, picked: Sequence[int], key: uuid.UUID, at: dt.datetime) -> Answer:
    numbers = sorted(set(picked))
    if not numbers or not set(numbers) <= {choice.number for choice in question.choices.all()}:
        raise RuleBroken(_("이 문제에 없는 답이에요. 쪽을 새로 고친 뒤 다시 골라 주세요."), field="picked")
    answer, _made = Answer.objects.get_or_create(
        learner=learner,
        key=key,
        defaults={
            "question": question, "picked": numbers, "is_right": numbers == question.right, "answered_at": at,
        },
    )  # fmt: skip
    return answer


def _believed(at: dt.datetime | None) -> dt.datetime:
    """The device's time, unless its clock is wrong: an answer of tomorrow would beat every later one."""
    now = timezone.now()
    return at if at is not None and now - OLDEST <= at <= now else now


def _locked(learner_id: int, by: User) -> Learner:
    """One post of a learner at a time: the last two units, posted together, complete the course once."""
    learner = (
        Learner.objects.select_for_update(of=("self",), no_key=True)
        .select_related("course__provider", "user__person")
        .get(pk=learner_id)
    )
    if learner.user_id != by.pk:
        raise PermissionDenied
    return learner


def _refuse_closed(learner: Learner, unit: Unit) -> None:
    if unit.module.course_id != learner.course_id:
        raise PermissionDenied
    if first := closed_by(learner, unit.module):
        raise RuleBroken(_("‘%(module)s’ 단원을 먼저 마치면 열려요.") % {"module": first.label})


def _missing(learner: Learner) -> bool:
    done = UnitProgress.objects.filter(learner=learner, done_at__isnull=False).values("unit")
    return Unit.objects.filter(module__course=learner.course_id).exclude(pk__in=done).exists()
