"""A certificate for its holder, for whoever checks it, and for who takes it back."""

import uuid

from allauth.core.internal.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.decorators import side_required
from almp_programmes.certificate_pdf import certificate_pdf, verify_address
from almp_programmes.forms.certificates import RevokeForm
from almp_programmes.models import Certificate
from almp_programmes.policies.certificates import can_revoke
from almp_programmes.selectors.certificates import certificate_of_number, revocable
from almp_programmes.services import certificates as services
from core.errors import RuleBroken

CHECKS = {"verify": "30/m/ip"}


@require_safe
def certificate(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Certificate.objects.visible_to(request.user), public_id=public_id)
    context = {"certificate": found, "address": verify_address(found)}
    return render(request, "almp_programmes/certificate.html", context)


@require_safe
def certificate_file(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Certificate.objects.visible_to(request.user), public_id=public_id)
    response = HttpResponse(certificate_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificate-{found.spoken}.pdf"'
    return response


@login_not_required
@require_safe
def certificate_verify(request: HttpRequest, number: str = "") -> HttpResponse:
    """Anybody with the number may ask. So many questions a minute and address that nobody can try them all."""
    typed = number or request.GET.get("number", "")
    if not typed:
        return render(request, "almp_programmes/certificate_verify.html", {"typed": "", "found": None})
    refused = consume_or_429(request, app="almp_programmes", action="verify", config=CHECKS, limit_get=True)
    if refused is not None:
        return refused
    found = certificate_of_number(typed)
    may_revoke = found is not None and request.user.is_authenticated and can_revoke(request.user, found)
    context = {"typed": typed, "found": found, "may_revoke": may_revoke}
    return render(request, "almp_programmes/certificate_verify.html", context)


@side_required("provider", "ministry")
def certificate_revoke(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(revocable(request.user), public_id=public_id)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.certificate_revoke(certificate_id=found.pk, by=request.user, **form.cleaned_data)
            messages.success(request, _("수료증을 취소했습니다."))
            return redirect("almp_programmes:certificate_number", found.spoken)
        except RuleBroken as exc:
            form.add_error(exc.field, str(exc))
    context, status = {"form": form, "certificate": found}, 422 if request.method == "POST" else 200
    return render(request, "almp_programmes/certificate_revoke.html", context, status=status)
