"""Free text → KECO unit group, on synonyms held out of the dictionary entry by entry; see taxonomy/coding/learning.py.

The peer is a nearest-title character TF-IDF on the same entries and the same questions, in the same run.
"""

from __future__ import annotations

import csv
import os
import re
import time
from pathlib import Path

from bench.rows import Row
from taxonomy.coding.entries import Entry
from taxonomy.coding.fitting import fit
from taxonomy.coding.learning import REPORT_PART, Hits, baseline, held_out, measure

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("PES_DATA_DIR", ROOT.parent / "shared" / "data"))
TARGETS = {"hit@1": 0.60, "hit@5": 0.85}
MILLISECONDS = 10


def _names(cell: str) -> tuple[str, ...]:
    parts = re.split(r"[,，](?![^()]*\))", cell.replace("\xa0", " "))
    return tuple(name for name in (" ".join(part.split()) for part in parts) if 1 < len(name) <= 200)


def dictionary_entries() -> list[Entry]:
    path = DATA / "occupations" / "korean_occupation_dictionary.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Entry(
                code=row["dJobECd"], title=row["dJobNm"], synonyms=_names(row["similarNm"]),
                related=_names(row["connectJob"]), description=f"{row['workSum']} {row['doWork']}",
                source=row["dJobCd"],
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


def starter_entries() -> list[Entry]:
    with (ROOT / "taxonomy" / "reference" / "occupation_units.csv").open(encoding="utf-8", newline="") as file:
        return [
            Entry(
                code=row["code"], title=row["title_en"],
                synonyms=tuple(part for key in ("synonyms_ko", "synonyms_en") for part in row[key].split(";") if part),
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


def measured() -> tuple[Hits, Hits, float]:
    """Ours, the peer's, and milliseconds a question."""
    entries = dictionary_entries()
    kept, questions = held_out(entries, {REPORT_PART})
    coder = fit([*kept, *starter_entries()])
    began = time.perf_counter()
    answers = [[code for code, _score, _why in coder.rank(name, 5)] for name, _code in questions]
    each = (time.perf_counter() - began) / len(questions) * 1000
    return measure(answers, questions), measure(baseline(kept, questions), questions), each


def run(*, quick: bool = False) -> list[Row]:
    """The target is about the share on these held-out synonyms, which no machine moves; the interval, shown beside it,
    says how far another draw of entries could be."""
    ours, peer, each = measured()
    out = [
        Row(
            f"occupation coding {name}, {ours.questions} synonyms", f"{mine:.3f}", f"{theirs:.3f}", (mine, mine, mine),
            f"95% [{span[0]:.3f}–{span[1]:.3f}]", f"≥{TARGETS[name]}",
        )
        for name, mine, span, theirs in (
            ("hit@1", ours.at_1, ours.interval_1, peer.at_1),
            ("hit@5", ours.at_5, ours.interval_5, peer.at_5),
        )
    ]  # fmt: skip
    speed = Row(
        "occupation coding, a call", f"{each:.1f} ms", "", (each, each, each), "", "" if quick else f"≤{MILLISECONDS}"
    )
    return [*out, speed]
