"""Free-text titles → occupation codes.

Views of how well a title fits each code are blended by a logistic model: likeness to the best known title by letter
n-grams and by its two ends, votes of all like titles, complement naive Bayes over n-grams (Rennie et al. 2003), the
share of a code among titles with the same ending, likeness to all that is said of the code and to its nearest
description, in letters and in a latent space (Deerwester et al. 1990), and how the best code of the same minor group
fares. The blend was learnt on synonyms held out entry by entry; see `weights.py`. What is asked here is learnt in
`fitting.py`: a web process only asks, and so never loads what learning needs.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np

from taxonomy.coding.grams import Postings, Weighed, bare, pack, title_grams, unpack
from taxonomy.coding.weights import BIAS, MEAN, SCALE, WEIGHTS

FORMAT = 5
CANDIDATES = 40
LEAST_KNOWN = 0.2  # share of a title's n-grams that must occur in some known title
POOLED = [0, 4, 5, 6]  # views of which the best in the minor group counts too
GROUP_DIGITS = 3
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
            "format": np.array([FORMAT]), "codes": pack(self.codes), "names": pack(self.names),
            "name_code": self.name_code, "name_times": self.name_times, "prior": self.prior,
            "bayes_base": self.bayes_base.astype(np.float32),
            "meaning": self.meaning.astype(np.float16), "meanings": self.meanings.astype(np.float16),
            "meaning_start": self.meaning_start, "described": self.described,
        }  # fmt: skip
        for name in ("title", "ends", "text", "said", "together"):
            weighed: Weighed = getattr(self, name)
            arrays |= {f"{name}.words": pack(weighed.words), f"{name}.idf": weighed.idf}
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
                return Weighed.of(analyzer, unpack(stored[f"{name}.words"]), stored[f"{name}.idf"], sublinear)

            def rows(name: str) -> Postings:
                values = stored[f"{name}.values"].astype(np.float32)
                return Postings(
                    stored[f"{name}.start"], stored[f"{name}.rows"], values, int(stored[f"{name}.width"][0])
                )

            codes = unpack(stored["codes"])
            return cls(
                codes=codes, names=unpack(stored["names"]), name_code=stored["name_code"],
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
