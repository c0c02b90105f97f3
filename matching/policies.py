"""Who may do what with an application. Predicates only; the words of a refusal are the service's."""

import datetime as dt
from typing import TYPE_CHECKING

from accounts.models import Assignment, Membership
from employers.models import Vacancy
from jobseekers.models import HiddenFrom, Jobseeker
from matching.models import Application, Placement

if TYPE_CHECKING:
    from accounts.models import User

HIRING_ROLES = (Membership.Role.EMPLOYER_OWNER, Membership.Role.RECRUITER)


def is_applicant(user: "User", application: Application) -> bool:
    return user.person_id is not None and application.jobseeker.person_id == user.person_id


def acts_for_employer(user: "User", application: Application) -> bool:
    employer = application.vacancy.employer
    return (
        employer is not None
        and Membership.objects.current()
        .filter(user=user, organisation_id=employer.organisation_id, role__in=HIRING_ROLES)
        .exists()
    )


def hides_from(jobseeker: Jobseeker, vacancy: Vacancy) -> bool:
    return (
        vacancy.employer is not None
        and HiddenFrom.objects.filter(jobseeker=jobseeker, organisation_id=vacancy.employer.organisation_id).exists()
    )


def can_apply_to(vacancy: Vacancy, on: dt.date) -> bool:
    return vacancy.is_own and vacancy.is_open(on)


def can_offer(application: Application) -> bool:
    return application.can_move(Application.State.OFFERED)


def can_reject(application: Application) -> bool:
    """An offer made is a promise of work: the employer cannot take it back here."""
    return application.is_employers_turn


def can_end_placement(user: "User", placement: Placement) -> bool:
    """Whoever looks after the person now."""
    return Assignment.objects.filter(person=placement.person_id, counsellor=user, until=None).exists()


def can_talk(application: Application) -> bool:
    return application.is_live or application.state == Application.State.ACCEPTED
