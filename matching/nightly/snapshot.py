"""A night's picture of the vacancies, in mapped files: the same arrays for every range, whichever worker computes it.

What is measured over all of them (how rare a skill is, the usual pay of an occupation, the text model) is part of the
picture, and holds for everything computed until the next one: a vacancy that comes at noon is scored by the same
measures as those of the night.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db.models import QuerySet
from numpy.typing import NDArray

from jobseekers.models import Jobseeker
from matching.engine import CURRENT, Vacancies, World, vacancy_columns
from matching.engine.columns import VacancyColumns
from matching.engine.tables import rarity_of, usual_pay
from matching.engine.text import TextModel
from matching.models import VacancyIndex
from matching.nightly.folder import arrays_of, joined, mapped, save, thing_of
from matching.recommending.loading import vacancies_of, vacancy_rows
from matching.recommending.wording import text_model
from matching.search.reference import reference

ROWS = 2_000  # vacancies read at a time
PEOPLE = 50_000
GROUPS = np.concatenate([np.zeros(1, np.int64), np.arange(10, 20), np.arange(1000, 2000)])  # unknown, majors, minors
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Measures:
    """What is measured over all vacancies once a night."""

    world: World
    pay: NDArray[np.float64]  # (GROUPS,) usual pay, won a month, NaN unknown
    text: TextModel

    def usual(self, occupation: NDArray[np.int64]) -> NDArray[np.float64]:
        """(n,) of these occupations, as `engine.tables.usual_pay` measured it when the picture was taken."""
        digits = np.floor(np.log10(np.maximum(occupation, 1))).astype(np.int64)
        kept = np.where(digits >= 3, 3, np.minimum(digits, 1))
        return self.pay[np.searchsorted(GROUPS, np.where(digits > 0, occupation // 10 ** (digits - kept), 0))]


@dataclass(frozen=True)
class Snapshot:
    vacancies: Vacancies
    columns: VacancyColumns
    measures: Measures
    people: NDArray[np.int64]  # everybody, neighbours beside one another


def home() -> Path:
    return Path(settings.MATCHING_DIR)


def snapshot_write(key: UUID, measures: Measures | None = None, progress: Progress | None = None) -> Snapshot:
    """Build the picture and put its folder there whole. `measures`: those of another night instead of its own."""
    vacancies = _vacancies(progress)
    measures = measures or measured(vacancies)
    vacancies = replace(vacancies, market=measures.usual(vacancies.occupation))
    found = Snapshot(vacancies, vacancy_columns(vacancies, measures.world, CURRENT), measures, people_in_order())
    unfinished = home() / f"{key}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    world = measures.world
    save(unfinished / "vacancies", arrays_of(found.vacancies))
    save(unfinished / "columns", arrays_of(found.columns))
    save(unfinished / "text", arrays_of(measures.text))
    save(unfinished / "shared", {
        "people": found.people, "pay": measures.pay, "codes": world.codes, "distance": world.distance,
        "skills": np.array(list(world.rarity), np.int64), "rarity": np.array(list(world.rarity.values()), np.float64),
    })  # fmt: skip
    os.replace(unfinished, home() / str(key))
    return found


def measured(vacancies: Vacancies) -> Measures:
    groups = np.concatenate([vacancies.occupation, GROUPS])
    pay = usual_pay(groups, np.concatenate([vacancies.pay_low, np.full(len(GROUPS), np.nan)]))
    return Measures(replace(reference().world, rarity=rarity_of(vacancies)), pay[len(vacancies) :], text_model())


def snapshot_open(key: UUID) -> Snapshot | None:
    """The picture of a night as it lies in this machine's folder; none where it does not."""
    folder = home() / str(key)
    return _opened(folder) if folder.is_dir() else None


@lru_cache(maxsize=2)
def _opened(folder: Path) -> Snapshot:
    shared = mapped(folder / "shared")
    rarity = dict(zip(shared["skills"].tolist(), shared["rarity"].tolist(), strict=True))
    measures = Measures(
        World(shared["codes"], shared["distance"], rarity), shared["pay"], thing_of(TextModel, mapped(folder / "text"))
    )
    vacancies = thing_of(Vacancies, mapped(folder / "vacancies"))
    columns = VacancyColumns(**mapped(folder / "columns"))
    return Snapshot(vacancies, columns, measures, shared["people"])


def snapshots_keep(keys: set[UUID]) -> None:
    """Remove the folders of all other nights. Processes that still map one keep reading it."""
    names = {str(key) for key in keys}
    for folder in home().glob("*"):
        if folder.is_dir() and folder.name.removesuffix(".unfinished") not in names:
            shutil.rmtree(folder, ignore_errors=True)


def _vacancies(progress: Progress | None) -> Vacancies:
    rows = VacancyIndex.objects.open()
    total, parts, text = rows.count(), [], text_model()
    for some in _chunks(vacancy_rows(rows), ROWS):
        parts.append(vacancies_of(some, text))
        if progress:
            progress("vacancies", min(len(parts) * ROWS, total), total)
    return joined(parts) if parts else vacancies_of([], text)


def _chunks(rows: QuerySet, size: int) -> Iterator[list[dict]]:
    some: list[dict] = []
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
