"""Whether a statement is one, by the rules of xAPI 1.0.3 that we keep. No Django: JSON in, the fault out."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

MEMBERS = {
    "id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version", "attachments",
}  # fmt: skip
IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
IRI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")
DURATION = re.compile(r"P(?=.)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)")
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


class Invalid(Exception):
    """What is wrong, for the one who sent it."""


def check(said: Any) -> None:
    if not isinstance(said, dict):
        raise Invalid("A statement is an object.")
    if unknown := set(said) - MEMBERS:
        raise Invalid(f"Unknown properties: {', '.join(sorted(unknown))}.")
    for name in ("actor", "verb", "object"):
        if not isinstance(said.get(name), dict):
            raise Invalid(f"'{name}' is missing.")
    _no_nulls(said)
    if "id" in said:
        _uuid(said["id"])
    identifier(said["actor"])
    if not _is_iri(said["verb"].get("id")):
        raise Invalid("The verb needs an 'id' that is an IRI.")
    if said["verb"]["id"] == VOIDED:
        raise Invalid("Voiding is not supported.")
    _object(said["object"])
    _result(said.get("result", {}))
    if said.get("attachments"):
        raise Invalid("Attachments are not supported.")
    if "timestamp" in said:
        moment(said["timestamp"])


def identifier(agent: Any) -> str:
    """The one identifier of an agent, as text that can be compared."""
    held = [name for name in IDENTIFIERS if isinstance(agent, dict) and name in agent]
    if len(held) != 1:
        raise Invalid("An agent has exactly one of mbox, mbox_sha1sum, openid and account.")
    value = agent[held[0]]
    if held[0] == "account":
        if not isinstance(value, dict) or not _is_iri(value.get("homePage")) or not isinstance(value.get("name"), str):
            raise Invalid("An account has a 'homePage' and a 'name'.")
        return f"{value['homePage']}|{value['name']}"[:300]
    if not isinstance(value, str) or (held[0] == "mbox" and not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", value)):
        raise Invalid(f"'{held[0]}' is malformed.")
    return value[:300]


def moment(text: Any) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise Invalid("A time is as RFC 3339 says.") from None
    if found.tzinfo is None:
        raise Invalid("A time says its zone.")
    return found


def _uuid(text: Any) -> None:
    try:
        uuid.UUID(text)
    except (AttributeError, TypeError, ValueError):
        raise Invalid("'id' is no UUID.") from None


def _is_iri(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 300 and IRI.fullmatch(value) is not None


def _object(said: dict[str, Any]) -> None:
    kind = said.get("objectType", "Activity")
    if kind == "Activity" and not _is_iri(said.get("id")):
        raise Invalid("An activity needs an 'id' that is an IRI.")
    if kind == "StatementRef":
        _uuid(said.get("id"))
    elif kind in ("Agent", "Group"):
        identifier(said)
    elif kind != "Activity":
        raise Invalid(f"Objects of type {kind} are not supported.")


def _result(said: Any) -> None:
    if not isinstance(said, dict):
        raise Invalid("'result' is an object.")
    for name in ("success", "completion"):
        if not isinstance(said.get(name, True), bool):
            raise Invalid(f"'result.{name}' is true or false.")
    score = said.get("score", {})
    if not isinstance(score, dict) or not all(
        _is_number(score.get(name, 0)) for name in ("scaled", "raw", "min", "max")
    ):
        raise Invalid("A score is numbers.")
    if not -1 <= score.get("scaled", 0) <= 1:
        raise Invalid("A scaled score lies between -1 and 1.")
    if "duration" in said and not DURATION.fullmatch(str(said["duration"])):
        raise Invalid("A duration is as ISO 8601 says.")


def _no_nulls(value: Any, name: str = "") -> None:
    if value is None:
        raise Invalid(f"'{name}' is null.")
    if isinstance(value, dict):
        for key, one in value.items():
            if key != "extensions":
                _no_nulls(one, key)
    elif isinstance(value, list):
        for one in value:
            _no_nulls(one, name)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
