import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Invitation, Membership, Organisation, User
from accounts.policies import can_manage_members
from accounts.services.memberships import membership_add
from core.errors import RuleBroken
from core.events import record

DAYS = 14


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invitation_send(*, organisation: Organisation, role: str, email: str, by: User) -> Invitation:
    """Write an invitation and mail its link. Only a digest of the link is kept. A newer one replaces an older."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not can_manage_members(by, organisation):
        raise PermissionDenied
    if role not in Membership.ROLES_OF_KIND[Organisation.Kind(organisation.kind)]:
        raise RuleBroken(_("이 기관에 없는 역할이에요. 목록에서 골라 주세요."), field="role")
    email = email.strip().lower()
    Invitation.objects.filter(organisation=organisation, role=role, email=email, accepted_at=None).delete()
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation, role=role, email=email, token_digest=_digest(token), invited_by=by,
        expires_at=timezone.now() + timedelta(days=DAYS),
    )  # fmt: skip
    _mail(invitation, token)
    record("invitation.sent", actor=by, target=invitation, role=role)
    return invitation


def _mail(invitation: Invitation, token: str) -> None:
    link = settings.SITE_ORIGIN + reverse("accounts:invitation", args=[token])
    words = {
        "site": settings.SITE_NAME, "name": invitation.organisation.label, "role": invitation.get_role_display(),
        "days": DAYS, "link": link,
    }  # fmt: skip
    send_mail(
        _("%(name)s에서 초대했어요") % words,
        _(
            "%(site)s에서 %(name)s의 %(role)s 역할로 함께 일하도록 초대받았어요.\n"
            "%(days)s일 안에 아래 주소를 열어 주세요.\n\n%(link)s"
        )
        % words,
        settings.DEFAULT_FROM_EMAIL,
        [invitation.email],
    )


def invitation_find(token: str) -> Invitation | None:
    found: Invitation | None = (
        Invitation.objects.select_related("organisation", "invited_by").filter(token_digest=_digest(token)).first()
    )
    return found


@transaction.atomic
def invitation_accept(*, token: str, user: User) -> Membership:
    """Taken up once, by the first signed-in reader of the link."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(token_digest=_digest(token))
        .first()
    )
    if invitation is None:
        raise RuleBroken(_("초대를 찾을 수 없어요. 초대한 사람에게 다시 보내 달라고 해 주세요."))
    if invitation.accepted_at is not None:
        raise RuleBroken(_("이미 받아들인 초대예요. 초대는 한 번만 쓸 수 있어요."))
    if invitation.expires_at <= timezone.now():
        raise RuleBroken(_("기간이 지난 초대예요. 초대한 사람에게 다시 보내 달라고 해 주세요."))
    membership = membership_add(user=user, organisation=invitation.organisation, role=invitation.role)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by", "updated_at"])
    record("invitation.accepted", actor=user, target=invitation)
    return membership


@transaction.atomic
def invitation_withdraw(*, invitation: Invitation, by: User) -> None:
    if not can_manage_members(by, invitation.organisation):
        raise PermissionDenied
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at is not None:
        raise RuleBroken(_("이미 받아들인 초대예요."))
    record("invitation.withdrawn", actor=by, target=locked)
    locked.delete()
