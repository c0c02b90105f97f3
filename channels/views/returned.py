"""A letter came back: staff find it by the name on the envelope and say why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import side_required
from channels import services
from channels.forms import ReturnedForm
from channels.selectors.letters import letters_posted_by
from core.errors import RuleBroken

MOST = 20


@side_required("centre")
@require_http_methods(["GET", "HEAD", "POST"])
def letters_returned(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("q", "").strip()
    found = list(letters_posted_by(request.acting.organisation, name)[:MOST]) if name else []
    form = ReturnedForm(request.POST or None, letters=found)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        letter = next(one for one in found if str(one.public_id) == said["letter"])
        try:
            services.letter_returned(message_id=letter.pk, by=request.user, reason=said["reason"], words=said["words"])
            messages.success(request, _("되돌아왔다고 적었습니다. 전화할 일이 부탁 목록에 생겼습니다."))
            return redirect("channels:letters_returned")
        except RuleBroken as exc:
            form.add_error(exc.field if exc.field in form.fields else None, str(exc))
    context = {"form": form, "name": name, "found": found}
    return render(request, "channels/letters_returned.html", context, status=422 if form.is_bound else 200)
