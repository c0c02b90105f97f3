"""Group sessions: opened, called off, their places given, waited for and passed on.

The session is locked before the person: whoever holds its lock is alone with its places.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person, User
from accounts.policies import has_role
from core.errors import RuleBroken
from core.events import record
from welfare_centres.models import Absence, Appointment, Attendee, AttendeeTransition, Centre, GroupSession, How, Room
from welfare_centres.policies import meetings as policies
from welfare_centres.services import holding, meeting_notices

State = Attendee.State


@transaction.atomic
def session_open(
    *,
    by: User,
    organisation: Organisation,
    centre: Centre,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    capacity: int,
    title_ko: str,
    room: Room | None = None,
    video_link: str = "",
    **texts: str,
) -> GroupSession:
    """One's own session, at a time when neither oneself nor the room is held by another."""
    if not has_role(by, *policies.MEET, organisation=organisation) or not policies.can_run_queue(by, centre):
        raise PermissionDenied
    if ends_at <= starts_at or starts_at <= timezone.now():
        raise RuleBroken(_("앞으로의 시작 시간과, 그보다 늦은 끝나는 시간을 골라 주세요."), field="starts")
    if (room is None) == (not video_link):
        raise RuleBroken(_("방과 화상 주소 가운데 하나를 골라 주세요."), field="room")
    if room is not None and (room.centre_id != centre.pk or room.seats < capacity):
        raise RuleBroken(_("이 방에는 정원만큼 앉을 수 없어요. 더 큰 방을 고르거나 정원을 줄여 주세요."), field="room")
    holding.lock(centre_id=centre.pk, staff_id=by.pk)
    during = (starts_at, ends_at)
    _check_free(by, room, during)
    row = GroupSession(
        organisation=organisation, centre=centre, leader=by, room=room, video_link=video_link, during=during,
        capacity=capacity, title_ko=title_ko, **texts,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as exc:
        if not holding.is_collision(exc):
            raise
        raise _held() from exc
    row.refresh_from_db(fields=["during"])
    record("group_session.opened", actor=by, target=row)
    return row


def _check_free(leader: User, room: Room | None, during: tuple[dt.datetime, dt.datetime]) -> None:
    """Against appointments and absences; other sessions are the constraints' to refuse."""
    ours = Q(staff=leader) | Q(companion=leader)
    who = ours | Q(room=room) if room is not None else ours
    if Appointment.objects.holding().filter(who, during__overlap=during).exists():
        raise _held()
    if Absence.objects.filter(user=leader, during__overlap=during).exists():
        raise _held()


def _held() -> RuleBroken:
    return RuleBroken(
        _("그 시간에는 본인이나 방에 다른 일정이 있어요. 다른 시간이나 다른 방을 골라 주세요."), field="starts"
    )


@transaction.atomic
def session_cancel(*, session_id: int, by: User, why: str) -> GroupSession:
    row = _locked(session_id)
    if not policies.can_run_session(by, row):
        raise PermissionDenied
    why = " ".join(why.split())[:300]
    if not why:
        raise RuleBroken(_("신청한 사람에게 보일 까닭을 적어 주세요."), field="why")
    if row.cancelled_at is not None or row.begun:
        raise RuleBroken(_("이미 시작했거나 취소한 모임이에요."))
    row.cancelled_at, row.why = timezone.now(), why
    row.save(update_fields=["cancelled_at", "why", "updated_at"])
    for attendee in row.attendees.filter(state__in=[State.GOING, State.WAITING]).select_related("person"):
        attendee.session = row
        meeting_notices.of_attendee(attendee, "group_called_off")
    record("group_session.cancelled", actor=by, target=row)
    return row


@transaction.atomic
def place_take(*, session_id: int, person_id: int, by: User, how: str) -> Attendee:
    """A place where one is free and nobody waits for it; else the end of the line."""
    session = _locked(session_id)
    person = Person.objects.get(pk=person_id)
    if not policies.can_book_for(by, person) or (how == How.SELF) != (by.person_id == person.pk):
        raise PermissionDenied
    if session.cancelled_at is not None or session.begun:
        raise RuleBroken(_("신청이 끝난 모임이에요. 다른 날을 골라 주세요."))
    holding.lock(person_id=person.pk)
    if session.attendees.live().filter(person=person).exists():
        raise RuleBroken(_("이미 신청했어요. ‘내 예약’에서 볼 수 있어요."))
    if _is_elsewhere(person.pk, session):
        raise RuleBroken(_("같은 시간에 다른 예약이 있어요. 그 예약을 옮기거나 다른 날을 골라 주세요."))
    free = session.places_left > 0 and not session.attendees.filter(state=State.WAITING).exists()
    row = Attendee.objects.create(
        session=session, person=person, state=State.GOING if free else State.WAITING, booked_by=by, booked_how=how
    )
    AttendeeTransition.objects.create(attendee=row, before="", after=row.state, by=by)
    _recount(session)
    record("group_session.joined", actor=by, target=session, state=row.state)
    meeting_notices.of_attendee(row, "group_place" if free else "group_waiting")
    return row


@transaction.atomic
def place_leave(*, attendee_id: int, by: User) -> Attendee:
    """Given up; the next in line moves up."""
    row = _locked_attendee(attendee_id)
    if by.person_id != row.person_id and not policies.can_run_session(by, row.session):
        raise PermissionDenied
    return place_give_up(attendee_id=row.pk, by=by)


@transaction.atomic
def place_give_up(*, attendee_id: int, by: User | None, why: str = "") -> Attendee:
    """The place or the turn goes to the next; who may, the caller has asked."""
    row = _locked_attendee(attendee_id)
    row.move(State.CANCELLED, by=by, why=why)
    _recount(row.session)
    record("group_session.left", actor=by, target=row.session)
    _move_up(row.session)
    return row


@transaction.atomic
def places_leave_all(*, person_id: int) -> None:
    """Of somebody who is erased: every place held or waited for goes to the next."""
    held = Attendee.objects.filter(person=person_id, state__in=[State.GOING, State.WAITING])
    for pk in held.order_by("session", "pk").values_list("pk", flat=True):
        place_give_up(attendee_id=pk, by=None, why="erased")


@transaction.atomic
def attendance_note(*, attendee_id: int, by: User, state: str) -> Attendee:
    row = _locked_attendee(attendee_id)
    if not policies.can_run_session(by, row.session):
        raise PermissionDenied
    if state not in (State.PRESENT, State.ABSENT):
        raise RuleBroken(_("참석함과 오지 않음 가운데 하나를 골라 주세요."))
    if not row.session.begun:
        raise RuleBroken(_("아직 시작하지 않았어요. 시작한 뒤에 적어 주세요."))
    return row.move(state, by=by)


def _move_up(session: GroupSession) -> None:
    """Who waits longest and is free at that time."""
    if session.cancelled_at is not None or session.begun:
        return
    for row in session.attendees.filter(state=State.WAITING).select_related("person").order_by("created_at", "pk"):
        if session.places_left <= 0:
            return
        holding.lock(person_id=row.person_id)
        if _is_elsewhere(row.person_id, session):
            continue
        row.session = session
        row.move(State.GOING, by=None)
        _recount(session)
        meeting_notices.of_attendee(row, "group_moved_up")


def _is_elsewhere(person_id: int, session: GroupSession) -> bool:
    during = session.during
    if Appointment.objects.holding().filter(person=person_id, during__overlap=during).exists():
        return True
    others = Attendee.objects.filter(person=person_id, state=State.GOING, session__cancelled_at=None)
    return others.filter(session__during__overlap=during).exclude(session=session).exists()


def _recount(session: GroupSession) -> None:
    """From the rows themselves; the caller holds the session's lock."""
    session.taken = session.attendees.filter(state__in=Attendee.HOLDS).count()
    session.save(update_fields=["taken", "updated_at"])


def _locked(session_id: int) -> GroupSession:
    rows: Any = GroupSession.objects.select_for_update(of=("self",), no_key=True)
    row: GroupSession = rows.select_related("centre__organisation", "organisation", "room").get(pk=session_id)
    return row


def _locked_attendee(attendee_id: int) -> Attendee:
    session = _locked(Attendee.objects.values_list("session", flat=True).get(pk=attendee_id))
    row: Attendee = Attendee.objects.select_related("person").get(pk=attendee_id)
    row.session = session
    return row
