"""Free-text titles → occupation codes.

Views of how well a title fits each code are blended by a logistic model: likeness to the best known title by letter
n-grams and by its two ends, votes of all like titles, complement naive Bayes over n-grams (Rennie et al. 2003), the
share of a code among titles with the same ending, likeness to all that is said of the code and to its nearest
description, in letters and in a latent space (Deerwester et al. 1990), and how the best code of the same minor group
fares. The blend was learnt on synonyms held out entry by entry; see `weights.py`.
"""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.decomposition import TruncatedSVD

from taxonomy.coding.entries import Entry
from taxonomy.coding.grams import Postings, Weighed, bare, title_grams
from taxonomy.coding.weights import BIAS, MEAN, SCALE, WEIGHTS

FORMAT = 5
CANDIDATES = 40
LEAST_KNOWN = 0.2  # share of a title's n-grams that must occur in some known title
POOLED = [0, 4, 5, 6]  # views of which the best in the minor group counts too
GROUP_DIGITS = 3
MEANING_SIZE = 96
TEXT_GRAMS = 30_000
SAID_GRAMS = 60_000
NB_SMOOTHING = 0.1
Ranked = tuple[str, float, str]


@dataclass(slots=True)
class OccupationCoder:
    codes: list[str]
    names: list[str]  # every known title
    name_code: np.ndarray  # (names,) int32, sorted
    name_times: np.ndarray  # (names,) how many entries of the code have the name
    name_start: np.ndarray  # (codes,) first name of each code
    title: Weighed
    title_rows: Postings
    ends: Weighed
    ends_rows: Postings
    bayes: Postings
    bayes_base: np.ndarray  # (codes,)
    text: Weighed
    text_codes: Postings
    said: Weighed
    said_rows: Postings  # over descriptions
    together: Weighed
    together_codes: Postings  # over codes, all names of each run together
    endings: Postings
    meaning: np.ndarray  # (text grams, k)
    meanings: np.ndarray  # (descriptions, k), rows of length one
    meaning_start: np.ndarray  # (described codes,)
    described: np.ndarray  # (described codes,) index into codes
    prior: np.ndarray  # (codes,)

    # --- learning ------------------------------------------------------------------------------------------------

    @classmethod
    def fit(cls, entries: Sequence[Entry]) -> OccupationCoder:
        """Learn from entries; deterministic. Takes some ten seconds for a national dictionary."""
        if not entries:
            raise ValueError("no entries to learn from")
        entries = sorted(entries, key=lambda entry: entry.code)
        codes = sorted({entry.code for entry in entries})
        place = {code: at for at, code in enumerate(codes)}
        known: Counter[tuple[str, str]] = Counter()
        for entry in entries:
            names_of = {entry.title, *entry.synonyms, *entry.related}
            known.update((entry.code, name) for name in sorted(names_of) if bare(name))
        names = [name for _code, name in known]
        name_code = np.array([place[code] for code, _name in known], dtype=np.int32)
        times = np.array([*known.values()], dtype=np.float32)
        title, title_rows = Weighed.fit(names, analyzer="title", sublinear=True)
        ends, ends_rows = Weighed.fit(names, analyzer="end", sublinear=False)
        member = sp.csr_matrix((times, (name_code, np.arange(len(names)))), shape=(len(codes), len(names)))
        bayes, base = _complement_bayes(title_rows, member)
        together, together_rows = Weighed.fit(
            _joined(names, name_code, times, len(codes)), analyzer="text", sublinear=True
        )
        described = [entry for entry in entries if entry.description]
        text, text_codes, meaning, meanings = _meaning(entries, described, codes)
        said, said_rows = _descriptions(described)
        owners = np.array([place[entry.code] for entry in described], dtype=np.int64)
        unique, starts = np.unique(owners, return_index=True)
        return cls(
            codes, names, name_code, times, np.searchsorted(name_code, np.arange(len(codes))), title,
            Postings.of(title_rows), ends, Postings.of(ends_rows), bayes, base, text, text_codes, said, said_rows,
            together, Postings.of(together_rows), _endings(ends, ends_rows, member), meaning, meanings,
            starts, unique,
            np.log1p(np.bincount([place[entry.code] for entry in entries], minlength=len(codes))).astype(np.float32),
        )  # fmt: skip

    # --- asking --------------------------------------------------------------------------------------------------

    def views(self, text: str) -> np.ndarray:
        """(codes, features): each view and how far it lies below the view's best."""
        query = self.title.query(text)
        names = self.title_rows.dot(*query)
        end_query = self.ends.query(text)
        total = max(float(query[1].sum()), 1e-6)
        texts = self.text.query(text)
        entries = self.said_rows.dot(*self.said.query(text))
        ends = self.ends_rows.dot(*end_query)
        columns = [
            np.maximum.reduceat(names, self.name_start),
            _votes(names, self.name_times, self.name_start),
            np.maximum.reduceat(ends, self.name_start),
            _votes(ends, self.name_times, self.name_start),
            self.text_codes.dot(*texts),
            self._meaning_of(texts),
            self.bayes.dot(*query) / total + self.bayes_base,
            self._by_code(entries, np.maximum),
            self._by_code(entries**4, np.add) ** 0.25,
            self.together_codes.dot(*self.together.query(text)),
            self._ending(end_query[0]),
        ]
        table = np.stack(columns, axis=1)
        return np.hstack([table, self.prior[:, None], table - table.max(axis=0), self._of_group(table)])

    def rough(self, table: np.ndarray) -> np.ndarray:
        """The codes worth a closer look, most likely first."""
        score = table[:, 0] + table[:, 2] + table[:, 4] + 0.3 * (table[:, 6] + table[:, 9])
        few = min(CANDIDATES, len(self.codes))
        best = np.argpartition(-score, few - 1)[:few]
        return best[np.argsort(-score[best], kind="stable")]

    def _by_code(self, values: np.ndarray, reduce: np.ufunc) -> np.ndarray:
        out = np.zeros(len(self.codes), dtype=np.float32)
        if len(values):
            out[self.described] = reduce.reduceat(values, self.meaning_start)
        return out

    def _ending(self, grams: np.ndarray) -> np.ndarray:
        """Shares of codes among known titles with the longest shared ending that two titles have."""
        for gram in sorted((g for g in grams if self.ends.words[g][0] == "T"), key=lambda g: -len(self.ends.words[g])):
            if len(self.ends.words[gram]) > 2 and self.endings.start[gram + 1] > self.endings.start[gram]:
                return self.endings.dot(np.array([gram]), np.ones(1, dtype=np.float32))
        return np.zeros(len(self.codes), dtype=np.float32)

    def _of_group(self, table: np.ndarray) -> np.ndarray:
        _names, group = np.unique([code[:GROUP_DIGITS] for code in self.codes], return_inverse=True)
        best = np.full((group.max() + 1, len(POOLED)), -np.inf, dtype=np.float32)
        np.maximum.at(best, group, table[:, POOLED])
        return best[group] - table[:, POOLED].max(axis=0)

    def _meaning_of(self, query: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        vector = query[1] @ self.meaning[query[0]]
        length = np.sqrt((vector**2).sum())
        return self._by_code(self.meanings @ (vector / length) if length else np.zeros(len(self.meanings)), np.maximum)

    def rank(self, text: str, k: int = 5) -> list[Ranked]:
        """The k likeliest codes with a probability-like score and the known title that speaks most for each."""
        grams = title_grams(text)
        if not bare(text) or sum(gram in self.title.index for gram in grams) < LEAST_KNOWN * len(grams):
            return []
        table = self.views(text)
        if not table[:, [0, 2, 4]].any():
            return []
        scores = (table - MEAN) / SCALE @ WEIGHTS + BIAS
        best = self.rough(table)
        best = best[np.argsort(-scores[best], kind="stable")][:k]
        likeness = self.title_rows.dot(*self.title.query(text))
        return [(self.codes[at], float(1 / (1 + np.exp(-scores[at]))), self._evidence(at, likeness)) for at in best]

    def _evidence(self, at: int, likeness: np.ndarray) -> str:
        start = self.name_start[at]
        end = self.name_start[at + 1] if at + 1 < len(self.codes) else len(self.names)
        return self.names[start + int(np.argmax(likeness[start:end]))]

    # --- keeping -------------------------------------------------------------------------------------------------

    def to_bytes(self) -> bytes:
        arrays = {
            "format": np.array([FORMAT]), "codes": _pack(self.codes), "names": _pack(self.names),
            "name_code": self.name_code, "name_times": self.name_times, "prior": self.prior,
            "bayes_base": self.bayes_base.astype(np.float32),
            "meaning": self.meaning.astype(np.float16), "meanings": self.meanings.astype(np.float16),
            "meaning_start": self.meaning_start, "described": self.described,
        }  # fmt: skip
        for name in ("title", "ends", "text", "said", "together"):
            weighed: Weighed = getattr(self, name)
            arrays |= {f"{name}.words": _pack(weighed.words), f"{name}.idf": weighed.idf}
        for name in ("title_rows", "ends_rows", "bayes", "text_codes", "said_rows", "together_codes", "endings"):
            rows: Postings = getattr(self, name)
            arrays |= {
                f"{name}.start": rows.start, f"{name}.rows": rows.rows,
                f"{name}.values": rows.values.astype(np.float16), f"{name}.width": np.array([rows.width]),
            }  # fmt: skip
        buffer = io.BytesIO()
        np.savez_compressed(buffer, allow_pickle=False, **arrays)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, payload: bytes) -> OccupationCoder:
        with np.load(io.BytesIO(payload), allow_pickle=False) as stored:
            if int(stored["format"][0]) != FORMAT:
                raise ValueError("this index was built by another version: build it again")

            def weighed(name: str, analyzer: str, sublinear: bool) -> Weighed:
                return Weighed.of(analyzer, _unpack(stored[f"{name}.words"]), stored[f"{name}.idf"], sublinear)

            def rows(name: str) -> Postings:
                values = stored[f"{name}.values"].astype(np.float32)
                return Postings(
                    stored[f"{name}.start"], stored[f"{name}.rows"], values, int(stored[f"{name}.width"][0])
                )

            codes = _unpack(stored["codes"])
            return cls(
                codes=codes, names=_unpack(stored["names"]), name_code=stored["name_code"],
                name_times=stored["name_times"],
                name_start=np.searchsorted(stored["name_code"], np.arange(len(codes))),
                bayes_base=stored["bayes_base"], prior=stored["prior"], meaning=stored["meaning"].astype(np.float32),
                meanings=stored["meanings"].astype(np.float32), meaning_start=stored["meaning_start"],
                described=stored["described"], title=weighed("title", "title", True), title_rows=rows("title_rows"),
                ends=weighed("ends", "end", False), ends_rows=rows("ends_rows"), bayes=rows("bayes"),
                text=weighed("text", "text", True), text_codes=rows("text_codes"),
                said=weighed("said", "text", True), said_rows=rows("said_rows"),
                together=weighed("together", "text", True), together_codes=rows("together_codes"),
                endings=rows("endings"),
            )  # fmt: skip


def _votes(likeness: np.ndarray, times: np.ndarray, start: np.ndarray) -> np.ndarray:
    return np.add.reduceat(times * likeness**4, start) ** 0.25


def _joined(names: Sequence[str], owner: np.ndarray, times: np.ndarray, codes: int) -> list[str]:
    documents = [""] * codes
    for name, code, often in zip(names, owner, times, strict=True):
        documents[code] += f"{name} " * int(often)
    return documents


def _complement_bayes(rows: sp.csr_matrix, member: sp.csr_matrix) -> tuple[Postings, np.ndarray]:
    """Only where a code has a gram does its weight differ from the gram's own, so the model stays sparse."""
    counts = (member @ rows.astype(np.float64)).tocsr()
    totals = np.asarray(counts.sum(axis=0)).ravel()
    complement = totals.sum() + NB_SMOOTHING * len(totals) - np.asarray(counts.sum(axis=1)).ravel()
    gain = counts.copy()
    column = totals[gain.indices]
    gain.data = np.log((column + NB_SMOOTHING) / (np.maximum(column - gain.data, 0) + NB_SMOOTHING))
    base = np.log(complement)
    return Postings.of(gain), (base - base.mean()).astype(np.float32)


def _endings(ends: Weighed, rows: sp.csr_matrix, member: sp.csr_matrix) -> Postings:
    """Share of each code among the titles with an ending, for endings that two titles or more have."""
    counts = (member @ (rows > 0).astype(np.float32)).tocsc()
    totals = np.asarray(counts.sum(axis=0)).ravel()
    is_ending = np.array([word[0] == "T" for word in ends.words]) & (totals >= 2)
    shares = (counts @ sp.diags(is_ending / (totals + 2))).tocsr()
    shares.eliminate_zeros()
    return Postings.of(shares)


def _meaning(
    entries: Sequence[Entry], described: Sequence[Entry], codes: Sequence[str]
) -> tuple[Weighed, Postings, np.ndarray, np.ndarray]:
    said: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        said[entry.code].append(_document(entry))
    documents = [" ".join(said[code]) for code in codes]
    text, matrix = Weighed.fit(documents, analyzer="text", sublinear=True, most=TEXT_GRAMS)
    size = min(MEANING_SIZE, len(described) - 1, len(text.words) - 1)
    if size < 8:
        nothing = np.zeros((len(text.words), 1), dtype=np.float32), np.zeros((0, 1), dtype=np.float32)
        return text, Postings.of(matrix), *nothing
    rows = _rows(text, (_document(entry) for entry in described), len(described))
    svd = TruncatedSVD(size, random_state=0, n_iter=4)
    meanings = svd.fit_transform(rows)
    meanings /= np.maximum(np.linalg.norm(meanings, axis=1, keepdims=True), 1e-9)
    return text, Postings.of(matrix), svd.components_.T.astype(np.float32), meanings.astype(np.float32)


def _descriptions(described: Sequence[Entry]) -> tuple[Weighed, Postings]:
    if not described:
        return Weighed.of("text", [], np.zeros(0, dtype=np.float32), True), Postings.of(sp.csr_matrix((0, 0)))
    texts = [f"{entry.title} {entry.description}" for entry in described]
    most = SAID_GRAMS if len(texts) > 1 else None
    said, rows = Weighed.fit(texts, analyzer="text", sublinear=True, min_df=min(2, len(texts)), most=most)
    return said, Postings.of(rows)


def _document(entry: Entry) -> str:
    return " ".join((entry.title, entry.title, entry.description, *entry.synonyms, *entry.related))


def _rows(weighed: Weighed, texts: Iterable[str], height: int) -> sp.csr_matrix:
    queries = [weighed.query(text) for text in texts]
    start = np.cumsum([0, *(len(indices) for indices, _weights in queries)])
    return sp.csr_matrix(
        (
            np.concatenate([weights for _indices, weights in queries]),
            np.concatenate([indices for indices, _weights in queries]),
            start,
        ),
        shape=(height, len(weighed.words)),
    )


def _pack(texts: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(texts).encode(), dtype=np.uint8)


def _unpack(stored: np.ndarray) -> list[str]:
    return stored.tobytes().decode().split("\n")
