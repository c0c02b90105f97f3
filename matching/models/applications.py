"""An application: one person, one vacancy, and everything the two sides did until it was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation
from core.models import PublicId, StateMachine, TimeStamped, Transition
from employers.models import PayPeriod
from jobseekers.models import HiddenFrom

if TYPE_CHECKING:
    from accounts.models import User


class ApplicationQuerySet(models.QuerySet[Any]):
    def live(self) -> ApplicationQuerySet:
        return self.filter(state__in=Application.LIVE)

    def of_person(self, user: User) -> ApplicationQuerySet:
        return self.filter(jobseeker__person__user=user)

    def of_employers(self, user: User) -> ApplicationQuerySet:
        """Those to the vacancies of employers the user acts for, but for people who hid from that employer."""
        organisations = Membership.objects.current().filter(user=user, organisation__kind=Organisation.Kind.EMPLOYER)
        hidden = HiddenFrom.objects.filter(
            jobseeker=OuterRef("jobseeker"), organisation=OuterRef("vacancy__employer__organisation")
        )
        return self.filter(vacancy__employer__organisation__in=organisations.values("organisation")).exclude(
            Exists(hidden)
        )

    def visible_to(self, user: User) -> ApplicationQuerySet:
        return self.of_person(user) | self.of_employers(user)

    def to_answer(self) -> ApplicationQuerySet:
        """Where the employer has the next word."""
        return self.filter(state__in=Application.EMPLOYERS_TURN)


class Application(StateMachine, PublicId, TimeStamped):
    class State(models.TextChoices):
        APPLIED = "applied", _("지원함")
        VIEWED = "viewed", _("기업이 열어 봄")
        INTERVIEW = "interview", _("면접")
        OFFERED = "offered", _("채용 제안")
        ACCEPTED = "accepted", _("채용됨")
        REJECTED = "rejected", _("채용하지 않음")
        DECLINED = "declined", _("제안을 사양함")
        WITHDRAWN = "withdrawn", _("지원 취소")
        CLOSED = "closed_no_answer", _("답이 없어 닫힘")

    class Reason(models.TextChoices):
        """Why not: each is about the work, because the law forbids every other ground."""

        OTHER_CHOSEN = "other_chosen", _("다른 지원자를 뽑음")
        EXPERIENCE = "experience", _("필요한 경력과 다름")
        SKILLS = "skills", _("필요한 기술·자격과 다름")
        CONDITIONS = "conditions", _("근무 조건이 서로 다름")
        INTERVIEW_MISSED = "interview_missed", _("면접을 보지 못함")
        FILLED = "filled", _("빈자리가 모두 참")
        WITHDRAWN = "vacancy_withdrawn", _("채용을 그만둠")

    SYSTEM_REASONS = (Reason.FILLED, Reason.WITHDRAWN)
    LIVE = (State.APPLIED, State.VIEWED, State.INTERVIEW, State.OFFERED)
    EMPLOYERS_TURN = (State.APPLIED, State.VIEWED, State.INTERVIEW)
    _ENDS = {State.REJECTED, State.WITHDRAWN, State.CLOSED}
    NEXT = {
        State.APPLIED: {State.VIEWED, State.INTERVIEW, State.OFFERED} | _ENDS,
        State.VIEWED: {State.INTERVIEW, State.OFFERED} | _ENDS,
        State.INTERVIEW: {State.OFFERED} | _ENDS,
        State.OFFERED: {State.ACCEPTED, State.DECLINED} | _ENDS,
    }

    vacancy = models.ForeignKey("employers.Vacancy", models.RESTRICT, related_name="applications")
    jobseeker = models.ForeignKey("jobseekers.Jobseeker", models.CASCADE, related_name="applications")
    state = models.CharField(max_length=16, choices=State.choices, default=State.APPLIED)
    note = models.TextField(_("지원하며 전하는 말"), blank=True, max_length=1000)
    cv = models.JSONField(help_text="the CV as it was shared, so that what the employer saw stays provable")
    shared_at = models.DateTimeField(help_text="when the person agreed to share this CV with this employer")
    answer_due_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0, help_text="0 none, 1 at half time, 2 two days before")
    viewed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, help_text="the employer's first interview, offer or no")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    answer = models.TextField(blank=True, max_length=1000, help_text="what the employer wrote with its no")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="application_one_live",
                fields=["jobseeker", "vacancy"],
                condition=Q(state__in=("applied", "viewed", "interview", "offered")),
            ),
            models.CheckConstraint(
                name="application_known_state",
                condition=Q(
                    state__in=(
                        "applied",
                        "viewed",
                        "interview",
                        "offered",
                        "accepted",
                        "rejected",
                        "declined",
                        "withdrawn",
                        "closed_no_answer",
                    )
                ),
            ),
            models.CheckConstraint(
                name="application_decided_iff_over",
                condition=Q(state__in=("applied", "viewed", "interview", "offered"), decided_at=None)
                | ~Q(state__in=("applied", "viewed", "interview", "offered")) & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="application_decided_has_decider",
                condition=Q(
                    state__in=("applied", "viewed", "interview", "offered", "closed_no_answer"), decided_by=None
                )
                | Q(state="rejected", reason__in=("filled", "vacancy_withdrawn"), decided_by=None)
                | Q(state__in=("accepted", "rejected", "declined", "withdrawn"), decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="application_rejected_iff_reason",
                condition=Q(state="rejected") & ~Q(reason="") | ~Q(state="rejected") & Q(reason=""),
            ),
            models.CheckConstraint(
                name="application_awaited_has_due",
                condition=~Q(state__in=("applied", "viewed", "interview", "offered"))
                | Q(answer_due_on__isnull=False, closes_on__isnull=False),
            ),
            models.CheckConstraint(
                name="application_closes_after_due", condition=Q(closes_on__gte=F("answer_due_on"))
            ),
        ]
        indexes = [
            models.Index(fields=["vacancy", "state"], name="application_by_vacancy"),
            models.Index(fields=["jobseeker", "-created_at"], name="application_by_jobseeker"),
            models.Index(
                fields=["closes_on"],
                condition=Q(state__in=("applied", "viewed", "interview", "offered")),
                name="application_clock",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def receipt(self) -> str:
        """The number on the receipt: read aloud over the telephone, so short; from the public id, so no count."""
        digits = self.public_id.hex[:10].upper()
        return f"{digits[:5]}-{digits[5:]}"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def is_employers_turn(self) -> bool:
        return self.state in self.EMPLOYERS_TURN


class ApplicationTransition(Transition):
    application = models.ForeignKey(Application, models.CASCADE, related_name="transitions")

    class Meta(Transition.Meta):
        indexes = [models.Index(fields=["application", "at"], name="application_log")]


class ApplicationMessage(PublicId):
    """A line between applicant and employer."""

    class Side(models.TextChoices):
        JOBSEEKER = "jobseeker", _("지원자")
        EMPLOYER = "employer", _("기업")

    application = models.ForeignKey(Application, models.CASCADE, related_name="messages")
    side = models.CharField(max_length=9, choices=Side.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True, help_text="when the other side first saw it")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["application", "at"], name="application_message_order")]

    def __str__(self) -> str:
        return f"{self.side} {self.pk}"


class Interview(PublicId, TimeStamped):
    """An invitation to an interview with times to choose from; a new one takes the place of an unanswered one."""

    class Mode(models.TextChoices):
        ONSITE = "onsite", _("찾아가서")
        PHONE = "phone", _("전화로")
        VIDEO = "video", _("화상으로")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("고르는 중")
        AGREED = "agreed", _("정해짐")
        DECLINED = "declined", _("맞는 시간이 없음")
        CANCELLED = "cancelled", _("취소됨")

    application = models.ForeignKey(Application, models.CASCADE, related_name="interviews")
    mode = models.CharField(_("방법"), max_length=6, choices=Mode.choices)
    place = models.CharField(_("장소나 접속 주소"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(_("걸리는 시간"), default=30)
    note = models.TextField(_("준비할 것"), blank=True, max_length=1000)
    times = ArrayField(models.DateTimeField(), size=5)
    starts_at = models.DateTimeField(null=True, blank=True, help_text="the time chosen")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True, help_text="what the applicant wrote when no time suited")

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="interview_one_open", fields=["application"], condition=Q(state="proposed")),
            models.CheckConstraint(
                name="interview_agreed_has_time", condition=~Q(state="agreed") | Q(starts_at__isnull=False)
            ),
            models.CheckConstraint(name="interview_has_times", condition=Q(times__len__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.mode} {self.pk}"


class Offer(PublicId, TimeStamped):
    """An offer of work: pay, first day, and the day by which to answer."""

    class State(models.TextChoices):
        OPEN = "open", _("답을 기다림")
        ACCEPTED = "accepted", _("받아들임")
        DECLINED = "declined", _("사양함")
        LAPSED = "lapsed", _("끝남")

    application = models.ForeignKey(Application, models.CASCADE, related_name="offers")
    pay_period = models.CharField(_("급여 단위"), max_length=5, choices=PayPeriod.choices)
    pay = models.PositiveIntegerField(_("급여"))
    starts_on = models.DateField(_("첫 출근일"))
    answer_by = models.DateField(_("답할 날"))
    note = models.TextField(_("전하는 말"), blank=True, max_length=1000)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="offer_one_open", fields=["application"], condition=Q(state="open")),
            models.CheckConstraint(name="offer_pays", condition=Q(pay__gt=0)),
            models.CheckConstraint(
                name="offer_answered_iff_closed",
                condition=Q(state="open", answered_at=None) | ~Q(state="open") & Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pay_period} {self.pay}"
