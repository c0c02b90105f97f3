"""Own data as a file: each room registers in `AppConfig.ready()` a collector of what it holds about a person."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from accounts.models import AccessLog, Person

Collector = Callable[[Person], Any]
_collectors: dict[str, Collector] = {}


def register_collector(room: str, collector: Collector) -> None:
    """`collector(person)` returns what JSON can hold: mappings, lists, text, numbers, dates, ids."""
    _collectors[room] = collector


def rows(queryset: "models.QuerySet[Any]", *fields: str) -> list[dict[str, Any]]:
    """The named fields of each row, for collectors."""
    return list(queryset.values(*fields))


def export(person: Person) -> dict[str, Any]:
    made = {"made_at": timezone.now().isoformat(), "person": str(person.public_id)}
    return made | {room: collect(person) for room, collect in sorted(_collectors.items())}


def as_json(person: Person) -> str:
    return json.dumps(export(person), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def own(person: Person) -> dict[str, Any]:
    """What `accounts` itself holds."""
    born: dt.date | None = person.birth_date
    looked = AccessLog.objects.filter(person=person).order_by("at")
    return {
        "name": person.name,
        "birth_date": born,
        "sex": person.sex,
        "language": person.language,
        "registered_at": person.created_at,
        "contact_points": rows(person.contact_points.all(), "kind", "value", "verified_at", "is_primary"),
        "consents": rows(
            person.consents.order_by("given_at"),
            "purpose", "recipient__name_ko", "text_version", "given_at", "withdrawn_at",
        ),
        "access_grants": rows(
            person.access_grants.order_by("since"),
            "organisation__name_ko", "scope", "ground", "purpose", "since", "until",
        ),
        "access_log": rows(looked, "at", "actor__display_name", "organisation__name_ko", "what", "purpose"),
        "assignments": rows(person.assignments.order_by("since"), "organisation__name_ko", "since", "until", "why"),
        "rights_requests": rows(
            person.rights_requests.order_by("created_at"), "kind", "state", "text", "due_on", "answer", "answered_at"
        ),
    }  # fmt: skip
