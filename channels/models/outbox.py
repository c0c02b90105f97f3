"""The outbox: every e-mail, text message, letter and in-app message is a row before it leaves, and is sent once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from channels import querysets
from core.models import PublicId, StateMachine, TimeStamped, Transition


class Message(StateMachine, PublicId, TimeStamped):
    """One message by one medium. `public_id` is the idempotency key that every transport receives."""

    class Medium(models.TextChoices):
        IN_APP = "in_app", _("받은 소식")
        EMAIL = "email", _("이메일")
        SMS = "sms", _("문자")
        LETTER = "letter", _("편지")

    class State(models.TextChoices):
        QUEUED = "queued", _("보내기 전")
        SENDING = "sending", _("보내는 중")
        SENT = "sent", _("보냄")
        FAILED = "failed", _("보내지 못함")
        UNSURE = "unsure", _("보냈는지 알 수 없음")
        RETURNED = "returned", _("되돌아옴")

    NEXT = {
        State.QUEUED: {State.SENDING, State.FAILED},
        State.SENDING: {State.SENT, State.FAILED, State.UNSURE, State.QUEUED},
        State.UNSURE: {State.QUEUED, State.SENT, State.FAILED},
        State.FAILED: {State.QUEUED},
        State.SENT: {State.RETURNED},
        State.RETURNED: (),
    }

    dedupe_key = models.CharField(max_length=160)
    person = models.ForeignKey("accounts.Person", models.CASCADE, null=True, blank=True, related_name="messages")
    user = models.ForeignKey("accounts.User", models.CASCADE, null=True, blank=True, related_name="messages")
    medium = models.CharField(max_length=6, choices=Medium.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    template = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True, help_text="path of the page where the reader can act")
    is_secret = models.BooleanField(default=False, help_text="carries a sign-in code: emptied once it has left")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    claim = models.UUIDField(null=True, blank=True, help_text="of the run that is sending it now")
    claimed_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True, help_text="from here on it may have arrived")
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True, help_text="a code of ours, never the other side's words")
    emptied_at = models.DateTimeField(null=True, blank=True)
    batch = models.ForeignKey("LetterBatch", models.SET_NULL, null=True, blank=True, related_name="letters")
    off_line = models.BooleanField(
        default=False, help_text="a duty for somebody of low digital readiness: has to come by another way too"
    )
    beside_letter = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="+")
    beside_request = models.ForeignKey("HelpRequest", models.CASCADE, null=True, blank=True, related_name="+")

    objects = querysets.MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="message_once", fields=["dedupe_key", "medium"]),
            models.CheckConstraint(
                name="message_in_app_is_sent_to_someone",
                condition=~Q(medium="in_app") | Q(state="sent") & (Q(person__isnull=False) | Q(user__isnull=False)),
            ),
            models.CheckConstraint(
                name="message_sending_iff_claimed",
                condition=Q(state="sending", claim__isnull=False, claimed_at__isnull=False)
                | ~Q(state="sending") & Q(claim=None),
            ),
            models.CheckConstraint(
                name="message_sent_iff_time",
                condition=Q(state__in=["sent", "returned"], sent_at__isnull=False)
                | ~Q(state__in=["sent", "returned"]) & Q(sent_at=None),
            ),
            models.CheckConstraint(
                name="message_returned_letter_says_why",
                condition=~Q(state="returned") | Q(medium="letter") & ~Q(error=""),
            ),
            models.CheckConstraint(
                name="message_emptied_holds_nothing",
                condition=Q(emptied_at=None) | Q(body="", address="", subject=""),
            ),
            models.CheckConstraint(
                name="message_duty_never_digital_only",
                condition=Q(off_line=False)
                | Q(medium="letter")
                | Q(beside_letter__isnull=False)
                | Q(beside_request__isnull=False),
            ),
            models.CheckConstraint(name="message_batch_of_letters", condition=Q(batch=None) | Q(medium="letter")),
            models.CheckConstraint(
                name="message_known_state",
                condition=Q(state__in=["queued", "sending", "sent", "failed", "unsure", "returned"]),
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state="queued"), name="message_to_send"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="message_being_sent"),
            models.Index(fields=["-created_at"], condition=Q(state="unsure"), name="message_unsure"),
            models.Index(
                fields=["created_at"],
                condition=Q(medium="letter", state__in=("queued", "sending")),
                name="message_letters",
            ),
            models.Index(fields=["person", "-created_at"], condition=Q(medium="in_app"), name="message_inbox_person"),
            models.Index(fields=["user", "-created_at"], condition=Q(medium="in_app"), name="message_inbox_user"),
        ]

    def __str__(self) -> str:
        return f"{self.medium} {self.public_id}"


class MessageTransition(Transition):
    message = models.ForeignKey(Message, models.CASCADE, related_name="transitions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")

    class Meta(Transition.Meta):
        indexes = [models.Index(fields=["message", "at"], name="message_transition_by_message")]
