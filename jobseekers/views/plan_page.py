"""Whose plan a page is about, and where its other pages stand: the person's own, or those of who helps them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from accounts.models import Person, User
from jobseekers.models import Plan
from jobseekers.planning.reading import current_plan, helpers_of
from jobseekers.planning.texts import NAMES, Helper


@dataclass(frozen=True, slots=True)
class PlanPage:
    user: User
    person: Person
    own: bool
    room: str  # whose URL names its pages have
    can_write: bool
    helpers: Callable[[], list[Helper]]
    back: str

    @property
    def shell(self) -> str:
        return "base.html" if self.own else "staff.html"

    @property
    def names(self) -> dict[str, Any]:
        """What the fields of a plan are called."""
        return NAMES

    def url(self, page: str, *args: object) -> str:
        return reverse(f"{self.room}:{page}", args=args if self.own else [self.person.public_id, *args])

    def plan(self) -> Plan:
        """The one that runs; its pages are no pages without."""
        found = current_plan(self.person)
        if found is None:
            raise Http404
        return found


Find = Callable[[HttpRequest, UUID | None], PlanPage]


def own_plan(request: HttpRequest, person: UUID | None) -> PlanPage:
    user: User = request.user  # type: ignore[assignment]
    if user.person is None:
        raise Http404
    own = user.person
    return PlanPage(user, own, True, "jobseekers", True, lambda: helpers_of(own), reverse("portal:home"))
