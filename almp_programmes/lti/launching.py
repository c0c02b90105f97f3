"""From a unit to the tool: the two steps of OpenID Connect's third-party login, and the message at their end."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from almp_programmes.lti.keys import sign
from almp_programmes.models import Learner, Tool, Unit
from core.errors import RuleBroken

if TYPE_CHECKING:
    from accounts.models import User

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/"
SCOPES = [
    f"{AGS}scope/lineitem.readonly", f"{AGS}scope/result.readonly", f"{AGS}scope/score",
    f"{NRPS}scope/contextmembership.readonly",
]  # fmt: skip
DEPLOYMENT = "1"  # one deployment a tool: the whole site
SALT = "lti-launch"
HINT_SECONDS = 300
REMEMBERED_SECONDS = 3600  # nonces and hints that were used: longer than either lives


def address(name: str, *args: object) -> str:
    return settings.SITE_ORIGIN + reverse(f"almp_programmes:{name}", args=args)


def login_address(learner: Learner, unit: Unit) -> str:
    """Step 1: where the browser goes to start the tool's login. What we need to know again is signed into the hint."""
    tool = unit.tool
    assert tool is not None, "a unit without an outside tool has nothing to launch"
    hint = {"unit": unit.pk, "learner": learner.pk, "once": secrets.token_urlsafe(12)}
    asked = {
        "iss": settings.SITE_ORIGIN, "login_hint": str(learner.user.public_id),
        "target_link_uri": tool.launch_url, "lti_message_hint": signing.dumps(hint, salt=SALT),
        "client_id": tool.client_id, "lti_deployment_id": DEPLOYMENT,
    }  # fmt: skip
    return f"{tool.login_url}{'&' if '?' in tool.login_url else '?'}{urlencode(asked)}"


def answer(asked: Mapping[str, str], user: User) -> tuple[Tool, dict[str, str]]:
    """Step 2: the tool asks who it is. The fields of the form that takes the signed message to it."""
    tool = Tool.objects.filter(client_id=asked.get("client_id", ""), is_active=True).first()
    if tool is None or asked.get("redirect_uri") != tool.launch_url:
        raise RuleBroken(_("등록하지 않은 학습 도구예요."))
    fixed = {"scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none"}
    if any(asked.get(name) != value for name, value in fixed.items()) or not asked.get("nonce"):
        raise RuleBroken(_("학습 도구가 보낸 요청이 맞지 않아요. 과정 쪽에서 다시 열어 주세요."))
    learner, unit = _hinted(asked, user, tool)
    _once("nonce", f"{tool.pk}-{asked['nonce']}")
    token = sign(_message(learner, unit, tool, asked["nonce"]))
    return tool, {"id_token": token, "state": asked.get("state", "")}


def _hinted(asked: Mapping[str, str], user: User, tool: Tool) -> tuple[Learner, Unit]:
    """Whom and what we sent; a hint is good once, for a few minutes, and for the one who is signed in."""
    try:
        hint = signing.loads(asked.get("lti_message_hint", ""), salt=SALT, max_age=HINT_SECONDS)
    except signing.BadSignature:
        raise RuleBroken(_("시간이 지났어요. 과정 쪽에서 다시 열어 주세요.")) from None
    learner = Learner.objects.select_related("course", "user").filter(pk=hint["learner"], user=user).first()
    unit = Unit.objects.select_related("module").filter(pk=hint["unit"], tool=tool).first()
    if learner is None or unit is None or asked.get("login_hint") != str(user.public_id):
        raise RuleBroken(_("다른 사람이 연 학습 도구예요. 과정 쪽에서 다시 열어 주세요."))
    _once("hint", hint["once"])
    return learner, unit


def _once(kind: str, value: str) -> None:
    if not cache.add(f"lti-{kind}-{value}", 1, REMEMBERED_SECONDS):
        raise RuleBroken(_("이미 쓴 요청이에요. 과정 쪽에서 다시 열어 주세요."))


def _message(learner: Learner, unit: Unit, tool: Tool, nonce: str) -> dict[str, Any]:
    """The tool learns a pseudonym, a role and where it is: no name, no e-mail."""
    now, course = int(time.time()), learner.course
    return {
        "iss": settings.SITE_ORIGIN, "aud": tool.client_id, "sub": str(learner.user.public_id),
        "iat": now, "exp": now + 300, "nonce": nonce, "locale": get_language() or "ko",
        f"{CLAIM}message_type": "LtiResourceLinkRequest",
        f"{CLAIM}version": "1.3.0",
        f"{CLAIM}deployment_id": DEPLOYMENT,
        f"{CLAIM}target_link_uri": tool.launch_url,
        f"{CLAIM}resource_link": {"id": str(unit.public_id), "title": unit.label},
        f"{CLAIM}context": {"id": str(course.public_id), "title": course.label, "type": [
            "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"]},
        f"{CLAIM}roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
        f"{CLAIM}launch_presentation": {
            "document_target": "window", "return_url": address("learn_unit", unit.public_id)},
        f"{AGS}claim/endpoint": {
            "scope": SCOPES[:3], "lineitems": address("lti_lineitems", course.public_id),
            "lineitem": address("lti_lineitem", unit.public_id)},
        f"{NRPS}claim/namesroleservice": {
            "context_memberships_url": address("lti_members", course.public_id), "service_versions": ["2.0"]},
    }  # fmt: skip
