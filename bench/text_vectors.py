"""Text directions measured: other names of occupations, whole entries held out, must find their unit group.

Nothing is learnt from the dictionary: the model knows the shipped lists only. Every entry is there with its title and
description, without the names that are asked for. The peer is the same features as sparse TF-IDF, not projected.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
from scipy import sparse

from bench.occupation_coding import DATA, dictionary_entries
from bench.rows import Row, figure
from matching.engine.score import directions
from matching.engine.text import DIMENSION, WIDTH, TextModel, counts_matrix, features
from matching.recommending.wording import lessons
from taxonomy.coding.learning import REPORT_PART, held_out

ADS_A_SECOND = 500


def rows() -> Iterator[Row]:
    if not DATA.is_dir():
        yield Row(f"text directions: there is no folder {DATA}", "", "", None, "")
        return
    entries, questions = held_out(dictionary_entries(), {REPORT_PART})
    codes = np.array([entry.code for entry in entries])
    texts = [f"{entry.title} {entry.title} {entry.description}" for entry in entries]
    model = TextModel.fit(lessons())
    began = time.perf_counter()
    vectors = model.directions([features(text) for text in texts])
    speed = len(texts) / (time.perf_counter() - began)
    asked = [features(name) for name, _code in questions]
    ours = directions(model.directions(asked)) @ directions(vectors).T
    peer = (tfidf(asked, model) @ tfidf([features(text) for text in texts], model).T).toarray()
    answers = np.array([code for _name, code in questions])
    for k in (1, 5, 20):
        yield Row(
            f"text directions hit@{k}, d = {DIMENSION}, {len(questions)} names",
            f"{hits(ours, codes, answers, k):.3f}", f"{hits(peer, codes, answers, k):.3f}", None, "peer: sparse",
        )  # fmt: skip
    yield figure("text directions, one core", [speed], "ads/s", f"≥{ADS_A_SECOND}")


def tfidf(buffers: list[bytes], model: TextModel) -> sparse.csr_array:
    weighted = counts_matrix(buffers) @ sparse.diags_array(model.idf, shape=(WIDTH, WIDTH))
    length = np.sqrt(weighted.multiply(weighted).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(1 / np.where(length > 0, length, 1)) @ weighted)


def hits(likeness: np.ndarray, codes: np.ndarray, answers: np.ndarray, k: int) -> float:
    top = np.argpartition(-likeness, k, axis=1)[:, :k]
    return float((codes[top] == answers[:, None]).any(axis=1).mean())
