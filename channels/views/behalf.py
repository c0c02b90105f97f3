"""Beginning and ending to act on behalf. These pages are always those of whoever signed in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from accounts.models import Person
from channels.forms import AssistedForm
from channels.middleware import KEY
from channels.models import Proxy
from channels.services.assisted import assisted_begin, assisted_end, assisted_prolong
from core.errors import RuleBroken


@side_required("centre")
@require_POST
def begin(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), public_id=public_id)
    form = AssistedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("무엇으로 맡았고 무엇을 하는지 적어 주세요."))
        return redirect("channels:person", person.public_id)
    try:
        row = assisted_begin(
            person=person, by=request.user, organisation=request.acting.organisation, **form.cleaned_data
        )
    except RuleBroken as exc:
        messages.error(request, str(exc))
        return redirect("channels:person", person.public_id)
    request.session[KEY] = f"assisted:{row.public_id}"
    return redirect("portal:home")


@require_POST
def take_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A proxy begins to act for the person."""
    row = get_object_or_404(Proxy.objects.running().filter(proxy=request.user), public_id=public_id)
    request.session[KEY] = f"proxy:{row.public_id}"
    return redirect("portal:home")


@require_POST
def prolong(request: HttpRequest) -> HttpResponse:
    behalf = request.behalf
    if behalf is not None and behalf.is_assisted:
        try:
            assisted_prolong(session_id=behalf.row.pk, by=request.user)
            messages.success(request, _("30분 더 늘렸습니다."))
        except RuleBroken as exc:
            messages.error(request, str(exc))
    return redirect("portal:home")


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Back to oneself."""
    behalf = request.behalf
    request.session.pop(KEY, None)
    if behalf is None:
        return redirect("portal:home")
    if not behalf.is_assisted:
        messages.success(request, _("내 화면으로 돌아왔어요."))
        return redirect("channels:proxies")
    assisted_end(session_id=behalf.row.pk, by=request.user)
    messages.success(request, _("대신하기를 끝냈습니다. 한 일은 본인의 기록에 남았습니다."))
    return redirect("channels:person", behalf.person.public_id)
