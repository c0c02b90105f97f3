"""The plan of somebody one helps: the same pages as the person's own, behind the right to see the plan."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import AccessGrant, Person, User
from accounts.services.people import access_note
from jobseekers.planning.reading import helpers_of, unique_helpers
from jobseekers.policies import can_plan
from jobseekers.views.plan_page import PlanPage
from welfare_centres.models import Case
from welfare_centres.selectors.conferences import helpers_of_case


def plan_page(user: User, person: Person) -> PlanPage:
    """For the plan's own pages, and for a case's page that includes `jobseekers/_plan.html`."""
    case = Case.objects.live().filter(person=person).first()

    def helpers() -> list:
        return unique_helpers([*(helpers_of_case(case) if case else ()), *helpers_of(person)])

    whole = Person.objects.visible_to(user, AccessGrant.Scope.FILE).filter(pk=person.pk).exists()
    back = reverse("portal:person", args=[person.public_id]) if whole else reverse("portal:home")
    return PlanPage(user, person, False, "welfare_centres", can_plan(user, person), helpers, back)


def staff_plan(request: HttpRequest, person: UUID | None) -> PlanPage:
    """Another's plan opens to whom a right on the plan opens it; each opening is logged with its purpose."""
    user: User = request.user
    found = get_object_or_404(Person.objects.visible_to(user, AccessGrant.Scope.PLAN), public_id=person)
    access_note(actor=user, organisation=request.acting.organisation, person=found, what="plan", purpose="shared_plan")
    return plan_page(user, found)
