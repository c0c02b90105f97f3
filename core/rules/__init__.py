"""One engine for dated, versioned, composable rules that are data.

A rule is a tree of all / any / not over conditions `fact op value`. Every answer is yes, no or unknown (True, False,
None), by Kleene's logic, whether one person is read in Python (`decide`) or everybody in one query (`compile_rules`):
PostgreSQL's own three-valued logic is the same. Rooms register the facts that rules may ask about.
"""

from core.rules.answers import Answer, decide
from core.rules.checking import check, read
from core.rules.facts import (
    Fact,
    Kind,
    Source,
    fact_of,
    facts,
    register_base,
    register_facts,
    register_reader,
    register_source,
    values_of,
)
from core.rules.queries import Query, compile_rules
from core.rules.trees import Condition, Group, Problem, Role, Rule, RuleRefused, parse
from core.rules.wording import OPERATORS, says, value_text

__all__ = [
    "OPERATORS",
    "Answer",
    "Condition",
    "Fact",
    "Group",
    "Kind",
    "Problem",
    "Query",
    "Role",
    "Rule",
    "RuleRefused",
    "Source",
    "check",
    "compile_rules",
    "decide",
    "fact_of",
    "facts",
    "parse",
    "read",
    "register_base",
    "register_facts",
    "register_reader",
    "register_source",
    "says",
    "value_text",
    "values_of",
]
