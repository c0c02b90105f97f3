"""A night's picture of the vacancies, in mapped files: the same arrays for every range, whichever worker computes it.

What is measured over all of them (how rare a skill is, the usual pay of an occupation, the price of attention) and the
text model are part of the picture, and hold for whatever is computed until the next one: a vacancy that comes at noon
is scored by the same measures as those of the night.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from django.conf import settings
from django.db.models import QuerySet
from numpy.typing import NDArray

from jobseekers.models import Jobseeker
from matching.engine import CURRENT, Vacancies, World, congestion, people_columns, store, vacancy_columns
from matching.engine.columns import VacancyColumns
from matching.engine.tables import rarity_of, usual_pay
from matching.engine.text import TextModel
from matching.models import VacancyIndex
from matching.nightly.shown import Lines, lines_of
from matching.nightly.tables import joined
from matching.nightly.texts import key_of
from matching.recommending.loading import load_people, vacancies_of, vacancy_rows
from matching.recommending.wording import text_model
from matching.search.reference import reference

logger = logging.getLogger(__name__)
ROWS = 2_000  # vacancies read at a time
PEOPLE = 50_000
SAMPLE = 4_000  # people on whom prices are found
GROUPS = np.concatenate([[0], np.arange(10, 20), np.arange(1000, 2000)])  # unknown, major and minor groups
Progress = Callable[[str, int, int], None]


class Shared(NamedTuple):
    people: NDArray[np.int64]
    pay: NDArray[np.float64]
    skills: NDArray[np.int64]
    rarity: NDArray[np.float64]
    dear: NDArray[np.int64]
    price: NDArray[np.float64]


@dataclass(frozen=True)
class Measures:
    """What is measured over all vacancies once a night."""

    world: World
    pay: NDArray[np.float64]  # (GROUPS,) usual pay, won a month, NaN unknown
    text: TextModel
    dear: NDArray[np.int64]  # ids, sorted, of vacancies whose attention has a price
    price: NDArray[np.float64]  # of those; of all others, and of new ones, 0

    def columns(self, vacancies: Vacancies) -> VacancyColumns:
        market = self.pay[np.searchsorted(GROUPS, _group(vacancies.occupation))]
        price = np.zeros(len(vacancies))
        if len(self.dear):
            at = np.minimum(np.searchsorted(self.dear, vacancies.ids), len(self.dear) - 1)
            price = np.where(self.dear[at] == vacancies.ids, self.price[at], 0)
        return vacancy_columns(replace(vacancies, market=market, price=price), self.world, CURRENT)


@dataclass(frozen=True)
class Snapshot:
    folder: Path
    columns: VacancyColumns
    measures: Measures
    people: NDArray[np.int64]  # everybody, neighbours beside one another
    shown: Lines

    @cached_property
    def text_key(self) -> bytes:
        return key_of(self.measures.text)


def _group(occupation: NDArray[np.int64]) -> NDArray[np.int64]:
    """The group by which `usual_pay` knows an occupation: minor where it has one, else major."""
    digits = np.floor(np.log10(np.maximum(occupation, 1))).astype(np.int64)
    kept = np.where(digits >= 3, 3, np.minimum(digits, 1))
    return np.where(digits > 0, occupation // 10 ** (digits - kept), 0)


def home() -> Path:
    return Path(settings.MATCHING_DIR)


def snapshot_write(version: str, measures: Measures | None = None, progress: Progress | None = None) -> Snapshot:
    """Build the picture and put its folder there whole. `measures`: those of another night instead of its own."""
    vacancies, positions = _vacancies(progress)
    people = people_in_order()
    measures = measures or priced(measured(vacancies), vacancies, positions, people)
    found = Snapshot(home() / version, measures.columns(vacancies), measures, people, lines_of())
    rarity = measures.world.rarity
    skills, worth = np.array(list(rarity), np.int64), np.array(list(rarity.values()), np.float64)
    parts: dict[str, Any] = {
        "vacancies": found.columns,
        "text": measures.text,
        "shown": found.shown,
        "shared": Shared(people, measures.pay, skills, worth, measures.dear, measures.price),
    }
    store.write(home(), version, parts, {"people": len(people), "vacancies": len(vacancies)})
    return found


def measured(vacancies: Vacancies) -> Measures:
    everywhere = np.concatenate([vacancies.occupation, GROUPS])
    pay = usual_pay(everywhere, np.concatenate([vacancies.pay_low, np.full(len(GROUPS), np.nan)]))
    world = replace(reference().world, rarity=rarity_of(vacancies))
    return Measures(world, pay[len(vacancies) :], text_model(), np.zeros(0, np.int64), np.zeros(0))


def priced(
    measures: Measures, vacancies: Vacancies, positions: NDArray[np.int64], people: NDArray[np.int64]
) -> Measures:
    """With prices of attention, found on people from everywhere (`engine.congestion`)."""
    some = people[:: max(len(people) // SAMPLE, 1)].tolist()
    if not settings.MATCHING_CONGESTION or not some or not len(vacancies):
        return measures
    columns = measures.columns(vacancies)
    sample = people_columns(load_people(some, measures.text), measures.world)
    price = congestion.prices(
        columns, sample, positions[columns.row], people=len(people), strength=settings.MATCHING_CONGESTION
    )
    dear = np.flatnonzero(price)
    dear = dear[np.argsort(columns.ids[dear])]
    return replace(measures, dear=columns.ids[dear], price=price[dear])


def snapshot_open(version: str) -> Snapshot | None:
    """The picture of a night as it lies in this machine's folder; none where it does not, or where another version of
    the program wrote it: the next night writes one that this one reads."""
    folder = home() / version
    try:
        return _opened(folder) if folder.is_dir() else None
    except store.Damaged as exc:
        logger.warning("%s", exc)
        return None


@lru_cache(maxsize=2)
def _opened(folder: Path) -> Snapshot:
    columns = store.read(folder, "vacancies", VacancyColumns)
    shared = store.read(folder, "shared", Shared)
    text = store.read(folder, "text", TextModel)
    rarity = dict(zip(shared.skills.tolist(), shared.rarity.tolist(), strict=True))
    world = World(columns.places, columns.distance, rarity)
    measures = Measures(world, shared.pay, text, shared.dear, shared.price)
    return Snapshot(folder, columns, measures, shared.people, store.read(folder, "shown", Lines))


def snapshots_keep(versions: set[str]) -> None:
    """Remove the folders of all other nights. Processes that still map one keep reading it."""
    for folder in home().iterdir():
        if folder.is_dir() and not folder.is_symlink() and folder.name not in versions:
            shutil.rmtree(folder, ignore_errors=True)


def _vacancies(progress: Progress | None) -> tuple[Vacancies, NDArray[np.int64]]:
    """Every open one, and how many positions each has left."""
    rows = VacancyIndex.objects.open()
    total, text = rows.count(), text_model()
    parts = [vacancies_of([], text)]
    positions: list[int] = []
    for some in _chunks(vacancy_rows(rows), ROWS):
        parts.append(vacancies_of(some, text))
        positions.extend(row["places"] for row in some)
        if progress:
            progress("vacancies", min((len(parts) - 1) * ROWS, total), total)
    return joined(parts), np.array(positions, np.int64)


def _chunks(rows: QuerySet[Any], size: int) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in rows.iterator(chunk_size=size):
        some.append(row)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def people_in_order() -> NDArray[np.int64]:
    """Everybody who gets recommendations, by where they live, so that a range reads the same few vacancies."""
    rows = Jobseeker.objects.live().order_by("region__path", "pk").values_list("pk", flat=True)
    return np.fromiter(rows.iterator(chunk_size=PEOPLE), np.int64)
