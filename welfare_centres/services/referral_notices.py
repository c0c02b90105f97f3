"""Who is told what of a referral: the person, the body that receives it, the one who sent it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from accounts.models import Membership, User
from channels.services import queue
from welfare_centres.models.referrals import MANAGES, RECEIVES

if TYPE_CHECKING:
    from accounts.models import Organisation
    from welfare_centres.models import Referral


def _key(referral: Referral, what: str, *more: object) -> str:
    return "-".join(["referral", what, str(referral.public_id), *map(str, more)])


def _own_page(referral: Referral) -> str:
    return reverse("welfare_centres:referral_own", args=[referral.public_id])


def _page(referral: Referral) -> str:
    return reverse("welfare_centres:referral", args=[referral.public_id])


def _context(referral: Referral) -> dict[str, Any]:
    return {
        "to": referral.receiver, "sender": referral.from_organisation.label, "state": referral.state,
        "answer_by": referral.answer_by, "contact_by": referral.contact_by, "reason": referral.reason,
        "words": referral.words, "by_person": referral.refused_by_person,
    }  # fmt: skip


def people_of(organisation: Organisation, roles: Iterable[str]) -> Iterable[User]:
    held = Membership.objects.current().filter(organisation=organisation, role__in=roles)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


def _tell_staff(users: Iterable[User], referral: Referral, template: str, key: str) -> None:
    """The words name nobody: the page does, to whoever may open it."""
    for user in users:
        queue(
            dedupe_key=f"{key}-{user.pk}", to=user, template=template,
            context=_context(referral) | {"link": _page(referral)},
        )  # fmt: skip


def sent(referral: Referral) -> None:
    """The person, and the body: its people, or by a link to its registered address."""
    from welfare_centres.services.referral_links import link_send

    queue(
        dedupe_key=_key(referral, "sent"), to=referral.person, template="referral_sent",
        context=_context(referral) | {"link": _own_page(referral)},
    )  # fmt: skip
    if referral.to_organisation is not None:
        receivers = people_of(referral.to_organisation, RECEIVES)
        _tell_staff(receivers, referral, "referral_arrived", _key(referral, "arrived"))
    elif referral.to_service is not None and referral.to_service.address:
        link_send(referral=referral)


def moved(referral: Referral) -> None:
    queue(
        dedupe_key=_key(referral, referral.state), to=referral.person, template="referral_moved",
        context=_context(referral) | {"link": _own_page(referral)},
    )  # fmt: skip


def answered(referral: Referral) -> None:
    moved(referral)
    _tell_staff([referral.by], referral, "referral_answered", _key(referral, referral.state, "staff"))


def withdrawn(referral: Referral) -> None:
    """The body is told in the site only that it is over; the sender where the person said no."""
    if referral.to_organisation is not None and referral.answered_by is not None:
        queue(
            dedupe_key=_key(referral, "over"), to=referral.answered_by, template="referral_over",
            context=_context(referral) | {"link": reverse("welfare_centres:referral_inbox")},
        )  # fmt: skip
    if referral.refused_by_person:
        _tell_staff([referral.by], referral, "referral_answered", _key(referral, "refused"))


def reminded(referral: Referral, day: object) -> None:
    if referral.to_organisation is not None:
        receivers = people_of(referral.to_organisation, RECEIVES)
        _tell_staff(receivers, referral, "referral_due", _key(referral, "due", day))


def escalated(referral: Referral, day: object) -> None:
    """Late: who sent it, and who manages the body."""
    users = [referral.by]
    if referral.to_organisation is not None:
        users += people_of(referral.to_organisation, MANAGES)
    _tell_staff(users, referral, "referral_late", _key(referral, "late", day))
