"""Centres, the agencies under their roof, what their staff can do, and the teams they form.

A centre and an agency are each an `accounts.Organisation`; here stands what is special to them.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from core.models import PublicId, TimeStamped, TwoNames
from welfare_centres import querysets


class AgencyKind(TwoNames):
    """What sort of body an agency is (a municipal welfare team, a Saeil centre …): data, with its source."""

    code = models.SlugField(max_length=40, unique=True)
    about_ko = models.CharField(max_length=300, blank=True)
    about_en = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True)
    verified = models.BooleanField(default=False, help_text="read in a source of its own, not from memory")

    class Meta:
        ordering = ["code"]


class Centre(TimeStamped):
    """A place where people are received. Its job centre is the organisation; other agencies sit with it."""

    class Type(models.TextChoices):
        EMPLOYMENT = "employment", _("고용센터")
        PLUS = "plus", _("고용복지+센터")
        BRANCH = "branch", _("출장소·중형센터")
        MOBILE = "mobile", _("이동 상담")

    organisation = models.OneToOneField(Organisation, models.RESTRICT, related_name="centre")
    type = models.CharField(max_length=10, choices=Type.choices)
    region = models.ForeignKey("taxonomy.Region", models.RESTRICT, null=True, blank=True, related_name="+")
    branch_of = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="branches")
    opens_at = models.TimeField(default="09:00")
    closes_at = models.TimeField(default="18:00")

    objects = querysets.CentreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="centre_not_its_own_branch", condition=~Q(branch_of=F("pk"))),
            models.CheckConstraint(name="centre_opens_before_it_closes", condition=Q(opens_at__lt=F("closes_at"))),
            models.CheckConstraint(
                name="centre_known_type", condition=Q(type__in=["employment", "plus", "branch", "mobile"])
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Agency(TimeStamped):
    """An organisation of a kind of agency. The job centre of a centre is one too, of kind `job_centre`."""

    organisation = models.OneToOneField(Organisation, models.RESTRICT, related_name="agency")
    kind = models.ForeignKey(AgencyKind, models.RESTRICT, related_name="agencies")

    def __str__(self) -> str:
        return str(self.organisation)


class Desk(PublicId):
    """An agency has people under a centre's roof, from a day to a day."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="desks")
    agency = models.ForeignKey(Agency, models.RESTRICT, related_name="desks")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True, help_text="which days or hours, if not always")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="desk_once", fields=["centre", "agency"], condition=Q(until=None)),
            models.CheckConstraint(name="desk_ends_after", condition=Q(until=None) | Q(until__gt=F("since"))),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} in {self.centre_id}"


class Competence(TwoNames):
    """A field staff can be competent in: data."""

    code = models.SlugField(max_length=40, unique=True)

    class Meta:
        ordering = ["code"]


class StaffProfile(TimeStamped):
    """What a member of staff brings: fields of competence, languages, how many people they can look after."""

    user = models.OneToOneField(User, models.CASCADE, related_name="staff_profile")
    competences = models.ManyToManyField(Competence, related_name="staff", blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    caseload_limit = models.PositiveSmallIntegerField(default=60)
    video_link = models.URLField(max_length=500, blank=True, help_text="where they meet people by video")

    class Meta:
        constraints = [models.CheckConstraint(name="caseload_limit_is_work", condition=Q(caseload_limit__gt=0))]

    def __str__(self) -> str:
        return str(self.user_id)


class Team(PublicId, TimeStamped, TwoNames):
    """A dedicated team at a centre, of members of several agencies and one lead."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="teams")
    purpose = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = querysets.TeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="team_once", fields=["centre", "name_ko"], condition=Q(closed_at=None))
        ]


class TeamMember(models.Model):
    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.RESTRICT, related_name="team_memberships")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="+", help_text="for whom they sit")
    is_lead = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="team_member_once", fields=["team", "user"], condition=Q(until=None)),
            models.UniqueConstraint(name="team_one_lead", fields=["team"], condition=Q(until=None, is_lead=True)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.team_id}"
