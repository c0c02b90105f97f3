"""Providers and the ministry connect outside systems: tools that a course opens, senders of what was learnt."""

import uuid
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from almp_programmes.forms.tools import ActivityProviderForm, ToolForm
from almp_programmes.lti.launching import DEPLOYMENT, address
from almp_programmes.models import ActivityProvider, Tool
from almp_programmes.services import statements
from almp_programmes.services import tools as services
from almp_programmes.views.forms import taken


@side_required("provider", "ministry")
def tools(request: HttpRequest) -> HttpResponse:
    form = ToolForm(request.POST or None)
    if taken(request, form, partial(services.tool_register, organisation=request.acting.organisation)):
        messages.success(request, _("학습 도구를 등록했습니다. 아래 값을 도구에 적으세요."))
        return redirect("almp_programmes:tools")
    ours = [
        (_("발급자(issuer)"), settings.SITE_ORIGIN),
        (_("인증 주소"), address("lti_authorize")),
        (_("토큰 주소"), address("lti_token")),
        (_("우리 공개 열쇠 주소"), address("lti_keys")),
        (_("배포 번호(deployment)"), DEPLOYMENT),
    ]
    context = {
        "form": form,
        "ours": ours,
        "tools": Tool.objects.visible_to(request.user).select_related("organisation"),
    }
    return render(request, "almp_programmes/tools.html", context, status=422 if form.errors else 200)


@require_POST
@side_required("provider", "ministry")
def tool_switch(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    tool = get_object_or_404(Tool.objects.visible_to(request.user), public_id=public_id)
    services.tool_switch(tool_id=tool.pk, by=request.user, on="on" in request.POST)
    messages.success(request, _("바꿨습니다."))
    return redirect("almp_programmes:tools")


@never_cache  # the secret is shown once
@side_required("provider", "ministry")
def activity_providers(request: HttpRequest) -> HttpResponse:
    form, made, secret = ActivityProviderForm(request.POST or None), None, ""
    if request.method == "POST" and form.is_valid():
        made, secret = statements.activity_provider_register(
            by=request.user, organisation=request.acting.organisation, name=form.cleaned_data["name"]
        )
        form = ActivityProviderForm()
    providers = ActivityProvider.objects.visible_to(request.user).annotate(sent=Count("statements"))
    context = {
        "form": form, "made": made, "secret": secret, "providers": providers.order_by("name"),
        "address": settings.SITE_ORIGIN + reverse("xapi:statements").removesuffix("statements"),
    }  # fmt: skip
    return render(request, "almp_programmes/activity_providers.html", context, status=422 if form.errors else 200)


@require_POST
@side_required("provider", "ministry")
def activity_provider_switch(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    provider = get_object_or_404(ActivityProvider.objects.visible_to(request.user), public_id=public_id)
    statements.activity_provider_switch(activity_provider_id=provider.pk, by=request.user, on="on" in request.POST)
    messages.success(request, _("바꿨습니다."))
    return redirect("almp_programmes:activity_providers")
