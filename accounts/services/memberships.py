from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.leaving import staff_leaves
from accounts.models import Assignment, Membership, Organisation, User
from accounts.policies import MANAGER_OF_KIND, can_manage_members
from accounts.services.assignments import assignments_hand_over
from core.errors import RuleBroken
from core.events import record


@transaction.atomic
def organisation_create(
    *, kind: str, name_ko: str, name_en: str = "", phone: str = "", address: str = "", owner: User | None = None
) -> Organisation:
    """A new organisation; its owner becomes its manager."""
    organisation = Organisation.objects.create(
        kind=kind, name_ko=name_ko, name_en=name_en, phone=phone, address=address
    )
    if owner is not None:
        membership_add(user=owner, organisation=organisation, role=MANAGER_OF_KIND[Organisation.Kind(kind)])
    record("organisation.created", actor=owner, target=organisation, kind=kind)
    return organisation


@transaction.atomic
def membership_add(*, user: User, organisation: Organisation, role: str, by: User | None = None) -> Membership:
    """`by=None`: the system itself (a registration, an accepted invitation)."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if by is not None and not can_manage_members(by, organisation):
        raise PermissionDenied
    if organisation.closed_at is not None:
        raise RuleBroken(_("문을 닫은 기관에는 사람을 더할 수 없어요."))
    if role not in Membership.ROLES_OF_KIND[Organisation.Kind(organisation.kind)]:
        raise RuleBroken(_("이 기관에 없는 역할이에요. 목록에서 골라 주세요."), field="role")
    membership, made = Membership.objects.get_or_create(user=user, organisation=organisation, role=role, until=None)
    if made:
        record("membership.added", actor=by, target=membership, role=role)
    return membership


@transaction.atomic
def membership_end(*, membership: Membership, by: User, hand_over_to: User | None = None) -> Membership:
    """Someone leaves, by themselves or by their manager. Their people go to a colleague, or by rule."""
    if by != membership.user and not can_manage_members(by, membership.organisation):
        raise PermissionDenied
    if _is_last_role(membership):
        staff_leaves(membership.user, membership.organisation, by)  # it locks people, who come before organisations
    organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    membership.refresh_from_db()
    if membership.until is not None:
        return membership
    _keep_a_manager(membership, organisation)
    if membership.role == Membership.Role.COUNSELLOR:
        assignments_hand_over(
            counsellor=membership.user, organisation=organisation, by=by, to=hand_over_to, why="left"
        )
    membership.until = timezone.now()
    membership.save(update_fields=["until"])
    record("membership.ended", actor=by, target=membership, role=membership.role)
    return membership


def _is_last_role(membership: Membership) -> bool:
    held = Membership.objects.current().filter(user=membership.user_id, organisation=membership.organisation_id)
    return membership.until is None and not held.exclude(pk=membership.pk).exists()


def _keep_a_manager(membership: Membership, organisation: Organisation) -> None:
    manager = MANAGER_OF_KIND[Organisation.Kind(organisation.kind)]
    if membership.role != manager:
        return
    others = Membership.objects.current().filter(organisation=organisation, role=manager).exclude(pk=membership.pk)
    if not others.exists():
        raise RuleBroken(_("마지막 관리자는 나갈 수 없어요. 먼저 다른 사람을 관리자로 초대해 주세요."))


def open_caseload(membership: Membership) -> int:
    return Assignment.objects.filter(
        counsellor=membership.user_id, organisation=membership.organisation_id, until=None
    ).count()
