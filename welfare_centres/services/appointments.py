"""Booking, moving and giving up appointments, and what became of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Person, User
from channels.models import Contact, Service
from channels.services import contact_note
from core.errors import RuleBroken
from core.events import record
from welfare_centres.models import (
    Appointment,
    AppointmentTransition,
    AppointmentType,
    Case,
    Channel,
    How,
    Referral,
    StaffProfile,
)
from welfare_centres.policies import meetings as policies
from welfare_centres.selectors.meetings import MEETS, SERVICE, channels_for
from welfare_centres.selectors.slots import NOTICE, Slot, Wish, free_slots
from welfare_centres.services import holding, meeting_notices
from welfare_centres.services.timeline import entry_add

State = Appointment.State
NOT_YET = (State.ARRIVED, State.DONE, State.NO_SHOW)
CONTACTS: dict[str, str] = {State.DONE: Contact.Note.ADVICE, State.NO_SHOW: Contact.Note.NO_SHOW}
WAY_OF: dict[str, str] = {channel: way for way, channel in MEETS.items()}


def earliest(how: str) -> dt.datetime:
    """From when on a booking may begin: people book with notice, staff also for now."""
    return timezone.now() + (NOTICE if how == How.SELF else -dt.timedelta(minutes=1))


def check_channel(kind: AppointmentType, channel: str, person: Person, *, own: bool) -> None:
    """Only by a way that is offered to whoever books."""
    if channel not in dict(channels_for(kind, person, own=own).choices):
        raise RuleBroken(
            _("이 방법으로는 예약할 수 없어요. 다른 방법을 고르거나 1350으로 전화해 주세요."), field="channel"
        )


def check_way_kept(old: Appointment, *, own: bool) -> None:
    """A meeting is moved as it is. A way the person chose must still be theirs to choose; what staff chose stands."""
    check_channel(old.type, old.channel, old.person, own=own and old.booked_how == How.SELF)


def wish_for(how: str, starts_at: dt.datetime, **more: Any) -> Wish:
    """What was asked for, on the day of the time that was chosen."""
    day = timezone.localdate(starts_at)
    return Wish(first=day, last=day, not_before=earliest(how), **more)


@holding.offering
def appointment_book(
    *,
    by: User,
    how: str,
    person_id: int,
    type_id: int,
    centre_id: int,
    staff_id: int,
    channel: str,
    starts_at: dt.datetime,
    language: str = "",
    accessible: bool = False,
    room_id: int | None = None,
    note: str = "",
    place: str = "",
    case_id: int | None = None,
) -> Appointment:
    """A free time becomes an appointment. What is no longer free is refused with the next that are (`SlotTaken`)."""
    person, kind = Person.objects.get(pk=person_id), AppointmentType.objects.get(pk=type_id)
    _check_may_book(by, how, person, kind)
    check_channel(kind, channel, person, own=how == How.SELF)
    wish = wish_for(
        how, starts_at, type=kind, channel=channel, centre_id=centre_id, staff_id=staff_id, person_id=person_id,
        room_id=room_id, accessible=accessible, language=language,
    )  # fmt: skip
    row = Appointment(
        person=person, staff_id=staff_id, centre_id=centre_id, type=kind, channel=channel, booked_by=by,
        booked_how=how, note=note.strip(), place=place_of(channel, place), case=_case(person, case_id),
    )  # fmt: skip
    return take(row, wish, starts_at, by=by)


def take(row: Appointment, wish: Wish, starts_at: dt.datetime, *, by: User) -> Appointment:
    """Hold the time and tell everyone. The caller has decided that it may be booked."""
    _hold(row, wish, starts_at)
    AppointmentTransition.objects.create(appointment=row, before="", after=row.state, by=by)
    _tell_case(row, "booked", by)
    record("appointment.booked", actor=by, target=row, how=row.booked_how)
    meeting_notices.to_person(row, "appointment_booked")
    meeting_notices.to_staff(row, "appointment_booked_staff", by=by)
    return row


@holding.offering
def appointment_rebook(
    *, appointment_id: int, by: User, staff_id: int, starts_at: dt.datetime, how: str
) -> Appointment:
    """The same meeting at another time, or with another member of staff; the time before is free again."""
    old = _locked(appointment_id)
    if not policies.can_change(by, old):
        raise PermissionDenied
    _check_how(by, how, old.person)
    if old.begun:
        raise RuleBroken(_("이미 시작 시간이 지나 옮길 수 없어요. 새로 예약해 주세요."))
    check_way_kept(old, own=how == How.SELF)
    wish = wish_for(
        how, starts_at, type=old.type, channel=old.channel, centre_id=old.centre_id, staff_id=staff_id,
        person_id=old.person_id, **handover_wish(old),
    )  # fmt: skip
    row = Appointment(
        person=old.person, staff_id=staff_id, centre_id=old.centre_id, type=old.type, channel=old.channel,
        booked_by=by, booked_how=how, note=old.note, place=old.place, case=old.case, asked_at=old.asked_at,
        rebooked_from=old, handover_of=old.handover_of, companion=old.companion,
    )  # fmt: skip
    old.move(State.REBOOKED, by=by)  # before the free times are asked: its own may overlap the new one
    _hold(row, wish, starts_at)
    AppointmentTransition.objects.create(appointment=row, before="", after=row.state, by=by, why="rebooked")
    _tell_case(row, "rebooked", by)
    record("appointment.rebooked", actor=by, target=row, before=old.pk)
    meeting_notices.to_person(row, "appointment_rebooked", before=old.starts_at)
    for user in {old.staff_id, *(one.pk for one in row.hosts)} - {by.pk}:
        meeting_notices.to_user(row, user, "appointment_rebooked_staff", before=old.starts_at)
    return row


def handover_wish(row: Appointment) -> dict[str, int | None]:
    """A handover stays with the body that received it, and with who sent the person."""
    if row.companion_id is None:
        return {}
    return {"with_id": row.companion_id, "organisation_id": row.organisation_id}


@transaction.atomic
def appointment_cancel(*, appointment_id: int, by: User, reason: str) -> Appointment:
    """By either side, with a reason; the time is free at once."""
    row = _locked(appointment_id)
    if not policies.can_change(by, row):
        raise PermissionDenied
    return _cancel(row, by=by, reason=_reason(reason), own=policies.is_own(by, row))


def _cancel(row: Appointment, *, by: User | None, reason: str, own: bool) -> Appointment:
    row.reason = reason
    row.move(State.CANCELLED, by=by, why=reason, save=("reason", "updated_at"))
    _tell_case(row, "cancelled", by)
    record("appointment.cancelled", actor=by, target=row, own=own)
    meeting_notices.to_person(row, "appointment_cancelled", own=own)
    meeting_notices.to_staff(row, "appointment_cancelled_staff", by=by, own=own)
    return row


def handover_cancel(referral: Referral, *, by: User | None) -> None:
    """Where a referral comes to nothing, so does the meeting it was to begin with. The caller holds the referral."""
    for pk in Appointment.objects.to_come().filter(handover_of=referral).values_list("pk", flat=True):
        own = by is not None and by.person_id == referral.person_id
        with translation.override(settings.LANGUAGE_CODE):  # kept for others to read
            reason = _("의뢰가 끝나 함께 만나지 않아요.")
        _cancel(_locked(pk), by=by, reason=reason, own=own)


@transaction.atomic
def appointment_note(*, appointment_id: int, by: User, state: str, reason: str = "") -> Appointment:
    """What became of it, noted by staff: arrived, done, did not come, or did not come for a good reason."""
    row = _locked(appointment_id)
    if not policies.can_hold(by, row):
        raise PermissionDenied
    if state not in (*NOT_YET, State.EXCUSED):
        raise RuleBroken(_("취소와 시간 옮기기는 따로 해 주세요."))
    early = dt.timedelta(hours=1) if state == State.ARRIVED else dt.timedelta(0)
    if state in NOT_YET and row.starts_at - early > timezone.now():
        raise RuleBroken(_("아직 시작하지 않았어요. 시작한 뒤에 적어 주세요."))
    if state == State.EXCUSED:
        row.reason = _reason(reason)
    if state == State.ARRIVED:
        row.arrived_at = timezone.now()
    try:
        with transaction.atomic():
            row.move(state, by=by, why=row.reason, save=("reason", "arrived_at", "updated_at"))
    except IntegrityError as exc:
        if not holding.is_collision(exc):
            raise
        raise RuleBroken(_("그 시간에 이미 다른 예약이 잡혔어요. 새로 예약해 주세요.")) from exc
    _tell_case(row, state, by)
    _note_contact(row, state, by)
    record(f"appointment.{state}", actor=by, target=row)
    return row


def _note_contact(row: Appointment, state: str, by: User) -> None:
    """A meeting, or its failing, stands in the one log of contacts."""
    if state not in CONTACTS:
        return
    contact_note(
        person=row.person, channel=WAY_OF[row.channel], direction=Contact.Direction.IN, note=CONTACTS[state], by=by,
        service=Service.objects.filter(code=SERVICE).first(), organisation=row.organisation, at=row.starts_at,
        minutes=row.minutes if state == State.DONE else None, source=f"welfare_centres.appointment:{row.pk}",
    )  # fmt: skip


def _check_may_book(by: User, how: str, person: Person, kind: AppointmentType) -> None:
    if not policies.can_book_for(by, person):
        raise PermissionDenied
    _check_how(by, how, person)
    if how == How.SELF and not kind.by_person:
        raise RuleBroken(_("이 상담은 직원이 잡아 드려요. 1350으로 전화해 주세요."), field="type")


def _check_how(by: User, how: str, person: Person) -> None:
    """A person books themselves; staff book with the person beside them or on the telephone."""
    if (how == How.SELF) != (by.person_id == person.pk) or how not in How.values:
        raise PermissionDenied


def _hold(row: Appointment, wish: Wish, starts_at: dt.datetime) -> None:
    """Save it at a time that is free now, in a room that is."""
    holding.lock(centre_id=wish.centre_id, staff_id=wish.staff_id, person_id=wish.person_id, with_id=wish.with_id)
    slot = next((one for one in free_slots(wish) if one.starts_at == starts_at), None)
    if slot is None:
        raise holding.SlotTaken(wish)
    row.organisation_id, row.room_id = slot.organisation_id, slot.room_id
    row.during = (slot.starts_at, slot.ends_at)
    row.video_link = _video_link(slot) if row.channel == Channel.VIDEO else ""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as exc:
        if not holding.is_collision(exc):
            raise
        raise holding.SlotTaken(wish) from exc
    row.refresh_from_db(fields=["during"])


def _video_link(slot: Slot) -> str:
    link: str = StaffProfile.objects.values_list("video_link", flat=True).get(user=slot.staff_id)
    return link


def place_of(channel: str, place: str) -> str:
    place = place.strip() if channel == Channel.HOME_VISIT else ""
    if channel == Channel.HOME_VISIT and not place:
        raise RuleBroken(_("방문할 주소를 적어 주세요."), field="place")
    return place


def _case(person: Person, case_id: int | None) -> Case | None:
    """The case named, if it is the person's; else the one that is open."""
    cases: Any = Case.objects.live().filter(person=person)
    found: Case | None = (cases.filter(pk=case_id) if case_id is not None else cases).first()
    return found


def _reason(reason: str) -> str:
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise RuleBroken(_("까닭을 한 줄로 적어 주세요."), field="reason")
    return reason


def _locked(appointment_id: int) -> Appointment:
    row: Appointment = (
        Appointment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "type", "case", "centre__organisation", "organisation", "staff", "companion")
        .get(pk=appointment_id)
    )
    return row


def _tell_case(row: Appointment, deed: str, by: User | None) -> None:
    if row.case is not None:
        at = timezone.localtime(row.starts_at)
        entry_add(
            case=row.case, kind="appointment", verb=f"appointment.{deed}", by=by, organisation=row.organisation,
            day=f"{at:%Y-%m-%d}", time=f"{at:%H:%M}",
        )  # fmt: skip
