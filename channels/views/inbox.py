"""In-app inbox, and the staff page of messages whose fate is unknown."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import side_required
from channels import selectors, services
from channels.models import EasyText, Message
from channels.policies import can_settle
from core.errors import RuleBroken


def inbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(selectors.inbox(request.user), 20).get_page(request.GET.get("page"))
    return render(request, "channels/inbox.html", {"page": page})


def message(request: HttpRequest, public_id: str) -> HttpResponse:
    """One message; opening it marks it as seen."""
    found = get_object_or_404(Message.objects.visible_to(request.user), public_id=public_id)
    services.message_mark_read(message=found, by=request.user)
    easy = EasyText.objects.filter(key=f"message:{found.template}").first() if found.template else None
    return render(request, "channels/message.html", {"message": found, "easy": easy})


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    services.messages_mark_all_read(by=request.user)
    return redirect("channels:inbox")


@side_required("centre", "ministry")
def unsure(request: HttpRequest) -> HttpResponse:
    if not can_settle(request.user):
        raise PermissionDenied
    page = Paginator(selectors.to_settle(), 20).get_page(request.GET.get("page"))
    return render(request, "channels/unsure.html", {"page": page, "failed": selectors.failed()[:20]})


@require_POST
def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send again, or write down that it arrived, or that it is not wanted any more."""
    found = get_object_or_404(Message, public_id=public_id)
    deed = request.POST.get("deed", "")
    try:
        if deed == "resend":
            services.message_resend(message_id=found.pk, by=request.user)
            messages.success(request, _("다시 보냄"))
        elif deed in ("arrived", "drop"):
            services.message_settle(message_id=found.pk, by=request.user, arrived=deed == "arrived")
            messages.success(request, _("정리함"))
    except RuleBroken as exc:
        messages.error(request, str(exc))
    return redirect("channels:unsure")
