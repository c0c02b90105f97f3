"""Who may enter and has not: by group and region for the ministry, by name for the counsellor who can act on it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.decorators import side_required
from almp_programmes.models import Programme
from almp_programmes.selectors import take_up as selectors
from almp_programmes.selectors.catalogue import programmes, rule_set_of


@side_required("ministry")
@require_safe
def take_up(request: HttpRequest) -> HttpResponse:
    return render(request, "almp_programmes/take_up.html", {"rows": selectors.overview(timezone.localdate())})


@side_required("ministry")
@require_safe
def take_up_programme(request: HttpRequest, public_id: UUID) -> HttpResponse:
    today = timezone.localdate()
    programme = get_object_or_404(Programme.objects.visible_to(request.user), public_id=public_id)
    rule_set = rule_set_of(programme, today)
    groups, regions = selectors.by_group_and_region(rule_set, today) if rule_set else ([], [])
    context = {"programme": programme, "groups": groups, "regions": regions}
    return render(request, "almp_programmes/take_up_programme.html", context)


@side_required("centre")
@require_safe
def absent(request: HttpRequest) -> HttpResponse:
    """The counsellor's own people; opening one's programmes from here is in that person's log."""
    today = timezone.localdate()
    offered = programmes(today)
    asked = request.GET.get("programme", "")
    chosen = next((one for one in offered if one.code == asked), None)
    found = selectors.absent_people(request.user, today, chosen)
    context = {"found": found, "offered": offered, "chosen": chosen, "most": selectors.PEOPLE_SHOWN}
    return render(request, "almp_programmes/absent.html", context)
