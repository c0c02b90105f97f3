"""The offer as everybody reads it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Q, When
from django.utils.translation import gettext_lazy as _

from almp_programmes.models import CourseRun, Programme, ProgrammeAmount, ProgrammeTerms, RuleSet, TargetGroup, Terms
from almp_programmes.selectors.courses import open_runs
from core.rules import Role, Rule, says
from core.rules.trees import Condition, Group, Node
from taxonomy.models import Region

# Needs in plain words, each with the measures that meet it.
NEEDS = {
    "learn": (_("배우고 싶어요"), ("2",)),
    "money": (_("생활비가 필요해요"), ("8",)),
    "search": (_("일자리 찾기를 도와주세요"), ("1",)),
    "hire": (_("기업이 나를 뽑을 때 도와주세요"), ("4",)),
    "health": (_("장애가 있어도 일하고 싶어요"), ("5",)),
    "public": (_("공공 일자리를 찾아요"), ("6",)),
    "start": (_("창업하고 싶어요"), ("7",)),
}
RUNS_SHOWN = 5


def programmes(on: dt.date, *, need: str = "", group: str = "", text: str = "") -> list[Programme]:
    rows = Programme.objects.offered(on).select_related("measure").prefetch_related("target_groups", "amounts")
    if need in NEEDS:
        starts = Q()
        for code in NEEDS[need][1]:
            starts |= Q(measure__code__startswith=code)
        rows = rows.filter(starts)
    if group:
        rows = rows.filter(target_groups__code=group)
    if text:
        rows = rows.filter(
            Q(name_ko__icontains=text) | Q(name_en__icontains=text) | Q(summary_ko__icontains=text)
            | Q(summary_en__icontains=text)
        )  # fmt: skip
    found: list[Programme] = list(rows.order_by("measure__code", "name_ko"))
    return found


def groups(on: dt.date) -> list[Any]:
    offered = Programme.objects.offered(on)
    return list(TargetGroup.objects.annotate(n=Count("programmes", filter=Q(programmes__in=offered))).filter(n__gt=0))


def amounts(programme: Programme, on: dt.date) -> tuple[list[ProgrammeAmount], list[ProgrammeAmount]]:
    """What it pays on the day or will pay, and what it paid before."""
    rows = list(programme.amounts.all())
    past = [row for row in rows if row.valid_to is not None and row.valid_to <= on]
    return [row for row in rows if row not in past], past


@dataclass(frozen=True, slots=True)
class TermsShown:
    """Terms with the days they hold on; no first day where nothing is entered and the general ones hold."""

    terms: Terms | ProgrammeTerms
    since: dt.date | None = None
    last_day: dt.date | None = None


def terms(programme: Programme, on: dt.date) -> list[TermsShown]:
    """Of a course programme the terms of the day, then those ahead and before, the latest first."""
    if programme.delivery != Programme.Delivery.COURSE:
        return []
    found, last_day = [], None
    for row in programme.terms.order_by("-valid_from"):
        found.append(TermsShown(row, row.valid_from, last_day))
        last_day = row.valid_from - dt.timedelta(days=1)
    holds = next((one for one in found if one.since and one.since <= on), TermsShown(Terms(), None, last_day))
    return [holds, *(one for one in found if one is not holds)]


@dataclass(frozen=True, slots=True)
class Clause:
    """A line of a rule as a list that nests: a condition, or a group with its own lines."""

    text: str
    reason: str = ""
    law: str = ""
    proof: str = ""
    role: str = ""
    inside: tuple[Clause, ...] = ()


GROUPS = {"all": _("아래를 모두"), "any": _("아래 가운데 하나라도"), "not": _("아래가 아닐 때")}


def clauses(rule: Rule) -> list[Clause]:
    return [_clause(child) for child in rule.root.children]


def _clause(node: Node) -> Clause:
    if isinstance(node, Condition):
        return Clause(says(node), node.reason, node.law, node.proof, str(node.role))
    assert isinstance(node, Group)
    return Clause(str(GROUPS[node.op]), inside=tuple(_clause(child) for child in node.children))


def clauses_by_role(rule: Rule) -> dict[str, list[Clause]]:
    found = clauses(rule)
    return {str(role): [one for one in found if (one.role or Role.REQUIREMENT) == role] for role in Role}


def rule_set_of(programme: Programme, on: dt.date) -> RuleSet | None:
    row: RuleSet | None = programme.rule_sets.in_force(on).first()
    return row


def next_runs(programme: Programme, on: dt.date) -> list[CourseRun]:
    rows = open_runs(on).filter(course__programme=programme, course__published=True)
    return list(rows.select_related("course__provider", "region").order_by("starts_on", "pk")[:RUNS_SHOWN])


def next_run_near(programme_ids: list[int], region: Region | None, on: dt.date) -> dict[int, CourseRun]:
    """Of each programme the run that begins next, those in the region's province before others."""
    near = Q(region__path__startswith=region.code[:2]) if region else Q(pk=None)
    rows = (
        open_runs(on)
        .filter(course__programme__in=programme_ids, course__published=True)
        .annotate(far=Case(When(near, then=0), default=1))
        .order_by("course__programme_id", "far", "starts_on", "pk")
        .distinct("course__programme_id")
        .select_related("course__provider", "region__parent")
    )
    return {row.course.programme_id: row for row in rows}
