"""Providers and the ministry register the outside tools that their courses open."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from almp_programmes.forms.tools import ToolForm
from almp_programmes.lti.launching import DEPLOYMENT, address
from almp_programmes.models import Tool
from almp_programmes.services import tools as services
from core.errors import RuleBroken


@side_required("provider", "ministry")
def tools(request: HttpRequest) -> HttpResponse:
    form = ToolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.tool_register(by=request.user, organisation=request.acting.organisation, **form.cleaned_data)
            messages.success(request, _("학습 도구를 등록했습니다. 아래 값을 도구에 적으세요."))
            return redirect("almp_programmes:tools")
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
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
    return render(request, "almp_programmes/tools.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@side_required("provider", "ministry")
def tool_switch(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    tool = get_object_or_404(Tool.objects.visible_to(request.user), public_id=public_id)
    services.tool_switch(tool_id=tool.pk, by=request.user, on="on" in request.POST)
    messages.success(request, _("바꿨습니다."))
    return redirect("almp_programmes:tools")
