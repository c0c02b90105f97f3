"""The legal check of a vacancy: pure functions from a posting to a list of findings.

`check` needs no database: the minimum wages are handed in. Blocking findings keep a posting from being submitted;
warnings must be acknowledged by their author; a moderator sees both.
"""

import datetime as dt
from collections.abc import Mapping

from employers.checks.marking import Piece, marked
from employers.checks.pay import Wage, hours_findings, pay_findings
from employers.checks.posting import BLOCK, WARN, Finding, Posting
from employers.checks.terms import contract_findings, duties_findings, firm_findings, minors_findings
from employers.checks.text import word_findings
from employers.checks.words_more import RULES

__all__ = ["BLOCK", "WARN", "Finding", "Piece", "Posting", "Wage", "check", "marked"]


def check(posting: Posting, *, wages: Mapping[int, Wage], on: dt.date) -> list[Finding]:
    """Everything found, refusals first. `wages` maps years to wages; `on` is the day whose law holds."""
    found = [
        *word_findings(posting.texts, RULES),
        *pay_findings(posting, wages, on),
        *hours_findings(posting),
        *firm_findings(posting),
        *contract_findings(posting),
        *duties_findings(posting),
        *minors_findings(posting),
    ]
    return sorted(found, key=lambda one: not one.blocks)
