"""Rows behind the pages of referrals: each state of one, sent and received, a link, a directory, figures."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import Organisation
from tests import factories
from tests.world import World
from welfare_centres.models import (
    Centre,
    CooperationComparison,
    CooperationMonth,
    Desk,
    DirectoryPhone,
    DirectorySchedule,
    Referral,
    ReferralLink,
    SelfAssessment,
)
from welfare_centres.models.centres import Agency, AgencyKind
from welfare_centres.services import referral_links
from welfare_centres.services.directory import confirm_token
from welfare_centres.statements import codes

W = "welfare_centres:"
TOKEN = "a-link-of-the-browser-tests"
STATES = ("sent", "seen", "accepted", "declined", "returned", "started", "finished", "withdrawn")


def _more(state: str) -> dict[str, Any]:
    now, today = timezone.now(), timezone.localdate()
    seen = {} if state == "sent" else {"seen_at": now}
    answered = {"answered_at": now, "words": "다음 주에 전화드릴게요."}
    taken = answered | {"contact_by": today + dt.timedelta(days=7)}
    no = answered | {"reason": "full", "ended_on": today}
    met = taken | {"first_contact_on": today}
    return seen | {
        "accepted": taken, "declined": no, "returned": no, "started": met,
        "finished": met | {"outcome": "helped", "ended_on": today}, "withdrawn": {"ended_on": today},
    }.get(state, {})  # fmt: skip


def make(world: World) -> None:
    """Of the jobseeker: one in each state from the counsellor outside, and one in each to the counsellor's centre."""
    centre, _made = Centre.objects.get_or_create(
        organisation=world.counsellor.organisation, defaults={"type": Centre.Type.PLUS}
    )
    service = _service(world)
    person = world.jobseeker.person
    ours = {"person": person, "from_organisation": centre.organisation, "by": world.counsellor.user}
    agency = factories.OrganisationFactory(
        kind=Organisation.Kind.AGENCY, name_ko="수원시 복지팀", name_en="Suwon welfare team", phone="031-000-0000"
    )
    kind, _made = AgencyKind.objects.get_or_create(
        code="welfare", defaults={"name_ko": "복지팀", "name_en": "Welfare"}
    )
    Desk.objects.create(centre=centre, agency=Agency.objects.create(organisation=agency, kind=kind))
    for state in STATES:
        other = factories.DirectoryServiceFactory(organisation=service.organisation)
        to = {"to_service": other, "state": state, "told": _told(person.name), **_more(state)}
        row = factories.ReferralFactory(**ours, **to)
        row.transitions.create(before="", after=state, by=world.counsellor.user)
        factories.ReferralFactory(
            person=factories.PersonFactory(), from_organisation=agency, by=world.counsellor.user, warm=True,
            to_organisation=centre.organisation, **(to | {"to_service": None}),
        )  # fmt: skip
    assert world.caseworker is not None
    world.more["handover"] = factories.ReferralFactory(
        person=factories.PersonFactory(name="한지우"), from_organisation=agency, by=world.caseworker.user, warm=True,
        to_organisation=centre.organisation, to_service=None, told=_told("한지우"), state="accepted",
        **_more("accepted"),
    )  # fmt: skip
    late = timezone.localdate() - dt.timedelta(days=3)
    factories.ReferralFactory(**ours, need="debt", to_service=service, told={}, see_by=late, answer_by=late)
    _links(Referral.objects.get(person=person, state="sent", need="housing"))
    _figures(centre, world)


def _told(name: str) -> dict[str, str]:
    return {
        "name": name,
        "phone": "010-0000-0000",
        "age": "35–39",
        "since": "2026-03-02",
        "note": "1–2",
    }


def _service(world: World) -> Any:
    body = factories.DirectoryOrganisationFactory(
        made_up=True, about_ko="집을 찾는 사람을 도와요.", website="https://a.example"
    )
    service = factories.DirectoryServiceFactory(
        organisation=body, eligibility="누구나", cost="무료", languages=["ko", "vi"], about_ko="방을 함께 보러 가요.",
        about_en="We go and see rooms together.", areas=[""],
    )  # fmt: skip
    DirectoryPhone.objects.create(service=service, number="031-000-0000", what="상담")
    DirectorySchedule.objects.create(service=service, days="MO,TU", opens_at=dt.time(9), closes_at=dt.time(18))
    factories.DirectoryServiceFactory(stale=True, organisation=body, free=0, areas=[""])
    world.more["directory_service"] = service
    return service


def _links(row: Referral) -> None:
    until = timezone.now() + dt.timedelta(days=9)
    ReferralLink.objects.create(referral=row, token_digest=referral_links._digest(TOKEN), expires_at=until)


def _figures(centre: Centre, world: World) -> None:
    today = timezone.localdate()
    for back in range(6):
        month = (today.replace(day=1) - dt.timedelta(days=28 * back)).replace(day=1)
        CooperationMonth.objects.update_or_create(
            centre=centre, month=month,
            defaults={
                "referrals_due": 20, "accepted_in_time": 12 + back, "cases": 40, "cases_two_agencies": 20 - back,
                "first_contacts": 9, "contact_days": 3.5, "done_by_person": 5, "done_by_job_centre": 4,
                "done_by_partner": 3,
            },
        )  # fmt: skip
    CooperationComparison.objects.filter(centre=centre).delete()
    for indicator, ratio in (("in_time", 1.2), ("two", 0.8), ("contact", None)):
        ends = {"low": ratio - 0.1, "high": ratio + 0.3} if ratio else {}
        CooperationComparison.objects.create(
            centre=centre, indicator=indicator, until=today.replace(day=1), people=50 if ratio else 9, observed=8,
            expected=7.5, ratio=ratio, **ends,
        )  # fmt: skip
    SelfAssessment.objects.get_or_create(  # one that was handed in does not change
        centre=centre, year=today.year - 1,
        defaults={
            "written_by": world.counsellor.user, "levels": dict.fromkeys(codes(), 2),
            "evidence": dict.fromkeys(codes(), "2026.10."), "submitted_at": timezone.now(),
        },
    )  # fmt: skip


def _handover(world: World) -> list[tuple[dict[str, Any], str]]:
    at = {"public_id": world.more["handover"].public_id}
    return [(at, ""), (at, "?channel=in_person")]


def _each(**which: Any) -> Any:
    def find(world: World) -> Any:
        of = {key: value(world) for key, value in which.items()}
        rows = Referral.objects.filter(**of).order_by("pk")
        return [({"public_id": row.public_id}, "") for row in rows]

    return find


def _write(world: World) -> Any:
    person = {"person": world.jobseeker.person.public_id, "kind": "service"}
    return [(person | {"target": world.more["directory_service"].public_id}, "?need=housing")]


def _year(years: int) -> Any:
    def find(world: World) -> Any:
        year = timezone.localdate().year - years
        return [({"centre": world.counsellor.organisation.public_id, "year": year}, "")]

    return find


_PERSON = _each(person=lambda world: world.jobseeker.person)
REAL: list[tuple[str, str, Any]] = [
    (W + "directory", "anon", lambda world: [({}, "?need=housing"), ({}, "?where=zzzz"), ({}, "?q=zzzz")]),
    (
        W + "directory_service",
        "anon",
        lambda world: [({"public_id": world.more["directory_service"].public_id}, "")],
    ),
    (
        W + "directory_service",
        "counsellor",
        lambda world: [({"public_id": world.more["directory_service"].public_id}, "")],
    ),
    (
        W + "directory_confirm",
        "anon",
        lambda world: [({"token": confirm_token(world.more["directory_service"])}, "")],
    ),
    (W + "directory_import", "manager", lambda world: [({}, "")]),
    (W + "referral_inbox", "counsellor", lambda world: [({}, ""), ({}, "?queue=over")]),
    (W + "referral_sent", "counsellor", lambda world: [({}, "")]),
    (W + "referral", "counsellor", _PERSON),
    (
        W + "referral",
        "counsellor",
        _each(to_organisation=lambda world: world.counsellor.organisation, state__in=lambda world: Referral.LIVE),
    ),
    (W + "referral_handover", "counsellor", _handover),
    (
        W + "referral_new",
        "counsellor",
        lambda world: [
            ({"person": world.jobseeker.person.public_id}, query) for query in ("", "?need=housing", "?need=legal")
        ],
    ),
    (W + "referral_write", "counsellor", _write),
    (W + "referral_own_list", "jobseeker", lambda world: [({}, "")]),
    (W + "referral_own", "jobseeker", _PERSON),
    (W + "referral_link", "anon", lambda world: [({"token": TOKEN}, "")]),
    (W + "cooperation", "counsellor", lambda world: [({}, "")]),
    (W + "cooperation", "analyst", lambda world: [({}, ""), ({}, "?indicator=two")]),
    (W + "cooperation_training", "analyst", lambda world: [({}, "")]),
    (W + "self_assessments", "analyst", lambda world: [({}, "")]),
    (W + "self_assessment", "manager", _year(0)),
    (W + "self_assessment", "analyst", _year(1)),
]
