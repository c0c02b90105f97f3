"""Which programmes one person may enter: each condition with its reason, what is missing, and what it would bring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from almp_programmes.models import CourseSkill, EffectEstimate, Enrolment, Programme, RuleSet, TargetGroup
from almp_programmes.selectors.outcomes import Outcome, effects, outcomes
from almp_programmes.selectors.people import fact_values
from core.models import pick
from core.rules import Answer, Condition, Role, decide, fact_of, parse, says, value_text
from jobseekers.models import Competency, PreferredOccupation
from taxonomy.models import OccupationSkill

WORDS = {True: "yes", False: "no", None: "unknown"}
SKILLS_SHOWN = 5
# Facts that are told on another page of the profile.
PAGES = {
    "education": "basics", "province": "basics", "work_permit": "basics", "looking": "spell",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One condition as the person reads it."""

    condition: Condition
    state: str
    yours: str

    @property
    def says(self) -> str:
        return says(self.condition)

    @property
    def fact(self) -> str:
        return str(fact_of(self.condition.fact).label)


@dataclass(slots=True)
class Standing:
    """One programme for one person."""

    programme: Programme
    rule_set: RuleSet
    answer: Answer
    values: Mapping[str, Any]
    effect: EffectEstimate | None = None
    outcome: Outcome | None = None
    skills: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    enrolled: bool = False

    @property
    def state(self) -> str:
        return WORDS[self.answer.verdict]

    def _line(self, one: Condition) -> Line:
        fact = fact_of(one.fact)
        return Line(one, WORDS[self.answer.held[one.key]], value_text(fact, self.values[one.fact]))

    @property
    def deciding(self) -> list[Line]:
        return [self._line(one) for one in self.answer.deciding]

    @property
    def lines(self) -> list[Line]:
        return [self._line(one) for one in self.answer.rule.conditions if one.role != Role.PRIORITY]

    @property
    def priorities(self) -> list[Line]:
        return [self._line(one) for one in self.answer.priorities]

    @property
    def proofs(self) -> list[str]:
        return list(dict.fromkeys(one.proof for one in self.answer.deciding if one.proof))

    @property
    def asks(self) -> list[str]:
        """The fields of the circumstances that would settle it."""
        told = [fact_of(key).told_by for key in self.answer.missing]
        return list(dict.fromkeys(name for name in told if name))

    @property
    def asks_elsewhere(self) -> list[tuple[str, str]]:
        """What is told on another page: the fact's name, and the page's ('' where only the centre can)."""
        return [
            (str(fact_of(key).label), PAGES.get(key, "")) for key in self.answer.missing if not fact_of(key).told_by
        ]

    @property
    def open_questions(self) -> list[str]:
        """What the person has to tell before there is an answer; what only the centre can know stays open."""
        if self.answer.verdict is not None:
            return []
        told = [fact_of(key) for key in self.answer.missing]
        return [str(fact.label) for fact in told if fact.told_by or PAGES.get(fact.key)]

    @property
    def kept(self) -> dict[str, Any]:
        """The answer as an enrolment stores it."""
        return {"verdict": self.answer.verdict, "held": dict(self.answer.held)}

    @property
    def priority(self) -> int:
        """How many of the priorities do not hold: 0 is offered a place first."""
        first = sum(one.role == Role.PRIORITY for one in self.answer.rule.conditions)
        return first - len(self.answer.priorities)

    @property
    def benefit(self) -> float | None:
        return None if self.effect is None else float(self.effect.effect)


def in_force(on: dt.date) -> list[RuleSet]:
    """The rule set of each programme offered on the day."""
    rows = RuleSet.objects.in_force(on).filter(programme__in=Programme.objects.offered(on))
    return list(rows.select_related("programme__measure").order_by("programme__measure__code", "programme__code"))


def answers(person_id: int, on: dt.date, rule_sets: Sequence[RuleSet]) -> list[Standing]:
    """The one-person path: its facts in one query, then every rule in Python."""
    values = fact_values(person_id, on)
    return [Standing(one.programme, one, decide(one.rule, values), values) for one in rule_sets]


def decision_on(person_id: int, programme: Programme, on: dt.date) -> Standing | None:
    """The answer of the version in force; None where the programme has no rules."""
    row = programme.rule_sets.in_force(on).first()
    if row is None:
        return None
    values = fact_values(person_id, on)
    return Standing(programme, row, decide(row.rule, values), values)


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a participation keeps of the rules, for whoever decides it: what speaks against it or is not known, and
    the papers that show what is met. No value of a fact."""

    rule_set: RuleSet
    verdict: str
    left: list[Condition]
    papers: list[str]


def ruled_of(enrolment: Enrolment) -> Ruled | None:
    if enrolment.rule_set is None:
        return None
    held, verdict = enrolment.answer.get("held", {}), WORDS[enrolment.answer.get("verdict")]
    asked = [one for one in enrolment.rule_set.rule.conditions if one.role != Role.PRIORITY]
    found = {state: [one for one in asked if held.get(one.key) is truth] for truth, state in WORDS.items()}
    return Ruled(
        rule_set=enrolment.rule_set,
        verdict=verdict,
        left=found[verdict] if verdict != "yes" else [],
        papers=list(dict.fromkeys(one.proof for one in found["yes"] if one.proof)),
    )


def standings(person_id: int, on: dt.date, only: Programme | None = None) -> list[Standing]:
    """Every programme on offer for the person, the ones they may enter first and the most useful of these on top."""
    rule_sets = [one for one in in_force(on) if only is None or one.programme_id == only.pk]
    found = answers(person_id, on, rule_sets) if rule_sets else []
    ids = [one.programme.pk for one in found]
    own = _groups(found[0].values) if found else {}
    benefits, past = effects(ids, own, on), outcomes(ids)
    taught = _skills_closed(person_id, ids)
    taking = set(
        Enrolment.objects.filter(person=person_id)
        .exclude(state__in=Enrolment.OVER)
        .values_list("programme_id", flat=True)
    )
    meant = _meant_for(ids)
    for one in found:
        pk = one.programme.pk
        one.effect, one.outcome = benefits.get(pk), past.get(pk)
        one.skills, one.enrolled = taught.get(pk, []), pk in taking
        one.groups = [own[group] for group in meant.get(pk, ()) if group in own]
    return sorted(found, key=_rank)


def standing_of(person_id: int, programme: Programme, on: dt.date) -> Standing | None:
    return next(iter(standings(person_id, on, programme)), None)


def _rank(one: Standing) -> tuple[Any, ...]:
    """By the effect that evaluation found where it has one, what delays work last; by the rules otherwise."""
    verdict = {True: 0, None: 1, False: 2}[one.answer.verdict]
    found = 1 if one.effect is None else {"helps": 0, "unclear": 1, "harms": 2}[one.effect.verdict]
    benefit = -float(one.effect.effect) if one.effect is not None and found == 0 else 0.0
    unsure = len(one.answer.missing)
    return verdict, found, benefit, unsure, -len(one.answer.priorities), -len(one.groups), -len(one.skills)


def _groups(values: Mapping[str, Any]) -> dict[int, str]:
    """The target groups the person belongs to."""
    rows = TargetGroup.objects.exclude(rules={})
    return {row.pk: row.label for row in rows if decide(parse(row.rules), values).verdict}


def _meant_for(programme_ids: list[int]) -> dict[int, list[int]]:
    rows = Programme.target_groups.through.objects.filter(programme__in=programme_ids)
    found: dict[int, list[int]] = {}
    for programme, group in rows.values_list("programme_id", "targetgroup_id"):
        found.setdefault(programme, []).append(group)
    return found


def _skills_closed(person_id: int, programme_ids: list[int]) -> dict[int, list[str]]:
    """Skills that wanted occupations use, the person has not confirmed, and a programme's courses teach."""
    wanted = PreferredOccupation.objects.filter(jobseeker__person=person_id).values("occupation")
    held = Competency.objects.filter(jobseeker__person=person_id, confirmed_at__isnull=False).values("skill")
    used = OccupationSkill.objects.filter(occupation__in=wanted, skill=OuterRef("skill"))
    rows = (
        CourseSkill.objects.filter(Exists(used), course__programme__in=programme_ids, course__published=True)
        .exclude(skill__in=held)
        .order_by("course__programme_id", "skill_id")
        .distinct("course__programme_id", "skill_id")
        .values_list("course__programme_id", "skill__name_ko", "skill__name_en")
    )
    found: dict[int, list[str]] = {}
    for programme, ko, en in rows:
        names = found.setdefault(programme, [])
        if len(names) < SKILLS_SHOWN:
            names.append(pick(ko, en))
    return found
