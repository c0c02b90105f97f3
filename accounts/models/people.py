"""People, where they can be reached, the users they sign in as, and merges of a person known twice.

A person can exist without a user (registered at a counter), and a user without a person (a recruiter, an analyst).
"""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import querysets
from core.models import PublicId, TimeStamped


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
    doubtful_at = models.DateTimeField(null=True, blank=True, help_text="what was sent there came back")

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
