"""Who sees what, as a table: role × agency × consent state × object, every cell against an oracle of its own.

All cells are looked up on the querysets; a sample in which every pair of values of two axes occurs, over HTTP on list,
detail, API and file.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import Person, User
from almp_programmes.models import Enrolment
from jobseekers.models import Domain, Plan, PlanAction
from tests.conftest import TwoStepClient
from tests.welfare_centres import visibility
from tests.welfare_centres.visibility import DOMAINS, KINDS, LINES, PARTS, ROLES, STATES, Setting, World
from welfare_centres.models import Assessment, AssessmentRow, Case, Entry

pytestmark = pytest.mark.django_db
Cell = tuple[str, str]  # a setting's name, an object in it
CHANNELS = ("list", "record", "file", "assessments", "api_list", "api_case", "api_lines", "api_assessment")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterable[World]:
    """Made once for the module, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield visibility.build()
        transaction.set_rollback(True)


def seen_on_querysets(user: User, world: World) -> set[Cell]:
    """Every object of every setting that the user is given by the room's querysets."""
    by_case = {one.case.pk: one.name for one in world.settings}
    by_person = {one.person.pk: one.name for one in world.settings}
    cells = {(by_case[pk], "case") for pk in Case.objects.visible_to(user).values_list("pk", flat=True)}
    for case, body in Entry.objects.visible_to(user).filter(kind="note").values_list("case", "body"):
        cells.add((by_case[case], f"line {' '.join(body.strip('[]').split()[1:])}"))
    for case in Assessment.objects.visible_to(user).values_list("case", flat=True):
        cells.add((by_case[case], "assessment"))
    for case, domain in AssessmentRow.objects.visible_to(user).values_list("assessment__case", "domain"):
        cells.add((by_case[case], f"row {domain}"))
    of_person = {
        "plan": Plan.objects.visible_to(user).values_list("person", flat=True),
        "action": PlanAction.objects.visible_to(user).values_list("plan__person", flat=True),
        "enrolment": Enrolment.objects.visible_to(user).values_list("person", flat=True),
        **{f"part {one}": Person.objects.visible_to(user, one).values_list("pk", flat=True) for one in PARTS},
    }
    cells |= {(by_person[pk], name) for name, pks in of_person.items() for pk in pks if pk in by_person}
    return cells


OBJECTS = (
    "case", "assessment", "plan", "action", "enrolment",
    *(f"line {' '.join(line)}" for line in LINES), *(f"row {domain}" for domain in DOMAINS),
    *(f"part {part}" for part in PARTS),
)  # fmt: skip


def expected(one: Setting) -> set[Cell]:
    """By the oracle."""
    held = one.scopes()
    found = {f"line {' '.join(line)}" for line in one.seen_lines()}
    found |= {f"row {domain}" for domain in one.seen_domains()} | {f"part {part}" for part in one.seen_parts()}
    found |= {"case"} if one.on_case() else set()
    found |= {"plan", "action"} if "plan" in held else set()
    found |= {"assessment"} if "assessment" in held else set()
    found |= {"enrolment"} if held & {"file", "programmes"} else set()
    return {(one.name, name) for name in found}


def test_the_table_has_several_thousand_cells_and_both_answers(world: World):
    cells = len(world.settings) * len(OBJECTS)
    yes = sum(len(expected(one)) for one in world.settings)
    assert cells > 10_000
    assert cells / 20 < yes < cells / 2


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", KINDS)
def test_staff_are_given_exactly_what_the_table_says_of_every_case(world: World, kind: str, role: str):
    """Their own settings as the oracle says, and nothing of anybody else's."""
    wanted = set().union(*(expected(one) for one in world.of(kind, role)))
    assert seen_on_querysets(world.readers[kind, role], world) == wanted


def test_a_stranger_is_given_nothing(world: World):
    assert seen_on_querysets(world.stranger, world) == set()


def test_the_person_is_given_their_own_in_every_state_and_nobody_elses(world: World):
    told = {name for name in OBJECTS if not name.startswith("line") or name.endswith("person")}
    for one in world.settings[::5]:
        assert seen_on_querysets(one.person.user, world) == {(one.name, name) for name in told}


# --- over HTTP ------------------------------------------------------------------------------------------------------


def pairwise(*axes: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Few rows in which every pair of values of two axes occurs: each next row takes the most pairs still missing."""

    def pairs(row: tuple[str, ...]) -> set[tuple[tuple[int, str], ...]]:
        return set(itertools.combinations(enumerate(row), 2))

    rows = list(itertools.product(*axes))
    missing, chosen = set().union(*map(pairs, rows)), []
    while missing:
        best = max(rows, key=lambda row: len(pairs(row) & missing))
        chosen.append(best)
        missing -= pairs(best)
    return chosen


SAMPLE = pairwise(KINDS, ROLES, STATES, CHANNELS)


def lines_in(text: str, one: Setting) -> set[tuple[str, ...]]:
    return {tuple(found.split()) for found in re.findall(rf"\[{one.case.pk} (\w+ \w+ \w+)\]", text)}


class Over:
    """What one reader is shown of one setting by each channel, beside what they should be."""

    def __init__(self, client: TwoStepClient, world: World, one: Setting) -> None:
        self.client, self.one = client, one
        client.force_login(world.readers[one.kind, one.role])
        self.status = 200 if one.on_case() else 404

    def get(self, name: str, *args: object, query: str = "") -> object:
        kwargs = {"version": "v1"} if name.startswith("api:") else {}
        if args:
            kwargs["public_id"] = args[0]
        return self.client.get(reverse(name, kwargs=kwargs) + query)

    def list(self) -> None:
        state = Case.objects.values_list("state", flat=True).get(pk=self.one.case.pk)
        answer = self.get("welfare_centres:case_list", query=f"?state={state}")
        assert (str(self.one.case.public_id) in answer.content.decode()) == self.one.on_case()

    def record(self) -> None:
        answer = self.get("welfare_centres:case", self.one.case.public_id)
        assert answer.status_code == self.status
        shown = lines_in(answer.content.decode(), self.one)
        assert shown <= self.one.seen_lines()
        assert bool(shown) == self.one.on_case()

    def file(self) -> None:
        answer = self.get("welfare_centres:case_csv", self.one.case.public_id)
        assert answer.status_code == self.status
        if self.one.on_case():
            rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
            assert lines_in(" ".join(row[-1] for row in rows), self.one) == self.one.seen_lines()

    def assessments(self) -> None:
        answer = self.get("welfare_centres:case_assessments", self.one.case.public_id)
        assert answer.status_code == self.status
        if self.one.on_case():
            labels = dict(Domain.choices)
            heads = set(re.findall(r'<th scope="row">([^<]+)</th>', answer.content.decode()))
            assert heads == {str(labels[domain]) for domain in self.one.seen_domains()}

    def api_list(self) -> None:
        answer = self.get("api:case-list", query="?page_size=100").json()
        ids = {row["public_id"] for row in answer["results"]}
        assert (str(self.one.case.public_id) in ids) == self.one.on_case()

    def api_case(self) -> None:
        assert self.get("api:case-detail", self.one.case.public_id).status_code == self.status

    def api_lines(self) -> None:
        query = f"?case__public_id={self.one.case.public_id}&kind=note&page_size=100"
        answer = self.get("api:case-entry-list", query=query).json()
        shown = lines_in(" ".join(row["text"] for row in answer["results"]), self.one)
        assert shown == self.one.seen_lines()
        for entry in Entry.objects.filter(case=self.one.case, kind="note")[::7]:
            may = tuple(entry.body.strip("[]").split()[1:]) in self.one.seen_lines()
            assert self.get("api:case-entry-detail", entry.public_id).status_code == (200 if may else 404)

    def api_assessment(self) -> None:
        answer = self.get("api:case-assessment-detail", Assessment.objects.get(case=self.one.case).public_id)
        seen = "assessment" in self.one.scopes()
        assert answer.status_code == (200 if seen else 404)
        if seen:
            assert {row["domain"] for row in answer.json()["rows"]} == self.one.seen_domains()


def test_every_pair_of_values_is_in_the_sample():
    axes = (KINDS, ROLES, STATES, CHANNELS)
    for (a, one), (b, other) in itertools.combinations(enumerate(axes), 2):
        assert {(row[a], row[b]) for row in SAMPLE} == set(itertools.product(one, other))


@pytest.mark.parametrize("channel", CHANNELS)
def test_pages_api_and_file_show_what_the_table_says(world: World, channel: str):
    by_name = {one.name: one for one in world.settings}
    for kind, role, state, which in SAMPLE:
        if which == channel:
            getattr(Over(TwoStepClient(), world, by_name[f"{kind} {role} {state}"]), channel)()
