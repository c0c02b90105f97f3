"""Certificates: issued once by rule, checked by anybody, taken back with a reason."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import damm

from almp_programmes.models import Certificate, CertificateTransition, Enrolment, Learner
from almp_programmes.policies.certificates import can_issue, can_revoke
from channels.services import queue
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from accounts.models import Person, User

TRIES = 5


@transaction.atomic
def certificate_issue(
    *, learner: Learner | None = None, enrolment: Enrolment | None = None, by: User | None = None
) -> Certificate:
    """For a finished course or a completed enrolment. Twice gives the same one; `by=None`: the rule itself."""
    if (learner is None) == (enrolment is None):
        raise ValueError("A certificate is of a learner or of an enrolment.")
    _refuse_unfinished(learner, enrolment)
    course = learner.course if learner else enrolment.run.course  # type: ignore[union-attr]
    if by is not None and not can_issue(by, course):
        raise PermissionDenied
    known = Certificate.objects.filter(learner=learner, enrolment=enrolment, state=Certificate.State.VALID).first()
    if known is not None:
        return known
    holder = _holder(learner, enrolment)
    certificate = _numbered(
        course=course, learner=learner, enrolment=enrolment,
        name=getattr(holder, "name", "") or getattr(holder, "display_name", ""),
        title_ko=course.title, title_en=course.title_en,
        issuer_ko=course.provider.name_ko, issuer_en=course.provider.name_en, hours=course.hours,
        issued_on=timezone.localdate(), issued_by=by,
    )  # fmt: skip
    CertificateTransition.objects.create(certificate=certificate, before="", after=Certificate.State.VALID, by=by)
    record("certificate.issued", actor=by, target=certificate)
    _tell(certificate, "certificate_issued")
    return certificate


@transaction.atomic
def certificate_revoke(*, certificate_id: int, by: User, reason: str) -> Certificate:
    """The provider or the ministry takes it back. Whoever checks it sees so from now on; the holder is told why."""
    certificate = Certificate.objects.select_for_update(of=("self",)).select_related("course").get(pk=certificate_id)
    if not can_revoke(by, certificate):
        raise PermissionDenied
    certificate.reason = reason.strip()
    if not certificate.reason:
        raise RuleBroken(_("취소하는 까닭을 적어 주세요. 본인에게 그대로 전해져요."), field="reason")
    certificate.move(Certificate.State.REVOKED, by=by, why=certificate.reason, save=["reason", "updated_at"])
    record("certificate.revoked", actor=by, target=certificate)
    _tell(certificate, "certificate_revoked")
    return certificate


def _refuse_unfinished(learner: Learner | None, enrolment: Enrolment | None) -> None:
    if learner is not None and learner.completed_at is None:
        raise RuleBroken(_("과정을 아직 마치지 않아 수료증을 낼 수 없어요."))
    if enrolment is not None and (enrolment.state != Enrolment.State.COMPLETED or enrolment.run_id is None):
        raise RuleBroken(_("수료한 과정에만 수료증을 낼 수 있어요."))


def _holder(learner: Learner | None, enrolment: Enrolment | None) -> Person | User | None:
    if learner is not None:
        return learner.user.person or learner.user
    return enrolment.person if enrolment is not None else None


def _numbered(**fields: object) -> Certificate:
    """With a number drawn by chance: nobody can guess the next one, and one mistyped digit does not check."""
    for _try in range(TRIES):
        digits = "".join(secrets.choice("0123456789") for _digit in range(11))
        number = digits + damm.calc_check_digit(digits)
        if not Certificate.objects.filter(number=number).exists():
            try:
                with transaction.atomic():
                    return Certificate.objects.create(number=number, **fields)
            except IntegrityError:
                if Certificate.objects.filter(number=number).exists():
                    continue
                raise
    raise RuntimeError("No free certificate number was drawn.")


def _tell(certificate: Certificate, template: str) -> None:
    holder = _holder(certificate.learner, certificate.enrolment)
    if holder is None:
        return
    queue(
        dedupe_key=f"{template}-{certificate.pk}",
        to=holder,
        template=template,
        context={
            "title": certificate.title_ko,
            "title_en": certificate.title_en or certificate.title_ko,
            "number": certificate.spoken,
            "why": certificate.reason,
            "link": reverse("almp_programmes:certificate", args=[certificate.public_id]),
        },
    )
