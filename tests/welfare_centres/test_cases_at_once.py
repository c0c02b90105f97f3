"""Two at the same moment: one case, one close, and no note read or written after its consent is gone."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import AccessGrant, Assignment, Consent, Membership
from core.errors import RuleBroken
from tests import factories
from tests.welfare_centres.cases import House, make_house, soon
from welfare_centres.models import Case, CaseMember, Entry, StaffProfile
from welfare_centres.services import cases as services
from welfare_centres.services.notes import note_amend, note_write
from welfare_centres.services.sharing import sharing_withdraw

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house() -> House:
    return make_house()


def together(*deeds):
    """Each deed in a thread of its own, all let go at once; what each gave or raised."""
    gate = threading.Barrier(len(deeds))

    def run(deed):
        gate.wait()
        try:
            return deed()
        except (RuleBroken, PermissionDenied) as exc:
            return exc
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def kinds(outcomes) -> Counter:
    return Counter(type(one).__name__ for one in outcomes)


def test_of_two_who_open_a_case_at_once_one_does(house: House):
    outcomes = together(house.open, house.open)
    assert kinds(outcomes) == {"Case": 1, "RuleBroken": 1}
    assert Case.objects.count() == 1


def test_two_openings_at_once_do_not_pass_the_caseload_limit(house: House):
    StaffProfile.objects.create(user=house.lead, caseload_limit=1)
    people = [factories.PersonFactory(), factories.PersonFactory()]
    for person in people:
        Assignment.objects.create(person=person, organisation=house.agencies["job_centre"], counsellor=house.lead)

    def opening(person):
        return lambda: services.case_open(
            person=person, centre=house.centre, organisation=house.agencies["job_centre"], by=house.lead,
            purpose="돕기", review_on=soon(), scopes=["plan"],
        )  # fmt: skip

    assert kinds(together(*map(opening, people))) == {"Case": 1, "RuleBroken": 1}


def test_of_two_who_close_a_case_at_once_one_does_and_its_reason_stands(house: House):
    case = house.open()

    def closing(reason):
        return lambda: services.case_close(case_id=case.pk, by=house.lead, reason=reason, outcome="better")

    outcomes = together(closing("found_work"), closing("goals_reached"))
    case.refresh_from_db()
    won = next(one for one in outcomes if isinstance(one, Case))
    assert kinds(outcomes) == {"Case": 1, "PermissionDenied": 1}
    assert case.close_reason == won.close_reason
    assert case.transitions.count() == 1


def test_two_leads_at_once_are_one(house: House):
    case = house.open()
    colleagues = [
        factories.MembershipFactory(organisation=house.agencies["job_centre"], role=Membership.Role.COUNSELLOR).user
        for _number in range(2)
    ]

    def handing(to):
        return lambda: services.case_transfer(
            case_id=case.pk, by=house.lead, to=to, organisation=house.agencies["job_centre"], why="휴직"
        )

    outcomes = together(*map(handing, colleagues))
    assert kinds(outcomes) == {"Case": 1, "PermissionDenied": 1}
    assert CaseMember.objects.current().filter(case=case, role="lead").count() == 1


def test_guards_silent_last_write_wins_of_two_amendments_at_once_one_is_told(house: House):
    note = note_write(case_id=house.open().pk, by=house.lead, body="하나")
    outcomes = together(
        lambda: note_amend(entry_id=note.pk, by=house.lead, body="둘"),
        lambda: note_amend(entry_id=note.pk, by=house.lead, body="셋"),
    )
    assert kinds(outcomes) == {"Entry": 1, "RuleBroken": 1}


def test_no_note_is_written_or_read_once_its_consent_is_withdrawn(house: House):
    case = house.open()
    house.join(case, "mental_health", "plan", "notes", "health")
    worker = house.staff["mental_health"]
    note_write(case_id=case.pk, by=house.lead, body="먼저", scope="health")

    def read():
        """Once the yes is seen to be gone, no later look finds the words."""
        wrong = 0
        for _time in range(40):
            seen = list(Entry.objects.visible_to(worker).filter(scope="health"))
            stood = Consent.objects.filter(recipient=house.agencies["mental_health"]).values_list(
                "withdrawn_at", flat=True
            )[0]
            again = list(Entry.objects.visible_to(worker).filter(scope="health"))
            wrong += bool(again) and stood is not None
            wrong += bool(again) and not seen
        return wrong

    outcomes = together(
        lambda: sharing_withdraw(person=house.person, recipient=house.agencies["mental_health"], by=house.user),
        lambda: note_write(case_id=case.pk, by=worker, body="나중", scope="health"),
        read,
    )
    gone = Consent.objects.get(recipient=house.agencies["mental_health"]).withdrawn_at
    assert outcomes[2] == 0
    written = Entry.objects.filter(body="나중").first()
    assert (written is None) == isinstance(outcomes[1], Exception)
    assert written is None or written.at <= gone
    assert not Entry.objects.visible_to(worker).exists()
    assert not AccessGrant.objects.current().filter(user=worker).exists()
