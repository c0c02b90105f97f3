"""Acting on behalf, and the signals of use. Both stand after the middleware that knows who signed in and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.middleware import Acting, Handler
from accounts.models import Person, User
from channels.deeds import ALL, pages_of
from channels.models import AssistedSession, BehalfAct, Proxy, Signal
from channels.services.signals import signal_note
from core.events import marks

KEY = "behalf"
# Forms whose being opened and sent tells how hard a person finds them.
FORMS = frozenset(
    {
        "matching:apply", "almp_programmes:apply", "almp_programmes:tell", "jobseekers:register_step",
        "jobseekers:circumstances", "jobseekers:work_add", "almp_programmes:enrolment_documents",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Behalf:
    """For whom, by whom, under which authority, and which pages it opens."""

    person: Person
    by: User
    row: AssistedSession | Proxy
    pages: frozenset[str]

    @property
    def is_assisted(self) -> bool:
        return isinstance(self.row, AssistedSession)

    @property
    def marks(self) -> dict[str, Any]:
        name = "assisted" if self.is_assisted else "proxy"
        return {"on_behalf_of": self.person.pk, "by": self.by.pk, name: self.row.pk}


def behalf_of(request: HttpRequest) -> Behalf | None:
    """What the session says it is acting under, while it lasts: asked anew on every request."""
    kind, _sep, public_id = str(request.session.get(KEY, "")).partition(":")
    if not public_id or not request.user.is_authenticated:
        return None
    if kind == "assisted":
        session = AssistedSession.objects.running().filter(staff=request.user, public_id=public_id)
        found = session.select_related("person__user").first()
        pages = ALL
    else:
        proxies = Proxy.objects.running().filter(proxy=request.user, public_id=public_id)
        found = proxies.select_related("person__user").first()
        pages = pages_of(found.scopes) if found else ALL
    if found is None or found.person.merged_into_id is not None or found.person.erased_at is not None:
        del request.session[KEY]
        return None
    return Behalf(found.person, request.user, found, pages)


class BehalfMiddleware:
    """On the pages of the list the request is the person's; on every other it stays that of who signed in.

    The views know nothing of it: they see the person as the user, so that each page's own rule decides, and another's
    row is as absent as ever. What is recorded meanwhile carries the mark; each deed leaves a line for the person.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.behalf = behalf_of(request) if KEY in request.session else None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        behalf: Behalf | None = request.behalf  # type: ignore[attr-defined]
        name = request.resolver_match.view_name if request.resolver_match else ""
        if behalf is None or name not in behalf.pages:
            return None
        owner = getattr(behalf.person, "user", None)
        if owner is None:
            return None
        request.user = owner
        request.acting = Acting(owner, "person")  # type: ignore[attr-defined]
        with marks(behalf.marks):
            response = view(request, *args, **kwargs)
        if request.method == "POST":
            _line(behalf, name, response.status_code)
        return response


def _line(behalf: Behalf, name: str, status: int) -> None:
    under = {"session": behalf.row} if behalf.is_assisted else {"proxy": behalf.row}
    BehalfAct.objects.create(person=behalf.person, by=behalf.by, deed=name[:80], status=status, **under)


class SignalMiddleware:
    """A form opened and a form sent by the person themselves: two rows, of whoever did not switch it off."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match is None or match.view_name not in FORMS or not request.user.is_authenticated:
            return response
        acting, behalf = getattr(request, "acting", None), getattr(request, "behalf", None)
        if behalf is not None or acting is None or acting.side != "jobseeker" or not request.user.person_id:
            return response
        if request.method == "GET" and response.status_code == 200:
            signal_note(person_id=request.user.person_id, kind=Signal.Kind.OPENED, what=match.view_name)
        elif request.method == "POST" and response.status_code == 302:
            signal_note(person_id=request.user.person_id, kind=Signal.Kind.SENT, what=match.view_name)
        return response
