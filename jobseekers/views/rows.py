"""Adding, changing and removing one job, study, licence or competency. Four kinds, one pair of views."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.errors import RuleBroken
from jobseekers import services
from jobseekers.forms.profile import LicenceForm, SkillForm, StudyForm, WorkForm
from jobseekers.forms.typed import seen_now, unjudged
from jobseekers.models import Jobseeker
from jobseekers.views.subject import jobseeker_for, page, subject_of

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    rows: str  # the jobseeker's related name
    form: type[Any]
    initial: Callable[[Any], Mapping[str, Any]]
    save: Callable[..., Any]
    delete: Callable[..., None]
    add: Text
    edit: Text
    gone: Text
    back: str = "profile"


def _work(row: Any) -> dict[str, Any]:
    names = ("employer_name", "title", "started_on", "ended_on", "duties")
    return {name: getattr(row, name) for name in names} | {"occupation": row.occupation_id}


def _study(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("level", "school", "major", "graduated_on")}


def _licence(row: Any) -> dict[str, Any]:
    return {"licence": row.licence_id, "acquired_on": row.acquired_on}


def _skill(row: Any) -> dict[str, Any]:
    return {"skill": row.skill_id, "level": row.level, "evidence": row.evidence}


def _save_skill(*, jobseeker_id: int, by: Any, values: Mapping[str, Any], **which: Any) -> Any:
    return services.competency_save(jobseeker_id=jobseeker_id, by=by, **values, **which)


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "work",
            "work_history",
            WorkForm,
            _work,
            services.work_save,
            services.work_delete,
            gettext_lazy("해 온 일 더하기"),
            gettext_lazy("해 온 일 고치기"),
            gettext_lazy("해 온 일 하나를 지웠어요."),
        ),
        Kind(
            "study",
            "studies",
            StudyForm,
            _study,
            services.study_save,
            services.study_delete,
            gettext_lazy("학교 더하기"),
            gettext_lazy("학교 고치기"),
            gettext_lazy("학교 하나를 지웠어요."),
        ),
        Kind(
            "licence",
            "licences",
            LicenceForm,
            _licence,
            services.licence_save,
            services.licence_delete,
            gettext_lazy("자격증·면허 더하기"),
            gettext_lazy("자격증·면허 고치기"),
            gettext_lazy("자격증 하나를 지웠어요."),
        ),
        Kind(
            "skill",
            "competencies",
            SkillForm,
            _skill,
            _save_skill,
            services.competency_delete,
            gettext_lazy("역량 더하기"),
            gettext_lazy("역량 고치기"),
            gettext_lazy("역량 하나를 지웠어요."),
            back="skills",
        ),
    )
}


def _row(kind: Kind, jobseeker: Jobseeker, row: UUID | None) -> Any:
    return None if row is None else get_object_or_404(getattr(jobseeker, kind.rows), public_id=row)


def _submitted(request: HttpRequest, kind: Kind, jobseeker: Jobseeker, held: Any) -> forms.Form | None:
    """Save what was sent; the form with its errors where it cannot be, none when it is done."""
    form: forms.Form = kind.form(request.POST)
    if not form.is_valid():
        return form
    try:
        kind.save(
            jobseeker_id=jobseeker.pk,
            by=request.user,
            values=form.values(),  # type: ignore[attr-defined]
            public_id=held.public_id if held else None,
            seen=form.cleaned_data["seen"],
        )
    except RuleBroken as exc:
        form.add_error(exc.field if exc.field in form.fields else None, str(exc))
        if held is not None:
            held.refresh_from_db()
            seen_now(form, services.stamp(held))
        return form
    return None


def _typed(request: HttpRequest, kind: Kind) -> dict[str, str]:
    """What a link that leads here has typed already, as a vacancy's missing skill does."""
    text = request.GET.get("text", "")[:100]
    return {"text": text} if text and "text" in kind.form.base_fields else {}


@require_http_methods(["GET", "HEAD", "POST"])
def row_edit(request: HttpRequest, kind: Kind, row: UUID | None = None, person: UUID | None = None) -> HttpResponse:
    subject = subject_of(request, person)
    jobseeker = jobseeker_for(subject)
    held = _row(kind, jobseeker, row)
    initial = {**kind.initial(held), "seen": services.stamp(held)} if held else _typed(request, kind)
    found = request.POST.get("find", "")
    form: forms.Form | None = kind.form(initial=initial)
    status = 200
    if found:
        form = unjudged(kind.form, request.POST)
    elif request.method == "POST":
        form = _submitted(request, kind, jobseeker, held)
        status = 422
        if form is None:
            messages.success(request, _("저장했어요."))
            again = "more" in request.POST and held is None
            return redirect(subject.url(f"{kind.name}_add") if again else subject.url(kind.back))
    return page(
        request,
        subject,
        "form",
        status,
        form=form,
        title=kind.edit if held else kind.add,
        back=subject.url(kind.back),
        found="" if request.headers.get("HX-Request") else found,
        delete=subject.url(f"{kind.name}_delete", held.public_id) if held else "",
        more=held is None,
        fixed=("skill", held.skill_id, held.skill.label) if held and kind.name == "skill" else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def row_delete(request: HttpRequest, kind: Kind, row: UUID, person: UUID | None = None) -> HttpResponse:
    """GET asks, POST does; deleting twice is deleting once."""
    subject = subject_of(request, person)
    jobseeker = jobseeker_for(subject)
    if request.method == "POST":
        kind.delete(jobseeker_id=jobseeker.pk, public_id=row, by=request.user)
        messages.success(request, str(kind.gone))
        return redirect(subject.url(kind.back))
    held = _row(kind, jobseeker, row)
    name = held.skill.label if kind.name == "skill" else held.licence.label if kind.name == "licence" else str(held)
    return page(request, subject, "delete", name=name, back=subject.url(f"{kind.name}_edit", row))
