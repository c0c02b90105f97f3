"""One range of a night: claimed by update, computed on one thread, written once. Killed at any point it costs only
itself: what it wrote and that it is done are one transaction, and a sweep gives it to another."""

from __future__ import annotations

import datetime as dt
import os
import socket
import uuid

import numpy as np
from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Now
from django.utils import timezone

from matching.engine import People, people_columns
from matching.engine.reverse import by_reach
from matching.models import MatchingNight, MatchingRange
from matching.nightly.crowd import ROOM, part_keep, people_folder, range_name
from matching.nightly.picture import Picture
from matching.nightly.rows import Results, results_of, rows_copy
from matching.nightly.snapshot import home, snapshot_open
from matching.nightly.swapping import database_now, part_of
from matching.nightly.tables import joined
from matching.nightly.texts import Kept, Texts, kept_in
from matching.recommending.loading import load_people

CHUNK = 1024  # people between two signs of life
State = MatchingRange.State


class PictureMissing(RuntimeError):
    """The night's folder is not on this machine: the range stays for one that has it."""


def worker_name() -> str:
    return f"{os.environ.get('MATCHING_WORKER', socket.gethostname())}:{os.getpid()}"


def ranges_make(night: MatchingNight, people: int) -> None:
    size = settings.MATCHING_RANGE_PEOPLE
    MatchingRange.objects.bulk_create(
        [MatchingRange(night=night, first=at, last=min(at + size, people)) for at in range(0, people, size)]
    )


def range_run(range_id: int) -> bool:
    """Compute and write the range if nobody else has it; whether this run wrote it."""
    claim = uuid.uuid4()
    mine = MatchingRange.objects.filter(pk=range_id)
    waiting = mine.filter(state=State.QUEUED, night__state=MatchingNight.State.RUNNING)
    stamp = {"claimed_at": Now(), "seen_at": Now(), "worker": worker_name()}
    if not waiting.update(state=State.RUNNING, claim=claim, **stamp):
        return False
    one = mine.select_related("night").get()
    try:
        found = _compute(one, claim)
    except Exception:
        mine.filter(claim=claim, state=State.RUNNING).update(state=State.QUEUED, claim=None)
        raise
    return found is not None and _write(one, claim, found)


def _compute(one: MatchingRange, claim: uuid.UUID) -> list[Results] | None:
    """None where the range was given to another run meanwhile."""
    snapshot = snapshot_open(str(one.night.key))
    if snapshot is None:
        raise PictureMissing(f"There is no picture {one.night.key} in this machine's folder.")
    picture, measures = Picture((snapshot.columns,), snapshot.measures), snapshot.measures
    ids, texts = snapshot.people[one.first : one.last], Texts(measures.text, snapshot.text_key, _kept())
    found: list[Results] = []
    people: list[People] = []
    for at in range(0, len(ids), CHUNK):
        now = database_now()
        people.append(load_people(ids[at : at + CHUNK].tolist(), texts))
        found.append(results_of(people_columns(people[-1], measures.world), picture, one.night_id, now))
        if not MatchingRange.objects.filter(pk=one.pk, claim=claim).update(seen_at=Now()):
            return None
    everybody = joined(people)
    order = by_reach(everybody)  # as the reverse kernel reads them
    least = np.concatenate([np.maximum(some.least(), ROOM) for some in found])[order]
    columns = people_columns(everybody.take(order), measures.world)
    part_keep(snapshot, range_name(one.first), columns, least, texts.words(order))
    return found


def _kept() -> Kept:
    """Of the night that is read now, as it lies in this machine's folder."""
    live = MatchingNight.objects.live().first()
    return kept_in(people_folder(home() / str(live.key))) if live else Kept([])


@transaction.atomic
def _write(one: MatchingRange, claim: uuid.UUID, found: list[Results]) -> bool:
    held = MatchingRange.objects.select_for_update(of=("self",)).filter(pk=one.pk, claim=claim, state=State.RUNNING)
    if not held.exists():
        return False
    written = rows_copy(found, part_of(one.night_id))
    MatchingRange.objects.filter(pk=one.pk).update(state=State.DONE, done_at=Now(), written=written)
    return True


def ranges_free(night: MatchingNight) -> list[int]:
    """Take back what dead workers held; all that wait now."""
    silent = timezone.now() - dt.timedelta(seconds=settings.MATCHING_CLAIM_SECONDS)
    night.ranges.filter(state=State.RUNNING, seen_at__lt=silent).update(state=State.QUEUED, claim=None)
    return list(night.ranges.filter(state=State.QUEUED).order_by("first").values_list("pk", flat=True))


def ranges_lost(night: MatchingNight) -> list[int]:
    """What dead workers held; and, where nothing has moved for as long, all that wait: their tasks are lost."""
    silent = timezone.now() - dt.timedelta(seconds=settings.MATCHING_CLAIM_SECONDS)
    dead = list(night.ranges.filter(state=State.RUNNING, seen_at__lt=silent).values_list("pk", flat=True))
    waiting = ranges_free(night)
    alive = night.ranges.filter(seen_at__gte=silent).exists() or (night.ranges_at and night.ranges_at >= silent)
    return [pk for pk in waiting if pk in dead] if alive else waiting


def ranges_all_done(night: MatchingNight) -> bool:
    return not night.ranges.exclude(state=State.DONE).exists()


def people_written(night: MatchingNight) -> int:
    return night.ranges.aggregate(n=Sum("written"))["n"] or 0
