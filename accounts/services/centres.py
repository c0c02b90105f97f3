"""How a new installation gets its first administrator, and an administrator its centres."""

from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, Organisation, ServiceArea, User
from accounts.policies import has_role
from accounts.services.memberships import membership_add, organisation_create
from core.errors import RuleBroken
from core.events import record

MINISTRY = ("고용노동부", "Ministry of Employment and Labor")


@transaction.atomic
def administrator_appoint(*, email: str) -> Membership:
    """By whoever has the machine: someone who has signed up and shown the address to be theirs."""
    address = EmailAddress.objects.filter(email__iexact=email.strip(), verified=True, user__is_active=True).first()
    if address is None:
        words = _("%(email)s 주소로 가입하고 이메일을 확인한 사람이 없습니다. 먼저 사이트에서 가입하세요.")
        raise RuleBroken(words % {"email": email})
    ministry = Organisation.objects.filter(kind=Organisation.Kind.MINISTRY, closed_at=None).order_by("pk").first()
    if ministry is None:
        ministry = organisation_create(kind=Organisation.Kind.MINISTRY, name_ko=MINISTRY[0], name_en=MINISTRY[1])
    return membership_add(user=address.user, organisation=ministry, role=Membership.Role.MINISTRY_ADMIN)


@transaction.atomic
def centre_open(
    *, by: User, name_ko: str, areas: Sequence[str], name_en: str = "", phone: str = "", address: str = ""
) -> Organisation:
    """A new centre with the regions it serves (code prefixes). Its first manager is then invited."""
    if not has_role(by, Membership.Role.MINISTRY_ADMIN):
        raise PermissionDenied
    kind = Organisation.Kind.CENTRE
    if Organisation.objects.filter(kind=kind, name_ko=name_ko, closed_at=None).exists():
        raise RuleBroken(_("같은 이름의 센터가 이미 있음"), field="name_ko")
    centre = organisation_create(kind=kind, name_ko=name_ko, name_en=name_en, phone=phone, address=address)
    ServiceArea.objects.bulk_create(ServiceArea(organisation=centre, region_prefix=area) for area in areas)
    record("centre.opened", actor=by, target=centre)
    return centre
