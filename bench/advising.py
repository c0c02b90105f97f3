"""The measurements of `bench.online`, as JSON on standard output. Runs under the project's settings."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

import numpy as np  # noqa: E402
import psycopg2  # noqa: E402
from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.empty_pages import share  # noqa: E402
from bench.matching import timed  # noqa: E402
from bench.peers.forward import EXACTLY, INDEXED, NEARBY, K, asked_of  # noqa: E402
from bench.peers.tables import vacancies_fill  # noqa: E402
from jobseekers.models import Jobseeker  # noqa: E402
from matching.models import ChangedJobseeker  # noqa: E402
from matching.nightly.current import current, kept  # noqa: E402
from matching.nightly.picture import Found  # noqa: E402
from matching.recommending.computing import columns_of, recommend_changed, recommend_now  # noqa: E402
from matching.selectors.cards import Card, Said, cards_now  # noqa: E402
from matching.selectors.recommendations import Advice, advice_for, advised_now, own_jobseeker  # noqa: E402
from matching.views import recommendations as views  # noqa: E402

PEOPLE, ROUNDS = 60, 5
ASKED, SHARE = 2_000, (0.05, 0.15)  # of whom those are taken who find such a share of the vacancies feasible
CLIENTS = 10


def main(quick: bool) -> None:
    here = current().picture
    (v,) = here.layers  # nothing moved since the night
    some = jobseekers(PEOPLE if quick else ASKED)
    columns = columns_of(list(some), here)
    shares = here.best(columns, 1).feasible / len(v.ids)
    suited = (shares >= SHARE[0]) & (shares <= SHARE[1])
    users = readers({pk: some[pk] for pk in evenly(columns.ids[suited].tolist() or list(some))}, here)
    people = columns_of([user.jobseeker for user in users], here)
    questions = [asked_of(user.columns, 0) for user in users]
    exactly, nearby = peer(), peer()
    vacancies_fill(exactly, v, columns)
    EXACTLY.prepare(exactly)
    theirs = [EXACTLY.ask(exactly, question) for question in questions]
    seen: dict[str, Any] = {"vacancies": len(v.ids), "people": len(users), "of_all": float(shares.mean())}
    seen["feasible"] = float(here.best(people, K).feasible.mean() / len(v.ids))
    seen |= compared([best_of_one(here.best(user.columns, K)) for user in users], theirs)
    if not quick:
        nearby.execute(INDEXED)
        NEARBY.prepare(nearby)
        seen["recall"] = recall([NEARBY.ask(nearby, question) for question in questions], theirs)
        seen |= measured(users, questions, exactly, nearby)
        others = readers({pk: some[pk] for pk in evenly(list(some))}, here)
        seen["all"] = measured(others, [asked_of(user.columns, 0) for user in others], exactly, nearby)
        seen["parts"] = {name: [timed(work, user) * 1000 for user in users] for name, work in PARTS.items()}
        seen["page_live"], seen["page"] = pages(users)
        seen["exact_plan"] = EXACTLY.plan(exactly, questions[0])
        seen["nearest_plan"] = NEARBY.plan(nearby, questions[0])
    json.dump(seen, sys.stdout)


def peer() -> Any:
    """A connection of its own, so that what is set for one statement is not set for another."""
    opened = psycopg2.connect(os.environ["DATABASE_URL"])
    opened.autocommit = True
    return opened.cursor()


def evenly(some: list[Any], many: int = PEOPLE) -> list[Any]:
    return [some[at] for at in np.linspace(0, len(some) - 1, min(many, len(some))).astype(int)]


def jobseekers(many: int) -> dict[int, int]:
    """The person of each jobseeker, evenly from all of them."""
    return dict(evenly(list(Jobseeker.objects.live().order_by("pk").values_list("pk", "person_id")), many))


def readers(some: dict[int, int], here: Any) -> list[Any]:
    """Signed-in people whose profile changed since they were matched, by jobseeker."""
    changed = [ChangedJobseeker(jobseeker_id=pk, at=timezone.now()) for pk in some]
    ChangedJobseeker.objects.bulk_create(changed, ignore_conflicts=True)
    users = []
    for pk, person in some.items():
        user, _new = User.objects.get_or_create(person_id=person, defaults={"email": f"reader{pk}@bench.example"})
        user.jobseeker, user.own, user.columns = pk, own_jobseeker(user), columns_of([pk], here)
        user.best = recommend_now(user.columns, here)
        users.append(user)
    return users


def best_of_one(found: Found) -> list[tuple[int, float]]:
    n = found.found[0]
    return list(zip(found.ids[0, :n].tolist(), found.score[0, :n].tolist(), strict=True))


def online(user: Any) -> list[Card]:
    """From the person's columns to cards: engine, reasons, lines."""
    return advised_now(user.columns, kept(), Said())


def with_profile(user: Any) -> Advice:
    """The same with what the reader has stored, whether all that is known still holds, and the profile read: all that
    the page's view asks for."""
    own = own_jobseeker(user)
    assert own.holds, "Something moved: the page would look again."
    advice = advice_for(own)
    assert advice.live
    return advice


def written(user: Any) -> list[dict[str, Any]]:
    """All that cards say, as if no piece of any page were kept."""
    return [card.shown for card in online(user)]


def compared(mine: list[list[tuple[int, float]]], theirs: list[list[tuple[Any, ...]]]) -> dict[str, Any]:
    """The largest difference of scores rank by rank; and for how many people a vacancy is missing that no tie with the
    last could exchange."""
    furthest, wrong = 0.0, 0
    for ours, peers in zip(mine, theirs, strict=True):
        if len(ours) != len(peers):
            wrong += 1
            continue
        furthest = max([furthest, *(abs(a[1] - b[1]) for a, b in zip(ours, peers, strict=True))])
        certain = {pk for pk, score in peers if score > peers[-1][1] + 1e-6}
        wrong += not certain <= {pk for pk, _score in ours}
    return {"off": furthest, "wrong": wrong}


def recall(found: list[list[tuple[Any, ...]]], best: list[list[tuple[Any, ...]]]) -> float:
    kept = [len({pk for pk, _ in some} & {pk for pk, _ in true}) for some, true in zip(found, best, strict=True)]
    return sum(kept) / sum(map(len, best))


def measured(users: list[Any], questions: list[dict[str, Any]], exactly: Any, nearby: Any) -> dict[str, Any]:
    """Seconds, round by round: in each, all people are asked of one after the other, as a server is asked, each path
    in turn going first. `mixed`: each person asked of all three before the next. The first round warms."""
    paths: dict[str, Callable[[int], Any]] = {
        "ours": lambda at: online(users[at]),
        "exact": lambda at: EXACTLY.ask(exactly, questions[at]),
        "nearest": lambda at: NEARBY.ask(nearby, questions[at]),
    }
    rounds: list[dict[str, list[float]]] = []
    mixed: list[dict[str, list[float]]] = []
    everyone, names = range(len(users)), list(paths)
    for turn in range(ROUNDS + 1):
        names = [*names[1:], names[0]]
        rounds.append({name: [timed(paths[name], at) for at in everyone] for name in names})
        apart = [{name: timed(path, at) for name, path in paths.items()} for at in everyone]
        mixed.append({name: [one[name] for one in apart] for name in paths})
        for name, more in (("with_profile", with_profile), ("written", written)):
            rounds[turn][name] = [timed(more, user) for user in users]
    return {
        **{name: [one[name] for one in rounds[1:]] for name in rounds[0]},
        "mixed": {name: [one[name] for one in mixed[1:]] for name in paths},
    }


def pages(users: list[Any]) -> tuple[list[float], list[float]]:
    """Seconds of the recommended page with all its reads and an empty body ÷ seconds of the page, for some people:
    computed while they wait, then as stored."""
    clients = []
    for user in [one for one in users if one.best][:CLIENTS]:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        clients.append(client)
    live = [share(client, reverse("matching:recommended"), views) for client in clients]
    recommend_changed()
    return live, [share(client, reverse("matching:recommended"), views) for client in clients]


# What the whole consists of, each for all of its people.
PARTS = {
    "engine, reasons": lambda user: recommend_now(user.columns, kept().picture),
    "lines, cards": lambda user: cards_now(user.best, kept(), Said(), timezone.localdate()),
    "not in it, the profile read": lambda user: columns_of([user.jobseeker], kept().picture),
    "not in it, what the reader has and whether all holds": own_jobseeker,
}

if __name__ == "__main__":
    main("--quick" in sys.argv)
