"""Which programmes one may enter: for oneself, and for a person one counsels (each opening is in their log)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Consent
from accounts.services import has_consent
from almp_programmes.models import Programme
from almp_programmes.selectors.catalogue import next_run_near
from almp_programmes.selectors.eligibility import standing_of, standings
from almp_programmes.views.telling import keep_told, questions_of
from core.errors import RuleBroken
from jobseekers.forms.circumstances import CircumstancesForm
from jobseekers.views.subject import Subject, jobseeker_for, subject_of


def _address(subject: Subject, name: str, *args: object) -> str:
    if subject.own:
        return reverse(f"almp_programmes:{name}", args=args)
    assert subject.person is not None
    return reverse(f"almp_programmes:{name}_for", args=[subject.person.public_id, *args])


@require_safe
def mine(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    subject = subject_of(request, person, what="programmes")
    jobseeker = jobseeker_for(subject)
    today = timezone.localdate()
    found = standings(jobseeker.person_id, today)
    runs = next_run_near([one.programme.pk for one in found if one.state == "yes"], jobseeker.region, today)
    cards = [
        {"standing": one, "form": questions_of(one), "tell": _address(subject, "tell", one.programme.public_id),
         "run": runs.get(one.programme.pk)}
        for one in found
    ]  # fmt: skip
    groups = {state: [one for one in cards if one["standing"].state == state] for state in ("yes", "unknown", "no")}
    context = {
        "subject": subject, "groups": groups, "told": request.GET.get("told", ""),
        "agreed": has_consent(jobseeker.person, Consent.Purpose.SENSITIVE),
        "circumstances": subject.url("circumstances"),
    }  # fmt: skip
    return render(request, "almp_programmes/mine.html", context)


@require_POST
def tell(request: HttpRequest, public_id: UUID, person: UUID | None = None) -> HttpResponse:
    """What was missing, told on the card: the same page again, worked out anew."""
    subject = subject_of(request, person, what="programmes")
    jobseeker = jobseeker_for(subject)
    programme = get_object_or_404(Programme.objects.visible_to(request.user), public_id=public_id)
    standing = standing_of(jobseeker.person_id, programme, timezone.localdate())
    form = CircumstancesForm(request.POST, only=standing.asks if standing else [])
    if form.is_valid():
        try:
            keep_told(form, jobseeker, by=subject.user, own=subject.own)
            messages.success(request, _("알려 주신 내용으로 다시 살펴봤어요."))
        except RuleBroken as exc:
            messages.error(request, str(exc))
    else:
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
    return redirect(f"{_address(subject, 'mine')}?told={programme.code}#p-{programme.code}")
