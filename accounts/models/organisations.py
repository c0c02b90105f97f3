"""Organisations, who acts for them, and who is invited to."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import querysets
from accounts.models.people import User
from core.models import PublicId, TimeStamped, TwoNames


class Organisation(PublicId, TimeStamped, TwoNames):
    """A body people act for. What is special to a kind lives in that kind's room (an employer, a centre …)."""

    class Kind(models.TextChoices):
        EMPLOYER = "employer", _("기업")
        CENTRE = "centre", _("고용센터")
        PROVIDER = "provider", _("훈련 기관")
        AGENCY = "agency", _("협력 기관")
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
        CASE_WORKER = "case_worker", _("협력 기관 사례 담당자")
        AGENCY_MANAGER = "agency_manager", _("협력 기관 관리자")
        ANALYST = "analyst", _("부처 분석 담당")
        MINISTRY_ADMIN = "ministry_admin", _("부처 관리자")

    ROLES_OF_KIND = {
        Organisation.Kind.EMPLOYER: (Role.EMPLOYER_OWNER, Role.RECRUITER),
        Organisation.Kind.CENTRE: (Role.COUNSELLOR, Role.CENTRE_MANAGER),
        Organisation.Kind.PROVIDER: (Role.TRAINER,),
        Organisation.Kind.AGENCY: (Role.CASE_WORKER, Role.AGENCY_MANAGER),
        Organisation.Kind.MINISTRY: (Role.ANALYST, Role.MINISTRY_ADMIN),
    }
    STAFF_ROLES = (
        Role.COUNSELLOR, Role.CENTRE_MANAGER, Role.CASE_WORKER, Role.AGENCY_MANAGER, Role.ANALYST, Role.MINISTRY_ADMIN
    )  # fmt: skip
    MINISTRY_ROLES = (Role.ANALYST, Role.MINISTRY_ADMIN)

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
