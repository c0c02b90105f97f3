"""Statements in, each once by its id, and our own out of what learners do."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.models import User as UserModel
from accounts.policies import has_role
from almp_programmes.models import ActivityProvider, Answer, Learner, Statement, Unit
from almp_programmes.models.statements import digest
from almp_programmes.policies.learning import REGISTERING
from almp_programmes.xapi.validating import check, identifier
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from accounts.models import User

VERBS = "http://adlnet.gov/expapi/verbs/"
OURS_TO_SET = ("id", "stored", "authority", "timestamp", "version")  # not compared: the receiver may have set them
MOST = 100


class Conflict(RuleBroken):
    """The id is taken by another statement."""


@transaction.atomic
def activity_provider_register(
    *, by: User | None, organisation: Organisation, name: str
) -> tuple[ActivityProvider, str]:
    """With its secret, which is shown this once. `by=None`: a command at the server."""
    if by is not None and not has_role(by, *REGISTERING, organisation=organisation):
        raise PermissionDenied
    secret = secrets.token_urlsafe(32)
    provider = ActivityProvider.objects.create(
        organisation=organisation, name=name, key=secrets.token_hex(8), secret_digest=digest(secret)
    )
    record("activity_provider.registered", actor=by, target=provider)
    return provider, secret


@transaction.atomic
def activity_provider_switch(*, activity_provider_id: int, by: User, on: bool) -> ActivityProvider:
    """Off: its secret opens nothing from this moment; what it sent stays."""
    provider = ActivityProvider.objects.select_for_update(of=("self",)).get(pk=activity_provider_id)
    if not has_role(by, *REGISTERING, organisation=provider.organisation):
        raise PermissionDenied
    provider.is_active = on
    provider.save(update_fields=["is_active", "updated_at"])
    record("activity_provider.switched", actor=by, target=provider, on=on)
    return provider


@transaction.atomic
def statements_store(*, provider: ActivityProvider, said: list[dict[str, Any]]) -> list[uuid.UUID]:
    """All of them or none. One that is there already, and says the same, is left as it is."""
    if not 0 < len(said) <= MOST:
        raise RuleBroken(_("한 번에 1개에서 %(most)d개까지 보낼 수 있습니다.") % {"most": MOST})
    for one in said:
        check(one)
    return [_store(provider, one) for one in said]


def _store(provider: ActivityProvider, said: dict[str, Any]) -> uuid.UUID:
    number = uuid.UUID(said["id"]) if "id" in said else uuid.uuid4()
    row = _row(said, number, provider.organisation, provider)
    Statement.objects.bulk_create([row], ignore_conflicts=True)
    kept = Statement.objects.get(statement_id=number)
    if kept.provider_id != provider.pk or _content(kept.body) != _content(said):
        raise Conflict(_("같은 id의 다른 문장이 이미 있습니다: %(id)s") % {"id": number})
    return number


def _row(
    said: dict[str, Any], number: uuid.UUID, organisation: Organisation, provider: ActivityProvider | None
) -> Statement:
    now = timezone.now().isoformat()
    body = {**said, "id": str(number), "stored": now, "version": "1.0.0"}
    body.setdefault("timestamp", now)
    name = provider.key if provider else "platform"
    body["authority"] = {"account": {"homePage": settings.SITE_ORIGIN, "name": name}, "objectType": "Agent"}
    about = said["object"]
    return Statement(
        statement_id=number, organisation=organisation, provider=provider, user=_our_user(said["actor"]),
        agent=identifier(said["actor"]), verb=said["verb"]["id"], body=body,
        activity=about["id"] if about.get("objectType", "Activity") == "Activity" else "",
    )  # fmt: skip


def _content(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in OURS_TO_SET}


def _our_user(actor: dict[str, Any]) -> User | None:
    """Known by the pseudonym that we give to tools."""
    account = actor.get("account") or {}
    try:
        number = uuid.UUID(str(account.get("name")))
    except ValueError:
        return None
    return UserModel.objects.filter(public_id=number).first() if account["homePage"] == settings.SITE_ORIGIN else None


# --- our own


def answered_state(answer: Answer, learner: Learner, address: str) -> None:
    result = {"success": answer.is_right, "response": "[,]".join(map(str, answer.picked))}
    activity = f"{address}#q{answer.question.number}"
    number = uuid.uuid5(answer.key, str(learner.pk))
    _state(learner, "answered", activity, name=answer.question.text_ko, number=number, result=result)


def passed_state(learner: Learner, unit: Unit, address: str) -> None:
    verb = "passed" if unit.kind in (Unit.Kind.QUESTIONS, Unit.Kind.TOOL) else "completed"
    number = uuid.uuid5(learner.public_id, f"unit-{unit.public_id}")
    _state(learner, verb, address, name=unit.name_ko, number=number, result={"completion": True})


def completed_state(learner: Learner, address: str) -> None:
    number = uuid.uuid5(learner.public_id, "course")
    _state(learner, "completed", address, name=learner.course.title, number=number, result={"completion": True})


def _state(
    learner: Learner, verb: str, activity: str, *, name: str, number: uuid.UUID, result: dict[str, Any]
) -> None:
    """In the transaction of the deed itself; said again, it is there already."""
    said = {
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": settings.SITE_ORIGIN, "name": str(learner.user.public_id)},
        },
        "verb": {"id": VERBS + verb, "display": {"en": verb}},
        "object": {
            "objectType": "Activity",
            "id": settings.SITE_ORIGIN + activity,
            "definition": {"name": {"ko": name}},
        },
        "result": result,
    }
    Statement.objects.bulk_create([_row(said, number, learner.course.provider, None)], ignore_conflicts=True)
