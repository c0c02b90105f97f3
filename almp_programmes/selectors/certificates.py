"""Finding a certificate: by its number for anybody, and for those who may take it back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum import damm

from accounts.models import Membership
from almp_programmes.models import Certificate
from almp_programmes.models.certificates import CertificateQuerySet
from almp_programmes.models.courses import own_organisations

if TYPE_CHECKING:
    from accounts.models import User


def certificate_of_number(typed: str) -> Certificate | None:
    """However it was typed: with or without lines and spaces. A slip of one digit asks the database nothing."""
    digits = re.sub(r"[\s\-‐–—.]", "", typed)
    if not re.fullmatch(r"[0-9]{12}", digits) or not damm.is_valid(digits):
        return None
    return Certificate.objects.select_related("course").filter(number=digits).first()


def revocable(user: User) -> CertificateQuerySet:
    """What the user may take back: all for the ministry, else what one's provider issued."""
    if Membership.objects.current().filter(user=user, role__in=Membership.MINISTRY_ROLES).exists():
        return Certificate.objects.all()
    return Certificate.objects.filter(course__provider__in=own_organisations(user))
