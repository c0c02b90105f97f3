"""A firm's name as it is compared: without the legal form, spaces and signs."""

import re

from taxonomy.naming import normalise

LEGAL_FORM = re.compile(
    r"\(\s*(?:주|유|재|사|합)\s*\)|㈜|주식\s*회사|유한\s*(?:책임\s*)?회사|재단\s*법인|사단\s*법인|\b(?:co|inc|ltd|corp|llc)\b\.?",
    re.I,
)
BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def firm_key(name: str) -> str:
    """(주)한빛정공 and 한빛정공 주식회사 are one; what stands in brackets after a name is not part of it."""
    bare = LEGAL_FORM.sub(" ", name)
    return (normalise(BRACKETS.sub(" ", bare)) or normalise(bare))[:180]
