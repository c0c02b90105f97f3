from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person, RightsRequest, User
from accounts.notifying import notify
from accounts.policies import can_answer_rights
from accounts.services.erasure import person_erase
from core.errors import RuleBroken
from core.events import record

DAYS = 10  # PIPA articles 35–37 and their decree
Kind, State = RightsRequest.Kind, RightsRequest.State


@transaction.atomic
def rights_request_open(*, person: Person, kind: str, text: str = "") -> RightsRequest:
    Person.objects.select_for_update().get(pk=person.pk)
    if kind in (Kind.CORRECTION, Kind.OBJECTION) and not text.strip():
        raise RuleBroken(_("무엇을 어떻게 해 드릴지 적어 주세요."), field="text")
    if RightsRequest.objects.filter(person=person, kind=kind, state=State.OPEN).exists():
        raise RuleBroken(_("같은 요청을 이미 살펴보고 있어요. 답을 받은 뒤에 다시 요청해 주세요."), field="kind")
    request = RightsRequest.objects.create(
        person=person, kind=kind, text=text.strip(), due_on=timezone.localdate() + timedelta(days=DAYS)
    )
    record("rights.asked", target=request, kind=kind)
    return request


@transaction.atomic
def rights_request_answer(*, request_id: int, by: User, granted: bool, answer: str) -> RightsRequest:
    """Answered once, with reasons. An erasure that is granted is carried out here and now."""
    request: RightsRequest = (
        RightsRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request_id)
    )
    if not can_answer_rights(by, request.person):
        raise PermissionDenied
    if request.state != State.OPEN:
        raise RuleBroken(_("이미 답한 요청이에요."))
    if not answer.strip():
        raise RuleBroken(_("답을 적어 주세요. 본인이 읽어요."), field="answer")
    request.state = State.DONE if granted else State.REFUSED
    request.answer, request.answered_at, request.answered_by = answer.strip(), timezone.now(), by
    request.save(update_fields=["state", "answer", "answered_at", "answered_by", "updated_at"])
    record("rights.answered", actor=by, target=request, granted=granted)
    notify(
        dedupe_key=f"rights-{request.pk}", to=request.person, template="rights_answered",
        context={"kind": request.get_kind_display(), "granted": granted, "link": reverse("accounts:rights")},
    )  # fmt: skip
    if granted and request.kind == Kind.ERASURE:
        person_erase(person=request.person, by=by, why="asked")
    return request
