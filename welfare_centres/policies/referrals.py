"""Who may send, answer and follow a referral. Pure reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Assignment, Membership, Organisation
from accounts.policies import has_role
from welfare_centres.models import Case, CaseMember, Referral
from welfare_centres.models.referrals import RECEIVES

if TYPE_CHECKING:
    from accounts.models import Person, User


def sends_for(user: User, person: Person, case: Case | None = None) -> Organisation | None:
    """The body for which the user may send this person on: by the case they work on, or as their counsellor."""
    if case is not None:
        members = CaseMember.objects.current().filter(case=case, user=user).exclude(role=CaseMember.Role.CONSULTED)
        member = members.select_related("organisation").first()
        return member.organisation if member and case.state != Case.State.CLOSED else None
    own = Assignment.objects.filter(person=person, counsellor=user, until=None).select_related("organisation").first()
    return own.organisation if own else None


def can_answer(user: User, referral: Referral) -> bool:
    """Whoever receives for the body it went to."""
    if referral.to_organisation is None:
        return False
    return has_role(user, *RECEIVES, organisation=referral.to_organisation)


def can_follow(user: User, referral: Referral) -> bool:
    """The sending side: takes it back, and writes down what a body without an account says."""
    return Referral.objects.sent_by(user).filter(pk=referral.pk).exists()


def can_take_steps(user: User, referral: Referral) -> bool:
    return can_follow(user, referral) if referral.is_outside else can_answer(user, referral)


def can_keep_directory(user: User) -> bool:
    """Say that an entry still holds: whoever works with it."""
    return has_role(user, *RECEIVES, Membership.Role.MINISTRY_ADMIN)


def can_import_directory(user: User) -> bool:
    return has_role(user, Membership.Role.MINISTRY_ADMIN, Membership.Role.CENTRE_MANAGER)
