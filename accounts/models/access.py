"""Every right to see a person's data, and every use of one: consents, grants, the log of openings."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import querysets
from accounts.models.organisations import Organisation
from accounts.models.people import Person, User
from core.models import PublicId


class Consent(PublicId):
    """A person's yes to one purpose and one recipient, under one version of the text, until withdrawn."""

    class Purpose(models.TextChoices):
        TERMS = "terms", _("이용 약관")
        COLLECT = "collect", _("개인정보 수집·이용")
        SENSITIVE = "sensitive", _("민감정보(건강·장애) 처리")
        EMPLOYER_SEARCH = "employer_search", _("기업에 구직 정보 공개")
        SHARE_AGENCY = "share_agency", _("협력 기관과 정보 나누기")
        MARKETING = "marketing", _("소식 받기")

    REQUIRED = (Purpose.TERMS, Purpose.COLLECT)

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    recipient = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(
        User, models.RESTRICT, null=True, blank=True, related_name="+",
        help_text="staff who wrote it down with the person beside them; empty: the person gave it",
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = querysets.ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="consent_once",
                fields=["person", "purpose", "recipient"],
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose}"


class AccessGrant(PublicId):
    """A user or an organisation may see a person's data: scope, ground, purpose, from, until.

    Written by the rooms above (an application, a case, an assignment); read by every `visible_to`.
    """

    class Scope(models.TextChoices):
        CONTACT = "contact", _("연락처")
        PROFILE = "profile", _("이력서")
        FILE = "file", _("상담 기록")
        # Parts of a shared case, given one by one: none of them opens the person's pages outside the case.
        PLAN = "plan", _("계획")
        PLAN_WRITE = "plan_write", _("계획 쓰기")
        ASSESSMENT = "assessment", _("생활과 일 살피기")
        NOTES = "notes", _("상담 메모")
        HEALTH = "health", _("건강 정보")
        DEBT = "debt", _("빚과 돈 정보")
        LEGAL = "legal", _("법률 문제")
        PROGRAMMES = "programmes", _("참여한 프로그램")

    OF_PERSON = (Scope.CONTACT, Scope.PROFILE, Scope.FILE)

    class Ground(models.TextChoices):
        CONSENT = "consent", _("동의")
        LAW = "law", _("법령")
        APPLICATION = "application", _("입사 지원")
        ASSIGNMENT = "assignment", _("담당 상담")
        ENROLMENT = "enrolment", _("프로그램 참여")

    person = models.ForeignKey(Person, models.CASCADE, related_name="access_grants")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="access_grants")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="access_grants")
    scope = models.CharField(max_length=10, choices=Scope.choices)
    ground = models.CharField(max_length=12, choices=Ground.choices)
    purpose = models.CharField(max_length=200)
    source = models.CharField(max_length=60, help_text="the row that gave it, e.g. matching.application:12")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = querysets.AccessGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_to_user_or_organisation",
                condition=Q(user__isnull=False, organisation=None) | Q(user=None, organisation__isnull=False),
            ),
            models.UniqueConstraint(
                name="grant_once",
                fields=["person", "user", "organisation", "scope", "source"],
                condition=Q(until=None),
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "person"], name="grant_by_organisation"),
            models.Index(fields=["user", "person"], name="grant_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} of {self.person_id}"


class AccessLog(models.Model):
    """Append-only: who opened whose data, what, why, when. Written only by `accounts.services.person_open`."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(User, models.RESTRICT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="access_log")
    what = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="access_log_by_person")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.what}"
