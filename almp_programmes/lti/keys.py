"""Our signing key and a tool's public ones."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from jwt.algorithms import RSAAlgorithm

KEPT_SECONDS = 600
TIMEOUT = 5


@lru_cache(maxsize=1)
def private_key() -> rsa.RSAPrivateKey:
    """From the environment. The demonstration makes one and keeps it beside its data."""
    pem = settings.LTI_PRIVATE_KEY
    path = settings.VAR_DIR / "lti-key.pem"
    if not pem and not settings.DEMO:
        raise ImproperlyConfigured("LTI_PRIVATE_KEY is missing: an RSA key in PEM, to launch outside learning tools.")
    if not pem and not path.exists():
        _keep_new(path)
    key = serialization.load_pem_private_key(pem.encode() if pem else path.read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def _keep_new(path: Path) -> None:
    """Processes that start at once use one key: the file is there whole or not at all, and the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_suffix(f".{uuid.uuid4().hex}")
    own.touch(mode=0o600)
    own.write_bytes(_new_pem())
    with suppress(FileExistsError):
        os.link(own, path)
    own.unlink()


def _new_pem() -> bytes:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@lru_cache(maxsize=1)
def public_jwk() -> dict[str, Any]:
    jwk = json.loads(RSAAlgorithm.to_jwk(private_key().public_key()))
    kid = hashlib.sha256(jwk["n"].encode()).hexdigest()[:16]
    return {"kty": "RSA", "e": jwk["e"], "n": jwk["n"], "use": "sig", "alg": "RS256", "kid": kid}


def sign(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, private_key(), algorithm="RS256", headers={"kid": public_jwk()["kid"]})


def tool_key(address: str, token: str) -> jwt.PyJWK:
    """The key of a tool's set that the token names; the set is asked for again when it has no such key."""
    kid = jwt.get_unverified_header(token).get("kid")
    for fresh in (False, True):
        found = [key for key in _key_set(address, fresh=fresh).keys if kid in (None, key.key_id)]
        if found:
            return found[0]
    raise jwt.InvalidTokenError("unknown key")


def _key_set(address: str, *, fresh: bool) -> jwt.PyJWKSet:
    name = f"lti-keys-{address}"
    known = None if fresh else cache.get(name)
    if known is None:
        try:
            known = httpx.get(address, timeout=TIMEOUT, follow_redirects=False).raise_for_status().json()
        except (httpx.HTTPError, ValueError) as exc:
            raise jwt.InvalidTokenError("the tool's keys cannot be read") from exc
        cache.set(name, known, KEPT_SECONDS)
    return jwt.PyJWKSet.from_dict(known)
