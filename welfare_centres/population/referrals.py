"""Demonstration: made-up bodies in the directory, referrals of the past year, self-assessments. All of it is made up.

The same seed gives the same rows for the same people and centres. Run again it adds nothing.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Assignment, Membership, Organisation
from jobseekers.models import Domain
from taxonomy.models import Region
from welfare_centres import working_days
from welfare_centres.models import (
    Centre,
    DirectoryOrganisation,
    DirectoryPhone,
    DirectoryService,
    Referral,
    ReferralTransition,
    SelfAssessment,
)
from welfare_centres.services import cooperation
from welfare_centres.services.referrals import clock_of
from welfare_centres.statements import codes

SOURCE = "demonstration"
ONE_IN = 4  # people who are looked after, of whom one is referred
MONTHS = 13
State = Referral.State
# need, name of the body, name of the service, what is asked
KINDS = (
    ("housing", "나눔의집", "House of Sharing", "주거 상담", "Housing advice", "살 곳을 함께 찾아 주세요."),
    ("health", "마음쉼터", "Quiet Mind", "심리 상담", "Counselling", "마음을 이야기할 자리를 부탁드려요."),
    ("debt", "새봄금융상담", "New Spring Finance", "빚 정리 상담", "Debt advice", "빚을 정리할 길을 알아봐 주세요."),
    ("care", "함께돌봄", "Care Together", "아이 돌봄", "Child care", "면접 날 아이를 맡길 곳이 필요해요."),
    ("skills", "내일배움터", "Tomorrow Workshop", "기초 기술", "Basic skills", "기초부터 배울 자리를 부탁드려요."),
    ("digital", "이웃컴퓨터", "Neighbour Computing", "컴퓨터 첫걸음", "First steps", "컴퓨터를 배우고 싶어 해요."),
    ("legal", "시민법률사랑방", "Citizens' Law Room", "법률 상담", "Legal advice", "받지 못한 임금을 상담해 주세요."),
    ("transport", "이동도움", "Getting There", "차 태워 드리기", "Rides", "면접장까지 갈 차편이 필요해요."),
)  # fmt: skip
# how a referral stands in the end, with its share
FATES = (
    ("finished", 30), ("started", 14), ("accepted", 10), ("declined", 12), ("returned", 6), ("withdrawn", 6),
    ("seen", 10), ("sent", 12),
)  # fmt: skip
NOS = ("full", "not_for_them", "elsewhere", "far", "missing")


@transaction.atomic
def make_referrals(*, seed: int, progress: Callable[[int], object]) -> int:
    """How many referrals were made. The figures of co-operation are counted over the whole year at the end."""
    if Referral.objects.filter(to_service__organisation__source=SOURCE).exists():
        return 0
    draw = random.Random(seed)  # noqa: S311 - a population, not a secret
    services = _directory(draw)
    made = _referrals(draw, services, progress)
    _self_assessments(draw)
    cooperation.months_count(months=MONTHS)
    cooperation.centres_compare()
    return made


def _directory(draw: random.Random) -> dict[tuple[str, str], DirectoryService]:
    """One body a need in every province: some full, some stale, one in fifteen closed."""
    today, bodies, services = timezone.localdate(), [], []
    provinces = Region.objects.current().filter(level=Region.Level.PROVINCE).order_by("code")
    for province in provinces:
        for need, body_ko, body_en, name_ko, name_en, _asked in KINDS:
            body = DirectoryOrganisation(
                name_ko=f"{province.name_ko} {body_ko}", name_en=f"{body_en}, {province.name_en}", made_up=True,
                source=SOURCE, hsds_id=f"demo-{province.short_code}-{need}",
                email=f"{need}-{province.short_code}@body.example",
            )  # fmt: skip
            bodies.append(body)
            places, age = draw.randrange(4, 40), draw.choice((5, 20, 60, 120, 300))
            services.append(
                DirectoryService(
                    organisation=body, name_ko=name_ko, name_en=name_en, needs=[need], areas=[province.short_code],
                    hsds_id=f"demo-service-{province.short_code}-{need}", terms=[str(Domain(need).value)],
                    languages=draw.choice((["ko"], ["ko", "en"], ["ko", "vi"])), cost="무료",
                    eligibility="그 지역에 사는 사람", places=places, free=draw.choice((0, 1, places // 2)),
                    places_as_of=today - dt.timedelta(days=age), checked_on=today - dt.timedelta(days=age),
                    state="inactive" if draw.random() < 1 / 15 else "active",
                )
            )  # fmt: skip
    DirectoryOrganisation.objects.bulk_create(bodies)
    DirectoryService.objects.bulk_create(services)
    DirectoryPhone.objects.bulk_create(DirectoryPhone(organisation=body, number="000-0000-0000") for body in bodies)
    return {(one.areas[0], one.needs[0]): one for one in services}


def _agencies() -> dict[int, list[Organisation]]:
    """Centre organisation → the agencies with a desk under its roof."""
    found: dict[int, list[Organisation]] = {}
    for centre in Centre.objects.prefetch_related("desks__agency__organisation").order_by("pk"):
        desks = [one.agency.organisation for one in centre.desks.all() if one.until is None]
        found[centre.organisation_id] = desks
    return found


def _referrals(draw: random.Random, services: dict[Any, DirectoryService], progress: Callable[[int], object]) -> int:
    looked_after = (
        Assignment.objects.filter(until=None, person__jobseeker__isnull=False)
        .select_related("person__jobseeker__region", "organisation")
        .order_by("pk")
    )
    agencies, workers, rows = _agencies(), _workers(), []
    for number, one in enumerate(looked_after.iterator(chunk_size=2_000)):
        if draw.randrange(ONE_IN) or one.person.jobseeker.region is None:
            continue
        rows.append(_one(draw, one, services, agencies.get(one.organisation_id, []), workers))
        progress(number)
    made = [row for row in rows if row is not None]
    Referral.objects.bulk_create(made, batch_size=1_000)
    ReferralTransition.objects.bulk_create(
        (ReferralTransition(referral=row, before="", after="sent", by_id=row.by_id) for row in made), batch_size=1_000
    )
    ReferralTransition.objects.bulk_create(
        (
            ReferralTransition(referral=row, before="sent", after=row.state, by_id=row.answered_by_id, why=row.reason)
            for row in made
            if row.state != State.SENT
        ),
        batch_size=1_000,
    )
    return len(made)


def _workers() -> dict[int, int]:
    """Organisation → somebody who answers for it."""
    held = Membership.objects.current().filter(role__in=("case_worker", "agency_manager")).order_by("-pk")
    return dict(held.values_list("organisation", "user"))


def _one(
    draw: random.Random, one: Assignment, services: Any, agencies: list[Organisation], workers: dict[int, int]
) -> Referral | None:
    need, *_names, asked = draw.choice(KINDS)
    inside = draw.choice(agencies) if agencies and draw.random() < 0.5 else None
    lives = one.person.jobseeker.region
    service = None if inside or lives is None else services.get((lives.short_code[:2], need))
    if inside is None and service is None:
        return None
    fate = draw.choices([name for name, _share in FATES], [share for _name, share in FATES])[0]
    waits = fate in Referral.WAITING
    sent = timezone.now() - dt.timedelta(days=draw.randrange(0, 8) if waits else draw.randrange(12, 380))
    clock = clock_of(None)
    row = Referral(
        person=one.person, from_organisation=one.organisation, by_id=one.counsellor_id, to_organisation=inside,
        to_service=service, need=need, what_for=asked, told={"name": one.person.name, "age": "–"}, state=fate,
        ground=Referral.Ground.CONSENT, said_yes=draw.choice(Referral.SaidYes.values), sent_at=sent,
        see_by=working_days.later(sent.date(), clock.days_to_see),
        answer_by=working_days.later(sent.date(), clock.days_to_answer), warm=draw.random() < 0.2,
    )  # fmt: skip
    _later(draw, row, sent, workers.get(inside.pk) if inside else None)
    return row


def _later(draw: random.Random, row: Referral, sent: dt.datetime, worker: int | None) -> None:
    """What followed the sending, as its end wants it. No group of people differs, so no centre should be found to."""
    if row.state == State.SENT:
        return
    row.seen_at = sent + dt.timedelta(hours=draw.randrange(1, 60))
    if row.state == State.SEEN:
        return
    if row.state == State.WITHDRAWN:
        row.ended_on, row.refused_by_person = row.seen_at.date(), draw.random() < 0.5
        return
    answered = row.seen_at + dt.timedelta(days=draw.choice((0, 1, 2, 3, 5, 9)))
    row.answered_at, row.answered_by_id = answered, worker
    if row.state in (State.DECLINED, State.RETURNED):
        row.reason, row.ended_on = draw.choice(NOS), answered.date()
        return
    row.contact_by = working_days.later(answered.date(), 7)
    if row.state == State.ACCEPTED and draw.random() < 0.4:
        return
    row.first_contact_on = min(answered.date() + dt.timedelta(days=draw.randrange(0, 9)), timezone.localdate())
    if row.state == State.FINISHED:
        row.outcome = draw.choice(Referral.Outcome.values)
        row.ended_on = min(row.first_contact_on + dt.timedelta(days=30), timezone.localdate())


def _self_assessments(draw: random.Random) -> None:
    """Last year's of every centre with a manager; this year's of half of them."""
    managers = dict(
        Membership.objects.current().filter(role="centre_manager").order_by("-pk").values_list("organisation", "user")
    )
    year, rows = timezone.localdate().year, []
    for centre in Centre.objects.order_by("pk"):
        writer = managers.get(centre.organisation_id)
        years = (year - 1, year) if draw.random() < 0.5 else (year - 1,)
        rows += [_assessment(draw, centre, one, writer) for one in years if writer is not None]
    SelfAssessment.objects.bulk_create(rows, ignore_conflicts=True)


def _assessment(draw: random.Random, centre: Centre, year: int, writer: int) -> SelfAssessment:
    return SelfAssessment(
        centre=centre, year=year, written_by_id=writer, submitted_at=timezone.now(),
        levels={code: draw.choice((2, 2, 3, 3, 4)) for code in codes()},
        evidence=dict.fromkeys(codes(), f"{year}. 3. 6., {year}. 9. 4."),  # days of conferences
    )  # fmt: skip
