"""Made-up case conferences: at every centre with shared cases one that was held and one to come; what people answered
to their plans. Rows only: nobody is written to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable

import numpy as np
from django.db import transaction
from django.utils import timezone

from jobseekers.models import Plan, PlanAction, PlanVersion
from jobseekers.planning.versions import snapshot
from welfare_centres.models import AgendaItem, Case, CaseMember, Conference, Decision, Participant

MOST = 4  # cases on an agenda
OBJECTION = "월요일 오전은 병원에 가야 해서 다른 시간이 좋아요."
MINUTES = "그동안 한 일을 함께 살펴봄.\n다음에 누가 무엇을 할지 정함."
NEXT_STEP = "다음 상담에 함께 가기"
ANSWERS = (PlanVersion.Answer.AGREED, PlanVersion.Answer.AGREED, PlanVersion.Answer.OBJECTED)


@transaction.atomic
def make_conferences(*, seed: int, progress: Callable[[int], object] = lambda _done: None) -> int:
    """How many conferences; none at centres that have some."""
    rng = np.random.default_rng([seed, 11])
    by_centre: dict[int, list[Case]] = defaultdict(list)
    cases = Case.objects.live().filter(centre__conferences=None).select_related("person", "centre")
    for case in cases.order_by("pk"):
        by_centre[case.centre_id].append(case)
        _answer(rng, case)
    made = 0
    for found in by_centre.values():
        for days in (-21, int(rng.integers(3, 12))):
            _conference(found[:MOST], days)
            made += 1
        progress(made)
    return made


def _answer(rng: np.random.Generator, case: Case) -> None:
    """The plan as it reads was put before the person, who agreed or said what should be otherwise."""
    plan = Plan.objects.current().filter(person=case.person_id, versions=None).first()
    if plan is None:
        return
    answer = ANSWERS[int(rng.integers(len(ANSWERS)))]
    at = timezone.now() - dt.timedelta(days=int(rng.integers(1, 20)))
    PlanVersion.objects.create(
        plan=plan, number=1, content=snapshot(plan), proposed_by=plan.made_by, proposed_at=at, answer=answer,
        answered_at=at + dt.timedelta(hours=5), answered_by=plan.made_by, how=PlanVersion.How.FACE,
        words=OBJECTION if answer == PlanVersion.Answer.OBJECTED else "",
    )  # fmt: skip


def _conference(cases: list[Case], days: int) -> None:
    day = timezone.localdate() + dt.timedelta(days=days)
    starts = timezone.make_aware(dt.datetime.combine(day, dt.time(14)))
    members = list(CaseMember.objects.current().filter(case__in=cases).order_by("role", "pk"))
    leads = {one.case_id: one for one in members if one.role == CaseMember.Role.LEAD}
    if len(leads) < len(cases):
        return
    held = days < 0
    conference = Conference.objects.create(
        centre=cases[0].centre, starts_at=starts, ends_at=starts + dt.timedelta(hours=1), place="회의실",
        called_by=leads[cases[0].pk].user, state=Conference.State.HELD if held else Conference.State.PLANNED,
    )  # fmt: skip
    answer = Participant.Answer.ATTENDING if held else Participant.Answer.INVITED
    seats = {one.user_id: one.organisation_id for one in members}
    Participant.objects.bulk_create(
        Participant(conference=conference, user_id=user, organisation_id=organisation, answer=answer)
        for user, organisation in seats.items()
    )
    for case in cases:
        item = AgendaItem.objects.create(
            conference=conference, case=case, reasons=[AgendaItem.Reason.REVIEW], added_by=conference.called_by,
            minutes=MINUTES if held else "",
        )  # fmt: skip
        if held:
            _decide(item, [one for one in members if one.case_id == case.pk][-1], day)


def _decide(item: AgendaItem, owner: CaseMember, day: dt.date) -> None:
    plan = Plan.objects.current().filter(person=item.case.person_id).first()
    if plan is None:
        return
    action = PlanAction.objects.create(
        plan=plan, words=NEXT_STEP, owner_id=owner.user_id, organisation_id=owner.organisation_id,
        due_on=day + dt.timedelta(days=14), made_by=item.added_by,
    )  # fmt: skip
    Decision.objects.create(item=item, action=action, by=item.added_by)
