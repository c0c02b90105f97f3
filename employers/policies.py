"""Who may do what with firms and vacancies. Pure reads; services call them."""

from accounts.models import Membership, User
from accounts.policies import has_role
from employers.models import Claim, Employer, Vacancy
from employers.querysets import MODERATOR_ROLES


def is_member(user: User, employer: Employer | None) -> bool:
    """Someone who may act for the firm: its manager or a recruiter."""
    if employer is None:
        return False
    return has_role(
        user, Membership.Role.EMPLOYER_OWNER, Membership.Role.RECRUITER, organisation=employer.organisation
    )


def is_owner(user: User, employer: Employer) -> bool:
    return has_role(user, Membership.Role.EMPLOYER_OWNER, organisation=employer.organisation)


def can_moderate(user: User) -> bool:
    """Counsellors, centre managers and ministry administrators; not for a firm of their own."""
    return has_role(user, *MODERATOR_ROLES)


def can_edit(user: User, vacancy: Vacancy) -> bool:
    return vacancy.is_own and is_member(user, vacancy.employer)


def can_run(user: User, vacancy: Vacancy) -> bool:
    """Pause, resume, withdraw, close: also an outside posting the firm has taken over."""
    return is_member(user, vacancy.employer)


def can_decide_vacancy(user: User, vacancy: Vacancy) -> bool:
    return can_moderate(user) and not is_member(user, vacancy.employer)


def can_decide_claim(user: User, claim: Claim) -> bool:
    """Who joins a firm is its manager's word, or the staff's; who takes postings over is the staff's."""
    if claim.user_id == user.pk:
        return False
    if claim.kind == Claim.Kind.JOIN and is_owner(user, claim.employer):
        return True
    return can_moderate(user)
