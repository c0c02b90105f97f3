"""Staff: registering people, doubles, answers to rights requests."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import selectors, services
from accounts.decorators import side_required
from accounts.forms.staff import AnswerForm, PersonForm
from accounts.models import Membership, Person, PersonMerge, RightsRequest
from accounts.policies import can_answer_rights
from accounts.views.posted import posted_id
from core.errors import RuleBroken

MANAGERS = (Membership.Role.CENTRE_MANAGER, Membership.Role.MINISTRY_ADMIN)
ALIKE = gettext_lazy("같은 이름과 생년월일이나 같은 번호의 사람이 이미 있음. 다른 사람이면 표시하고 다시 등록")


@side_required("centre")
def person_register(request: HttpRequest) -> HttpResponse:
    """Someone at the counter, with or without e-mail and phone; looked after by whoever registers them."""
    form = PersonForm(request.POST or None, initial={"language": "ko"})
    alike = False
    if request.method == "POST" and form.is_valid():
        data = {key: form.cleaned_data[key] for key in ("name", "birth_date", "sex", "language", "phone", "email")}
        alike = not form.cleaned_data["alike"] and selectors.looks_registered(
            name=data["name"], birth_date=data["birth_date"], phone=data["phone"]
        )
        if alike:
            form.add_error("alike", ALIKE)
        else:
            try:
                centre = request.acting.organisation
                person = services.person_register_at_centre(by=request.user, centre=centre, **data)
                messages.success(request, _("%(name)s 님을 등록함") % {"name": person.name})
                return redirect("portal:person", public_id=person.public_id)
            except RuleBroken as exc:
                form.add_error(exc.field, str(exc))
    context = {"form": form, "alike": alike or bool(form.errors.get("alike"))}
    return render(request, "accounts/person_register.html", context, status=422 if form.is_bound else 200)


@side_required("centre", "ministry")
def duplicates(request: HttpRequest) -> HttpResponse:
    if request.acting.role not in MANAGERS:
        raise PermissionDenied
    context = {
        "pairs": selectors.duplicates(request.acting.organisation),
        "merges": selectors.recent_merges(request.acting.membership),
    }
    return render(request, "accounts/duplicates.html", context)


@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    people = Person.objects.live()
    kept = get_object_or_404(people, public_id=posted_id(request, "kept"))
    merged = get_object_or_404(people, public_id=posted_id(request, "merged"))
    try:
        made = services.person_merge(kept=kept, merged=merged, by=request.user)
        left = sum(len(pks) for pks in made.moved.get("left", {}).values())
        messages.success(request, _("두 기록을 합침. 옮기지 못하고 남은 것 %(left)d건") % {"left": left})
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("accounts:duplicates")


@require_POST
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        services.merge_undo(merge=get_object_or_404(PersonMerge, pk=pk), by=request.user)
        messages.success(request, _("합치기를 되돌림"))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("accounts:duplicates")


@side_required("centre", "ministry")
def rights_list(request: HttpRequest) -> HttpResponse:
    membership = request.acting.membership
    if membership.role not in MANAGERS:
        raise PermissionDenied
    page = Paginator(selectors.rights_to_answer(membership), 20).get_page(request.GET.get("page"))
    return render(request, "accounts/rights_list.html", {"page": page})


@side_required("centre", "ministry")
def rights_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    asked = get_object_or_404(RightsRequest.objects.select_related("person"), public_id=public_id)
    if not can_answer_rights(request.user, asked.person):
        raise PermissionDenied
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.rights_request_answer(request_id=asked.pk, by=request.user, **form.cleaned_data)
            messages.success(request, _("답을 보냄"))
            return redirect("accounts:rights_list")
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
    else:
        organisation = request.acting.organisation
        services.access_note(
            actor=request.user, organisation=organisation, person=asked.person, what="rights_request",
            purpose="rights",
        )  # fmt: skip
    context = {"form": form, "asked": asked}
    return render(request, "accounts/rights_answer.html", context, status=422 if form.is_bound else 200)
