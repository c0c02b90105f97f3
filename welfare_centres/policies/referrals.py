"""Who may send, answer and follow a referral. Pure reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

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


def is_party(user: User, referral: Referral) -> bool:
    return can_follow(user, referral) or can_answer(user, referral)


def handover_hindrance(referral: Referral) -> str:
    """Why a meeting of the three cannot be made of it, with how to mend that; nothing where it can."""
    if not referral.warm or referral.to_organisation_id is None:
        return _("함께 만나기를 바란 의뢰이고 받는 곳이 이 사이트를 써야 해요. 아니면 전화로 시간을 정해 주세요.")
    if referral.state not in (*Referral.WAITING, Referral.State.ACCEPTED):
        return _("이미 돕기 시작했거나 끝난 의뢰예요. 담당자에게 예약을 잡아 주세요.")
    if "name" not in referral.told:
        return _("이름을 알리지 않은 의뢰예요. 거두고, 본인이 동의하면 이름을 알려 다시 보내 주세요.")
    if referral.handovers.holding().exists():
        return _("함께 만날 시간이 이미 잡혔어요. 그 예약을 열어 시간을 옮겨 주세요.")
    return ""


def can_keep_directory(user: User) -> bool:
    """Say that an entry still holds: whoever works with it."""
    return has_role(user, *RECEIVES, Membership.Role.MINISTRY_ADMIN)


def can_import_directory(user: User) -> bool:
    return has_role(user, Membership.Role.MINISTRY_ADMIN, Membership.Role.CENTRE_MANAGER)
