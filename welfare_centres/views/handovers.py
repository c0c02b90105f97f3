"""A time for the three of a warm handover, by the pages of booking: how, when, check."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.decorators import side_required
from accounts.models import User
from welfare_centres.forms.booking import HowForm, is_channel, slot_of
from welfare_centres.models import Appointment, AppointmentType, Channel
from welfare_centres.policies import referrals as policies
from welfare_centres.selectors import referrals as selectors
from welfare_centres.services.handovers import handover_book
from welfare_centres.views import booking
from welfare_centres.views.referrals import find, note


@side_required("centre", "agency")
def referral_handover(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Either side chooses among the times that are free for all three."""
    row, _is_sender = find(request, public_id)
    note(request, row.person)
    back, centre = reverse("welfare_centres:referral", args=[public_id]), selectors.handover_centre(row)
    if (why := policies.handover_hindrance(row)) or centre is None:
        messages.error(request, why or _("받는 곳이 만나는 시간을 올려 두지 않았어요. 전화로 시간을 정해 주세요."))
        return redirect(back)
    kind = get_object_or_404(AppointmentType, code=AppointmentType.HANDOVER)
    user: Any = request.user
    booker = booking.Booker(
        user, row.person, centre, reverse("welfare_centres:referral_handover", args=[public_id]), skips=1
    )
    asked, ways = request.GET, [(value, str(label)) for value, label in Channel.choices if value in kind.channels]
    channel = asked.get("channel", "")
    if not is_channel(channel, ways):
        form = HowForm(asked if "channel" in asked else None, channels=ways, why=[])
        return booking.page(request, booker, "how", kind=kind, form=form, back=back)
    wish = booking.wish_of(asked, booker, kind, channel)
    wish = replace(wish, with_id=row.by_id, organisation_id=row.to_organisation_id)
    if slot_of(asked.get("slot", "")) is None:
        times = booking.times(request, booker, wish)
        return booking.page(request, booker, "when", kind=kind, channel=channel, **times)

    def book(staff: User, at: dt.datetime, given: dict[str, Any]) -> Appointment:
        return handover_book(
            referral_id=row.pk, by=user, centre_id=centre.pk, staff_id=staff.pk, channel=channel, starts_at=at,
            language=wish.language, accessible=wish.accessible, **given,
        )  # fmt: skip

    return booking.check(request, booker, wish, book, companion=row.by)
