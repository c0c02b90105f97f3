"""Whose profile a page is about: one's own, or that of a person a counsellor helps. The pages are the same."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import Person, User
from accounts.services import person_open
from jobseekers.models import Jobseeker
from jobseekers.selectors import Profile, jobseeker_of, people_for_staff, profile_read


@dataclass(frozen=True, slots=True)
class Subject:
    user: User
    person: Person | None  # none: a user who has not yet told who they are
    own: bool

    @property
    def shell(self) -> str:
        return "base.html" if self.own else "staff.html"

    def url(self, page: str, *args: object) -> str:
        """The address of the same page about the same person."""
        if self.own:
            return reverse(f"jobseekers:{page}", args=args)
        assert self.person is not None
        return reverse(f"jobseekers:{page}_for", args=[self.person.public_id, *args])

    @property
    def home(self) -> str:
        """One's own first page; the person's file for a counsellor."""
        return (
            reverse("portal:home")
            if self.own or not self.person
            else reverse("portal:person", args=[self.person.public_id])
        )

    @property
    def title_name(self) -> str:
        return "" if self.own or self.person is None else self.person.name

    def rows(self) -> Any:
        return Jobseeker.objects.filter(person=self.person)


def subject_of(request: HttpRequest, person: UUID | None, what: str = "profile") -> Subject:
    """Another's file opens through `person_open`, which logs it; one's own just opens."""
    user: User = request.user  # type: ignore[assignment]
    if person is None:
        return Subject(user, user.person, own=True)
    found = get_object_or_404(people_for_staff(user), public_id=person)
    person_open(request=request, person=found, what=what, purpose="counselling")
    return Subject(user, found, own=False)


class NotRegistered(Exception):
    """Raised where a page needs a jobseeker and there is none yet."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject


def jobseeker_for(subject: Subject) -> Jobseeker:
    found = jobseeker_of(subject.person.pk) if subject.person else None
    if found is None:
        raise NotRegistered(subject)
    return found


def profile_for(subject: Subject) -> Profile:
    found = profile_read(subject.rows()) if subject.person else None
    if found is None:
        raise NotRegistered(subject)
    return found


def page(request: HttpRequest, subject: Subject, template: str, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, f"jobseekers/{template}.html", {"subject": subject, **context}, status=status)


def to_registration(exc: NotRegistered) -> HttpResponse:
    return redirect(exc.subject.url("register"))


def registered_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page about a jobseeker sends one who is none yet to the registration."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotRegistered as exc:
            return to_registration(exc)

    return inner
