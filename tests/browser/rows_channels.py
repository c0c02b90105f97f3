"""Rows behind the pages of channels: somebody for whom digital use is hard, with all that follows from it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts import services as accounts
from accounts.models import Membership
from channels import services
from channels.models import BehalfAct, ChannelRules, EasyText, LocalException, Message, Service, Signal
from channels.population import make_channels
from channels.services.assisted import assisted_begin, assisted_end, proxy_ask
from channels.services.readiness import QUESTIONS
from tests import factories
from tests.world import World

C = "channels:"


def make(world: World) -> None:
    person, staff = world.jobseeker.person, world.counsellor
    make_channels(seed=1)
    for kind, what in (("sign_in", ""), ("reset", ""), ("opened", "matching:apply"), ("help", "")):
        Signal.objects.create(person=person, kind=kind, what=what, at=timezone.now() - dt.timedelta(days=3))
    services.readiness_observe(person=person, seen="some", by=staff.user)
    services.readiness_self_check(person=person, answers=dict.fromkeys(QUESTIONS, 0), by=person.user)
    accounts.contact_add(person=person, kind="post", value="경기도 수원시 장안구 정조로 940, 101동 1203호")
    context = {"work": "보고서", "title": "용접", "link": "/messages/"}
    services.queue(dedupe_key="look:duty", to=person, template="coursework_new", context=context)
    service = Service.objects.get(code="programme_apply")
    for kind in ("callback", "together"):
        services.help_ask(person=person, kind=kind, service=service, note="오후에 전화해 주세요", by=person.user)
    services.help_ask(person=person, kind="interpreter", language="vi", by=person.user)
    _acted_for(world)
    _rules(Service.objects.get(code="job_apply"))
    for posted in (True, False):  # one in the post, one to be posted
        batch = services.letters_print(organisation=staff.organisation, by=staff.user)
        if posted:
            services.letters_posted(batch_id=batch.pk, by=staff.user)
            services.queue(dedupe_key="look:duty1", to=person, template="coursework_new", context=context)
    services.queue(dedupe_key="look:duty2", to=person, template="coursework_new", context=context)
    manager = Membership.objects.current().filter(organisation=staff.organisation, role="centre_manager").first()
    today = timezone.localdate()
    LocalException.objects.create(
        organisation=staff.organisation, service=service, closed="web", instead="centre", by=manager.user,
        reason="전산을 바꾸는 동안 온라인 신청을 받지 못함", valid_from=today,
        valid_to=today + dt.timedelta(days=9),
    )  # fmt: skip


def _acted_for(world: World) -> None:
    person, staff = world.jobseeker.person, world.counsellor
    session = assisted_begin(
        person=person, authority="spoken", place="beside", purpose="프로그램 신청하기", by=staff.user,
        organisation=staff.organisation,
    )  # fmt: skip
    BehalfAct.objects.create(session=session, person=person, by=staff.user, deed="almp_programmes:apply", status=302)
    assisted_end(session_id=session.pk, by=staff.user)
    daughter = factories.UserFactory(as_person=True, email="daughter@demo.example", display_name="박지은")
    until = timezone.localdate() + dt.timedelta(days=90)
    proxy_ask(person=person, proxy_address=daughter.email, relation="family", scopes=["jobs", "help"], until=until,
              by=person.user)  # fmt: skip


def _rules(service: Service) -> None:
    """A version that another of the ministry has to look at."""
    writer = Membership.objects.current().filter(role=Membership.Role.MINISTRY_ADMIN).latest("pk").user
    lines = [dict(one) for one in service.channel_rules.get(state="live").lines]
    lines[-1] |= {"recommended": "phone"}
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    row = services.channel_rules_write(
        service_id=service.pk, lines=lines, valid_from=tomorrow, why="전화 신청이 더 빨리 끝남", by=writer
    )
    services.channel_rules_propose(channel_rules_id=row.pk, by=writer)


def _rules_of(state: str) -> Any:
    return lambda world: [({"public_id": ChannelRules.objects.filter(state=state).latest("pk").public_id}, "")]


def _person(world: World) -> Any:
    return [({"public_id": world.jobseeker.person.public_id}, "")]


def _duty(world: World) -> Any:
    rows = Message.objects.filter(person=world.jobseeker.person, medium="in_app", template="coursework_new")
    return [({"public_id": rows.latest("pk").public_id}, "")]


def _plain(*queries: str) -> Any:
    return lambda world: [({}, query) for query in (queries or ("",))]


REAL: list[tuple[str, str, Any]] = [
    (C + "message", "jobseeker", _duty),
    (C + "person", "counsellor", _person),
    (C + "easy", "anon", lambda world: [({"key": EasyText.objects.first().key}, "")]),
    (C + "requests", "manager", _plain("", "?kind=callback")),
    (C + "missed", "manager", _plain()),
    (C + "exceptions", "manager", _plain()),
    (C + "letters", "manager", _plain()),
    (C + "letters_returned", "counsellor", lambda world: [({}, ""), ({}, f"?q={world.jobseeker.person.name}")]),
    (C + "matrix", "analyst", _plain("?objective=skills", "?departing=on", "?kind=remedy&channel=video")),
    (C + "rules", "analyst", _rules_of("proposed")),
    (C + "rules_edit", "analyst", lambda world: [({"code": "cv"}, "")]),
]
