"""Dated versions of a text that decides: written by one person, proposed, and put in force by another.

A subclass names in `OF` the field whose versions these are: of each there is one in force on any day, and one being
written. The room brings who may write and decide, and calls the functions below inside its own transaction, holding
the lock of what the versions are of.
"""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import RuleBroken
from core.models import PublicId, StateMachine, TimeStamped


class State(models.TextChoices):
    DRAFT = "draft", gettext_lazy("쓰는 중")
    PROPOSED = "proposed", gettext_lazy("승인 기다림")
    LIVE = "live", gettext_lazy("시행")
    SUPERSEDED = "superseded", gettext_lazy("다음 판으로 바뀜")
    REJECTED = "rejected", gettext_lazy("되돌려 보냄")


APPROVED = (State.LIVE, State.SUPERSEDED)


class VersionQuerySet(models.QuerySet[Any]):
    def in_force(self, on: dt.date) -> "VersionQuerySet":
        """The version of each that decides on this day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=on), state__in=APPROVED, valid_from__lte=on)

    def approved(self) -> "VersionQuerySet":
        return self.filter(state__in=APPROVED)


class Version(StateMachine, PublicId, TimeStamped):
    State = State
    APPROVED = APPROVED
    NEXT = {
        State.DRAFT: {State.PROPOSED},
        State.PROPOSED: {State.LIVE, State.REJECTED},
        State.REJECTED: {State.DRAFT},
        State.LIVE: {State.SUPERSEDED},
    }
    OF: ClassVar[str]

    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    valid_from = models.DateField(gettext_lazy("시행일"))
    valid_to = models.DateField(null=True, blank=True, help_text="the first day it is no more")
    why = models.CharField(gettext_lazy("고치는 까닭"), max_length=300, blank=True)
    shipped = models.BooleanField(default=False, help_text="came with the project's reference data: nobody wrote it")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def siblings(self) -> models.QuerySet[Any]:
        """All versions of the same."""
        return type(self)._default_manager.filter(**{f"{self.OF}_id": getattr(self, f"{self.OF}_id")})


def version_constraints(prefix: str, of: str) -> list[models.BaseConstraint]:
    """What holds of every table of versions, named after the table."""
    approved, written = ("live", "superseded"), ("draft", "proposed", "rejected")
    return [
        models.UniqueConstraint(name=f"{prefix}_version_once", fields=[of, "version"]),
        models.CheckConstraint(
            name=f"{prefix}_known_state",
            condition=Q(state__in=("draft", "proposed", "live", "superseded", "rejected")),
        ),
        models.CheckConstraint(
            name=f"{prefix}_two_people", condition=Q(approved_by=None) | ~Q(approved_by=F("written_by"))
        ),
        models.CheckConstraint(
            name=f"{prefix}_written_by_somebody", condition=Q(shipped=True) | Q(written_by__isnull=False)
        ),
        models.CheckConstraint(
            name=f"{prefix}_in_force_iff_approved",
            condition=Q(shipped=True)
            | Q(state__in=approved, approved_by__isnull=False, approved_at__isnull=False)
            | Q(state__in=written, approved_by=None, approved_at=None),
        ),
        models.CheckConstraint(
            name=f"{prefix}_ends_after_it_begins", condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from"))
        ),
        ExclusionConstraint(
            name=f"{prefix}_one_in_force",
            expressions=[
                (of, RangeOperators.EQUAL),
                (
                    Func("valid_from", "valid_to", function="daterange", output_field=DateRangeField()),
                    RangeOperators.OVERLAPS,
                ),
            ],
            condition=Q(state__in=approved),
        ),
        models.UniqueConstraint(name=f"{prefix}_one_being_written", fields=[of], condition=Q(state__in=written)),
    ]


def refuse_past(versions: models.QuerySet[Any], valid_from: dt.date) -> None:
    """No version reaches back: who was decided yesterday was decided under yesterday's."""
    if valid_from < timezone.localdate():
        raise RuleBroken(_("오늘이나 그 뒤의 날짜로 적어 주세요."), field="valid_from")
    newest = versions.filter(state__in=APPROVED).aggregate(day=Max("valid_from"))["day"]
    if newest is not None and valid_from <= newest:
        raise RuleBroken(
            _("지금 판이 시작하는 %(day)s보다 뒤의 날짜로 적어 주세요.") % {"day": f"{newest:%Y-%m-%d}"},
            field="valid_from",
        )


def version_begin(versions: models.QuerySet[Any], **of: Any) -> Any:
    """The version being written, or the next one, unsaved. Refused while one waits for approval."""
    row = versions.exclude(state__in=APPROVED).first()
    if row is not None and row.state == State.PROPOSED:
        raise RuleBroken(_("승인을 기다리는 판이 있어요. 그 판이 승인되거나 되돌아온 뒤에 고쳐 주세요."))
    if row is None:
        last = versions.aggregate(last=Max("version"))["last"] or 0
        row = versions.model(version=last + 1, **of)
    return row


def version_keep(row: Any, *, valid_from: dt.date, why: str, by: Any) -> None:
    """What was written, by whom; sent back before, it is a draft again."""
    row.valid_from, row.why, row.written_by = valid_from, why, by
    row.save()
    if row.state == State.REJECTED:
        row.move(State.DRAFT, by=by)


def version_put_in_force(row: Any, *, by: Any) -> None:
    """The version takes effect on its day; the one before ends there."""
    before = row.siblings().filter(state=State.LIVE).first()
    if before is not None:
        before.valid_to = row.valid_from
        before.move(State.SUPERSEDED, by=by, save=["valid_to"])
    row.approved_by, row.approved_at = by, timezone.now()
    row.move(State.LIVE, by=by, save=["approved_by", "approved_at"])


def version_send_back(row: Any, *, why: str, by: Any) -> None:
    if not why.strip():
        raise RuleBroken(_("되돌리는 까닭을 적어 주세요."), field="why")
    row.move(State.REJECTED, by=by, why=why.strip()[:300])
