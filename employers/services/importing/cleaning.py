"""Text as people paste it, made plain: no HTML, no pictures, no control characters."""

import html
import re
import unicodedata

SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.I | re.S)
BREAK = re.compile(r"<br\s*/?>|</(?:p|li|div|tr|h[1-6]|ul|ol)\s*>", re.I)
ITEM = re.compile(r"<li\b[^>]*>", re.I)
# A tag has a Latin name: <모집분야> is a heading somebody typed.
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|<!--.*?-->", re.S)
PICTURES = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u200d\u20e3\U000e0000-\U000e007f]+"
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\ufeff]")
SPACES = re.compile(r"[^\S\n]+")
BLANK_LINES = re.compile(r"\n{3,}")
NOTHING = {"", "-", "–", "none", "null", "nan", "n/a", "없음", "해당없음"}


def clean(value: object) -> str:
    """Plain text with single spaces and at most one blank line; a dash that means nothing is nothing."""
    if value is None:
        return ""
    text = html.unescape(str(value)).replace("\r\n", "\n").replace("\r", "\n")
    text = SCRIPT.sub(" ", text)
    text = TAG.sub(" ", BREAK.sub("\n", ITEM.sub("• ", text)))
    text = html.unescape(text).replace("\xa0", " ")
    text = CONTROL.sub("", PICTURES.sub(" ", unicodedata.normalize("NFC", text)))
    text = SPACES.sub(" ", text)
    text = "\n".join(line.strip() for line in text.split("\n"))
    text = BLANK_LINES.sub("\n\n", text).strip()
    return "" if text.casefold() in NOTHING else text


def one_line(value: object, longest: int) -> str:
    return " ".join(clean(value).split())[:longest].strip()
