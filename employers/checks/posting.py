"""What is checked, and what a check finds. No database here."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypedDict

from django.utils.functional import Promise

Severity = Literal["block", "warn"]


class Span(TypedDict):
    start: int
    end: int
    quote: str


Words = str | Promise
BLOCK: Severity = "block"
WARN: Severity = "warn"


@dataclass(frozen=True, slots=True)
class Posting:
    """An advertisement as its author wrote it. `texts` maps field names to what was typed."""

    texts: Mapping[str, str] = field(default_factory=dict)
    company: str = ""
    address: str = ""
    contract: str = ""
    contract_months: int | None = None
    pay_period: str = ""
    pay_min: int | None = None
    pay_max: int | None = None
    hours_week: Decimal | None = None
    night: bool = False
    headcount: int | None = None
    arrears_listed: bool = False
    occupation_path: str = ""  # taxonomy path: 6/62/622/6221


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the law forbids (`block`) or doubts (`warn`), where it stands, and how to mend it.

    `start` and `end` are offsets into the field's text; both 0 where the whole field is meant.
    """

    code: str
    severity: Severity
    field: str
    law: Words
    message: Words
    mend: Words
    start: int = 0
    end: int = 0
    quote: str = ""

    @property
    def key(self) -> str:
        """Names this finding in these words: an acknowledgement does not cover other words."""
        digest = hashlib.sha256(f"{self.field}\0{self.quote}".encode()).hexdigest()[:12]
        return f"{self.code}:{digest}"

    @property
    def blocks(self) -> bool:
        return self.severity == BLOCK
