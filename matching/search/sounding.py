"""Known words by how they sound in Latin letters, and the nearest one to a mistyped word: one query each."""

from __future__ import annotations

from django.db import connection

from matching.models import SearchWord
from matching.search import hangul, words
from matching.search.understanding import CANDIDATES
from matching.search.understanding import nearest as nearest_of

SHORTEST = 3  # letters: shorter words sound like too many others
_NEAREST = """
SELECT word FROM matching_searchword WHERE letters %% %s
 ORDER BY similarity(letters, %s) DESC, known DESC, word LIMIT %s
"""


def by_sound(latin: str) -> list[str]:
    """Korean words of the taxonomy, the vocabulary and of titles that sound like this."""
    if len(latin) <= SHORTEST:
        return []
    alike = SearchWord.objects.filter(sound=hangul.sound(latin)).order_by("-known", "word")
    return [one for one in alike.values_list("word", flat=True)[:CANDIDATES] if words.is_korean(one)]


def nearest(word: str) -> str:
    """The known word fewest letters away, if few enough."""
    if len(word) < SHORTEST:
        return ""
    letters = words.letters(word)
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, [letters, letters, CANDIDATES])
        return nearest_of(word, [one for (one,) in cursor.fetchall()])
