"""A firm registers, is verified, and keeps its profile."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.services import organisation_create
from core.errors import RuleBroken
from core.events import record
from employers import business_number as numbers
from employers.models import Employer
from employers.policies import can_moderate, is_member, is_owner
from employers.services.telling import employer_tell
from employers.verifying import verifier

PROFILE = ("industry", "region", "headcount", "website", "intro")


class AlreadyRegistered(RuleBroken):
    """The number is here already: offer to join its people."""

    def __init__(self, employer: Employer) -> None:
        super().__init__(_("이미 등록한 기업이에요. 아래에서 담당자로 합류를 신청하세요."), field="business_number")
        self.employer = employer


@dataclass(frozen=True, slots=True)
class Registration:
    name_ko: str
    business_number: str
    name_en: str = ""
    phone: str = ""
    address: str = ""
    profile: dict[str, Any] | None = None


@transaction.atomic
def employer_register(*, by: User, firm: Registration) -> Employer:
    """A firm, its organisation, and `by` as its manager. A number known already raises `AlreadyRegistered`."""
    digits = numbers.clean(firm.business_number)
    if known := Employer.objects.select_related("organisation").filter(business_number=digits).first():
        raise AlreadyRegistered(known)
    organisation = organisation_create(
        kind=Organisation.Kind.EMPLOYER, name_ko=firm.name_ko.strip(), name_en=firm.name_en.strip(),
        phone=firm.phone, address=firm.address, owner=by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            employer: Employer = Employer.objects.create(
                organisation=organisation,
                business_number=digits,
                **{name: value for name, value in (firm.profile or {}).items() if name in PROFILE},
            )
    except IntegrityError:  # two people of one firm at the same moment
        known = Employer.objects.select_related("organisation").get(business_number=digits)
        raise AlreadyRegistered(known) from None
    record("employer.registered", actor=by, target=employer)
    if verifier()(digits, firm.name_ko):
        _mark_verified(employer, by=None)
    return employer


def _mark_verified(employer: Employer, *, by: User | None) -> None:
    employer.verified_at = timezone.now()
    employer.save(update_fields=["verified_at", "updated_at"])
    record("employer.verified", actor=by, target=employer)
    employer_tell(
        employer=employer, key=f"employer-verified-{employer.pk}", template="employer_verified",
        context={"name": employer.organisation.name_ko, "link": reverse("employers:vacancy_list")},
    )  # fmt: skip


def _locked(employer_id: int) -> Employer:
    found: Employer = (
        Employer.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=employer_id)
    )
    return found


@transaction.atomic
def employer_verify(*, employer_id: int, by: User) -> Employer:
    """A staff member has compared the certificate with the number."""
    employer = _locked(employer_id)
    if not can_moderate(by) or is_member(by, employer):
        raise PermissionDenied
    if employer.business_number is None:
        raise RuleBroken(_("사업자등록번호가 없는 외부 기업은 확인할 수 없습니다."))
    if employer.verified_at is None:
        _mark_verified(employer, by=by)
    return employer


@transaction.atomic
def employer_update(*, employer_id: int, by: User, organisation: dict[str, str], profile: dict[str, Any]) -> Employer:
    """Name and address on the organisation, the rest on the employer. A changed name must be verified again."""
    employer = _locked(employer_id)
    if not is_owner(by, employer):
        raise PermissionDenied
    body = employer.organisation
    renamed = organisation.get("name_ko", body.name_ko) != body.name_ko
    changed: list[str] = [name for name in ("name_ko", "name_en", "phone", "address") if name in organisation]
    for name in changed:
        setattr(body, name, organisation[name])
    body.save(update_fields=[*changed, "updated_at"])
    fields = [name for name in PROFILE if name in profile]
    for name in fields:
        setattr(employer, name, profile[name])
    if renamed:
        employer.verified_at = None
        fields.append("verified_at")
    employer.save(update_fields=[*fields, "updated_at"])
    record("employer.updated", actor=by, target=employer, renamed=renamed)
    return employer


@transaction.atomic
def employer_mark_arrears(*, employer_id: int, by: User, listed_on: dt.date | None) -> Employer:
    """The firm is on the public list of wage arrears since a day, or (None) no longer."""
    employer = _locked(employer_id)
    if not can_moderate(by) or is_member(by, employer):
        raise PermissionDenied
    if listed_on and listed_on > timezone.localdate():
        raise RuleBroken(_("명단에 공개된 날이 오늘보다 뒤입니다. 오늘이나 그 전 날을 적으세요."))
    employer.arrears_listed_on = listed_on
    employer.save(update_fields=["arrears_listed_on", "updated_at"])
    record("employer.arrears_marked", actor=by, target=employer, listed=listed_on is not None)
    return employer
