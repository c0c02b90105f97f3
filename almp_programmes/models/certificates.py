"""What a person shows to prove that they finished: a number that anybody can check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from almp_programmes.models.courses import Course
from almp_programmes.models.enrolments import Enrolment
from almp_programmes.models.learning import Learner
from core.models import PublicId, StateMachine, TimeStamped, Transition, pick

if TYPE_CHECKING:
    from accounts.models import User


class CertificateQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> CertificateQuerySet:
        """One's own. Who issued it, or the ministry, reaches it by its number (`selectors.certificates.revocable`)."""
        mine = Q(learner__user=user)
        return self.filter(mine | Q(enrolment__person=user.person_id) if user.person_id else mine)


class Certificate(StateMachine, PublicId, TimeStamped):
    """Name and titles are as they were on the day: a certificate does not change with its course."""

    class State(models.TextChoices):
        VALID = "valid", _("유효함")
        REVOKED = "revoked", _("취소된 수료증")

    NEXT = {State.VALID: {State.REVOKED}}

    number = models.CharField(_("번호"), max_length=12, unique=True, help_text="11 digits and one that checks them")
    state = models.CharField(max_length=7, choices=State.choices, default=State.VALID)
    course = models.ForeignKey(Course, models.RESTRICT, related_name="certificates")
    learner = models.ForeignKey(Learner, models.SET_NULL, null=True, blank=True, related_name="certificates")
    enrolment = models.ForeignKey(Enrolment, models.SET_NULL, null=True, blank=True, related_name="certificates")
    name = models.CharField(_("이름"), max_length=100, blank=True, help_text="empty when the person was erased")
    title_ko = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    issuer_ko = models.CharField(max_length=200)
    issuer_en = models.CharField(max_length=200, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    issued_on = models.DateField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("취소한 까닭"), max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("수료증")
        verbose_name_plural = _("수료증")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="certificate_number_is_digits", condition=Q(number__regex=r"^[0-9]{12}$")),
            models.CheckConstraint(
                name="certificate_revoked_iff_reason",
                condition=Q(state="revoked") & ~Q(reason="") | Q(state="valid", reason=""),
            ),
            models.CheckConstraint(name="certificate_of_one_thing", condition=Q(learner=None) | Q(enrolment=None)),
            models.UniqueConstraint(
                name="certificate_one_valid_a_learner", fields=["learner"], condition=Q(state="valid")
            ),
            models.UniqueConstraint(
                name="certificate_one_valid_an_enrolment", fields=["enrolment"], condition=Q(state="valid")
            ),
        ]

    def __str__(self) -> str:
        return self.spoken

    @property
    def spoken(self) -> str:
        """1234-5678-9012: three groups that can be read out on the phone."""
        return "-".join(self.number[at : at + 4] for at in (0, 4, 8))

    @property
    def title(self) -> str:
        return pick(self.title_ko, self.title_en)

    @property
    def issuer(self) -> str:
        return pick(self.issuer_ko, self.issuer_en)


class CertificateTransition(Transition):
    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="transitions")
