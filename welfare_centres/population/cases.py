"""Made-up shared cases: members of several agencies, consents, assessments, a plan and a timeline each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from accounts.consenting import TEXT_VERSION
from accounts.models import Assignment, Consent, Membership, Organisation, User
from jobseekers.models import Domain, Plan, PlanAction, PlanGoal
from welfare_centres.models import (
    LEVELS,
    SCOPE_OF_DOMAIN,
    Assessment,
    AssessmentRow,
    Case,
    CaseMember,
    Centre,
    Desk,
    Entry,
    SharedScope,
    SharingRule,
    scope_of,
)
from welfare_centres.population.stories import MEETING, PURPOSE, STORIES, STRENGTHS, Story
from welfare_centres.services.sharing import sharing_settle

SHARE, MOST = 0.12, 400  # of the people of whole centres; a demonstration needs no more
CLOSED, PAUSED = 0.15, 0.08
LAW, BY_LAW = "구직자취업촉진법 제13조제2항", 0.15


@dataclass(frozen=True, slots=True)
class Seat:
    user: User
    organisation: Organisation
    kind: str


@transaction.atomic
def make_cases(*, seed: int, progress: Callable[[int], None] = lambda _done: None) -> int:
    """Cases of people whom a whole centre looks after; how many."""
    rng = np.random.default_rng([seed, 7])
    assigned = list(
        Assignment.objects.filter(until=None, organisation__centre__type=Centre.Type.PLUS, person__cases=None)
        .select_related("person", "organisation__centre", "counsellor")
        .order_by("pk")
    )
    number = min(MOST, int(len(assigned) * SHARE))
    chosen = [assigned[at] for at in sorted(rng.choice(len(assigned), size=number, replace=False))] if number else []
    seats, scopes = _seats(), _scopes()
    for done, assignment in enumerate(chosen, start=1):
        story = STORIES[int(rng.integers(len(STORIES)))]
        _case(rng, assignment, story, seats.get(assignment.organisation.centre.pk, {}), scopes)
        progress(done)
    return len(chosen)


def _seats() -> dict[int, dict[str, Seat]]:
    """Centre → kind of agency → who of it joins cases there."""
    found: dict[int, dict[str, Seat]] = {}
    workers = {
        one.organisation_id: one.user
        for one in Membership.objects.current()
        .filter(role=Membership.Role.CASE_WORKER)
        .select_related("user")
        .order_by("-pk")
    }  # the first of each
    for desk in Desk.objects.filter(until=None).select_related("agency__organisation", "agency__kind"):
        organisation, kind = desk.agency.organisation, desk.agency.kind.code
        if organisation.pk in workers:
            found.setdefault(desk.centre_id, {})[kind] = Seat(workers[organisation.pk], organisation, kind)
    return found


def _scopes() -> dict[str, list[str]]:
    rules = SharingRule.objects.filter(ground=SharingRule.Ground.CONSENT, valid_to=None).order_by("pk")
    found: dict[str, list[str]] = {}
    for kind, scope in rules.values_list("agency_kind__code", "scope"):
        found.setdefault(kind, []).append(scope)
    return found


def _case(
    rng: np.random.Generator,
    assignment: Assignment,
    story: Story,
    seats: dict[str, Seat],
    scopes: dict[str, list[str]],
) -> None:
    now, days = timezone.now(), int(rng.integers(10, 240))
    opened, centre = now - dt.timedelta(days=days), assignment.organisation.centre
    lead = Seat(assignment.counsellor, assignment.organisation, "job_centre")
    others = [seats[kind] for kind in dict.fromkeys(("municipal_welfare", story.agency)) if kind in seats]
    consents = _consents(assignment, [lead, *others], opened, scopes)
    law = rng.random() < BY_LAW
    case = Case.objects.create(
        person=assignment.person, centre=centre, team=centre.teams.first(), purpose=PURPOSE, opened_by=lead.user,
        opened_at=opened, ground=Case.Ground.LAW if law else Case.Ground.CONSENT, law=LAW if law else "",
        consent=None if law else consents[0],
        review_on=now.date() + dt.timedelta(days=int(rng.integers(-10, 60))),
    )  # fmt: skip
    roles = (CaseMember.Role.LEAD, *(CaseMember.Role.MEMBER for _seat in others))
    CaseMember.objects.bulk_create(
        CaseMember(
            case=case, user=seat.user, organisation=seat.organisation, role=role, since=opened, added_by=lead.user
        )
        for seat, role in zip((lead, *others), roles, strict=True)
    )
    _assess(rng, case, story, lead, days)
    _plan(rng, case, story, [lead, *others], days)
    _lines(rng, case, story, [lead, *others], days)
    _end(rng, case)
    sharing_settle(person_id=case.person_id)


def _consents(
    assignment: Assignment, seats: list[Seat], at: dt.datetime, scopes: dict[str, list[str]]
) -> list[Consent]:
    """The person's yes to each agency, for all that it may ask; told to the counsellor."""
    consents = Consent.objects.bulk_create(
        Consent(
            person=assignment.person, purpose=Consent.Purpose.SHARE_AGENCY, recipient=seat.organisation,
            text_version=TEXT_VERSION, given_at=at, taken_by=assignment.counsellor,
        )
        for seat in seats
    )  # fmt: skip
    SharedScope.objects.bulk_create(
        SharedScope(consent=consent, scope=scope)
        for consent, seat in zip(consents, seats, strict=True)
        for scope in scopes[seat.kind]
    )
    return list(consents)


def _assess(rng: np.random.Generator, case: Case, story: Story, lead: Seat, days: int) -> None:
    """At intake, and once more where a review has passed: the weak field mends a little."""
    levels = {domain: int(rng.integers(2, 6)) for domain in Domain.values} | {story.domain: 1}
    for review in range(2 if days > 90 else 1):
        assessment = Assessment.objects.create(
            case=case, person_id=case.person_id, by=lead.user, organisation=lead.organisation,
            occasion=Assessment.Occasion.REVIEW if review else Assessment.Occasion.INTAKE,
            on=(case.opened_at + dt.timedelta(days=80 * review + 1)).date(),
        )  # fmt: skip
        AssessmentRow.objects.bulk_create(
            AssessmentRow(
                assessment=assessment, domain=domain, scope=scope_of(domain),
                level=min(max(LEVELS), level + int(review and domain == story.domain) * 2),
                need=story.need if domain == story.domain else "",
                strength=STRENGTHS[int(rng.integers(len(STRENGTHS)))] if level >= 4 else "",
            )
            for domain, level in levels.items()
        )  # fmt: skip


def _plan(rng: np.random.Generator, case: Case, story: Story, seats: list[Seat], days: int) -> None:
    """The person's goal; what they do, what each agency does."""
    today = timezone.localdate()
    plan = Plan.objects.filter(person=case.person_id, ended_at=None).first() or Plan.objects.create(
        person=case.person, started_on=case.opened_at.date(), review_on=case.review_on, made_by=seats[0].user
    )
    goal = PlanGoal.objects.create(plan=plan, words=story.goal, domain=story.domain)
    deeds: list[tuple[str, Seat | None]] = [(story.own, None), (story.theirs, seats[-1])]
    deeds.append(("알맞은 일자리 세 곳 찾아 주기", seats[0]))
    for words, seat in deeds:
        due = today + dt.timedelta(days=int(rng.integers(-20, 30)))
        done = days > 30 and rng.random() < 0.5
        PlanAction.objects.create(
            plan=plan, goal=goal, words=words, domain=story.domain, due_on=due, made_by=seats[0].user,
            owner=seat.user if seat else None, organisation=seat.organisation if seat else None,
            state=PlanAction.State.DONE if done else PlanAction.State.TODO,
            done_on=min(due, today) if done else None, effort_minutes=int(rng.choice([30, 60, 120])),
        )  # fmt: skip


def _lines(rng: np.random.Generator, case: Case, story: Story, seats: list[Seat], days: int) -> None:
    """What was done, and the notes of those who did it."""
    at, lead = case.opened_at, seats[0]
    deeds: list[tuple[Seat, str, str, dict[str, Any]]]
    deeds = [(lead, Entry.Kind.CASE, "case.opened", {}), (lead, Entry.Kind.ASSESSMENT, "assessment.made", {"n": 10})]
    deeds += [(lead, Entry.Kind.MEMBER, "member.added", {"agency": seat.organisation.name_ko}) for seat in seats[1:]]
    deeds += [(lead, Entry.Kind.PLAN, "plan.started", {}), (lead, Entry.Kind.PLAN, "plan.goal_added", {})]
    entries = [
        Entry(
            case=case, person_id=case.person_id, kind=kind, verb=verb, data=data, by=seat.user,
            organisation=seat.organisation, scope=Entry.Scope.PLAN, audience=Entry.Audience.PERSON,
            at=at + dt.timedelta(minutes=3 * n),
        )
        for n, (seat, kind, verb, data) in enumerate(deeds)
    ]  # fmt: skip
    told = SCOPE_OF_DOMAIN.get(story.domain, Entry.Scope.NOTES)
    entries += [
        Entry(
            case=case, person_id=case.person_id, kind=Entry.Kind.NOTE, body=body, by=seat.user, scope=scope,
            organisation=seat.organisation, audience=Entry.Audience.TEAM,
            at=at + dt.timedelta(days=float(rng.uniform(1, days))),
        )
        for seat, body, scope in ((seats[-1], story.note, told), (lead, MEETING, Entry.Scope.NOTES))
    ]  # fmt: skip
    Entry.objects.bulk_create(entries)


def _end(rng: np.random.Generator, case: Case) -> None:
    """Some have closed, some rest."""
    drawn, now = rng.random(), timezone.now()
    if drawn < CLOSED:
        case.state, case.closed_at = Case.State.CLOSED, now
        case.close_reason = str(rng.choice([Case.CloseReason.FOUND_WORK, Case.CloseReason.GOALS_REACHED]))
        case.outcome = Case.Outcome.BETTER
        case.members.update(until=now)
    elif drawn < CLOSED + PAUSED:
        case.state, case.paused_until = Case.State.PAUSED, now.date() + dt.timedelta(days=21)
    case.save()
