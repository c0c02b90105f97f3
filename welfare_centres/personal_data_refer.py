"""What referrals hold about a person: given as a file when they ask, emptied when they are erased."""

from typing import Any

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from welfare_centres.models import Referral, ReferralTransition
from welfare_centres.services import referrals


def collect(person: Person) -> list[dict[str, Any]]:
    return rows(
        Referral.objects.filter(person=person).order_by("sent_at"),
        "public_id", "from_organisation__name_ko", "to_organisation__name_ko", "to_service__name_ko", "need",
        "what_for", "told", "ground", "law", "said_yes", "state", "sent_at", "seen_at", "answered_at", "reason",
        "words", "first_contact_on", "ended_on", "outcome", "refused_by_person",
    )  # fmt: skip


def erase(person: Person) -> None:
    """Open ones end; what was told and every word go. Bodies, days and states stay for the figures."""
    own = Referral.objects.filter(person=person)
    for pk in own.live().order_by("pk").values_list("pk", flat=True):
        referrals.take_back(referrals.lock(pk), by=None, verb="referral.consent_ended", why="erased")
    own.update(told={}, what_for="–")
    own.exclude(reason=Referral.Reason.OTHER).update(words="")
    own.filter(reason=Referral.Reason.OTHER).update(words="–")
    ReferralTransition.objects.filter(referral__in=own).update(why="")


def register() -> None:
    register_collector("welfare_centres.referrals", collect)
    register_eraser("welfare_centres.referrals", erase)
