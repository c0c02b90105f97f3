"""Bulk acts: the ticked people, then the one thing asked of them all."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import AccessGrant, Person
from accounts.selectors import colleagues
from accounts.services.assignments import assignments_hand_over
from core.errors import RuleBroken
from jobseekers.models import Plan
from welfare_centres.forms.caseload import HandOverForm, ReviewForm, WriteForm
from welfare_centres.services.caseload import people_write, reviews_set

Deed = tuple[str, forms.Form, Callable[[], str]]


def _people(request: HttpRequest, what: str) -> list[Person]:
    """Those ticked whose plan one may see; to set its day, write. The page that asks names whom it will reach."""
    ticked = [one for one in request.POST.getlist("person") if len(one) == 36]
    scope = AccessGrant.Scope.PLAN_WRITE if what == "review" else AccessGrant.Scope.PLAN
    visible = Person.objects.visible_to(request.user, scope)
    try:
        return list(visible.filter(public_id__in=ticked).order_by("name"))
    except ValueError:
        raise Http404 from None


def _review(request: HttpRequest, people: list[Person], data: Any) -> Deed:
    form = ReviewForm(data)

    def deed() -> str:
        n = reviews_set(people=people, day=form.cleaned_data["day"], by=request.user)
        return _("%(n)d명의 계획에 다시 살피는 날을 적음. 계획이 없는 사람 %(none)d명") % {
            "n": n,
            "none": len(people) - n,
        }

    return _("다시 살피는 날 정하기"), form, deed


def _write(request: HttpRequest, people: list[Person], data: Any) -> Deed:
    form = WriteForm(data)

    def deed() -> str:
        return _("%(n)d명에게 보냄") % {
            "n": people_write(people=people, text=form.cleaned_data["text"], by=request.user)
        }

    return _("글 보내기"), form, deed


def _hand_over(request: HttpRequest, people: list[Person], data: Any) -> Deed:
    if request.acting.side != "centre":
        raise Http404
    form = HandOverForm(data, colleagues=list(colleagues(request.acting.membership)))

    def deed() -> str:
        moved = assignments_hand_over(
            counsellor=request.user, organisation=request.acting.organisation, by=request.user, people=people,
            to=form.colleagues.get(form.cleaned_data["to"]),
        )  # fmt: skip
        return _("%(n)d명을 넘김") % {"n": moved}

    return _("넘기기"), form, deed


DEEDS = {"review": _review, "write": _write, "hand_over": _hand_over}


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """The first time it asks, with what was ticked; the second time (`sure`) it does."""
    what = request.POST.get("what", "")
    make = DEEDS.get(what)
    if make is None:
        raise Http404
    people = _people(request, what)
    if not people:
        messages.error(request, _("먼저 사람을 골라 주세요."))
        return redirect("portal:home")
    title, form, deed = make(request, people, request.POST if request.POST.get("sure") else None)
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, deed())
            return redirect("portal:home")
        except RuleBroken as exc:
            form.add_error(exc.field if exc.field in form.fields else None, str(exc))
    plans = Plan.objects.current().filter(person__in=people) if what == "review" else Plan.objects.none()
    context = {"form": form, "title": title, "people": people, "what": what, "back": reverse("portal:home")}
    context["days"] = dict(plans.values_list("person", "review_on"))
    return render(request, "welfare_centres/bulk.html", context, status=422 if form.is_bound else 200)
