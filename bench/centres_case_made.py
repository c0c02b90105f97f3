"""Makes the cases of `centres_case`, asks both forms what each worker sees and compares; prints what it found as JSON.

Three agencies help each person: a job centre leads, a welfare team works along, a mental-health centre is asked for an
opinion or works along. Every staff member works on 40 cases; every case has 50 notes.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Exists, OuterRef, Q, QuerySet  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import AccessGrant, Consent, Membership, Organisation, Person, User  # noqa: E402
from bench.sessions import cookie_of  # noqa: E402
from welfare_centres.models import (  # noqa: E402
    Agency,
    AgencyKind,
    Case,
    CaseMember,
    Centre,
    Entry,
    SharedScope,
    SharingRule,
)
from welfare_centres.querysets import SENSITIVE  # noqa: E402
from welfare_centres.selectors.sharing import facts_of, members_of, shares_wanted  # noqa: E402
from welfare_centres.services.reference import centres_reference_load  # noqa: E402
from welfare_centres.services.sharing import sharing_settle  # noqa: E402

A_CASE, A_WORKER, LONG = 50, 40, 500
KINDS = ("job_centre", "municipal_welfare", "mental_health")
CHOSEN = {
    "job_centre": ("plan", "assessment", "notes", "health", "contact"),
    "municipal_welfare": ("plan", "assessment", "notes", "debt"),
    "mental_health": ("plan", "assessment", "notes", "health"),
}
ASKED = 20  # workers, each asked about in turn
PLAIN = ("plan", "assessment")  # what a consulted member sees

# About what and for whom notes are, in the shares of a working centre: most for the team, few on health or debt.
NOTES = """
INSERT INTO welfare_centres_entry
    (public_id, case_id, person_id, kind, scope, audience, organisation_id, by_id, at, verb, data, body)
SELECT gen_random_uuid(), c.id, c.person_id, 'note',
       (ARRAY['notes','notes','notes','notes','plan','health','debt','legal'])[1 + (n * 7 + c.id) %% 8],
       (ARRAY['team','team','person','agency'])[1 + (n * 5 + c.id) %% 4],
       m.organisations[1 + n %% 3], m.users[1 + n %% 3],
       now() - make_interval(mins => ((n * 7919 + c.id * 31) %% 500000)::int),
       '', '{}', 'Met on the day and talked about what comes next.'
FROM welfare_centres_case c
CROSS JOIN generate_series(1, %s) n
JOIN (SELECT case_id, array_agg(organisation_id ORDER BY id) AS organisations, array_agg(user_id ORDER BY id) AS users
      FROM welfare_centres_casemember GROUP BY case_id) m ON m.case_id = c.id
"""


def staff(kind: str, count: int) -> list[Membership]:
    """Of agencies with twenty staff each."""
    agencies = []
    for number in range((count + 19) // 20):
        side = Organisation.Kind.CENTRE if kind == "job_centre" else Organisation.Kind.AGENCY
        organisation = Organisation.objects.create(kind=side, name_ko=f"{kind} {number}")
        Agency.objects.create(organisation=organisation, kind=AgencyKind.objects.get(code=kind))
        agencies.append(organisation)
    role = Membership.Role.COUNSELLOR if kind == "job_centre" else Membership.Role.CASE_WORKER
    users = User.objects.bulk_create(
        User(email=f"{kind}{number}@bench.example", display_name=f"{kind} {number}") for number in range(count)
    )
    return Membership.objects.bulk_create(
        Membership(user=user, organisation=agencies[number // 20], role=role) for number, user in enumerate(users)
    )


def make(notes: int) -> None:
    """People, consents, cases, members and notes as rows; the grants from the function that the service uses."""
    centres_reference_load()
    cases = notes // A_CASE
    workers = {kind: staff(kind, max(1, cases // A_WORKER)) for kind in KINDS}
    people = Person.objects.bulk_create((Person(name=f"p{n}") for n in range(cases)), batch_size=5_000)
    place = {kind: [workers[kind][n % len(workers[kind])] for n in range(cases)] for kind in KINDS}
    consents = Consent.objects.bulk_create(
        (
            Consent(person=person, purpose="share_agency", recipient=place[kind][n].organisation, text_version="1")
            for kind in KINDS for n, person in enumerate(people)
        ), batch_size=5_000,
    )  # fmt: skip
    kinds = [kind for kind in KINDS for _person in people]
    SharedScope.objects.bulk_create(
        (SharedScope(consent=c, scope=s) for c, kind in zip(consents, kinds, strict=True) for s in CHOSEN[kind]),
        batch_size=5_000,
    )
    centre = Centre.objects.create(organisation=workers["job_centre"][0].organisation, type=Centre.Type.PLUS)
    lead = workers["job_centre"][0].user
    made = Case.objects.bulk_create(
        (
            Case(person=person, centre=centre, ground="consent", consent=consents[n], purpose="work", opened_by=lead,
                 review_on=timezone.localdate())
            for n, person in enumerate(people)
        ), batch_size=5_000,
    )  # fmt: skip
    members(made, place)
    with connection.cursor() as cursor:
        cursor.execute(NOTES, [A_CASE])
    grants(made)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def members(cases: list[Case], place: dict[str, list[Membership]]) -> None:
    dice = random.Random(1)
    last = [CaseMember.Role.CONSULTED if dice.random() < 0.3 else CaseMember.Role.MEMBER for _case in cases]
    roles = {
        "job_centre": [CaseMember.Role.LEAD] * len(cases),
        "municipal_welfare": [CaseMember.Role.MEMBER] * len(cases),
        "mental_health": last,
    }
    CaseMember.objects.bulk_create(
        (
            CaseMember(case=case, user=place[kind][n].user, organisation=place[kind][n].organisation,
                       role=roles[kind][n])
            for kind in KINDS for n, case in enumerate(cases)
        ), batch_size=5_000,
    )  # fmt: skip


def grants(cases: list[Case]) -> None:
    now = timezone.now()
    rows = [
        AccessGrant(person_id=case.person_id, user_id=share.user_id, scope=share.scope, ground=share.ground,
                    source=share.source, purpose="work", since=now)
        for case in cases
        for share in shares_wanted(members_of(case.person_id), facts_of(case.person_id)).values()
    ]  # fmt: skip
    AccessGrant.objects.bulk_create(rows, batch_size=5_000)


def naive(user: User) -> QuerySet[Entry]:
    """The same rule as one writes it without the table of grants: for each note the members, the consents with their
    parts and the rules in force."""
    part = OuterRef(OuterRef("scope"))
    chosen = SharedScope.objects.filter(
        consent__person=OuterRef("case__person"), consent__recipient=OuterRef("organisation"),
        consent__purpose="share_agency", consent__withdrawn_at=None, scope=part,
    )  # fmt: skip
    ruled = SharingRule.objects.in_force(timezone.localdate()).filter(
        agency_kind__agencies__organisation=OuterRef("organisation"), ground="consent", scope=part
    )
    works = CaseMember.objects.current().filter(user=user, case=OuterRef("case"))
    opened = works.filter(Exists(chosen), Exists(ruled))
    open_to = Exists(opened.exclude(role=CaseMember.Role.CONSULTED)) | Exists(opened) & Q(scope__in=PLAIN)
    ours = works.filter(organisation=OuterRef("organisation"))
    mine = Exists(ours) & (open_to | ~Q(scope__in=SENSITIVE))
    return Entry.objects.filter(mine | ~Q(audience="agency") & open_to)


FORMS: tuple[Callable[[User], QuerySet[Any]], ...] = (Entry.objects.visible_to, naive)
QUESTIONS: dict[str, Callable[[QuerySet[Any]], Any]] = {
    "30 newest": lambda rows: list(rows.order_by("-at", "-pk").values_list("pk", flat=True)[:30]),
    "count": lambda rows: rows.count(),
}


def asked(users: list[User], rounds: int) -> tuple[dict[str, Any], int]:
    """Each question to both forms, one after the other, for each user: the seconds, and answers that differ."""
    seconds: dict[str, Any] = {name: ([], []) for name in QUESTIONS}
    wrong = 0
    for _round in range(rounds):
        for name, question in QUESTIONS.items():
            both: list[list[float]] = [[], []]
            for user in users:
                answers = []
                for side, form in enumerate(FORMS):
                    began = time.perf_counter()
                    answers.append(question(form(user)))
                    both[side].append(time.perf_counter() - began)
                wrong += answers[0] != answers[1]
            for side in (0, 1):
                seconds[name][side].append(both[side])
    return seconds, wrong


def moved(cases: list[Case]) -> int:
    """Grants that the service itself would give or end: the bulk rows above are as it makes them."""
    before = AccessGrant.objects.current().count(), AccessGrant.objects.count()
    for case in cases:
        sharing_settle(person_id=case.person_id)
    return abs(AccessGrant.objects.current().count() - before[0]) + AccessGrant.objects.count() - before[1]


def queries(path: str, cookie: str) -> int:
    """Of the third request: what a process reads once in its life is not the page's cost."""
    for _turn in range(3):
        with CaptureQueriesContext(connection) as captured:
            Client(SERVER_NAME="127.0.0.1").get(path, headers={"cookie": cookie})
    return len(captured)


def main(notes: int) -> None:
    make(notes)
    member = CaseMember.objects.filter(role="lead").select_related("user", "case").earliest("pk")
    with connection.cursor() as cursor:
        cursor.execute(f"{NOTES} WHERE c.id = %s", [LONG - A_CASE, member.case_id])
    users = [one.user for one in Membership.objects.select_related("user").order_by("?")[:ASKED]]
    seconds, wrong = asked(users, 1 if notes < 100_000 else 3)
    cookie = cookie_of(member.user, second_step=True)
    other = Case.objects.filter(members__user=member.user).exclude(pk=member.case_id).earliest("pk")
    path = reverse("welfare_centres:case", args=[member.case.public_id])
    found = {
        "notes": Entry.objects.count(), "seconds": seconds, "cookie": cookie, "path": path,
        "answers that differ": wrong,
        "grants that settling anew changes": moved(list(Case.objects.order_by("?")[:25])),
        "queries": {
            f"a case with {A_CASE} lines": queries(reverse("welfare_centres:case", args=[other.public_id]), cookie),
            f"a case with {LONG} lines": queries(path, cookie),
        },
    }  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]))
