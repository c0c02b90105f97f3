"""The first registration: five short pages, each saved, then a look over the answers."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from channels.selectors import channels_for
from core.errors import RuleBroken
from jobseekers import services
from jobseekers.forms.registration import STEPS
from jobseekers.forms.typed import as_data, typed, unjudged
from jobseekers.selectors import draft_of, jobseeker_of
from jobseekers.views.subject import Subject, page, profile_for, subject_of

ORDER = list(STEPS)
CHECK = "check"


def _for_person(subject: Subject) -> Any:
    return None if subject.own else subject.person


def _is_registered(subject: Subject) -> bool:
    return subject.person is not None and jobseeker_of(subject.person.pk) is not None


def _stored(subject: Subject) -> dict[str, dict[str, list[str]]]:
    draft = draft_of(subject.user, _for_person(subject))
    return draft.data if draft else {}


def _address(subject: Subject, step: str) -> str:
    return subject.url("register_check") if step == CHECK else subject.url("register_step", step)


@require_safe
def register(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    """Starts, or goes on where the person left off."""
    subject = subject_of(request, person, what="profile")
    if _is_registered(subject):
        return redirect(subject.url("profile"))
    draft = draft_of(subject.user, _for_person(subject))
    step = draft.step if draft and draft.step in (*ORDER, CHECK) else ORDER[0]
    return redirect(_address(subject, step))


def _show(
    request: HttpRequest, subject: Subject, step: str, form: forms.Form, *, status: int = 200, found: str = ""
) -> HttpResponse:
    number = ORDER.index(step) + 1
    back = subject.url("register_step", ORDER[number - 2]) if number > 1 else ""
    if request.GET.get("next") == CHECK:
        back = subject.url("register_check")
    return page(
        request,
        subject,
        "register_step",
        status,
        form=form,
        step=step,
        number=number,
        total=len(ORDER),
        back=back,
        offer=channels_for(subject.person, "registration") if subject.own and subject.person else None,
        found="" if request.headers.get("HX-Request") else found,
    )


def _leave(request: HttpRequest, subject: Subject, step: str) -> HttpResponse:
    services.draft_save(user=subject.user, for_person=_for_person(subject), step=step, typed=typed(request.POST))
    messages.success(request, _("여기까지 저장했어요. 언제든 이어서 쓸 수 있어요."))
    return redirect(subject.home)


@require_http_methods(["GET", "HEAD", "POST"])
def register_step(request: HttpRequest, step: str, person: UUID | None = None) -> HttpResponse:
    subject = subject_of(request, person, what="profile")
    if step not in STEPS:
        raise Http404
    if _is_registered(subject):
        return redirect(subject.url("profile"))
    form_class = STEPS[step]
    if request.method != "POST":
        stored = _stored(subject).get(step)
        if stored is None:
            return _show(request, subject, step, form_class())
        judged = request.GET.get("next") == CHECK and "mend" in request.GET
        form = form_class(as_data(stored)) if judged else unjudged(form_class, as_data(stored))
        return _show(request, subject, step, form)
    if "find" in request.POST:
        return _show(request, subject, step, unjudged(form_class, request.POST), found=request.POST["find"])
    if "leave" in request.POST:
        return _leave(request, subject, step)
    form = form_class(request.POST)
    after = [*ORDER, CHECK][ORDER.index(step) + 1]
    following = CHECK if request.GET.get("next") == CHECK else after
    good = form.is_valid()
    services.draft_save(
        user=subject.user,
        for_person=_for_person(subject),
        step=step,
        typed=typed(request.POST),
        at=following if good else step,
    )
    return redirect(_address(subject, following)) if good else _show(request, subject, step, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def register_check(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    """Everything said so far, to look over; an answer that is missing or wrong leads back to its page."""
    subject = subject_of(request, person, what="profile")
    if _is_registered(subject):
        return redirect(subject.url("profile"))
    stored = _stored(subject)
    answered: list[tuple[str, Any]] = []
    for step, form_class in STEPS.items():
        form = form_class(as_data(stored.get(step, {})))
        if not form.is_valid():
            mend = "&mend=1" if step in stored else ""
            return redirect(f"{subject.url('register_step', step)}?next={CHECK}{mend}")
        answered.append((step, form))
    if request.method == "POST":
        return _register(request, subject, answered)
    rows = [
        (label, value, f"{subject.url('register_step', step)}?next={CHECK}")
        for step, form in answered
        for label, value in form.answers()
    ]
    return page(request, subject, "register_check", rows=rows, back=subject.url("register_step", ORDER[-1]))


def _register(request: HttpRequest, subject: Subject, answered: list[tuple[str, Any]]) -> HttpResponse:
    told: dict[str, Any] = {}
    for _step, form in answered:
        told |= form.told()
    try:
        person = subject.person or services.own_person(user=subject.user)
        services.jobseeker_register(person=person, by=subject.user, told=services.Registration(**told))
    except RuleBroken as exc:
        messages.error(request, str(exc))
        return redirect(subject.url("register"))
    return redirect(subject.url("register_done"))


@require_safe
def register_done(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    subject = subject_of(request, person, what="profile")
    profile = profile_for(subject)
    return page(request, subject, "register_done", profile=profile, strength=profile.strength)
