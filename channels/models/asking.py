"""What a person asks staff for from any page: a call, a meeting, a letter, an interpreter. One queue a centre."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, Membership, Organisation, Person
from channels.models.catalogue import Service
from core.models import PublicId, StateMachine, TimeStamped, Transition

if TYPE_CHECKING:
    from accounts.models import User


class HelpRequestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> HelpRequestQuerySet:
        """The person's own; the counsellor's people's; a manager's centre's, and of people nobody looks after."""
        managed = Membership.objects.current().filter(user=user, role=Membership.Role.CENTRE_MANAGER)
        open_ = Assignment.objects.filter(person=OuterRef("person"), until=None)
        mine = Q(Exists(open_.filter(counsellor=user))) | Q(
            Exists(open_.filter(organisation__in=managed.values("organisation")))
        )
        if user.person_id:
            mine |= Q(person=user.person_id)
        nobodys = ~Exists(open_) & Q(Exists(managed)) & Q(organisation=None)
        return self.filter(mine | Q(organisation__in=managed.values("organisation")) | nobodys)

    def open(self) -> HelpRequestQuerySet:
        return self.filter(state=HelpRequest.State.OPEN)


class HelpRequest(StateMachine, PublicId, TimeStamped):
    class Kind(models.TextChoices):
        CALLBACK = "callback", _("전화해 주세요")
        VISIT = "visit", _("센터에서 만나고 싶어요")
        HOME = "home", _("집으로 와 주세요")
        VIDEO = "video", _("화상으로 만나고 싶어요")
        LETTER = "letter", _("우편으로 보내 주세요")
        TOGETHER = "together", _("같이 해 주세요")
        SIGN = "sign", _("수어 통역이 필요해요")
        INTERPRETER = "interpreter", _("외국어 통역이 필요해요")
        TELL = "tell", _("전화로 알려 주기")

    class State(models.TextChoices):
        OPEN = "open", _("기다림")
        DONE = "done", _("마침")
        WITHDRAWN = "withdrawn", _("거뒀음")

    NEXT = {State.OPEN: {State.DONE, State.WITHDRAWN}}

    person = models.ForeignKey(Person, models.CASCADE, related_name="help_requests")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    service = models.ForeignKey(Service, models.RESTRICT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    dedupe_key = models.CharField(max_length=160, unique=True, null=True, blank=True)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(name="help_known_state", condition=Q(state__in=("open", "done", "withdrawn"))),
            models.CheckConstraint(
                name="help_done_iff_handled",
                condition=Q(state="done", handled_by__isnull=False, handled_at__isnull=False)
                | ~Q(state="done") & Q(handled_by=None, handled_at=None),
            ),
            models.UniqueConstraint(
                name="help_asked_once",
                fields=["person", "kind", "service"],
                condition=Q(state="open") & ~Q(kind="tell"),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="help_interpreter_of_a_language", condition=~Q(kind="interpreter") | ~Q(language="")
            ),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(state="open"), name="help_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class HelpRequestTransition(Transition):
    help_request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="transitions")
