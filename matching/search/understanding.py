"""When nothing has all the words asked for: mend mistyped ones, drop particles, or settle for some of the words."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import connection

from matching.search import words

CANDIDATES = 12
MOST_WORDS = 8
# One branch a word with its own constants, so that each uses the index; a count, because EXISTS would scan.
_LOOK = """
SELECT %s,
       (SELECT count(*) FROM matching_vacancyindex i WHERE i.words @@ %s::tsquery AND i.published),
       (SELECT count(*) FROM matching_vacancyindex i WHERE i.words @@ %s::tsquery AND i.published),
       ARRAY(SELECT w.word FROM matching_searchword w WHERE w.letters %% %s
              ORDER BY similarity(w.letters, %s) DESC, w.known DESC, w.word LIMIT %s)
"""


@dataclass(frozen=True)
class Mended:
    """The words to search for, and which typed word each changed one stands for."""

    words: list[str]
    changed: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def asked_words(q: str) -> list[str]:
    return list(dict.fromkeys(words.runs(q)))[:MOST_WORDS]


def mend(typed: list[str]) -> Mended:
    """One query: which words occur, which do without their particle, and what those that do not may have meant."""
    bare = [words.without_particle(word) for word in typed]
    values: list[str | int] = []
    for word, stem in zip(typed, bare, strict=True):
        values += [word, words.query(word), words.query(stem), words.letters(stem), words.letters(stem), CANDIDATES]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"({_LOOK})" for _word in typed), values)
        seen = {word: rest for word, *rest in cursor.fetchall()}
    used: list[str] = []
    changed: list[tuple[str, str]] = []
    missing: list[str] = []
    for word, stem in zip(typed, bare, strict=True):
        occurs, stem_occurs, candidates = seen[word]
        if occurs:
            used.append(word)
        elif stem != word and stem_occurs:
            used.append(stem)
        elif near := nearest(stem, candidates):
            used.append(near)
            changed.append((word, near))
        else:
            missing.append(word)
    return Mended(used, changed, missing)


def nearest(word: str, candidates: list[str]) -> str:
    """The candidate fewest letters away, if few enough: one in four."""
    wanted = words.letters(word)
    most = max(1, len(wanted) // 4)
    scored = [
        (steps, at, one)
        for at, one in enumerate(candidates)
        for steps in [distance(wanted, words.letters(one), most)]
        if steps <= most and one != word
    ]
    return min(scored)[2] if scored else ""


def distance(a: str, b: str, most: int) -> int:
    """Letters to change, add, drop or swap with the next to get from one to the other; `most` + 1 if more.

    Optimal string alignment (Damerau 1964).
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        now = [i]
        for j, y in enumerate(b, 1):
            best = min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, before[j - 2] + 1)
            now.append(best)
        before, last = last, now
    return min(last[-1], most + 1)
