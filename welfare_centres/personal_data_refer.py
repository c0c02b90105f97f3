"""What referrals hold about a person: given as a file when they ask, emptied when they are erased."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from accounts.retaining import register_retention
from welfare_centres.models import Referral, ReferralTransition
from welfare_centres.models.referrals import ReferralQuerySet
from welfare_centres.services import referrals

GONE = "–"


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
    _empty(own)


def _empty(rows_: ReferralQuerySet) -> int:
    """Of referrals that have ended."""
    found = list(rows_.values_list("pk", flat=True))
    own = Referral.objects.filter(pk__in=found)
    own.exclude(reason=Referral.Reason.OTHER).update(words="")
    own.filter(reason=Referral.Reason.OTHER).update(words=GONE)
    own.update(told={}, what_for=GONE)
    ReferralTransition.objects.filter(referral__in=found).update(why="")
    return len(found)


def old_referrals(before: dt.datetime) -> int:
    """Ended long ago: the words go, as when a person is erased."""
    ended = Referral.objects.filter(ended_on__lt=timezone.localdate(before))
    return _empty(ended.exclude(what_for=GONE))


def register() -> None:
    register_collector("welfare_centres.referrals", collect)
    register_eraser("welfare_centres.referrals", erase)
    register_retention(
        key="welfare_centres.referrals", days=5 * 365, what=_("끝난 연계의 글"), ground=_("개인정보 보호법 제21조"),
        broom=old_referrals,
    )  # fmt: skip
