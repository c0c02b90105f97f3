"""How a row with two names shows itself, and how names are compared."""

import re
import unicodedata

from django.utils.translation import get_language

# Letters, digits and the signs that tell C, C++ and C# apart; everything else is spacing.
_DROPPED = re.compile(r"[^0-9a-z가-힣ㄱ-ㆎ一-鿿ぁ-ヿ+#]")


def in_reader_language(korean: str, english: str) -> str:
    """The English name for a reader of English, if there is one; else the Korean."""
    wants_english = not (get_language() or "ko").startswith("ko")
    return (english or korean) if wants_english else (korean or english)


def normalise(text: str) -> str:
    """A name as it is compared: one case, no spaces, no punctuation."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).casefold())
