"""python -m bench.judged.learning: the weights of the advertisements' coder, and how right they are.

The weights are learnt on the half that may be looked at. Nothing of a vacancy is stored: the rows are read as the
import reads them, without a database, under the project's settings.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Iterator

import django
import numpy as np
from scipy.optimize import minimize

django.setup()

from bench.judged import PUBLIC, coding, key_of  # noqa: E402
from bench.occupation_coding import DATA, ROOT, dictionary_entries, starter_entries  # noqa: E402
from core.imports import ImportReport  # noqa: E402
from employers.services.importing.rows import OutsideRow, outside_rows  # noqa: E402
from taxonomy.coding import advertisements  # noqa: E402
from taxonomy.coding.advertisement_fitting import fit_advertisements  # noqa: E402
from taxonomy.coding.advertisements import AdvertisementCoder  # noqa: E402
from taxonomy.services.files import several  # noqa: E402

PENALTY = 0.005


def reference(name: str) -> list[dict[str, str]]:
    with (ROOT / "taxonomy" / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def coder() -> AdvertisementCoder:
    names = [(name, row["code"]) for row in reference("job_names") for name in several(row["names"])]
    duties = [(duty, row["occupation"]) for row in reference("occupation_duties") for duty in several(row["duties"])]
    return fit_advertisements([*dictionary_entries(), *starter_entries()], names, duties)


def vacancies() -> dict[str, OutsideRow]:
    folder = DATA / "vacancies"
    portal = outside_rows(folder / "vacancies_2023.jsonl", ImportReport(source=""))
    public = outside_rows(folder / f"{PUBLIC}.csv", ImportReport(source=""))
    return {row.key: row for row in portal} | {key_of(PUBLIC, row.key): row for row in public}


def learn(tables: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Conditional logit (McFadden 1974) of the right group among all, views scaled to one spread, ridge penalty."""
    spread = tables.std(axis=(0, 1)) + 1e-9
    scaled, each = tables / spread, np.arange(len(right))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = scaled @ weights
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        slope = (likely[:, :, None] * scaled).sum(axis=1) - scaled[each, right]
        penalty = PENALTY * weights
        return float(weights @ penalty / 2 - np.log(likely[each, right]).mean()), slope.mean(axis=0) + penalty

    return minimize(loss, np.zeros(tables.shape[2]), jac=True, method="L-BFGS-B").x / spread


def lines() -> Iterator[object]:
    ours, rows = coder(), vacancies()
    judged = reference("../../bench/judged/vacancy_occupations")
    half = [one for one in judged if coding.looked_at(one["file"], one["key"])]
    seen = [rows[key_of(one["file"], one["key"])] for one in half]
    tables = np.stack([ours.views(row.occupation or row.title, row.duties)[0] for row in seen]).astype(float)
    weights = learn(tables, np.array([ours.groups.index(one["minor"]) for one in half]))
    yield f"WEIGHTS = {[round(float(weight), 3) for weight in weights]}"
    advertisements.WEIGHTS[:] = weights
    began = time.perf_counter()
    coded = {key: ours.code(row.occupation or row.title, row.duties) for key, row in rows.items()}
    yield f"{len(rows) / (time.perf_counter() - began):,.0f} advertisements a second"
    yield from coding.rows(judged, coded)


if __name__ == "__main__":
    for line in lines():
        sys.stdout.write(f"{line}\n")
