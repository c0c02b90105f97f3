"""Random rules over the registered facts, and random circumstances of people."""

import datetime as dt

from hypothesis import strategies as st

from core.rules import Kind, facts
from core.rules.trees import OPERATORS_OF
from jobseekers.models import Circumstances

# Values near those that rules ask for, so that both answers are common.
ROUND = [0, 1, 3, 6, 12, 15, 18, 30, 34, 35, 60, 65, 100, 180]
WON = [0, 1_000_000, 2_564_238, 2_564_239, 400_000_000]


def values_of(fact):
    if fact.kind == Kind.BOOLEAN:
        return st.booleans()
    if fact.kind == Kind.NUMBER:
        return st.sampled_from(WON if fact.unit == "won" else ROUND)
    codes = [code for code, _label in fact.choices()] or ["A", "B"]
    return st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)


@st.composite
def conditions(draw, role=None):
    fact = draw(st.sampled_from(sorted(facts().values(), key=lambda one: one.key)))
    return {
        "fact": fact.key,
        "op": draw(st.sampled_from(OPERATORS_OF[fact.kind])),
        "value": draw(values_of(fact)),
        "as": role or draw(st.sampled_from(["requirement", "requirement", "exclusion"])),
        "why": {"ko": "까닭", "en": "why"},
    }


def nodes():
    several = lambda inner: st.lists(inner, min_size=1, max_size=3)  # noqa: E731
    return st.recursive(
        conditions(),
        lambda inner: st.one_of(
            st.fixed_dictionaries({"all": several(inner)}),
            st.fixed_dictionaries({"any": several(inner)}),
            st.fixed_dictionaries({"not": st.lists(inner, min_size=1, max_size=1)}),
        ),
        max_leaves=8,
    )


def _numbered(node, count):
    if "fact" in node:
        count[0] += 1
        return node | {"key": f"k{count[0]}"}
    return {op: [_numbered(child, count) for child in inner] for op, inner in node.items()}


@st.composite
def rules(draw):
    children = draw(st.lists(nodes(), min_size=1, max_size=3))
    children += draw(st.lists(conditions(role="priority"), max_size=1))
    return _numbered({"all": children}, [0])


def _told(name):
    field = Circumstances._meta.get_field(name)
    kind = field.get_internal_type()
    if kind == "BooleanField":
        return st.booleans()
    if kind == "PositiveBigIntegerField":
        return st.sampled_from(WON)
    if kind == "PositiveSmallIntegerField":
        return st.sampled_from([1, 3] if name == "household_size" else [0, 1, 3, 12, 20, 34, 36, 60])
    if name == "special_groups":
        return st.lists(st.sampled_from([code for code, _l in field.base_field.choices]), max_size=3, unique=True)
    return st.sampled_from([code for code, _l in field.flatchoices])


def circumstances():
    return st.fixed_dictionaries({name: st.one_of(st.none(), _told(name)) for name in Circumstances.FIELDS})


people = st.fixed_dictionaries(
    {
        "birth_date": st.one_of(
            st.none(),
            st.sampled_from([dt.date(1991, 11, 28), dt.date(1991, 11, 29), dt.date(2004, 2, 29), dt.date(1960, 1, 1)]),
        ),
        "sex": st.sampled_from(["", "f", "m"]),
        "education": st.sampled_from(["", "03", "05"]),
        "looking_days": st.sampled_from([None, 0, 27, 28, 31, 180, 181, 400]),
        "told": st.one_of(st.none(), circumstances()),
    }
)
