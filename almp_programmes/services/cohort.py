"""What a run's instructor gives its participants, and what both say to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from almp_programmes.models import CohortMessage, CourseRun, Enrolment, Material, RunSession
from almp_programmes.policies.cohort import is_taking_part, is_taught
from almp_programmes.policies.taking_part import acts_for_provider, is_participant
from almp_programmes.services import notices
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from accounts.models import User


def taught_run(run_id: int, by: User) -> CourseRun:
    """The run, for somebody who acts for its provider; its other writers wait."""
    run: CourseRun = (
        CourseRun.objects.select_for_update(of=("self",), no_key=True)
        .select_related("course__provider")
        .get(pk=run_id)
    )
    if not acts_for_provider(by, run.course):
        raise PermissionDenied
    if not is_taught(run.course):
        raise RuleBroken(_("혼자 배우는 온라인 과정에는 수업과 과제가 없어요."))
    return run


@transaction.atomic
def session_save(*, session_id: int, by: User, place: str, live_link: str) -> RunSession:
    """Where a session is held: a room, an address to join from afar, or both."""
    session = RunSession.objects.select_for_update(of=("self",)).get(pk=session_id)
    taught_run(session.run_id, by)
    session.place, session.live_link = place, live_link
    session.save(update_fields=["place", "live_link"])
    record("session.saved", actor=by, target=session)
    return session


@transaction.atomic
def material_add(*, run_id: int, by: User, title: str, url: str = "", file: UploadedFile | None = None) -> Material:
    run = taught_run(run_id, by)
    if bool(url) == (file is not None):
        raise RuleBroken(_("파일을 올리거나 주소를 적어 주세요. 둘 가운데 하나만 쓸 수 있어요."), field="file")
    material = Material(run=run, title=title, url=url, by=by)
    material.attach(file)
    material.save()
    record("material.added", actor=by, target=material)
    return material


@transaction.atomic
def material_remove(*, material_id: int, by: User) -> None:
    material = Material.objects.get(pk=material_id)
    taught_run(material.run_id, by)
    record("material.removed", actor=by, target=material.run, title=material.title)
    material.detach()
    material.delete()


@transaction.atomic
def announcement_send(*, run_id: int, by: User, text: str) -> CohortMessage:
    """From the instructor to everyone who takes part now."""
    run = taught_run(run_id, by)
    message = CohortMessage.objects.create(run=run, author=by, from_provider=True, text=text)
    record("cohort.announced", actor=by, target=message)
    for enrolment in taking_part(run):
        _tell_participant(enrolment, message)
    return message


@transaction.atomic
def message_send(*, enrolment_id: int, by: User, text: str) -> CohortMessage:
    """Between the instructor and one participant, either way."""
    enrolment = Enrolment.objects.select_related("run__course__provider", "person").get(pk=enrolment_id)
    mine = is_participant(by, enrolment)
    if enrolment.run is None or not (mine or acts_for_provider(by, enrolment.run.course)):
        raise PermissionDenied
    if not is_taking_part(enrolment):
        raise RuleBroken(_("참여하는 동안에만 말을 주고받을 수 있어요."))
    message = CohortMessage.objects.create(
        run=enrolment.run, enrolment=enrolment, author=by, from_provider=not mine, text=text
    )
    record("cohort.message_sent", actor=by, target=message)
    if mine:
        page = reverse("almp_programmes:participant_messages", args=[enrolment.public_id])
        notices.to_provider(enrolment, "cohort_message_provider", part=str(message.pk), page=page)
    else:
        _tell_participant(enrolment, message)
    return message


def taking_part(run: CourseRun) -> list[Enrolment]:
    rows = Enrolment.objects.filter(run=run, state__in=Enrolment.TAKES_TIME)
    return list(rows.select_related("run__course__provider", "programme", "person"))


def _tell_participant(enrolment: Enrolment, message: CohortMessage) -> None:
    page = reverse("almp_programmes:cohort_messages", args=[enrolment.public_id])
    notices.to_person(enrolment, "cohort_message", part=str(message.pk), page=page)
