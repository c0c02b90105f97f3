"""The profile as a list of short tasks, and the pages of what there is only one of."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Consent
from accounts.services import consent_give, has_consent
from core.errors import RuleBroken
from jobseekers import interests, services
from jobseekers.forms.circumstances import CircumstancesForm, initial_of
from jobseekers.forms.profile import BasicsForm, InterestForm, LimitsForm, SpellEndForm, SpellForm, WishesForm
from jobseekers.forms.typed import seen_now, unjudged
from jobseekers.models import Circumstances, Competency, Constraints, Jobseeker, Preferences
from jobseekers.views.subject import Subject, jobseeker_for, page, profile_for, subject_of

Save = Callable[[Any], None]
GET_POST = require_http_methods(["GET", "HEAD", "POST"])


def _state(done: bool, begun: bool = False) -> str:
    return "done" if done else "doing" if begun else "todo"


def _tasks(profile: Any, subject: Subject) -> list[dict[str, str]]:
    """The rows of the list of tasks that lead to a page of their own."""
    earned = {one.part.key: one for one in profile.strength.parts}
    wishes = [earned[key] for key in ("occupation", "region", "conditions")]
    basics = [earned[key] for key in ("level", "headline")]
    count = len(profile.waiting)
    rows = (
        ("wishes", _("희망 직업·지역·조건"), wishes, ""),
        (
            "skills",
            _("역량"),
            [earned["skills"]],
            _("확인을 기다리는 역량이 %(count)s개 있어요") % {"count": count} if count else "",
        ),
        ("basics", _("한 줄 소개와 기본 정보"), basics, ""),
        ("limits", _("어려운 조건"), [earned["limits"]], ""),
        ("interests", _("흥미"), [earned["interest"]], ""),
    )
    tasks = [
        {
            "url": subject.url(name),
            "label": label,
            "note": note,
            "state": _state(all(one.full for one in parts), any(one.points for one in parts)),
        }
        for name, label, parts, note in rows
    ]
    held = Circumstances.objects.filter(jobseeker=profile.jobseeker).first()
    told = held.told if held else 0
    state = _state(told == len(Circumstances.FIELDS), told > 0)
    url = subject.url("circumstances")
    return [*tasks, {"url": url, "label": _("지원 제도에 필요한 사정"), "note": "", "state": state}]


@require_safe
def profile(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    subject = subject_of(request, person)
    found = profile_for(subject)
    return page(request, subject, "profile", profile=found, strength=found.strength, tasks=_tasks(found, subject))


def _one_page(
    request: HttpRequest,
    subject: Subject,
    *,
    form_class: type[Any],
    initial: Mapping[str, Any],
    save: Save,
    title: str,
    back: str = "profile",
    template: str = "form",
    **context: Any,
) -> HttpResponse:
    """Show a form, look things up for it, or save it and go back to the profile."""
    found = request.POST.get("find", "")
    form, status = form_class(initial=initial), 200
    if found:
        form = unjudged(form_class, request.POST, dict(initial))
    elif request.method == "POST":
        form, status = form_class(request.POST, initial=initial), 422
        if form.is_valid():
            try:
                save(form)
                messages.success(request, _("저장했어요."))
                return redirect(subject.url(back))
            except RuleBroken as exc:
                form.add_error(exc.field if exc.field in form.fields else None, str(exc))
                if "seen" in form.fields:
                    seen_now(form, context.get("now", str)())
    context.pop("now", None)
    return page(
        request,
        subject,
        template,
        status,
        form=form,
        title=title,
        back=subject.url(back),
        found="" if request.headers.get("HX-Request") else found,
        **context,
    )


@GET_POST
def basics(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    subject = subject_of(request, person)
    row = jobseeker_for(subject)
    initial = {name: getattr(row, name) for name in ("headline", "intro", "education", "career_months", "work_permit")}
    initial |= {"region": row.region_id, "career_years": row.career_months // 12, "seen": services.stamp(row)}

    def save(form: Any) -> None:
        services.basics_save(
            jobseeker_id=row.pk, by=subject.user, values=form.values(), seen=form.cleaned_data["seen"]
        )

    return _one_page(
        request,
        subject,
        form_class=BasicsForm,
        initial=initial,
        save=save,
        title=_("한 줄 소개와 기본 정보"),
        now=lambda: services.stamp(Jobseeker.objects.get(pk=row.pk)),
    )


@GET_POST
def wishes(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    subject = subject_of(request, person)
    row = jobseeker_for(subject)
    held = Preferences.objects.filter(jobseeker=row).first()
    names = ("pay_period", "pay_floor", "hours_min", "hours_max", "contracts", "remote_ok")
    initial = {name: getattr(held or Preferences(), name) for name in names}
    initial |= {
        "occupations": list(row.preferred_occupations.values_list("occupation_id", flat=True)),
        "regions": list(row.preferred_regions.values_list("region_id", flat=True)),
        "seen": services.stamp(held),
    }

    def save(form: Any) -> None:
        services.preferences_save(
            jobseeker_id=row.pk,
            by=subject.user,
            values=form.values(),
            occupations=form.picked("occupations"),
            regions=form.picked("regions"),
            seen=form.cleaned_data["seen"],
        )

    return _one_page(
        request,
        subject,
        form_class=WishesForm,
        initial=initial,
        save=save,
        title=_("희망 직업·지역·조건"),
        now=lambda: services.stamp(Preferences.objects.get(jobseeker=row)),
    )


@GET_POST
def limits(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    """Health and accessibility come after the person's own consent; a counsellor cannot give it for them."""
    subject = subject_of(request, person)
    row = jobseeker_for(subject)
    held = Constraints.objects.filter(jobseeker=row).first()
    agreed = has_consent(row.person, Consent.Purpose.SENSITIVE)
    names = ("care_duties", "no_night", "no_weekend", "no_shift", "accessibility", "health_note")
    initial = {name: getattr(held or Constraints(), name) for name in names}
    commute = held.max_commute_minutes if held else 60
    initial |= {"commute": str(commute or ""), "seen": services.stamp(held), "sensitive_consent": agreed}

    def save(form: Any) -> None:
        if form.cleaned_data["sensitive_consent"] and not agreed and subject.own:
            consent_give(person=row.person, purpose=Consent.Purpose.SENSITIVE)
        services.constraints_save(
            jobseeker_id=row.pk, by=subject.user, values=form.values(), seen=form.cleaned_data["seen"]
        )

    return _one_page(
        request,
        subject,
        form_class=LimitsForm,
        initial=initial,
        save=save,
        title=_("어려운 조건"),
        template="limits",
        agreed=agreed,
        now=lambda: services.stamp(Constraints.objects.filter(jobseeker=row).first()),
    )


@GET_POST
def circumstances(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    """What programmes ask for; nobody must tell, and disability only under the person's own consent."""
    subject = subject_of(request, person, what="circumstances")
    row = jobseeker_for(subject)
    held = Circumstances.objects.filter(jobseeker=row).first()
    agreed = has_consent(row.person, Consent.Purpose.SENSITIVE)

    def save(form: Any) -> None:
        if form.cleaned_data["sensitive_consent"] and not agreed and subject.own:
            consent_give(person=row.person, purpose=Consent.Purpose.SENSITIVE)
        services.circumstances_save(
            jobseeker_id=row.pk, by=subject.user, values=form.values(), seen=form.cleaned_data["seen"]
        )

    return _one_page(
        request,
        subject,
        form_class=CircumstancesForm,
        initial={**initial_of(held), "seen": services.stamp(held), "sensitive_consent": agreed},
        save=save,
        title=_("지원 제도에 필요한 사정"),
        template="circumstances",
        agreed=agreed,
        told_on=held.told_on if held else {},
        now=lambda: services.stamp(Circumstances.objects.filter(jobseeker=row).first()),
    )


@GET_POST
def interests_check(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    subject = subject_of(request, person)
    found = profile_for(subject)

    def save(form: Any) -> None:
        services.interest_save(
            jobseeker_id=found.jobseeker.pk, by=subject.user, scores=interests.scores(form.cleaned_data)
        )

    again = "again" in request.GET or request.method == "POST"
    if found.interest is not None and not again:
        return page(
            request,
            subject,
            "interests_result",
            ranked=interests.ranked(found.interest),
            interest=found.interest,
            flat=interests.is_flat(found.interest),
            back=subject.url("profile"),
        )
    return _one_page(
        request,
        subject,
        form_class=InterestForm,
        initial={},
        save=save,
        title=_("흥미 알아보기"),
        back="interests",
        template="interests",
    )


def _answers(data: Mapping[str, str], waiting: list[Any]) -> tuple[dict[UUID, int], list[UUID]]:
    """What was said of each suggestion: a level, or that it is not so; one left open stays open."""
    levels: dict[UUID, int] = {}
    refused: list[UUID] = []
    for one in waiting:
        said = data.get(f"level_{one.public_id}", "")
        if said == "no":
            refused.append(one.public_id)
        elif said in map(str, Competency.Level.values):
            levels[one.public_id] = int(said)
    return levels, refused


@GET_POST
def skills(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    """What the person can, and what their work suggests they can: a level each, or ‘not me’."""
    subject = subject_of(request, person)
    found = profile_for(subject)
    if request.method == "POST":
        levels, refused = _answers(request.POST, found.waiting)
        if not levels and not refused:
            messages.error(request, _("역량마다 수준을 하나 고르거나 ‘아니에요’를 골라 주세요."))
        else:
            count = services.competencies_confirm(
                jobseeker_id=found.jobseeker.pk, by=subject.user, levels=levels, refused=refused
            )
            messages.success(request, _("역량 %(count)s개를 이력서에 담았어요.") % {"count": count})
        return redirect(subject.url("skills"))
    return page(
        request,
        subject,
        "skills",
        profile=found,
        waiting=found.waiting[:8],
        more=max(len(found.waiting) - 8, 0),
        levels=Competency.Level.choices,
        back=subject.url("profile"),
    )


@GET_POST
def spell(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    """Since when the person looks for work, and why; opened here when there is none."""
    subject = subject_of(request, person)
    row = jobseeker_for(subject)
    held = row.spells.open().first()
    initial = {"started_on": held.started_on, "reason": held.reason, "seen": services.stamp(held)} if held else {}

    def save(form: Any) -> None:
        said = form.cleaned_data
        if held is None:
            services.spell_open(jobseeker=row, started_on=said["started_on"], reason=said["reason"], by=subject.user)
        else:
            services.spell_change(
                spell_id=held.pk,
                started_on=said["started_on"],
                reason=said["reason"],
                by=subject.user,
                seen=said["seen"],
            )

    return _one_page(
        request,
        subject,
        form_class=SpellForm,
        initial=initial,
        save=save,
        title=_("구직 기간"),
        now=lambda: services.stamp(row.spells.open().first()),
        end=subject.url("spell_end") if held else "",
    )


@GET_POST
def spell_end(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    subject = subject_of(request, person)
    row = jobseeker_for(subject)

    def save(form: Any) -> None:
        services.spell_end(
            jobseeker=row, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], by=subject.user
        )

    return _one_page(
        request, subject, form_class=SpellEndForm, initial={}, save=save, title=_("구직 기간 끝내기"), back="profile"
    )
