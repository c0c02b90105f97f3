"""Referrals: a person is commended to an agency or to a service of the directory, which answers.

What is told stands in the referral itself, as the person agreed to it; who receives it sees that and nothing else.
A referral always points to a body that exists: there is no free text for one.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, Consent, Membership, Organisation, Person, User
from core.models import PublicId, StateMachine, TimeStamped, Transition
from jobseekers.models import Domain
from welfare_centres.models.cases import Case, CaseMember
from welfare_centres.models.centres import AgencyKind
from welfare_centres.models.directory import DirectoryService

MANAGES = (Membership.Role.CENTRE_MANAGER, Membership.Role.AGENCY_MANAGER)
RECEIVES = (*MANAGES, Membership.Role.COUNSELLOR, Membership.Role.CASE_WORKER)


class ReferralQuerySet(models.QuerySet[Any]):
    def waiting(self) -> ReferralQuerySet:
        return self.filter(state__in=("sent", "seen"))

    def live(self) -> ReferralQuerySet:
        return self.filter(state__in=("sent", "seen", "accepted", "started"))

    def told(self) -> ReferralQuerySet:
        """What may still be read by who receives it: not taken back, and not on a consent that was."""
        return self.exclude(state="withdrawn").exclude(consent__withdrawn_at__isnull=False)

    def received_by(self, user: User) -> ReferralQuerySet:
        """Sent to a body one works for. Read through `selectors.referrals.Received`, which shows only what is told."""
        works = Membership.objects.current().filter(user=user, role__in=RECEIVES).values("organisation")
        return self.told().filter(to_organisation__in=works)

    def sent_by(self, user: User) -> ReferralQuerySet:
        """Sent by oneself, on a case one works on, of a person one looks after, or from a body one manages."""
        on_case = CaseMember.objects.current().filter(user=user, case=OuterRef("case"))
        assigned = Assignment.objects.filter(person=OuterRef("person"), counsellor=user, until=None)
        managed = Membership.objects.current().filter(user=user, role__in=MANAGES).values("organisation")
        works = Membership.objects.current().filter(user=user).values("organisation")
        own = Q(by=user, from_organisation__in=works) | Q(from_organisation__in=managed)
        return self.filter(own | Exists(on_case) | Exists(assigned))

    def of_person(self, user: User) -> ReferralQuerySet:
        return self.filter(person__user=user)

    def visible_to(self, user: User) -> ReferralQuerySet:
        """The person's own, those one sent, and those one's body received. The last are read as `Received` only."""
        return self.filter(
            Q(pk__in=self.model.objects.of_person(user).values("pk"))
            | Q(pk__in=self.model.objects.sent_by(user).values("pk"))
            | Q(pk__in=self.model.objects.received_by(user).values("pk"))
        )


class Referral(StateMachine, PublicId, TimeStamped):
    class State(models.TextChoices):
        SENT = "sent", _("보냄")
        SEEN = "seen", _("열어 봄")
        ACCEPTED = "accepted", _("받아들임")
        DECLINED = "declined", _("받지 못함")
        RETURNED = "returned", _("돌려보냄")
        STARTED = "started", _("돕는 중")
        FINISHED = "finished", _("마침")
        WITHDRAWN = "withdrawn", _("거두어들임")

    class Ground(models.TextChoices):
        CONSENT = "consent", _("본인 동의")
        LAW = "law", _("법령")

    class SaidYes(models.TextChoices):
        IN_PERSON = "in_person", _("마주 앉아 말로")
        PAPER = "paper", _("종이에 서명")
        PHONE = "phone", _("전화로")
        ONLINE = "online", _("사이트에서")

    class Reason(models.TextChoices):
        """Why a body does not take somebody, or sends them back."""

        FULL = "full", _("빈자리가 없음")
        NOT_FOR_THEM = "not_for_them", _("받을 수 있는 대상이 아님")
        ELSEWHERE = "elsewhere", _("다른 곳이 더 알맞음")
        FAR = "far", _("맡는 지역이 아님")
        MISSING = "missing", _("알아야 할 것이 빠짐")
        NO_CONTACT = "no_contact", _("본인과 연락이 닿지 않음")
        OTHER = "other", _("그 밖의 까닭")

    class Outcome(models.TextChoices):
        HELPED = "helped", _("도움을 받고 마침")
        PARTLY = "partly", _("일부만 도움을 받음")
        LEFT = "left", _("본인이 그만둠")
        LOST = "lost", _("연락이 끊김")

    NEXT = {
        State.SENT: {State.SEEN, State.ACCEPTED, State.DECLINED, State.RETURNED, State.WITHDRAWN},
        State.SEEN: {State.ACCEPTED, State.DECLINED, State.RETURNED, State.WITHDRAWN},
        State.ACCEPTED: {State.STARTED, State.RETURNED, State.WITHDRAWN},
        State.STARTED: {State.FINISHED, State.RETURNED, State.WITHDRAWN},
    }
    WAITING = (State.SENT, State.SEEN)
    LIVE = (*WAITING, State.ACCEPTED, State.STARTED)

    person = models.ForeignKey(Person, models.CASCADE, related_name="referrals")
    case = models.ForeignKey(Case, models.RESTRICT, null=True, blank=True, related_name="referrals")
    from_organisation = models.ForeignKey(Organisation, models.RESTRICT, related_name="referrals_sent")
    by = models.ForeignKey(User, models.RESTRICT, related_name="+")
    to_organisation = models.ForeignKey(
        Organisation, models.RESTRICT, null=True, blank=True, related_name="referrals_received"
    )
    to_service = models.ForeignKey(DirectoryService, models.RESTRICT, null=True, blank=True, related_name="referrals")
    need = models.CharField(max_length=12, choices=Domain.choices)
    what_for = models.CharField(max_length=500)
    told = models.JSONField(default=dict, help_text="part → words, as they were when the person agreed: all they see")
    warm = models.BooleanField(
        default=False, help_text="the first meeting is with both, so nobody starts from nothing"
    )
    ground = models.CharField(max_length=10, choices=Ground.choices)
    consent = models.ForeignKey(Consent, models.RESTRICT, null=True, blank=True, related_name="+")
    said_yes = models.CharField(max_length=10, choices=SaidYes.choices, blank=True, help_text="how, on that ground")
    law = models.CharField(max_length=200, blank=True, help_text="the article, where the ground is the law")

    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    sent_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, help_text="when it was taken, declined or sent back")
    answered_by = models.ForeignKey(User, models.RESTRICT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=14, choices=Reason.choices, blank=True)
    words = models.CharField(max_length=500, blank=True, help_text="the body's answer, for the sender and the person")
    first_contact_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    refused_by_person = models.BooleanField(default=False)

    see_by = models.DateField()
    answer_by = models.DateField()
    contact_by = models.DateField(null=True, blank=True, help_text="from the acceptance")
    reminded_on = models.DateField(null=True, blank=True)
    escalated_on = models.DateField(null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="referral_to_a_body_that_exists",
                condition=Q(to_organisation__isnull=False) | Q(to_service__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_not_to_oneself",
                condition=Q(to_organisation=None) | ~Q(to_organisation=F("from_organisation")),
            ),
            models.CheckConstraint(
                name="referral_rests_on_consent_or_law",
                condition=Q(ground="consent", law="") & ~Q(said_yes="")
                | Q(ground="law", said_yes="", consent=None) & ~Q(law=""),
            ),
            models.CheckConstraint(name="referral_says_what_for", condition=~Q(what_for="")),
            models.CheckConstraint(
                name="referral_no_has_a_reason",
                condition=Q(state__in=["declined", "returned"]) & ~Q(reason="")
                | ~Q(state__in=["declined", "returned"]) & Q(reason=""),
            ),
            models.CheckConstraint(
                name="referral_other_reason_in_words", condition=~Q(reason="other") | ~Q(words="")
            ),
            models.CheckConstraint(
                name="referral_answered_iff_time",
                condition=Q(state__in=["sent", "seen"], answered_at=None)
                | Q(state="withdrawn")
                | ~Q(state__in=["sent", "seen", "withdrawn"]) & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_seen_iff_time",
                condition=Q(state="sent", seen_at=None)
                | Q(state="withdrawn")
                | ~Q(state__in=["sent", "withdrawn"]) & Q(seen_at__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_finished_has_outcome",
                condition=Q(state="finished") & ~Q(outcome="") | ~Q(state="finished") & Q(outcome=""),
            ),
            models.CheckConstraint(
                name="referral_started_was_met",
                condition=~Q(state__in=["started", "finished"]) | Q(first_contact_on__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_ended_iff_day",
                condition=Q(state__in=["sent", "seen", "accepted", "started"], ended_on=None)
                | ~Q(state__in=["sent", "seen", "accepted", "started"]) & Q(ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_known_state",
                condition=Q(
                    state__in=[
                        "sent", "seen", "accepted", "declined", "returned", "started", "finished", "withdrawn",
                    ]
                ),
            ),
            models.UniqueConstraint(
                name="referral_once_to_a_service",
                fields=["person", "to_organisation", "to_service", "need"],
                condition=Q(state__in=["sent", "seen", "accepted", "started"]),
                nulls_distinct=False,
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["to_organisation", "state"], name="referral_by_receiver"),
            models.Index(fields=["from_organisation", "-sent_at"], name="referral_by_sender"),
            models.Index(fields=["answer_by"], condition=Q(state__in=["sent", "seen"]), name="referral_waiting"),
            models.Index(fields=["person", "-sent_at"], name="referral_by_person"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_outside(self) -> bool:
        """Its body has nobody here: it answers by a link, and the sender writes down what follows."""
        return self.to_organisation_id is None

    @property
    def receiver(self) -> str:
        """Whom it went to, as people call it. Select `to_service__organisation` and `to_organisation` first."""
        if self.to_service is not None:
            return f"{self.to_service.organisation.label} · {self.to_service.label}"
        return self.to_organisation.label if self.to_organisation else ""

    @property
    def due_on(self) -> Any:
        """The day by which the next thing should have happened, if one runs."""
        if self.state == self.State.SENT:
            return min(self.see_by, self.answer_by)
        if self.state == self.State.SEEN:
            return self.answer_by
        return self.contact_by if self.state == self.State.ACCEPTED and self.first_contact_on is None else None


class ReferralTransition(Transition):
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="transitions")


class ReferralClock(models.Model):
    """How many working days a kind of agency has, as data. Without a kind: bodies outside, and kinds without a row."""

    agency_kind = models.OneToOneField(
        AgencyKind, models.CASCADE, null=True, blank=True, related_name="referral_clock"
    )
    days_to_see = models.PositiveSmallIntegerField(default=2)
    days_to_answer = models.PositiveSmallIntegerField(default=5)
    days_to_contact = models.PositiveSmallIntegerField(default=7, help_text="from the acceptance")
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="referral_clock_one_default", fields=["agency_kind"], nulls_distinct=False),
            models.CheckConstraint(
                name="referral_clock_in_order",
                condition=Q(days_to_see__gt=0, days_to_see__lte=F("days_to_answer"), days_to_contact__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days_to_see}/{self.days_to_answer}/{self.days_to_contact}"


class ReferralLink(PublicId):
    """A body without an account answers by this link: kept as a digest, for a time, for one answer, a few openings."""

    OPENINGS, TRIES = 30, 5

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="links")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True, help_text="a newer link was sent, or it was taken back")
    used_at = models.DateTimeField(null=True, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="referral_link_expires", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(
                name="referral_link_code_has_an_end",
                condition=Q(code_digest="", code_until=None) | ~Q(code_digest="") & Q(code_until__isnull=False),
            ),
            models.UniqueConstraint(
                name="referral_link_one_open", fields=["referral"], condition=Q(used_at=None, closed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class LinkOpening(models.Model):
    """Append-only: a link was opened. Written only by `services.referral_links.link_open`."""

    link = models.ForeignKey(ReferralLink, models.CASCADE, related_name="openings")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.link_id} {self.at:%Y-%m-%d}"
