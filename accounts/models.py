"""People, their users, organisations and memberships, and every right to see a person's data.

A person can exist without a user (registered at a counter), and a user without a person (a recruiter, an analyst).
"""

import secrets

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import querysets
from core.models import PublicId, TimeStamped, TwoNames


class Person(PublicId, TimeStamped):
    """A human being the service knows, once. Duplicates are merged, reversibly: `merged_into` is the kept one."""

    class Sex(models.TextChoices):
        FEMALE = "f", _("여성")
        MALE = "m", _("남성")

    class Language(models.TextChoices):
        KO = "ko", "한국어"
        EN = "en", "English"

    name = models.CharField(_("이름"), max_length=100)
    birth_date = models.DateField(_("생년월일"), null=True, blank=True)
    sex = models.CharField(_("성별"), max_length=1, choices=Sex.choices, blank=True)
    language = models.CharField(_("쓰는 말"), max_length=2, choices=Language.choices, default=Language.KO)
    registered_by = models.ForeignKey(
        "accounts.User", models.RESTRICT, null=True, blank=True, related_name="registered_people"
    )
    merged_into = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="merged_from")
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = querysets.PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="person_not_merged_into_self", condition=~Q(merged_into=F("pk"))),
            models.CheckConstraint(
                name="person_erased_holds_nothing",
                condition=Q(erased_at=None) | Q(name="", birth_date=None, sex=""),
            ),
        ]
        indexes = [models.Index(fields=["name", "birth_date"], name="person_by_name_birth")]

    def __str__(self) -> str:
        return self.name


class ContactPoint(PublicId, TimeStamped):
    """Where a person can be reached. Verified ones are unique across people; one primary a kind and person."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("이메일")
        PHONE = "phone", _("전화")
        POST = "post", _("우편 주소")

    person = models.ForeignKey(Person, models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    value = models.CharField(max_length=254)
    verified_at = models.DateTimeField(null=True, blank=True)
    is_primary = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="contact_verified_once", fields=["kind", "value"], condition=Q(verified_at__isnull=False)
            ),
            models.UniqueConstraint(
                name="contact_one_primary", fields=["person", "kind"], condition=Q(is_primary=True)
            ),
            models.UniqueConstraint(name="contact_once_a_person", fields=["person", "kind", "value"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email) or None if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin, PublicId):
    """A way to sign in: by e-mail or by verified phone (at least one, but for erased users)."""

    email = models.EmailField(_("이메일"), null=True, blank=True, unique=True)
    phone = models.CharField(_("휴대전화"), max_length=20, null=True, blank=True, unique=True)
    phone_verified = models.BooleanField(default=False)
    person = models.OneToOneField(Person, models.RESTRICT, null=True, blank=True, related_name="user")
    display_name = models.CharField(_("이름"), max_length=100, blank=True)
    language = models.CharField(max_length=2, choices=Person.Language.choices, default=Person.Language.KO)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_reachable",
                condition=Q(is_active=False) | Q(email__isnull=False) | Q(phone__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or str(self.public_id)

    @property
    def is_staff(self) -> bool:
        return self.is_superuser


class Organisation(PublicId, TimeStamped, TwoNames):
    """A body people act for. What is special to a kind lives in that kind's room (an employer, a centre …)."""

    class Kind(models.TextChoices):
        EMPLOYER = "employer", _("기업")
        CENTRE = "centre", _("고용센터·협력 기관")
        PROVIDER = "provider", _("훈련 기관")
        MINISTRY = "ministry", _("고용노동부")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "name_ko"], name="organisation_by_kind_name")]


class Membership(PublicId):
    """A user acts for an organisation, in one role, for a time. Roles come from here and nowhere else."""

    class Role(models.TextChoices):
        EMPLOYER_OWNER = "employer_owner", _("기업 관리자")
        RECRUITER = "recruiter", _("채용 담당자")
        COUNSELLOR = "counsellor", _("상담사")
        CENTRE_MANAGER = "centre_manager", _("센터 관리자")
        TRAINER = "trainer", _("훈련 기관 담당자")
        ANALYST = "analyst", _("부처 분석 담당")
        MINISTRY_ADMIN = "ministry_admin", _("부처 관리자")

    ROLES_OF_KIND = {
        Organisation.Kind.EMPLOYER: (Role.EMPLOYER_OWNER, Role.RECRUITER),
        Organisation.Kind.CENTRE: (Role.COUNSELLOR, Role.CENTRE_MANAGER),
        Organisation.Kind.PROVIDER: (Role.TRAINER,),
        Organisation.Kind.MINISTRY: (Role.ANALYST, Role.MINISTRY_ADMIN),
    }
    STAFF_ROLES = (Role.COUNSELLOR, Role.CENTRE_MANAGER, Role.ANALYST, Role.MINISTRY_ADMIN)

    user = models.ForeignKey(User, models.RESTRICT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = querysets.MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="membership_once", fields=["user", "organisation", "role"], condition=Q(until=None)
            ),
            models.CheckConstraint(name="membership_ends_after", condition=Q(until=None) | Q(until__gte=F("since"))),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"

    @property
    def is_staff_role(self) -> bool:
        return self.role in self.STAFF_ROLES


def invitation_token() -> str:
    return secrets.token_urlsafe(32)


class Invitation(PublicId, TimeStamped):
    """An offer of membership, taken up once, by whoever opens the link sent to the address."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=20, choices=Membership.Role.choices)
    email = models.EmailField()
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.RESTRICT, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.RESTRICT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_accepted_iff_by_someone",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"


class ServiceArea(models.Model):
    """A region a centre serves, by code prefix (2 digits: province, 5: district): its people are assigned there."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="service_areas")
    region_prefix = models.CharField(max_length=10, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="service_area_once", fields=["organisation", "region_prefix"])]

    def __str__(self) -> str:
        return self.region_prefix


class Assignment(PublicId):
    """A counsellor looks after a person, at a centre, for a time. One counsellor a person at any moment."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="assignments")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="assignments")
    counsellor = models.ForeignKey(User, models.RESTRICT, related_name="assignments")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="assignment_one_counsellor_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(
                            F("since"),
                            F("until"),
                            RangeBoundary(),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["counsellor"], condition=Q(until=None), name="assignment_open_by_counsellor")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.counsellor_id}"


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

    class Ground(models.TextChoices):
        CONSENT = "consent", _("동의")
        LAW = "law", _("법령")
        APPLICATION = "application", _("입사 지원")
        ASSIGNMENT = "assignment", _("담당 상담")

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


class PersonMerge(TimeStamped):
    """Two records of one human: what moved where, so that it can be undone."""

    kept = models.ForeignKey(Person, models.RESTRICT, related_name="+")
    merged = models.ForeignKey(Person, models.RESTRICT, related_name="+")
    by = models.ForeignKey(User, models.RESTRICT, related_name="+")
    moved = models.JSONField(help_text="{model label: [pks]} that pointed at `merged` and now point at `kept`")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="merge_two_people", condition=~Q(kept=F("merged"))),
            models.UniqueConstraint(name="merge_once", fields=["merged"], condition=Q(undone_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"


class RightsRequest(PublicId, TimeStamped):
    """A person uses a right over their data: a copy, a correction, an objection, erasure. Answered in ten days."""

    class Kind(models.TextChoices):
        COPY = "copy", _("내 자료 받기")
        CORRECTION = "correction", _("고쳐 달라고 하기")
        OBJECTION = "objection", _("처리에 반대하기")
        ERASURE = "erasure", _("지워 달라고 하기")

    class State(models.TextChoices):
        OPEN = "open", _("접수함")
        DONE = "done", _("마침")
        REFUSED = "refused", _("받아들이지 않음")

    person = models.ForeignKey(Person, models.CASCADE, related_name="rights_requests")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    text = models.TextField(blank=True)
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.RESTRICT, null=True, blank=True, related_name="+")

    objects = querysets.RightsRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rights_answered_iff_closed",
                condition=Q(state="open", answered_at=None) | ~Q(state="open") & Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class RetentionRule(models.Model):
    """How long one kind of data is kept, as data: rooms name the kind and bring its broom (`accounts.retaining`)."""

    key = models.CharField(max_length=60, unique=True)
    days = models.PositiveIntegerField(_("보관 일수"))
    is_active = models.BooleanField(default=True)
    last_run_at = models.DateTimeField(null=True, blank=True)
    last_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["key"]
        constraints = [models.CheckConstraint(name="retention_positive", condition=Q(days__gt=0))]

    def __str__(self) -> str:
        return f"{self.key}: {self.days}"
