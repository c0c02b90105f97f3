"""What the advertisements' coder learns: dictionary entries, job names and duties. Loads scikit-learn."""

from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from taxonomy.coding.advertisements import GROUP_DIGITS, AdvertisementCoder
from taxonomy.coding.entries import Entry
from taxonomy.coding.grams import Weighed, bare, text_grams

MOST_GRAMS = 60_000
SMOOTHING = 3.0
# A phrase of duties is short and was written for advertisements; a dictionary has many names for one work.
DESCRIPTION, JOB_NAME, DUTY, ENTRY_NAME = 1.0, 1.0, 3.0, 0.5


def fit_advertisements(
    entries: Sequence[Entry], names: Sequence[tuple[str, str]], duties: Sequence[tuple[str, str]]
) -> AdvertisementCoder:
    """`names` and `duties` are (words, code). Deterministic; takes some ten seconds for a national dictionary."""
    documents = [*_said(entries), *((text, code, JOB_NAME) for text, code in names),
                 *((text, code, DUTY) for text, code in duties)]  # fmt: skip
    groups = sorted({code[:GROUP_DIGITS] for _text, code, _weight in documents})
    place = {group: at for at, group in enumerate(groups)}
    vectorizer = TfidfVectorizer(
        analyzer=text_grams, sublinear_tf=True, min_df=2, max_features=MOST_GRAMS, dtype=np.float32
    )
    rows = vectorizer.fit_transform([text for text, _code, _weight in documents])
    owner = [place[code[:GROUP_DIGITS]] for _text, code, _weight in documents]
    weights = [weight for _text, _code, weight in documents]
    member = sp.csr_matrix((weights, (owner, range(len(documents)))), shape=(len(groups), len(documents)))
    words = [str(word) for word in vectorizer.get_feature_names_out()]
    return AdvertisementCoder(
        groups, Weighed.of("text", words, vectorizer.idf_.astype(np.float32), True), _gains((member @ rows).toarray()),
        [name for name, _code in names], [code for _name, code in names],
    )  # fmt: skip


def _said(entries: Sequence[Entry]) -> Iterable[tuple[str, str, float]]:
    for entry in entries:
        if entry.description:
            yield f"{entry.title} {entry.description}", entry.code, DESCRIPTION
        for name in sorted({entry.title, *entry.synonyms, *entry.related}):
            if bare(name):
                yield name, entry.code, ENTRY_NAME


def _gains(counts: np.ndarray) -> np.ndarray:
    """(grams, groups): groups of one size, each smoothed with what is said anywhere; what is absent gains nothing."""
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1e-9)
    anywhere = SMOOTHING * np.maximum(counts.sum(axis=0) / counts.sum(), 1e-12)
    return np.log1p(shares / anywhere).T.astype(np.float32)
