"""What the sign-in page offers beside the form: other services' accounts, and the demonstration's people."""

import json
from dataclasses import dataclass
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User

DEMO_DOMAIN = "@demo.example"


@dataclass(frozen=True, slots=True)
class Provider:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    label: str
    login: str
    totp: str = ""
    recovery: str = ""


@dataclass(frozen=True, slots=True)
class Demo:
    password: str
    people: list[DemoPerson]


def providers(process: str = "login") -> list[Provider]:
    """Kakao and Naver, where the environment names their keys."""
    if not settings.SOCIALACCOUNT_PROVIDERS:
        return []
    names = {"kakao": _("카카오"), "naver": _("네이버")}
    more: dict[str, Any] = {"process": process}
    if back := get_next_redirect_url(context.request):
        more["next"] = back
    found = get_adapter().list_providers(context.request)
    return [Provider(names.get(one.id, one.name), one.get_login_url(context.request, **more)) for one in found]


def demo() -> Demo | None:
    """The made-up people of the demonstration with what one needs to sign in as them."""
    path = settings.VAR_DIR / "demo.json"
    if not settings.DEMO or not path.exists():
        return None
    users = User.objects.filter(email__endswith=DEMO_DOMAIN, is_active=True).prefetch_related(
        "memberships__organisation", "authenticator_set"
    )
    people = [_person(user) for user in users.order_by("pk")]
    return Demo(str(json.loads(path.read_text())["password"]), people) if people else None


def _person(user: User) -> DemoPerson:
    member = next((one for one in user.memberships.all() if one.until is None), None)
    label = f"{member.get_role_display()} · {member.organisation.label}" if member else _("구직자")
    steps = {step.type: step.wrap() for step in user.authenticator_set.all()}  # type: ignore[attr-defined]
    totp, codes = steps.get(Authenticator.Type.TOTP), steps.get(Authenticator.Type.RECOVERY_CODES)
    unused = codes.get_unused_codes() if codes else []
    secret = totp.instance.data["secret"] if totp else ""
    return DemoPerson(label, str(user.email), secret, unused[0] if unused else "")
