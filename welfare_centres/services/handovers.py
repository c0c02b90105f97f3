"""A warm handover: the person, who sent them and who receives them meet at one time that all three have free."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied

from accounts.models import User
from core.errors import RuleBroken
from welfare_centres.models import Appointment, AppointmentType, How, Referral
from welfare_centres.policies import referrals as policies
from welfare_centres.services import holding, referrals
from welfare_centres.services.appointments import place_of, take, wish_for


@holding.offering
def handover_book(
    *,
    referral_id: int,
    by: User,
    centre_id: int,
    staff_id: int,
    channel: str,
    starts_at: dt.datetime,
    how: str = How.STAFF,
    note: str = "",
    place: str = "",
    language: str = "",
    accessible: bool = False,
) -> Appointment:
    """By either side. The referral is held after the three people, as everywhere where people are held first."""
    found = Referral.objects.get(pk=referral_id)
    kind = AppointmentType.objects.get(code=AppointmentType.HANDOVER)
    wish = wish_for(
        how, starts_at, type=kind, channel=channel, centre_id=centre_id, staff_id=staff_id,
        person_id=found.person_id, with_id=found.by_id, organisation_id=found.to_organisation_id,
        language=language, accessible=accessible,
    )  # fmt: skip
    holding.lock(centre_id=centre_id, staff_id=staff_id, person_id=found.person_id, with_id=found.by_id)
    referral = referrals.lock(referral_id)
    if not policies.is_party(by, referral):
        raise PermissionDenied
    if reason := policies.handover_hindrance(referral):
        raise RuleBroken(reason)
    row = Appointment(
        person=referral.person, staff_id=staff_id, centre_id=centre_id, type=kind, channel=channel, booked_by=by,
        booked_how=how, note=note.strip(), place=place_of(channel, place), case=referral.case,
        handover_of=referral, companion=referral.by,
    )  # fmt: skip
    return take(row, wish, starts_at, by=by)
