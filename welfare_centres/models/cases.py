"""The case: one person, members of several agencies, one timeline. It can be paused, reviewed, handed on, closed."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessGrant, Consent, Organisation, Person, User
from core.models import PublicId, StateMachine, TimeStamped, Transition
from welfare_centres import querysets
from welfare_centres.models.centres import Centre, Team

EQUAL, OVERLAPS = RangeOperators.EQUAL, RangeOperators.OVERLAPS


class Case(StateMachine, PublicId, TimeStamped):
    """A person is helped by several agencies together, on a ground, for a purpose, with a day to look again."""

    class State(models.TextChoices):
        OPEN = "open", _("함께 돕는 중")
        PAUSED = "paused", _("쉬는 중")
        CLOSED = "closed", _("마침")

    class Ground(models.TextChoices):
        CONSENT = "consent", _("본인 동의")
        LAW = "law", _("법령")

    class CloseReason(models.TextChoices):
        """Why a case ends. None of them needs a body to hand the person to."""

        GOALS_REACHED = "goals_reached", _("목표를 이룸")
        FOUND_WORK = "found_work", _("일자리를 얻음")
        OWN_WISH = "own_wish", _("본인이 그만하기를 원함")
        NO_CONTACT = "no_contact", _("오래 연락이 닿지 않음")
        MOVED = "moved", _("다른 곳으로 이사함")
        SERVED_ELSEWHERE = "served_elsewhere", _("다른 기관에서 도움을 받고 있음")
        NO_NEED = "no_need", _("여러 기관의 도움이 더 필요하지 않음")
        DIED = "died", _("세상을 떠남")
        OTHER = "other", _("그 밖의 까닭")

    class Outcome(models.TextChoices):
        BETTER = "better", _("나아짐")
        SAME = "same", _("그대로임")
        WORSE = "worse", _("나빠짐")
        UNKNOWN = "unknown", _("알 수 없음")

    NEXT = {
        State.OPEN: {State.PAUSED, State.CLOSED},
        State.PAUSED: {State.OPEN, State.CLOSED},
        State.CLOSED: (),
    }

    person = models.ForeignKey(Person, models.CASCADE, related_name="cases")
    centre = models.ForeignKey(Centre, models.RESTRICT, related_name="cases")
    team = models.ForeignKey(Team, models.RESTRICT, null=True, blank=True, related_name="cases")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    consent = models.ForeignKey(Consent, models.RESTRICT, null=True, blank=True, related_name="+")
    law = models.CharField(max_length=200, blank=True, help_text="the article, where the ground is the law")
    purpose = models.CharField(max_length=300)
    opened_by = models.ForeignKey(User, models.RESTRICT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    review_on = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=20, choices=CloseReason.choices, blank=True)
    close_words = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    follows = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="followed_by")

    objects = querysets.CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="case_one_open", fields=["person"], condition=~Q(state="closed")),
            models.CheckConstraint(name="case_known_state", condition=Q(state__in=["open", "paused", "closed"])),
            models.CheckConstraint(
                name="case_rests_on_consent_or_law",
                condition=Q(ground="consent", consent__isnull=False, law="") | Q(ground="law") & ~Q(law=""),
            ),
            models.CheckConstraint(name="case_has_a_purpose", condition=~Q(purpose="")),
            models.CheckConstraint(
                name="case_open_is_reviewed", condition=~Q(state="open") | Q(review_on__isnull=False)
            ),
            models.CheckConstraint(
                name="case_paused_until_a_day",
                condition=Q(state="paused", paused_until__isnull=False) | ~Q(state="paused") & Q(paused_until=None),
            ),
            models.CheckConstraint(
                name="case_closed_says_why",
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(close_reason="") & ~Q(outcome="")
                | ~Q(state="closed") & Q(closed_at=None, close_reason="", outcome=""),
            ),
            models.CheckConstraint(
                name="case_other_reason_in_words", condition=~Q(close_reason="other") | ~Q(close_words="")
            ),
            models.CheckConstraint(name="case_not_its_own_follower", condition=~Q(follows=F("pk"))),
        ]
        indexes = [models.Index(fields=["review_on"], condition=Q(state="open"), name="case_to_review")]

    def __str__(self) -> str:
        return str(self.public_id)


class CaseTransition(Transition):
    case = models.ForeignKey(Case, models.CASCADE, related_name="transitions")


def _while() -> Func:
    return Func(F("since"), F("until"), RangeBoundary(), function="tstzrange", output_field=DateTimeRangeField())


class CaseMember(PublicId):
    """Somebody of an agency works on the case, in a role, until a day. What they see stands in `AccessGrant`."""

    class Role(models.TextChoices):
        LEAD = "lead", _("책임")
        MEMBER = "member", _("함께함")
        CONSULTED = "consulted", _("의견만")

    case = models.ForeignKey(Case, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.RESTRICT, related_name="case_memberships")
    organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(User, models.RESTRICT, null=True, blank=True, related_name="+")

    objects = querysets.CaseMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="case_member_once",
                expressions=[("case", EQUAL), ("user", EQUAL), (_while(), OVERLAPS)],
            ),
            ExclusionConstraint(
                name="case_one_lead",
                expressions=[("case", EQUAL), (_while(), OVERLAPS)],
                condition=Q(role="lead"),
            ),
            models.CheckConstraint(name="case_member_ends_after", condition=Q(until=None) | Q(until__gte=F("since"))),
            models.CheckConstraint(
                name="case_member_known_role", condition=Q(role__in=["lead", "member", "consulted"])
            ),
        ]
        indexes = [models.Index(fields=["user", "case"], name="case_member_by_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.case_id}"


class Entry(PublicId):
    """One line of a case's timeline: a note, or what was done, written in the same transaction as the deed.

    `scope` is the right it takes to read it; `audience` narrows it to the writer's agency or opens it to the person.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("메모")
        CASE = "case", _("사례")
        MEMBER = "member", _("함께하는 사람")
        SHARING = "sharing", _("동의")
        ASSESSMENT = "assessment", _("살피기")
        PLAN = "plan", _("계획")
        REFERRAL = "referral", _("의뢰")
        CONFERENCE = "conference", _("회의")
        APPOINTMENT = "appointment", _("예약")
        CONTACT = "contact", _("연락")

    class Audience(models.TextChoices):
        AGENCY = "agency", _("우리 기관만")
        TEAM = "team", _("함께 돕는 사람")
        PERSON = "person", _("본인도")

    Scope = AccessGrant.Scope

    case = models.ForeignKey(Case, models.CASCADE, related_name="entries")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", help_text="the case's, for one index less")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    scope = models.CharField(max_length=10, choices=AccessGrant.Scope.choices)
    audience = models.CharField(max_length=6, choices=Audience.choices, default=Audience.TEAM)
    organisation = models.ForeignKey(Organisation, models.RESTRICT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.RESTRICT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=40, blank=True, help_text="what was done, of `welfare_centres.wording`")
    data = models.JSONField(default=dict, blank=True, help_text="codes, names and days that the verb's sentence takes")
    body = models.TextField(blank=True, help_text="a note's own words")
    amends = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="amended_by")

    objects = querysets.EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="entry_note_has_words", condition=~Q(kind="note") | ~Q(body="")),
            models.CheckConstraint(name="entry_deed_has_a_verb", condition=Q(kind="note") | ~Q(verb="")),
            models.CheckConstraint(
                name="entry_of_an_agency_alone", condition=~Q(audience="agency") | Q(organisation__isnull=False)
            ),
            models.UniqueConstraint(name="entry_amended_once", fields=["amends"], condition=Q(amends__isnull=False)),
        ]
        indexes = [
            models.Index(fields=["case", "-at"], name="entry_of_case"),
            models.Index(fields=["person", "-at"], name="entry_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
