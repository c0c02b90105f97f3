"""The ministry's programmes: made, changed, opened and closed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import side_required
from almp_programmes.forms.programmes import ProgrammeForm
from almp_programmes.models import Programme
from almp_programmes.services import programmes as services
from core.errors import RuleBroken


@side_required("ministry")
def programme_new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@side_required("ministry")
def programme_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _edit(request, _programme(request, public_id))


def _programme(request: HttpRequest, public_id: UUID) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.user), public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def _edit(request: HttpRequest, programme: Programme | None) -> HttpResponse:
    by: Any = request.user
    form = ProgrammeForm(request.POST or None, instance=programme)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        groups = given.pop("target_groups")
        row = services.programme_save(by=by, given=given, groups=groups, programme=programme)
        if programme is None:
            messages.success(request, _("프로그램을 만들었습니다. 이제 누가 참여할 수 있는지 적으세요."))
            return redirect("almp_programmes:rule_set_edit", row.public_id)
        messages.success(request, _("저장했습니다."))
        return redirect("almp_programmes:programme", row.public_id)
    context = {"form": form, "programme": programme}
    return render(request, "almp_programmes/programme_form.html", context, status=422 if form.errors else 200)


@require_POST
@side_required("ministry")
def programme_switch(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open it or close it."""
    row, by = _programme(request, public_id), request.user
    try:
        if request.POST.get("open") == "1":
            services.programme_open(programme_id=row.pk, by=by)  # type: ignore[arg-type]
            messages.success(request, _("열었습니다. 시작일부터 신청을 받습니다."))
        else:
            services.programme_close(programme_id=row.pk, by=by)  # type: ignore[arg-type]
            messages.success(request, _("닫았습니다. 새 신청을 받지 않습니다."))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("almp_programmes:programme", public_id)
