"""Rows behind the pages that the access table tries only with absent ones, and the pages of those rows."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from accounts.models import Assignment, Invitation, Membership, RightsRequest, User
from accounts.services import consent_give, rights_request_open
from almp_programmes.models import Scenario
from almp_programmes.services.scenarios import scenario_copy
from channels.models import Message
from employers.models import Employer, Vacancy, VacancyReport
from employers.selectors.view import with_all
from matching.models import Application, Placement
from matching.recommending import candidates as finding
from matching.search.saving import search_save
from matching.selectors.cards import advised_to
from matching.selectors.placements import placements_of_counsellor
from tests import factories
from tests.browser import rows_centres_case as centres_case
from tests.browser import rows_centres_meet as meetings
from tests.browser import rows_centres_plan as centres_plan
from tests.browser import rows_centres_refer as referring
from tests.browser import rows_channels as channels
from tests.browser import rows_learning as learning
from tests.browser import rows_programmes as programmes
from tests.world import World

Rows = Iterable[tuple[dict[str, Any], str]]  # arguments of the address, and a query string
TOKEN = "an-invitation-of-the-browser-tests"


def _public(find: Callable[[World], Any]) -> Callable[[World], Rows]:
    """Addresses with the public id of each row found."""
    return lambda world: [({"public_id": row.public_id}, "") for row in find(world)]


def _row(related: str) -> Callable[[World], Rows]:
    """The first of the jobseeker's own rows of a kind."""
    return lambda world: [({"row": row.public_id}, "") for row in getattr(world.jobseeker, related).order_by("pk")[:1]]


def _queries(*queries: str) -> Callable[[World], Rows]:
    return lambda world: [({}, query) for query in queries]


def _steps(world: World) -> Rows:
    from jobseekers.forms.registration import STEPS

    return [({"step": step}, "") for step in STEPS]


def _each_state(rows: Any, states: list[str]) -> Iterator[Any]:
    for state in states:
        yield from rows.filter(state=state).order_by("-pk")[:1]


def _own_applications(world: World) -> Iterator[Any]:
    return _each_state(Application.objects.filter(jobseeker=world.jobseeker), Application.State.values)


def _received(world: World) -> Iterator[Any]:
    to_us = Application.objects.filter(vacancy__employer__organisation=world.recruiter.organisation)
    return _each_state(to_us, Application.State.values)


def _vacancies(world: World) -> Iterator[Vacancy]:
    own = Vacancy.objects.filter(employer__organisation=world.recruiter.organisation)
    return _each_state(own, Vacancy.State.values)


def _recommended(world: World) -> list[Vacancy]:
    return list(advised_to(world.jobseeker.person_id, Vacancy.objects.all())[:1])


def _to_apply(world: World) -> list[Vacancy]:
    return list(advised_to(world.jobseeker.person_id, Vacancy.objects.own())[:1]) or [world.vacancy]


def _with_candidates(world: World) -> Rows:
    """The recruiter's first vacancy that somebody fits."""
    firm = world.recruiter.organisation
    for vacancy in with_all(Vacancy.objects.open().filter(employer__organisation=firm)).select_related("search_row"):
        if found := finding.candidates(vacancy, firm):
            person = world.jobseeker.__class__.objects.get(public_id=found[0].public_id)
            finding.candidate_grant(jobseeker_id=person.pk, by=world.recruiter.user, organisation=firm)
            return [({"public_id": vacancy.public_id}, str(person.public_id))]
    return []


def _candidates(world: World) -> Rows:
    return [(arguments, "") for arguments, _person in _with_candidates(world)]


def _candidate(world: World) -> Rows:
    return [(arguments | {"person": person}, "") for arguments, person in _with_candidates(world)]


def _compared(world: World) -> Rows:
    """The shipped example beside a copy of it."""
    example = Scenario.objects.get(owner=None)
    own = Scenario.objects.filter(owner=world.user("analyst"), base=example.base)
    copy = own.first() or scenario_copy(scenario_id=example.pk, by=world.user("analyst"))
    return [({}, f"?s={example.public_id}&s={copy.public_id}")]


QUEUES = ("reports", "employers", "claims", "arrears", "arrears&q=주")
REAL: list[tuple[str, str, Callable[[World], Rows]]] = [
    (
        "channels:message",
        "jobseeker",
        _public(lambda w: Message.objects.filter(person=w.jobseeker.person, medium="in_app")[:1]),
    ),
    ("channels:unsure", "admin", _queries("")),
    ("accounts:centres", "admin", _queries("")),
    ("almp_programmes:budget_new", "admin", _queries("")),
    ("almp_programmes:scenarios_compare", "analyst", _compared),
    (
        "almp_programmes:scenario",
        "analyst",
        lambda w: [({"public_id": Scenario.objects.get(owner=None).public_id}, "")],
    ),
    ("accounts:invitation", "anon", lambda w: [({"token": TOKEN}, "")]),
    ("accounts:duplicates", "manager", _queries("")),
    ("accounts:rights_list", "manager", _queries("")),
    ("accounts:rights_answer", "manager", _public(lambda w: RightsRequest.objects.all()[:1])),
    ("portal:home", "newcomer", _queries("")),
    ("portal:home", "manager", _queries("")),
    ("jobseekers:register_step", "newcomer", _steps),
    ("jobseekers:work_edit", "jobseeker", _row("work_history")),
    ("jobseekers:study_edit", "jobseeker", _row("studies")),
    ("jobseekers:licence_edit", "jobseeker", _row("licences")),
    ("jobseekers:skill_edit", "jobseeker", _row("competencies")),
    ("jobseekers:skill_delete", "jobseeker", _row("competencies")),
    ("employers:register", "newcomer", _queries("")),
    ("employers:vacancy", "recruiter", _public(_vacancies)),
    ("employers:moderation", "counsellor", _queries(*(f"?tab={tab}" for tab in QUEUES))),
    ("employers:moderation_vacancy", "counsellor", _public(lambda w: Vacancy.objects.filter(state="submitted")[:1])),
    ("employers:company_page", "anon", _public(lambda w: Employer.objects.filter(vacancies__state="published")[:1])),
    ("matching:search", "anon", _queries("?q=개발자", "?q=zzzzqqqq", "?page=2")),
    ("matching:vacancy", "jobseeker", _public(_recommended)),
    ("matching:vacancy", "anon", _public(lambda w: Vacancy.objects.open().exclude(source=Vacancy.OWN)[:1])),
    ("matching:apply", "jobseeker", _public(_to_apply)),
    ("matching:application", "jobseeker", _public(_own_applications)),
    ("matching:candidates", "recruiter", _candidates),
    ("matching:candidate", "recruiter", _candidate),
    ("matching:employer_application", "recruiter", _public(_received)),
    *programmes.REAL,
    *centres_case.REAL,
    *channels.REAL,
    *learning.REAL,
    *centres_plan.REAL,
    *meetings.REAL,
    *referring.REAL,
    ("matching:placement_end", "counsellor", _public(lambda w: placements_of_counsellor(w.counsellor.user)[:1])),
]


def more_people(world: World) -> dict[str, User]:
    """Roles without a demonstration sign-in: who is new, who manages the centre, who administers the ministry."""
    newcomer = factories.UserFactory(email="newcomer@demo.example", person=factories.PersonFactory(name="이새봄"))
    for purpose in ("terms", "collect"):
        consent_give(person=newcomer.person, purpose=purpose)
    roles = {
        "manager": (world.counsellor.organisation, Membership.Role.CENTRE_MANAGER),
        "admin": (world.analyst.organisation, Membership.Role.MINISTRY_ADMIN),
        "admin2": (world.analyst.organisation, Membership.Role.MINISTRY_ADMIN),  # what one proposes another approves
    }
    school = factories.CourseFactory(title="자료 분석 입문", title_en="Data analysis for beginners").provider
    trainer = factories.UserFactory(email="trainer@demo.example", display_name="윤강사")
    people = {"newcomer": newcomer, "trainer": trainer}
    factories.MembershipFactory(user=trainer, organisation=school, role=Membership.Role.TRAINER)
    for name, (organisation, role) in roles.items():
        people[name] = factories.UserFactory(email=f"{name}@demo.example", display_name="오하람")
        factories.MembershipFactory(user=people[name], organisation=organisation, role=role)
        TOTP.activate(people[name], generate_totp_secret())
    return people


def _look_after_somebody_placed(world: World) -> None:
    """The counsellor takes over the person of a placement that lasts."""
    placed = Placement.objects.filter(ended_on=None).order_by("pk").first()
    assert placed is not None, "the made population has no placement"
    Assignment.objects.filter(person=placed.person, until=None).delete()
    factories.AssignmentFactory(
        person=placed.person, organisation=world.counsellor.organisation, counsellor=world.counsellor.user
    )


def make(world: World) -> None:
    """What a made population has none of: a report, an invitation, a right used, a search kept."""
    VacancyReport.objects.create(vacancy=world.vacancy, reason=VacancyReport.Reason.values[0], text="급여가 달라요.")
    rights_request_open(
        person=world.jobseeker.person, kind=RightsRequest.Kind.CORRECTION, text="전화번호가 바뀌었어요."
    )
    search_save(query="q=개발자", by=world.user("jobseeker"))
    _look_after_somebody_placed(world)
    programmes.make(world)
    centres_case.make(world)
    channels.make(world)
    learning.make(world)
    centres_plan.make(world)
    meetings.make(world)
    referring.make(world)
    Invitation.objects.create(
        organisation=world.recruiter.organisation, role=Membership.Role.RECRUITER, email="hong@demo.example",
        token_digest=hashlib.sha256(TOKEN.encode()).hexdigest(), invited_by=world.recruiter.user,
        expires_at=timezone.now() + dt.timedelta(days=14),
    )  # fmt: skip
