"""Search words of Korean and English texts. Occupation titles and skills stay whole: 지게차를 → 지게차."""

import re
import unicodedata

from kiwipiepy import Kiwi

from taxonomy.caching import Kept
from taxonomy.models import KECO_2018, Occupation, OccupationSynonym, Skill

# Nouns, verbs and adjectives by their stems, roots, foreign words, numbers; no endings, no particles.
KEPT_TAGS = frozenset({"NNG", "NNP", "NR", "XR", "SL", "SN", "SH", "VV", "VA", "W_SERIAL"})
TITLE_WORD = re.compile(r"^[가-힣]{2,12}$")
LONGEST_TEXT = 50_000


def _build() -> Kiwi:
    kiwi = Kiwi(num_workers=1)
    words: set[str] = set()
    titles = Occupation.objects.filter(edition=KECO_2018).values_list("title_ko", flat=True)
    synonyms = OccupationSynonym.objects.filter(lang="ko").values_list("text", flat=True)
    for text in (*titles, *synonyms, *Skill.objects.values_list("name_ko", flat=True)):
        words.update(word for word in re.split(r"[\s·,()/]+", text) if TITLE_WORD.match(word))
    for word in sorted(words):
        kiwi.add_user_word(word, "NNP", 0.0)
    return kiwi


_kiwi = Kept(_build)


def tokens(text: str) -> list[str]:
    """Words to search by, in one case, in the order of the text; repeats stay."""
    text = unicodedata.normalize("NFKC", text)[:LONGEST_TEXT]
    return [token.form.casefold() for token in _kiwi.get().tokenize(text) if token.tag in KEPT_TAGS]
