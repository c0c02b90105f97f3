"""Steps of a case, each a page with its few questions: pause, go on, hand over, close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.decorators import side_required
from core.errors import RuleBroken
from welfare_centres.forms.cases import CloseForm, PauseForm, ResumeForm, TransferForm
from welfare_centres.models import Case
from welfare_centres.policies import cases as policies
from welfare_centres.selectors.cases import candidates
from welfare_centres.services import cases as services
from welfare_centres.views.case_pages import SIDES, case_page, refuse, worked_case


@dataclass(frozen=True)
class Step:
    title: Any
    action: Any
    done: Any
    form: Callable[..., Form]
    act: Callable[..., Case]
    states: tuple[str, ...]
    roles: tuple[str, ...]


def _transfer(*, to: Any, **given: Any) -> Case:
    return services.case_transfer(to=to.user, organisation=to.organisation, **given)


STEPS = {
    "pause": Step(
        _("잠시 쉬기"), _("쉬기"), _("쉬기로 함"), PauseForm, services.case_pause, ("open",), policies.WRITERS
    ),
    "resume": Step(
        _("다시 시작하기"), _("다시 시작하기"), _("다시 함께 돕기 시작함"), ResumeForm, services.case_resume,
        ("paused",), policies.WRITERS,
    ),
    "transfer": Step(
        _("사례 넘기기"), _("넘기기"), _("사례를 넘김"), TransferForm, _transfer, ("open", "paused"), ("lead",)
    ),
    "close": Step(
        _("사례 마치기"), _("마치기"), _("사례를 마침. 책임자는 90일 동안 읽을 수 있음"), CloseForm,
        services.case_close, ("open", "paused"), ("lead",),
    ),
}  # fmt: skip


@side_required(*SIDES)
def case_step(request: HttpRequest, public_id: UUID, step: str) -> HttpResponse:
    case, asked = worked_case(request, public_id), STEPS.get(step)
    if asked is None or case.state not in asked.states or not policies.has_place(request.user, case, *asked.roles):
        raise Http404
    more = {"people": candidates(case)} if step == "transfer" else {}
    form = asked.form(request.POST or None, **more)
    if request.method == "POST" and form.is_valid():
        try:
            asked.act(case_id=case.pk, by=request.user, **form.cleaned_data)
        except RuleBroken as exc:
            refuse(form, exc)
        else:
            messages.success(request, str(asked.done))
            if policies.place_of(request.user, case) is None:
                return redirect("welfare_centres:case_list")
            return redirect("welfare_centres:case", public_id)
    return case_page(request, case, "", "case_step", form=form, step=asked)
