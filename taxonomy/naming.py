"""How names are compared."""

import re
import unicodedata

# Letters, digits and the signs that tell C, C++ and C# apart; everything else is spacing.
_DROPPED = re.compile(r"[^0-9a-z가-힣ㄱ-ㆎ一-鿿ぁ-ヿ+#]")


def normalise(text: str) -> str:
    """A name as it is compared: one case, no spaces, no punctuation."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).casefold())
