"""How the blend of the coder's views is learnt and how its quality is measured, on held-out synonyms.

All synonyms and related titles of an entry are held out together, its title and description stay: that is what
happens when a person types another name for an occupation the dictionary knows. Entries fall into five parts by a
hash of their source: parts 0–2 teach the blend, part 3 was for choosing between designs, part 4 is only for the
figure that is reported.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from taxonomy.coding.entries import Entry
from taxonomy.coding.fitting import fit

PARTS = 5
REPORT_PART = 4
DESIGN_PART = 3


def part_of(entry: Entry) -> int:
    return int(hashlib.sha256(entry.source.encode()).hexdigest(), 16) % PARTS


def held_out(entries: Sequence[Entry], parts: set[int]) -> tuple[list[Entry], list[tuple[str, str]]]:
    """The entries without the other names of the parts, and those names as (title, code) questions."""
    kept, questions = [], []
    for entry in entries:
        if entry.source and part_of(entry) in parts:
            questions += [(name, entry.code) for name in entry.synonyms]
            kept.append(replace(entry, synonyms=(), related=()))
        else:
            kept.append(entry)
    return kept, questions


@dataclass(frozen=True, slots=True)
class Blend:
    mean: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    bias: float


def learn_blend(entries: Sequence[Entry]) -> Blend:
    """A logistic model of "is this candidate the right code", each teaching part answered without its names."""
    never = {DESIGN_PART, REPORT_PART}
    tables, labels = [], []
    for part in range(PARTS - len(never)):
        kept, _questions = held_out(entries, never | {part})
        coder = fit(kept)
        place = {code: at for at, code in enumerate(coder.codes)}
        for name, code in held_out(entries, {part})[1]:
            table = coder.views(name)
            few = coder.rough(table)
            tables.append(table[few])
            labels.append(few == place.get(code, -1))
    x, y = np.concatenate(tables), np.concatenate(labels)
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=2000).fit((x - mean) / scale, y)
    return Blend(mean, scale, model.coef_[0], float(model.intercept_[0]))


@dataclass(frozen=True, slots=True)
class Hits:
    """Shares of questions whose right code came first, and among the first five; each with a 95% interval."""

    questions: int
    at_1: float
    at_5: float
    interval_1: tuple[float, float]
    interval_5: tuple[float, float]


def measure(answers: Sequence[Sequence[str]], questions: Sequence[tuple[str, str]], *, seed: int = 0) -> Hits:
    """Bootstrap over questions, 2,000 draws, percentile interval."""
    codes = [code for _name, code in questions]
    first = np.array([code in ranked[:1] for ranked, code in zip(answers, codes, strict=True)])
    five = np.array([code in ranked[:5] for ranked, code in zip(answers, codes, strict=True)])
    draws = np.random.default_rng(seed).integers(0, len(questions), size=(2000, len(questions)))

    def interval(hits: np.ndarray) -> tuple[float, float]:
        low, high = np.percentile(hits[draws].mean(axis=1), [2.5, 97.5])
        return float(low), float(high)

    return Hits(len(questions), float(first.mean()), float(five.mean()), interval(first), interval(five))


def baseline(entries: Sequence[Entry], questions: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The yardstick: nearest known titles by character TF-IDF."""
    names = [(name, entry.code) for entry in entries for name in (entry.title, *entry.synonyms, *entry.related)]
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 3))
    known = vectorizer.fit_transform([name for name, _code in names])
    likeness = (vectorizer.transform([name for name, _code in questions]) @ known.T).toarray()
    answers = []
    for row in likeness:
        order = np.argsort(-row)[:400]
        answers.append(list(dict.fromkeys(names[at][1] for at in order))[:5])
    return answers
