"""The engine of the word rules: a pattern, the company it must not keep, and where it is looked for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from employers.checks.posting import WARN, Finding, Severity, Words

# A line, a sentence, or an item of a list that was pasted into one line: " ㆍ경력", " - 신입", " 2) 남자".
CLAUSE_END = re.compile(r"[\n!?;•▶■●◆※□▷○◎]|\.(?=\s|$)|(?<=\s)[ㆍ·*\-–](?=\s?\S)|(?<=\s)\d{1,2}[.)](?=\s|\D)")
# Where the words after a demand take it back: "연령 35세 이하 제한 없음", "미혼 여부를 묻지 않아요".
TAKEN_BACK = re.compile(
    r"무관|상관\s*없|관계\s*없|제한\s*(?:을\s*)?(?:없|두지)|묻지|보지\s*않|따지지|금지|불필요|필요\s*(?:는|가)?\s*없|받지\s*않|요구하지"
    r"|하지\s*마|적지\s*마|쓰지\s*마|넣지\s*마|내지\s*마|차별|없음|없습니다|없어요|일절|가리고|지우고|삭제|제외하고\s*(?:제출|적|내)|하지\s*않"
    r"|no\s+(?:age|gender|sex)|not\s+(?:required|needed|asked)|regardless",
    re.I,
)
# "학력 무관" after "35세 이하" speaks of something else.
OTHER_TOPIC = re.compile(
    r"(?:학력|경력|전공|국적|거주지|자격증?|성별|연령|나이)\s*(?:은|는|제한|요건)?\s*[:：]?\s*(?:무관|상관\s*없음|없음)"
)
TAIL = 22


@dataclass(frozen=True)
class Rule:
    code: str
    severity: Severity
    law: Words
    pattern: re.Pattern[str]
    message: Words
    mend: Words
    fields: frozenset[str] | None = None  # None: every text
    unless: re.Pattern[str] | None = None  # in the same clause: no finding
    soften: re.Pattern[str] | None = None  # in the same clause or the title: a warning, not a refusal
    may_be_taken_back: bool = True
    needs: tuple[str, ...] = ()  # small letters; a text with none of them cannot match, and is not searched


def _clause(text: str, start: int, end: int) -> str:
    ends = list(CLAUSE_END.finditer(text))
    left = max((match.end() for match in ends if match.end() <= start), default=0)
    right = min((match.start() for match in ends if match.start() >= end), default=len(text))
    return text[left:right]


def _taken_back(text: str, match: re.Match[str]) -> bool:
    tail = text[match.end() : match.end() + TAIL]
    cut = CLAUSE_END.search(tail)
    tail = tail[: cut.start()] if cut else tail
    comma = re.search(r"[,，]", tail)
    tail = tail[: comma.start()] if comma else tail
    return bool(TAKEN_BACK.search(OTHER_TOPIC.sub(" ", tail)))


def _judge(rule: Rule, name: str, texts: Mapping[str, str], match: re.Match[str]) -> Finding | None:
    text = texts[name]
    start, end = match.span("hit") if rule.pattern.groupindex.get("hit") and match["hit"] else match.span()
    start, end = end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
    clause = _clause(text, start, end)
    if rule.unless and rule.unless.search(clause):
        return None
    if rule.may_be_taken_back and _taken_back(text, match):
        return None
    severity = rule.severity
    if rule.soften and rule.soften.search(f"{clause} {texts.get('title', '')}"):
        severity = WARN
    return Finding(
        rule.code, severity, name, rule.law, rule.message, rule.mend, start=start, end=end, quote=text[start:end]
    )


def word_findings(texts: Mapping[str, str], rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """Findings in the order of the text; of two rules on the same words the stricter stands."""
    for name, text in texts.items():
        found: list[Finding] = []
        small = text.lower()
        for rule in rules:
            if rule.fields is not None and name not in rule.fields:
                continue
            if rule.needs and not any(word in small for word in rule.needs):
                continue
            judged = (_judge(rule, name, texts, match) for match in rule.pattern.finditer(text))
            found += [one for one in judged if one is not None]
        yield from _without_overlaps(found)


def _without_overlaps(found: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for one in sorted(found, key=lambda f: (not f.blocks, f.start, -f.end)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)
