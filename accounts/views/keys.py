"""One's API key, and staying signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from rest_framework.authtoken.models import Token

from accounts import services
from accounts.policies import can_hold_api_key
from core.errors import RuleBroken


def api_key(request: HttpRequest) -> HttpResponse:
    """Make a key (shown in this answer only) or end it."""
    made, refused = "", ""
    if request.method == "POST" and request.POST.get("end"):
        services.token_revoke(user=request.user)
        return redirect("accounts:api_key")
    if request.method == "POST":
        try:
            made = services.token_issue(user=request.user)
        except RuleBroken as exc:
            refused = str(exc)
    context = {
        "made": made,
        "refused": refused,
        "token": Token.objects.filter(user=request.user).first(),
        "may": can_hold_api_key(request.user),
    }
    return render(request, "accounts/api_key.html", context, status=422 if refused else 200)


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """The session begins anew: asked for by the warning five minutes before its end."""
    request.session.modified = True
    return HttpResponse(status=204)
