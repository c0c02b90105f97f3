"""A firm that hires: registered by its own people, or only known from outside advertisements."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import PublicId, TimeStamped
from employers.querysets import ClaimQuerySet, EmployerQuerySet


class Employer(PublicId, TimeStamped):
    """`business_number` is null if and only if nobody of the firm has come: an unclaimed outside employer."""

    organisation = models.OneToOneField("accounts.Organisation", models.RESTRICT, related_name="employer")
    business_number = models.CharField(_("사업자등록번호"), max_length=10, null=True, blank=True, unique=True)
    outside_key = models.CharField(
        max_length=200, null=True, blank=True, unique=True, help_text="the firm's name as compared by the importer"
    )
    claimed_by = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="claimed", help_text="who took over its postings"
    )
    industry = models.ForeignKey("taxonomy.Industry", models.RESTRICT, null=True, blank=True, related_name="+")
    region = models.ForeignKey("taxonomy.Region", models.RESTRICT, null=True, blank=True, related_name="+")
    headcount = models.PositiveIntegerField(_("직원 수"), null=True, blank=True)
    website = models.URLField(_("누리집"), blank=True)
    intro = models.TextField(_("회사 소개"), blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    arrears_listed_on = models.DateField(_("임금 체불 명단 공개일"), null=True, blank=True)
    response_rate = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="per cent of applications answered in time; kept by matching"
    )
    response_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="median; kept by matching")

    objects = EmployerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="employer_business_number_is_ten_digits",
                condition=Q(business_number=None) | Q(business_number__regex=r"^[0-9]{10}$"),
            ),
            models.CheckConstraint(
                name="employer_verified_has_number",
                condition=Q(verified_at=None) | Q(business_number__isnull=False),
            ),
            models.CheckConstraint(
                name="employer_registered_or_outside",
                condition=Q(business_number__isnull=False) | Q(outside_key__isnull=False),
            ),
            models.CheckConstraint(
                name="employer_claimed_by_another", condition=Q(claimed_by=None) | ~Q(claimed_by=F("pk"))
            ),
            models.CheckConstraint(
                name="employer_only_outside_is_claimed",
                condition=Q(claimed_by=None) | Q(business_number=None),
            ),
            models.CheckConstraint(
                name="employer_response_rate_is_per_cent",
                condition=Q(response_rate=None) | Q(response_rate__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"employer {self.pk}"

    @property
    def is_claimed(self) -> bool:
        return self.business_number is not None

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @property
    def label(self) -> str:
        return self.organisation.label


class Claim(PublicId, TimeStamped):
    """A wish to act for a firm that is already here: to join its people, or to take over its outside postings."""

    class Kind(models.TextChoices):
        JOIN = "join", _("담당자로 합류")
        POSTINGS = "postings", _("외부 공고 가져오기")

    class State(models.TextChoices):
        OPEN = "open", _("확인 중")
        ACCEPTED = "accepted", _("받아들임")
        REFUSED = "refused", _("받아들이지 않음")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="claims", help_text="the firm claimed")
    claimant = models.ForeignKey(
        Employer,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="claims_made",
        help_text="who takes postings over",
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    text = models.CharField(_("설명"), max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="claim_decided_iff_not_open",
                condition=Q(state="open", decided_at=None, decided_by=None)
                | ~Q(state="open") & Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_of_postings_has_claimant",
                condition=Q(kind="join", claimant=None) | Q(kind="postings", claimant__isnull=False),
            ),
            models.UniqueConstraint(
                name="claim_open_once", fields=["kind", "employer", "user"], condition=Q(state="open")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.employer_id}"
