"""A counsellor's people: the list by queue, and one person's file, each opening logged."""

import uuid
from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.decorators import side_required
from accounts.models import AccessGrant, Person
from accounts.services.people import person_open
from portal.selectors import counsellor, files
from portal.selectors.counsellor import Client

PAGE = 30


def queue_strip(clients: list[Client], chosen: str) -> list[tuple[str, int, str, bool, bool]]:
    """The saved queues with counts, as the strip macro wants them."""
    address = reverse("portal:people")
    counts = Counter(need.code for client in clients for need in client.needs)
    strip = [(_("모두"), len(clients), address, chosen == "", False)]
    strip += [
        (label, counts[code], f"{address}?queue={code}", chosen == code, code == "offer")
        for code, label in counsellor.queues().items()
    ]
    return strip


@side_required("centre")
def people(request: HttpRequest) -> HttpResponse:
    clients = counsellor.clients(request.user, timezone.localdate())
    # A name is looked for by POST: it belongs in no address and no server log.
    queue, name = request.GET.get("queue", ""), request.POST.get("q", "").strip()
    found = [
        client
        for client in clients
        if (not queue or any(need.code == queue for need in client.needs)) and name in client.name
    ]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page": page, "needing": page.object_list, "q": name, "queues": queue_strip(clients, queue),
    }  # fmt: skip
    return render(request, "portal/people.html", context)


@side_required("centre")
def person(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    people = Person.objects.visible_to(
        request.user, AccessGrant.Scope.FILE
    )  # a right to the telephone is none to this
    someone = get_object_or_404(people, public_id=public_id)
    person_open(request=request, person=someone, what="file", purpose="counselling")
    today = timezone.localdate()
    needs = [one.needs for one in counsellor.clients(request.user, today) if one.public_id == public_id]
    return render(request, "portal/person.html", files.person_file(someone) | {"needs": needs[0] if needs else ()})
