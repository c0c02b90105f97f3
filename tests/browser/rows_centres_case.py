"""Rows behind the pages of cases: the jobseeker's case with two agencies, notes of each kind, two assessments."""

import datetime as dt
from typing import Any

from django.utils import timezone

from tests import factories
from tests.access.centres_case import case_of
from tests.world import World
from welfare_centres.models import Case, Desk
from welfare_centres.services.assessments import assessment_answer, case_review
from welfare_centres.services.members import member_add
from welfare_centres.services.notes import note_amend, note_write
from welfare_centres.services.sharing import sharing_choose

P = "welfare_centres:"


def make(world: World) -> None:
    case = case_of(world)
    lead, person = world.counsellor.user, world.jobseeker.person
    agency = factories.AgencyFactory(
        code="mental_health", organisation__name_ko="수원시 마음건강센터",
        organisation__name_en="Suwon Mental Health Centre",
    )  # fmt: skip
    other = factories.AgencyFactory(
        code="small_loans", organisation__name_ko="수원 서민금융센터", organisation__name_en="Suwon Small-loan Centre"
    )
    for one in (agency, other):
        Desk.objects.create(centre=case.centre, agency=one)
    worker = factories.MembershipFactory(
        organisation=agency.organisation, role="case_worker", user__display_name="한지우"
    ).user
    sharing_choose(
        person=person, recipient=agency.organisation, scopes=["plan", "assessment", "notes", "health"], by=person.user
    )
    member_add(case_id=case.pk, by=lead, user=worker, organisation=agency.organisation)
    for scope, audience, body in (
        ("notes", "team", "이력서를 함께 고침\n다음 주에 면접 연습"), ("health", "team", "밤에 잠을 못 잠"),
        ("notes", "agency", "우리끼리 볼 것"), ("notes", "person", "수요일에 만나기로 함"),
    ):  # fmt: skip
        note_write(case_id=case.pk, by=lead, body=body, scope=scope, audience=audience)
    note = note_write(case_id=case.pk, by=lead, body="목요일로 바꿈", audience="person")
    note_amend(entry_id=note.pk, by=lead, body="금요일로 바꿈")
    note_write(case_id=case.pk, by=person.user, body="월요일은 병원에 가요")
    made = case_review(
        case_id=case.pk, by=lead, review_on=timezone.localdate() + dt.timedelta(days=50),
        rows={
            "housing": {"level": 4, "strength": "임대 주택 입주", "need": ""}, "skills": {"level": 4},
            "health": {"level": 2, "need": "잠을 못 잠"}, "transport": {"level": None, "strength": "자전거"},
        },
    )  # fmt: skip
    assessment_answer(assessment_id=made.pk, by=person.user, words="요즘 나아졌어요")


def _steps(world: World) -> Any:
    case = Case.objects.live().get(person=world.jobseeker.person)
    return [({"public_id": case.public_id, "step": step}, "") for step in ("pause", "transfer", "close")]


def _shared(world: World) -> Any:
    desk = Desk.objects.filter(agency__kind__code="small_loans").latest("pk")
    return [({"agency": desk.agency.organisation.public_id}, "")]


REAL: list[tuple[str, str, Any]] = [
    (P + "case_step", "counsellor", _steps),
    (P + "mine_share", "jobseeker", _shared),
    (P + "case_list", "counsellor", lambda world: [({}, "?state=closed")]),
]
