"""Acting on behalf of a person: staff beside them or on the phone, a family member or guardian with limits."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Person
from channels.deeds import SCOPES, deed_label
from core.models import PublicId, TimeStamped

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = dt.timedelta(hours=2)


class AssistedSessionQuerySet(models.QuerySet[Any]):
    def running(self) -> AssistedSessionQuerySet:
        now = timezone.now()
        return self.filter(since__lte=now, until__gt=now, ended_at=None)


class AssistedSession(PublicId):
    """Staff does for the person what the person asks, for two hours at most. It ends by itself."""

    class Authority(models.TextChoices):
        SPOKEN = "spoken", _("말로 부탁함")
        PAPER = "paper", _("위임장")
        LAW = "law", _("법령")

    class Place(models.TextChoices):
        BESIDE = "beside", _("옆에 함께 있음")
        PHONE = "phone", _("전화로 함께함")

    person = models.ForeignKey(Person, models.CASCADE, related_name="assisted_sessions")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="assisted_sessions")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="+")
    authority = models.CharField(_("무엇으로 맡았나요"), max_length=6, choices=Authority.choices)
    place = models.CharField(_("어떻게 함께하나요"), max_length=6, choices=Place.choices)
    purpose = models.CharField(_("무엇을 하나요"), max_length=200)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AssistedSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                name="assisted_short", condition=Q(until__gt=F("since"), until__lte=F("since") + LONGEST)
            ),
            models.UniqueConstraint(name="assisted_one_a_staff", fields=["staff"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} for {self.person_id}"


class ProxyQuerySet(models.QuerySet[Any]):
    def running(self, on: dt.date | None = None) -> ProxyQuerySet:
        day = on or timezone.localdate()
        return self.filter(state=Proxy.State.APPROVED, since__lte=day, until__gte=day)

    def visible_to(self, user: User) -> ProxyQuerySet:
        """The two it is between."""
        mine = Q(proxy=user) | Q(person=user.person_id) if user.person_id else Q(proxy=user)
        return self.filter(mine)


class Proxy(PublicId, TimeStamped):
    """A family member or guardian acts for the person, only in what is named, only until a day; staff approve it."""

    class Relation(models.TextChoices):
        FAMILY = "family", _("가족")
        GUARDIAN = "guardian", _("후견인")
        HELPER = "helper", _("활동 지원사")

    class State(models.TextChoices):
        ASKED = "asked", _("확인 기다림")
        APPROVED = "approved", _("맡김")
        REFUSED = "refused", _("받아들이지 않음")
        ENDED = "ended", _("끝남")

    person = models.ForeignKey(Person, models.CASCADE, related_name="proxies")
    proxy = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="proxy_for")
    relation = models.CharField(_("관계"), max_length=8, choices=Relation.choices)
    scopes = ArrayField(models.CharField(max_length=12), verbose_name=_("맡기는 일"))
    since = models.DateField()
    until = models.DateField(_("언제까지"))
    proof = models.CharField(_("확인한 서류"), max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ProxyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="proxy_once", fields=["person", "proxy"], condition=Q(state__in=("asked", "approved"))
            ),
            models.CheckConstraint(
                name="proxy_a_year_at_most",
                condition=Q(until__gte=F("since"), until__lte=F("since") + dt.timedelta(days=366)),
            ),
            models.CheckConstraint(name="proxy_of_something", condition=~Q(scopes=[])),
            models.CheckConstraint(
                name="proxy_approved_with_proof",
                condition=~Q(state="approved") | Q(approved_by__isnull=False) & ~Q(proof=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proxy_id} for {self.person_id}"

    @property
    def scope_labels(self) -> list[str]:
        return [str(SCOPES.get(one, one)) for one in self.scopes]


class BehalfAct(models.Model):
    """Append-only: one deed done for a person, shown to the person. Written by the middleware."""

    session = models.ForeignKey(AssistedSession, models.CASCADE, null=True, blank=True, related_name="acts")
    proxy = models.ForeignKey(Proxy, models.CASCADE, null=True, blank=True, related_name="acts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="behalf_acts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    deed = models.CharField(max_length=80, help_text="URL name")
    status = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="behalf_under_one_authority",
                condition=Q(session__isnull=False, proxy=None) | Q(session=None, proxy__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["person", "-at"], name="behalf_by_person")]

    def __str__(self) -> str:
        return f"{self.deed} for {self.person_id}"

    @property
    def deed_label(self) -> str:
        return deed_label(self.deed)
