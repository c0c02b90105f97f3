"""How far a person gets with digital services: said by themselves, seen by staff, and worked out from both and the
signals of use. Simple on purpose: points that anybody can add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person, User
from channels.codes import band_of
from channels.models import Readiness, Signal
from channels.policies import looks_after
from channels.selectors.signals import Trouble, trouble_of
from core.errors import RuleBroken
from core.events import record

Source = Readiness.Source
QUESTIONS = ("message", "search", "app", "verify", "form", "photo", "stuck")
MOST_EACH = 2
OBSERVED = {"alone": 80, "some": 50, "none": 20}
NOTHING_SAID = 55
WEIGHTS = {"abandoned": (4, 16), "sign_in": (3, 12), "reset": (4, 8), "help": (3, 9), "slow": (4, 4)}  # each, at most


def score_of(base: int, source: str, trouble: Trouble) -> tuple[int, list[dict[str, Any]]]:
    """The score and the reasons that add up to it: what was said or seen, less what the signals take away."""
    left = base
    reasons: list[dict[str, Any]] = [{"code": source, "points": base}]
    for code, (each, most) in WEIGHTS.items():
        count = getattr(trouble, code)
        points = min(count * each, most, left)
        if points:
            reasons.append({"code": code, "count": count, "points": -points})
            left -= points
    return left, reasons


def answers_score(answers: Mapping[str, int]) -> int:
    return round(100 * sum(answers.values()) / (MOST_EACH * len(QUESTIONS)))


@transaction.atomic
def readiness_self_check(*, person: Person, answers: Mapping[str, int], by: User) -> Readiness:
    """The self-check, by the person or with somebody beside them."""
    if set(answers) != set(QUESTIONS) or not all(value in range(MOST_EACH + 1) for value in answers.values()):
        raise RuleBroken(_("모든 물음에 하나씩 골라 주세요."))
    row = _keep(person, answers_score(answers), Source.SELF_CHECK, answers=dict(answers))
    record("readiness.self_checked", actor=by, target=row, band=row.band)
    return row


@transaction.atomic
def readiness_observe(*, person: Person, seen: str, by: User) -> Readiness:
    """What the counsellor saw: does it alone, with some help, or not at all."""
    if not looks_after(by, person):
        raise PermissionDenied
    if seen not in OBSERVED:
        raise RuleBroken(_("혼자 하는지, 조금 도와야 하는지, 곁에서 해야 하는지 골라 주세요."))
    row = _keep(person, OBSERVED[seen], Source.STAFF, by=by)
    record("readiness.observed", actor=by, target=row, seen=seen, band=row.band)
    return row


@transaction.atomic
def readiness_set(*, person: Person, score: int, reasons: list[dict[str, Any]]) -> Readiness:
    """The score of a model, with its reasons: the way in for `profiling`."""
    if not 0 <= score <= 100:
        raise RuleBroken(_("점수는 0에서 100까지예요."))
    return _write(person, score=score, base=score, source=Source.PROFILING, reasons=reasons)


def _keep(person: Person, base: int, source: str, **more: Any) -> Readiness:
    score, reasons = score_of(base, source, trouble_of(person.pk))
    return _write(person, score=score, base=base, source=source, reasons=reasons, **more)


def _write(person: Person, *, score: int, **fields: Any) -> Readiness:
    """One reading is the present one: the person's row is held while it changes."""
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    Readiness.objects.filter(person=person, is_current=True).update(is_current=False)
    row: Readiness = Readiness.objects.create(person=person, score=score, band=band_of(score), **fields)
    return row


def readiness_refresh(*, now: dt.datetime | None = None) -> int:
    """Whoever left signals in the last day is scored anew; written only where the score moves. A model's stays."""
    moment = now or timezone.now()
    lately = Signal.objects.filter(at__gt=moment - dt.timedelta(days=1)).exclude(kind=Signal.Kind.SENT)
    found = 0
    for person in Person.objects.live().filter(pk__in=lately.values("person")).iterator():
        found += _refresh(person)
    return found


@transaction.atomic
def _refresh(person: Person) -> int:
    last = Readiness.objects.filter(person=person, is_current=True).first()
    if last is not None and last.source == Source.PROFILING:
        return 0
    base, source = (last.base, last.source) if last else (NOTHING_SAID, Source.SIGNALS)
    score, reasons = score_of(base, source, trouble_of(person.pk))
    if score == (last.score if last else NOTHING_SAID):
        return 0
    kept = {"by": last.by, "answers": last.answers} if last else {}
    _write(person, score=score, base=base, source=source, reasons=reasons, **kept)
    return 1
