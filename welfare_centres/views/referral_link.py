"""A body without an account: reads what was told and answers once. Nothing of a person is in the address."""

from __future__ import annotations

from functools import wraps
from typing import Any

from allauth.core.internal.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import RuleBroken
from welfare_centres import telling
from welfare_centres.forms.referrals import AnswerForm, CodeForm
from welfare_centres.selectors import referrals as selectors
from welfare_centres.services import referral_links as services

RATES = {"referral_link": "30/m/ip", "referral_code": "5/m/ip"}
SHOWN = "referral_names_shown"


def _quiet(view: Any) -> Any:
    """Not found by search engines, not named to other sites, not kept by browsers, not asked for without end."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = consume_or_429(request, app="welfare_centres", action="referral_link", config=RATES, limit_get=True)
        response = refused or view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        add_never_cache_headers(response)
        return response

    return inner


def _shown(request: HttpRequest) -> list[str]:
    return request.session.get(SHOWN, [])


@login_not_required
@_quiet
@require_http_methods(["GET", "POST"])
def referral_link(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        return _answer(request, token)
    opened = services.link_open(token=token)
    return _page(request, token, opened, AnswerForm())


def _page(
    request: HttpRequest, token: str, opened: services.Opened | None, form: AnswerForm, status: int = 200
) -> HttpResponse:
    """What was told; who it is only after the code. A link that is done says what to do instead."""
    if opened is None or opened.why_not:
        context = {
            "why_not": opened.why_not if opened else "unknown",
            "sender": opened.referral.from_organisation if opened else None,
        }
        return render(request, "welfare_centres/referral_link_over.html", context, status=410 if opened else 404)
    named = str(opened.link.public_id) in _shown(request)
    context = {
        "row": selectors.received(opened.referral, without=() if named else telling.NAMED), "token": token,
        "form": form, "named": named, "hides": not named and bool(set(telling.NAMED) & set(opened.referral.told)),
        "code_form": CodeForm(), "code_sent": bool(opened.link.code_digest),
        "expires_at": opened.link.expires_at, "left": None,
    }  # fmt: skip
    return render(request, "welfare_centres/referral_link.html", context, status=status)


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    form = AnswerForm(request.POST)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("state", "reason", "words")}
        try:
            row = services.link_answer(token=token, **given)
        except RuleBroken as exc:
            form.add_error(exc.field if exc.field in form.fields else None, str(exc))
        else:
            named = any(str(link.public_id) in _shown(request) for link in row.links.all())
            context = {"row": selectors.received(row, without=() if named else telling.NAMED), "state": row.state}
            return render(request, "welfare_centres/referral_link_done.html", context)
    return _page(request, token, services.link_peek(token=token), form, status=422)


@login_not_required
@_quiet
@require_POST
def referral_link_code(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for a code, or gives it."""
    refused = consume_or_429(request, app="welfare_centres", action="referral_code", config=RATES)
    if refused is not None:
        return refused
    if "code" not in request.POST:
        try:
            services.link_code_send(token=token)
            messages.success(request, _("등록된 이메일로 확인 번호를 보냈습니다."))
        except RuleBroken as exc:
            messages.error(request, str(exc))
    elif found := services.link_code_check(token=token, code=request.POST["code"]):
        request.session[SHOWN] = [*_shown(request), str(found.public_id)]
    else:
        messages.error(request, _("번호가 맞지 않거나 시간이 지났습니다. 번호를 다시 요청해 주세요."))
    return redirect("welfare_centres:referral_link", token)
