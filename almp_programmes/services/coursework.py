"""Coursework: set by the instructor, handed in by participants, answered with feedback and a mark."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from almp_programmes.models import Coursework, Enrolment, Submission
from almp_programmes.policies.cohort import is_taking_part
from almp_programmes.policies.taking_part import acts_for_provider, is_participant
from almp_programmes.services import notices
from almp_programmes.services.cohort import taking_part, taught_run
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from accounts.models import User

State = Submission.State


@transaction.atomic
def coursework_save(
    *, run_id: int, by: User, title: str, text: str, due_at: dt.datetime | None, coursework_id: int | None = None
) -> Coursework:
    """New, or put right. Participants are told of a new one."""
    run = taught_run(run_id, by)
    work = Coursework(run=run) if coursework_id is None else Coursework.objects.get(pk=coursework_id, run=run)
    work.title, work.text, work.due_at = title, text, due_at
    work.save()
    record("coursework.saved", actor=by, target=work)
    if coursework_id is None:
        for enrolment in taking_part(run):
            notices.to_person(
                enrolment, "coursework_new", part=str(work.pk), page=_page(work, enrolment), work=work.title
            )
    return work


@transaction.atomic
def submission_hand(
    *, coursework_id: int, enrolment_id: int, by: User, text: str = "", file: UploadedFile | None = None
) -> Submission:
    """A text, a file or both. Until it is answered, and when it comes back, it may be handed in anew.

    Handed in without a file, the one from before stays.
    """
    enrolment = Enrolment.objects.select_for_update(of=("self",), no_key=True).get(pk=enrolment_id)
    work = Coursework.objects.get(pk=coursework_id)
    if work.run_id != enrolment.run_id or not is_participant(by, enrolment):
        raise PermissionDenied
    if not is_taking_part(enrolment):
        raise RuleBroken(_("참여하는 동안에만 과제를 낼 수 있어요."))
    row = Submission.objects.filter(coursework=work, enrolment=enrolment).first() or Submission(
        coursework=work, enrolment=enrolment
    )
    if row.state == State.MARKED:
        raise RuleBroken(_("이미 평가를 받은 과제예요. 고쳐 내고 싶으면 강사에게 말해 주세요."))
    if not text.strip() and file is None and not row.file:
        raise RuleBroken(_("글을 쓰거나 파일을 올려 주세요."), field="text")
    _keep(row, text, file, by)
    record("submission.handed", actor=by, target=row)
    return row


def _keep(row: Submission, text: str, file: UploadedFile | None, by: User) -> None:
    row.text, row.handed_at = text.strip(), timezone.now()
    if file is not None:
        row.attach(file)
    if row.pk is None:
        row.save()
        row.transitions.create(before="", after=State.HANDED, by=by)
        return
    row.save(update_fields=["text", "handed_at", "file", "file_name", "updated_at"])
    if row.state == State.RETURNED:
        row.move(State.HANDED, by=by)


@transaction.atomic
def submission_answer(
    *, submission_id: int, by: User, state: str, mark: int | None = None, feedback: str = ""
) -> Submission:
    """Marked, or given back to be done again with what is missing. The participant is told."""
    row: Submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission_id)
    enrolment = Enrolment.objects.select_related("run__course__provider", "programme", "person").get(
        pk=row.enrolment_id
    )
    if enrolment.run is None or not acts_for_provider(by, enrolment.run.course):
        raise PermissionDenied
    if state == State.RETURNED and not feedback.strip():
        raise RuleBroken(_("무엇을 고쳐 다시 내면 되는지 적어 주세요."), field="feedback")
    if state == State.MARKED and (mark is None or not 0 <= mark <= 100):
        raise RuleBroken(_("점수를 0에서 100 사이로 적어 주세요."), field="mark")
    row.mark = mark if state == State.MARKED else None
    row.feedback, row.answered_by = feedback.strip(), by
    row.move(state, by=by, save=["mark", "feedback", "answered_by", "updated_at"])
    record("submission.answered", actor=by, target=row, state=state)
    part = f"{row.pk}-{row.transitions.count()}"
    work = row.coursework
    notices.to_person(enrolment, f"coursework_{state}", part=part, page=_page(work, enrolment), work=work.title)
    return row


def _page(work: Coursework, enrolment: Enrolment) -> str:
    return reverse("almp_programmes:cohort_coursework", args=[enrolment.public_id, work.public_id])
