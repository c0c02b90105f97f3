"""Access tokens for the services: a tool shows who it is by a JWT it signed, and gets one that we signed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import jwt
from django.conf import settings
from django.core.cache import cache

from almp_programmes.lti.keys import private_key, sign, tool_key
from almp_programmes.lti.launching import SCOPES, address
from almp_programmes.models import Tool

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LASTS_SECONDS = 3600
OLDEST_SECONDS = 3600  # an assertion that is good for longer is not taken: its replay could not be remembered


class Refused(Exception):
    """As OAuth 2 names it: invalid_client, invalid_scope, invalid_token …"""


def token_give(asked: Mapping[str, str]) -> dict[str, Any]:
    if asked.get("grant_type") != "client_credentials" or asked.get("client_assertion_type") != ASSERTION:
        raise Refused("unsupported_grant_type")
    tool = _tool_of(asked.get("client_assertion", ""))
    granted = [scope for scope in asked.get("scope", "").split() if scope in SCOPES]
    if not granted:
        raise Refused("invalid_scope")
    now, scope = int(time.time()), " ".join(granted)
    claims = {
        "iss": settings.SITE_ORIGIN, "aud": address("lti_token"), "sub": tool.client_id, "scope": scope,
        "iat": now, "exp": now + LASTS_SECONDS,
    }  # fmt: skip
    return {"access_token": sign(claims), "token_type": "Bearer", "expires_in": LASTS_SECONDS, "scope": scope}


def tool_with(header: str, scope: str) -> Tool:
    """The tool whose access token this is, if it may do that."""
    kind, _space, token = header.partition(" ")
    try:
        claims = jwt.decode(
            token, private_key().public_key(), algorithms=["RS256"], audience=address("lti_token"),
            issuer=settings.SITE_ORIGIN, options={"require": ["exp", "sub", "scope"]},
        )  # fmt: skip
    except jwt.InvalidTokenError:
        raise Refused("invalid_token") from None
    tool = Tool.objects.filter(client_id=claims["sub"], is_active=True).first()
    if kind.lower() != "bearer" or tool is None:
        raise Refused("invalid_token")
    if scope not in claims["scope"].split():
        raise Refused("insufficient_scope")
    return tool


def _tool_of(assertion: str) -> Tool:
    try:
        named = jwt.decode(assertion, options={"verify_signature": False}).get("sub", "")
        tool = Tool.objects.filter(client_id=named, is_active=True).first()
        if tool is None:
            raise Refused("invalid_client")
        claims = jwt.decode(
            assertion, tool_key(tool.key_set_url, assertion), algorithms=["RS256"], audience=address("lti_token"),
            issuer=tool.client_id, options={"require": ["exp", "iat", "sub", "jti"]},
        )  # fmt: skip
    except jwt.InvalidTokenError:
        raise Refused("invalid_client") from None
    left = claims["exp"] - time.time()
    if left > OLDEST_SECONDS or not cache.add(f"lti-jti-{tool.pk}-{claims['jti']}", 1, int(left) + 60):
        raise Refused("invalid_client")
    return tool
