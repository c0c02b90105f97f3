"""A body without an account answers by a link: random, kept as a digest, for a time, for one answer."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from channels.models import Message
from channels.rendering import render
from channels.services.outbox import queue_raw
from core.errors import RuleBroken
from core.events import record
from welfare_centres import telling
from welfare_centres.models import LinkOpening, Referral, ReferralLink
from welfare_centres.services import referrals

DAYS = 10
CODE_MINUTES = 30


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link shows: the referral, or why it can no longer be answered there."""

    link: ReferralLink
    referral: Referral
    why_not: str = ""  # "", used, expired, closed, worn, over


def _mail(referral: Referral, template: str, key: str, context: dict[str, Any]) -> None:
    """To the registered address of the service, and nowhere else. Names nobody."""
    assert referral.to_service is not None
    subject, body = render(template, "ko", context | {"sender": referral.from_organisation.name_ko})
    queue_raw(
        medium=Message.Medium.EMAIL, address=referral.to_service.address, subject=subject, body=body, dedupe_key=key
    )


@transaction.atomic
def link_send(*, referral: Referral) -> ReferralLink:
    """A new link to the body's registered address. A newer one closes an older."""
    row = referrals.lock(referral.pk)
    if row.to_service is None or not row.to_service.address:
        raise RuleBroken(_("이곳에는 등록된 이메일이 없어요. 전화로 묻고 답을 대신 적어 주세요."))
    if row.state not in Referral.WAITING:
        raise RuleBroken(_("이미 답한 의뢰예요. 새 링크가 필요 없어요."))
    now = timezone.now()
    row.links.filter(used_at=None, closed_at=None).update(closed_at=now)
    token = secrets.token_urlsafe(32)
    link = ReferralLink.objects.create(
        referral=row, token_digest=_digest(token), made_at=now, expires_at=now + dt.timedelta(days=DAYS)
    )
    address = settings.SITE_ORIGIN + reverse("welfare_centres:referral_link", args=[token])
    context = {"address": address, "days": DAYS, "need": row.get_need_display(), "phone": row.from_organisation.phone}
    _mail(row, "referral_link", f"referral-link-{link.public_id}", context)
    record("referral_link.sent", target=link)
    return link


def _find(token: str) -> ReferralLink | None:
    found: ReferralLink | None = (
        ReferralLink.objects.select_for_update(of=("self",)).filter(token_digest=_digest(token)).first()
    )
    return found


def _why_not(link: ReferralLink, referral: Referral) -> str:
    if link.used_at is not None:
        return "used"
    if link.closed_at is not None:
        return "closed"
    if link.expires_at <= timezone.now():
        return "expired"
    if referral.state not in Referral.WAITING:
        return "over"
    return "worn" if link.openings.count() >= ReferralLink.OPENINGS else ""


def _opened(link: ReferralLink) -> Opened:
    referral = referrals.lock(link.referral_id)
    return Opened(link, referral, _why_not(link, referral))


@transaction.atomic
def link_open(*, token: str) -> Opened | None:
    """The one thing that opening a page writes: that it was opened, and at the first time that it was seen."""
    link = _find(token)
    if link is None:
        return None
    opened = _opened(link)
    if opened.why_not:
        return opened
    LinkOpening.objects.create(link=link)
    return Opened(link, referrals.referral_see(referral_id=opened.referral.pk, by=None))


@transaction.atomic
def link_peek(*, token: str) -> Opened | None:
    """The page again after a refused answer: no new opening."""
    link = _find(token)
    return _opened(link) if link else None


@transaction.atomic
def link_answer(*, token: str, state: str, reason: str = "", words: str = "") -> Referral:
    """The one answer that the link is good for. Two at once: the second finds it used."""
    link = _find(token)
    opened = _opened(link) if link else None
    if link is None or opened is None or opened.why_not:
        raise RuleBroken(_("이 링크로는 더 답할 수 없어요. 보낸 곳에 전화해 주세요."))
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    record("referral_link.used", target=link)
    return referrals.answer(opened.referral, by=None, state=state, reason=reason, words=words)


@transaction.atomic
def link_code_send(*, token: str) -> None:
    """Before the name is shown: a code to the body's registered address."""
    link = _find(token)
    opened = _opened(link) if link else None
    if link is None or opened is None or opened.why_not or not set(telling.NAMED) & set(opened.referral.told):
        raise RuleBroken(_("이 링크로는 이름을 볼 수 없어요. 보낸 곳에 전화해 주세요."))
    code = f"{secrets.randbelow(1_000_000):06d}"
    link.code_digest = _digest(f"{link.pk}:{code}")
    link.code_until = timezone.now() + dt.timedelta(minutes=CODE_MINUTES)
    link.code_tries = 0
    link.save(update_fields=["code_digest", "code_until", "code_tries"])
    key = f"referral-code-{link.public_id}-{int(timezone.now().timestamp() * 1000)}"
    _mail(opened.referral, "referral_code", key, {"code": code, "minutes": CODE_MINUTES})
    record("referral_link.code_sent", target=link)


@transaction.atomic
def link_code_check(*, token: str, code: str) -> ReferralLink | None:
    """Right once, in time, within a few tries. Who it is may then be shown in this browser."""
    link = _find(token)
    if link is None or _opened(link).why_not or not link.code_digest or link.code_until is None:
        return None
    if link.code_until <= timezone.now() or link.code_tries >= ReferralLink.TRIES:
        return None
    link.code_tries += 1
    right = hmac.compare_digest(link.code_digest, _digest(f"{link.pk}:{code.strip()}"))
    if right:
        link.code_digest, link.code_until = "", None
        record("referral_link.code_right", target=link)
    link.save(update_fields=["code_digest", "code_until", "code_tries"])
    return link if right else None
