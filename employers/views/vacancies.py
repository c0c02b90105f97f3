"""An employer's own postings: the list, the form with its preview, the page of one, and what can be done with it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from core.errors import RuleBroken
from employers import selectors, services
from employers.checking import findings_of
from employers.checks import Finding
from employers.forms import VacancyForm
from employers.forms.places import districts
from employers.models import Employer, Vacancy
from employers.selectors import PaySpread, VacancyView
from employers.suggesting import Suggestions, suggest
from employers.views.findings import Flag, flags_of

TEXT_FIELDS = ("title", "duties", "requirements", "preferred")


@dataclass
class Draft:
    """What stands in the form at this moment, understood as far as it goes."""

    form: VacancyForm
    vacancy: Vacancy
    view: VacancyView
    flags: dict[str, list[Flag]]
    found: list[Finding]
    missing: list[tuple[str, str]]
    spread: PaySpread | None

    @property
    def blocking(self) -> int:
        return sum(one.blocks for one in self.found)

    @property
    def warnings(self) -> int:
        return len(self.found) - self.blocking


def acting_employer(request: HttpRequest) -> Employer | None:
    return selectors.employer_of(request.acting.organisation)  # type: ignore[attr-defined]


def _form(request: HttpRequest, vacancy: Vacancy | None) -> VacancyForm:
    if request.method == "POST":
        form = VacancyForm(request.POST)
        raw: Any = request.POST
    else:
        initial = (
            VacancyForm.initial_of(vacancy)
            if vacancy
            else {"openings": 1, "remote": "none", "pay_period": "month", "hours_week": 40, "education_min": "00"}
        )
        form, raw = VacancyForm(initial=initial), initial
    chosen = str(raw.get("occupation") or "")
    kept = _kept(vacancy) if vacancy and not form.is_bound else Suggestions([], [], [])
    found = suggest(
        occupation_text="" if kept.occupations else str(raw.get("occupation_text") or ""),
        occupation_id=int(chosen) if chosen.isdigit() else None,
        text="\n".join(str(raw.get(name) or "") for name in TEXT_FIELDS),
    )
    form.offer(
        occupations=kept.occupations or found.occupations,
        skills=list(dict([*kept.skills, *found.skills]).items()),
        licences=list(dict([*kept.licences, *found.licences]).items()),
    )
    return form


def _kept(vacancy: Vacancy) -> Suggestions:
    """What a saved posting has ticked, from rows already read."""
    return Suggestions(
        [(vacancy.occupation.pk, vacancy.occupation.label)] if vacancy.occupation else [],
        [(link.skill_id, link.skill.label) for link in vacancy.skill_links.all()],
        [(link.licence_id, link.licence.label) for link in vacancy.licence_links.all()],
    )


def _draft(request: HttpRequest, employer: Employer, vacancy: Vacancy | None) -> Draft:
    form = _form(request, vacancy)
    if form.is_bound:
        form.is_valid()
        shown = Vacancy(employer=employer)
        if vacancy is not None:
            shown.filled, shown.state = vacancy.filled, vacancy.state
        for name, value in form.values().items():
            setattr(shown, name, value)
        view = selectors.vacancy_view(shown, skills=form.named("skills"), licences=form.named("licences"))
    else:
        shown = vacancy or Vacancy(employer=employer)
        view = selectors.vacancy_view(shown) if vacancy else selectors.vacancy_view(shown, skills=[], licences=[])
    found = findings_of(shown) if shown.title or shown.duties else []
    acknowledged = request.POST.getlist("ack") if form.is_bound else shown.acknowledged
    return Draft(
        form=form,
        vacancy=shown,
        view=view,
        flags=flags_of(shown, found, acknowledged),
        found=found,
        missing=services.missing(shown),
        spread=selectors.pay_spread(
            occupation=shown.occupation, region=shown.region, period=shown.pay_period, pay=shown.pay_min
        ),
    )


@side_required("employer")
def vacancy_list(request: HttpRequest) -> HttpResponse:
    employer = acting_employer(request)
    if employer is None:
        return redirect("employers:register")
    tab = request.GET.get("tab", "open")
    tab = tab if tab in ("open", "writing", "over") else "open"
    mine = selectors.my_vacancies(request.user, employer, tab=tab, page=request.GET.get("page", 1))  # type: ignore[arg-type]
    return render(request, "employers/vacancy_list.html", {"mine": mine, "tab": tab, "employer": employer})


def _page(request: HttpRequest, draft: Draft, vacancy: Vacancy | None, status: int = 200) -> HttpResponse:
    context = {"form": draft.form, "draft": draft, "vacancy": vacancy, "places": [name for _pk, name in districts()]}
    return render(request, "employers/vacancy_form.html", context, status=status)


def _save(request: HttpRequest, draft: Draft, employer: Employer, vacancy: Vacancy | None) -> Vacancy:
    acknowledged = request.POST.getlist("ack")
    text = draft.form.text()
    if vacancy is None:
        vacancy = services.vacancy_draft(employer_id=employer.pk, by=request.user, text=text)  # type: ignore[arg-type]
    else:
        services.vacancy_update(vacancy_id=vacancy.pk, by=request.user, text=text, acknowledged=acknowledged)  # type: ignore[arg-type]
    if request.POST.get("action") == "submit" and vacancy.state == Vacancy.State.DRAFT:
        services.vacancy_submit(vacancy_id=vacancy.pk, by=request.user, acknowledged=acknowledged)  # type: ignore[arg-type]
    return vacancy


def _write(request: HttpRequest, employer: Employer, vacancy: Vacancy | None) -> HttpResponse:
    draft = _draft(request, employer, vacancy)
    if request.method != "POST" or request.POST.get("action") in (None, "", "preview"):
        return _page(request, draft, vacancy)
    if not draft.form.is_valid():
        return _page(request, draft, vacancy, status=422)
    try:
        saved = _save_all_or_nothing(request, draft, employer, vacancy)
    except RuleBroken as exc:
        field = exc.field if exc.field in draft.form.fields else None
        draft.form.add_error(field, str(exc))
        return _page(request, draft, vacancy, status=422)
    handed_in = request.POST.get("action") == "submit"
    messages.success(request, _("공고를 냈어요. 검토가 끝나면 알려 드릴게요.") if handed_in else _("저장했어요."))
    return redirect("employers:vacancy", public_id=saved.public_id)


def _save_all_or_nothing(request: HttpRequest, draft: Draft, employer: Employer, vacancy: Vacancy | None) -> Vacancy:
    """Where handing in is refused nothing is saved: the form still holds every word."""
    with transaction.atomic():
        return _save(request, draft, employer, vacancy)


@side_required("employer")
def vacancy_new(request: HttpRequest) -> HttpResponse:
    employer = acting_employer(request)
    if employer is None:
        return redirect("employers:register")
    return _write(request, employer, None)


def _mine(request: HttpRequest, public_id: uuid.UUID) -> Vacancy:
    rows = selectors.with_all(Vacancy.objects.visible_to(request.user))  # type: ignore[arg-type]
    organisation = request.acting.organisation  # type: ignore[attr-defined]
    found: Vacancy = get_object_or_404(rows, public_id=public_id, employer__organisation=organisation)
    return found


@side_required("employer")
def vacancy_edit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    vacancy = _mine(request, public_id)
    if not vacancy.is_own or vacancy.is_over:
        messages.error(request, _("고칠 수 없는 공고예요."))
        return redirect("employers:vacancy", public_id=public_id)
    assert vacancy.employer is not None
    return _write(request, vacancy.employer, vacancy)


@require_POST
@side_required("employer")
def vacancy_preview(request: HttpRequest) -> HttpResponse:
    """What a change in the form changes beside it: the preview, the marks at the fields, what may be ticked."""
    employer = acting_employer(request)
    if employer is None:
        return redirect("employers:register")
    draft = _draft(request, employer, None)
    return render(request, "employers/_preview.html", {"draft": draft, "form": draft.form, "swap": True})


@side_required("employer")
def vacancy(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = _mine(request, public_id)
    steps = list(found.transitions.select_related("by"))
    returned = next((step for step in reversed(steps) if step.after == "draft" and step.why), None)
    context = {
        "vacancy": found,
        "v": selectors.vacancy_view(found),
        "steps": steps,
        "state_names": dict(Vacancy.State.choices),
        "applicants_url": _above("matching:employer_applications", found),
        "candidates_url": _above("matching:candidates", found),
        "returned": returned if found.state == Vacancy.State.DRAFT else None,
        "findings": findings_of(found) if found.is_own and not found.is_over else [],
        "spread": selectors.pay_spread(
            occupation=found.occupation, region=found.region, period=found.pay_period, pay=found.pay_min
        ),
    }
    return render(request, "employers/vacancy.html", context)


def _above(page: str, vacancy: Vacancy) -> str:
    """Applicants and candidates live a floor above: known here by the names of their pages only."""
    if not vacancy.is_own:
        return ""
    try:
        return reverse(page, args=[vacancy.public_id])
    except NoReverseMatch:
        return ""


def _do(request: HttpRequest, vacancy: Vacancy, action: str) -> tuple[str, Vacancy]:
    by: Any = request.user
    why = request.POST.get("why", "")
    if action == "submit":
        return _("공고를 냈어요. 검토가 끝나면 알려 드릴게요."), services.vacancy_submit(vacancy_id=vacancy.pk, by=by)
    if action == "pause":
        return _("모집을 잠시 멈췄어요."), services.vacancy_pause(vacancy_id=vacancy.pk, by=by)
    if action == "resume":
        return _("다시 모집해요."), services.vacancy_resume(vacancy_id=vacancy.pk, by=by)
    if action == "withdraw":
        return _("공고를 내렸어요."), services.vacancy_withdraw(vacancy_id=vacancy.pk, by=by, why=why)
    if action == "close":
        return _("모집을 마쳤어요."), services.vacancy_close(vacancy_id=vacancy.pk, by=by, why=why)
    if action == "copy":
        return _("같은 내용으로 새 공고를 만들었어요."), services.vacancy_copy(vacancy_id=vacancy.pk, by=by)
    raise RuleBroken(_("할 수 없는 일이에요. 쪽을 새로 고쳐 주세요."))


@require_POST
@side_required("employer")
def vacancy_action(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = _mine(request, public_id)
    action = request.POST.get("action", "")
    try:
        said, after = _do(request, found, action)
    except RuleBroken as exc:
        messages.error(request, str(exc))
        return redirect("employers:vacancy_edit" if action == "submit" else "employers:vacancy", public_id=public_id)
    messages.success(request, said)
    return redirect("employers:vacancy_edit" if action == "copy" else "employers:vacancy", public_id=after.public_id)
