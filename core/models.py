"""What every room's rows share: public ids, time stamps, state machines with a log, and the event log."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.errors import RuleBroken


class PublicId(models.Model):
    """A row people can point at: its URL shows a random id, never a count."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class TimeStamped(models.Model):
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class TwoNames(models.Model):
    """A thing with a Korean and an English name; Korean stands in where English is missing."""

    name_ko = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_ko

    @property
    def label(self) -> str:
        return pick(self.name_ko, self.name_en)


def pick(ko: str, en: str) -> str:
    """The text in the reader's language."""
    return en if en and (get_language() or "ko").startswith("en") else ko


class StateMachine(models.Model):
    """A row whose `state` moves only along `NEXT`, each step leaving a row in its log.

    A subclass sets `NEXT` and `LOG` (the related name of its `Transition` model) and a check constraint per rule.
    Call `move` inside a transaction that holds the row's lock.
    """

    NEXT: ClassVar[Mapping[str, Iterable[str]]]
    LOG: ClassVar[str] = "transitions"
    state: Any

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: Any) -> str:
        """Django's own translates every label of the field to find one."""
        value = getattr(self, field.attname)
        return next((str(label) for known, label in field.flatchoices if known == value), str(value))

    def can_move(self, state: str) -> bool:
        return state in self.NEXT.get(self.state, ())

    def move(self, state: str, *, by: Any = None, why: str = "", save: Iterable[str] = ()) -> Self:
        """Change the state, save it with the named fields, and log who, when and why (`by=None`: the system)."""
        if not self.can_move(state):
            labels = dict(self._meta.get_field("state").choices or ())  # type: ignore[union-attr]
            raise RuleBroken(
                _("‘%(now)s’ 상태에서는 ‘%(wanted)s’ 상태로 바꿀 수 없어요. 쪽을 새로 고쳐 지금 상태를 확인해 주세요.")
                % {"now": labels.get(self.state, self.state), "wanted": labels.get(state, state)}
            )
        before, self.state = self.state, state
        self.save(update_fields=["state", *save])
        getattr(self, self.LOG).create(before=before, after=state, by=by, why=why)
        return self


class Transition(models.Model):
    """One step of a state machine; a subclass adds the foreign key with `related_name="transitions"`."""

    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Event(models.Model):
    """Append-only: what was done, by whom, to what. Written only by `core.events.record`."""

    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["target_type", "target_id", "at"], name="event_by_target"),
            models.Index(fields=["verb", "at"], name="event_by_verb"),
        ]

    def __str__(self) -> str:
        return self.verb
