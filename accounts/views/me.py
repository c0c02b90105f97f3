"""One's own account: contact points, consents, who looked, rights."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import exporting, selectors, services
from accounts.forms.staff import RightsForm
from accounts.models import Consent, ContactPoint, RightsRequest
from accounts.views.posted import posted_id
from core.display import date
from core.errors import RuleBroken
from core.events import record

WHAT = {
    "merge": gettext_lazy("두 기록 합치기"),
    "rights_request": gettext_lazy("권리 요청"),
    "file": gettext_lazy("상담 기록"),
    "profile": gettext_lazy("이력서"),
    "contact": gettext_lazy("연락처"),
    "application": gettext_lazy("지원서"),
    "candidate": gettext_lazy("이력서"),
    "candidate_profile": gettext_lazy("이름과 연락처를 뺀 이력서"),
    "cv": gettext_lazy("이력서"),
    "plan": gettext_lazy("계획"),
    "conference": gettext_lazy("사례 회의 안건"),
    "appointment": gettext_lazy("예약"),
    "case": gettext_lazy("함께 돕는 사례"),
    "case_file": gettext_lazy("함께 돕는 사례의 기록(파일)"),
    "referral": gettext_lazy("의뢰에 적힌 것"),
}
WHY = {
    "counselling": gettext_lazy("담당 상담"),
    "hiring": gettext_lazy("채용"),
    "searching": gettext_lazy("구직 정보 공개 동의에 따른 인재 찾기"),
    "rights": gettext_lazy("권리 요청에 답하기"),
    "merging": gettext_lazy("같은 사람의 두 기록 합치기"),
    "shared_plan": gettext_lazy("함께 세우는 계획"),
    "conference": gettext_lazy("여러 기관의 사례 회의"),
    "referral": gettext_lazy("다른 기관에 의뢰하기"),
}


def me(request: HttpRequest) -> HttpResponse:
    context = {"own": selectors.own_page(request.user), "why_words": WHY, "second_step": is_mfa_enabled(request.user)}
    return render(request, "accounts/me.html", context)


@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """The role switch: a membership of one's own, or oneself."""
    wanted = request.POST.get("acting", "")
    own = {str(membership.public_id) for membership in request.acting.memberships}
    if wanted in own or (wanted == "person" and request.user.person_id):
        request.session["acting"] = wanted
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect("portal:home")


@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Give or withdraw one consent of one's own."""
    person, purpose = request.user.person, request.POST.get("purpose", "")
    if person is None:
        return redirect("accounts:me")
    try:
        if request.POST.get("give"):
            services.consent_give(person=person, purpose=purpose)
            messages.success(request, _("동의했어요. 언제든 철회할 수 있어요."))
        else:
            own = Consent.objects.current().filter(person=person)
            given = get_object_or_404(own, public_id=posted_id(request, "consent"))
            services.consent_withdraw(consent=given)
            messages.success(request, _("동의를 철회했어요. 이 동의로 보던 곳은 이제 볼 수 없어요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("accounts:me")


@require_POST
def contact(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a contact point the primary one, or drop it."""
    point = get_object_or_404(ContactPoint.objects.filter(person__user=request.user), public_id=public_id)
    try:
        if request.POST.get("remove"):
            services.contact_remove(point=point)
            messages.success(request, _("연락처를 지웠어요."))
        else:
            services.contact_make_primary(point=point)
            messages.success(request, _("대표 연락처로 정했어요. 알림을 이리로 보내요."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("accounts:me")


def access_log(request: HttpRequest) -> HttpResponse:
    page = Paginator(selectors.access_log(request.user), 20).get_page(request.GET.get("page"))
    return render(request, "accounts/access_log.html", {"page": page, "what_words": WHAT, "why_words": WHY})


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Everything held about oneself, as a file."""
    person = request.user.person
    if person is None:
        messages.error(request, _("이 계정에는 받을 자료가 없어요."))
        return redirect("accounts:me")
    record("person.exported", actor=request.user, target=person)
    answer = HttpResponse(exporting.as_json(person), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="my-data-{timezone.localdate():%Y%m%d}.json"'
    return answer


def rights(request: HttpRequest) -> HttpResponse:
    """Ask for a correction, object, ask for erasure; and read the answers."""
    person = request.user.person
    if person is None:
        return redirect("accounts:me")
    form = RightsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.rights_request_open(person=person, **form.cleaned_data)
            text = _("접수했어요. %(day)s까지 답을 드려요.") % {"day": date(made.due_on)}
            messages.success(request, text)
            return redirect("accounts:rights")
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
    asked = RightsRequest.objects.filter(person=person).order_by("-created_at")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/rights.html", {"form": form, "asked": asked}, status=status)
