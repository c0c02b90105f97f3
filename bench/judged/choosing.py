"""python -m bench.judged.choosing: which 300 advertisements are coded, by the rule of docs/judging.md.

The nearest known title only spreads the choice over kinds of work; the code itself is given by a reader.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from itertools import zip_longest

from bench.occupation_coding import DATA, dictionary_entries, starter_entries
from taxonomy.coding.learning import baseline

SEED = "judged 1"
PORTAL, PUBLIC = 280, 40  # more than 270 and 30: the last replace those that the rule leaves out
LEAST_DUTIES = 30  # letters: less than that cannot be coded by reading


def order(key: str) -> str:
    return hashlib.sha256(f"{SEED}:{key}".encode()).hexdigest()


def portal_rows() -> list[dict[str, str]]:
    with (DATA / "vacancies" / "vacancies_2023.jsonl").open(encoding="utf-8") as lines:
        return [{name: str(value or "") for name, value in json.loads(line).items()} for line in lines]


def public_rows() -> list[dict[str, str]]:
    with (DATA / "vacancies" / "public_service_vacancies.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def portal_keys() -> list[str]:
    """One from each stratum in turn, a stratum being the source's own group and the nearest title's middle group."""
    rows = [row for row in portal_rows() if len(row["MAINDUTIES"]) >= LEAST_DUTIES]
    ranked = baseline([*dictionary_entries(), *starter_entries()], [(row["TITLE"], "") for row in rows])
    strata: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row, codes in zip(rows, ranked, strict=True):
        strata[row["JOB_GROUP"], codes[0][:2]].append(row["ID"])
    turns = zip_longest(*(sorted(strata[name], key=order) for name in sorted(strata)))
    return [key for turn in turns for key in sorted(filter(None, turn), key=order)][:PORTAL]


def public_keys() -> list[str]:
    rows = [row[""] for row in public_rows() if len(row["직무내용"]) >= LEAST_DUTIES]
    return sorted(rows, key=order)[:PUBLIC]


if __name__ == "__main__":
    for key in portal_keys():
        print(f"portal,{key}")
    for key in public_keys():
        print(f"public,{key}")
