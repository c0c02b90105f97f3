"""What the occupation coder learns from a dictionary's entries. Loads scikit-learn, which takes seconds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse as sp
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from taxonomy.coding.entries import Entry
from taxonomy.coding.grams import ANALYZERS, Postings, Weighed, bare
from taxonomy.coding.occupations import OccupationCoder

MEANING_SIZE = 96
TEXT_GRAMS = 30_000
SAID_GRAMS = 60_000
NB_SMOOTHING = 0.1


def fit(entries: Sequence[Entry]) -> OccupationCoder:
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
    title, title_rows = _weigh(names, analyzer="title", sublinear=True)
    ends, ends_rows = _weigh(names, analyzer="end", sublinear=False)
    member = sp.csr_matrix((times, (name_code, np.arange(len(names)))), shape=(len(codes), len(names)))
    bayes, base = _complement_bayes(title_rows, member)
    together, together_rows = _weigh(_joined(names, name_code, times, len(codes)), analyzer="text", sublinear=True)
    described = [entry for entry in entries if entry.description]
    text, text_codes, meaning, meanings = _meaning(entries, described, codes)
    said, said_rows = _descriptions(described)
    owners = np.array([place[entry.code] for entry in described], dtype=np.int64)
    unique, starts = np.unique(owners, return_index=True)
    return OccupationCoder(
        codes, names, name_code, times, np.searchsorted(name_code, np.arange(len(codes))), title,
        _postings(title_rows), ends, _postings(ends_rows), bayes, base, text, text_codes, said, said_rows,
        together, _postings(together_rows), _endings(ends, ends_rows, member), meaning, meanings,
        starts, unique,
        np.log1p(np.bincount([place[entry.code] for entry in entries], minlength=len(codes))).astype(np.float32),
    )  # fmt: skip


def _weigh(
    texts: Sequence[str], *, analyzer: str, sublinear: bool, min_df: int = 1, most: int | None = None
) -> tuple[Weighed, sp.csr_matrix]:
    vectorizer = TfidfVectorizer(
        analyzer=ANALYZERS[analyzer], sublinear_tf=sublinear, min_df=min_df, max_features=most, dtype=np.float32
    )
    matrix = vectorizer.fit_transform(texts)
    words = [str(word) for word in vectorizer.get_feature_names_out()]
    return Weighed.of(analyzer, words, vectorizer.idf_.astype(np.float32), sublinear), matrix.tocsr()


def _postings(by_row: sp.spmatrix) -> Postings:
    by_gram = by_row.T.tocsr()
    return Postings(
        by_gram.indptr.astype(np.int64), by_gram.indices.astype(np.int32), by_gram.data.astype(np.float32),
        by_row.shape[0],
    )  # fmt: skip


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
    return _postings(gain), (base - base.mean()).astype(np.float32)


def _endings(ends: Weighed, rows: sp.csr_matrix, member: sp.csr_matrix) -> Postings:
    """Share of each code among the titles with an ending, for endings that two titles or more have."""
    counts = (member @ (rows > 0).astype(np.float32)).tocsc()
    totals = np.asarray(counts.sum(axis=0)).ravel()
    is_ending = np.array([word[0] == "T" for word in ends.words]) & (totals >= 2)
    shares = (counts @ sp.diags(is_ending / (totals + 2))).tocsr()
    shares.eliminate_zeros()
    return _postings(shares)


def _meaning(
    entries: Sequence[Entry], described: Sequence[Entry], codes: Sequence[str]
) -> tuple[Weighed, Postings, np.ndarray, np.ndarray]:
    said: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        said[entry.code].append(_document(entry))
    documents = [" ".join(said[code]) for code in codes]
    text, matrix = _weigh(documents, analyzer="text", sublinear=True, most=TEXT_GRAMS)
    size = min(MEANING_SIZE, len(described) - 1, len(text.words) - 1)
    if size < 8:
        nothing = np.zeros((len(text.words), 1), dtype=np.float32), np.zeros((0, 1), dtype=np.float32)
        return text, _postings(matrix), *nothing
    rows = _rows(text, (_document(entry) for entry in described), len(described))
    svd = TruncatedSVD(size, random_state=0, n_iter=4)
    meanings = svd.fit_transform(rows)
    meanings /= np.maximum(np.linalg.norm(meanings, axis=1, keepdims=True), 1e-9)
    return text, _postings(matrix), svd.components_.T.astype(np.float32), meanings.astype(np.float32)


def _descriptions(described: Sequence[Entry]) -> tuple[Weighed, Postings]:
    if not described:
        return Weighed.of("text", [], np.zeros(0, dtype=np.float32), True), _postings(sp.csr_matrix((0, 0)))
    texts = [f"{entry.title} {entry.description}" for entry in described]
    most = SAID_GRAMS if len(texts) > 1 else None
    said, rows = _weigh(texts, analyzer="text", sublinear=True, min_df=min(2, len(texts)), most=most)
    return said, _postings(rows)


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
