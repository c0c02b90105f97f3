"""The language switch at the foot of every page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as remember

from accounts.models import Person, User


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """A cookie for the pages; for someone signed in, also the language their messages are written in."""
    response = remember(request)
    wanted = request.POST.get("language")
    if request.user.is_authenticated and wanted in Person.Language.values:
        User.objects.filter(pk=request.user.pk).update(language=wanted)
    return response
