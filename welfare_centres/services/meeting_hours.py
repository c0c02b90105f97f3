"""When staff receive people and when not; the rooms and the days on which a centre is closed.

Nothing here gives up an appointment: what no longer fits is handed back, to be moved with the person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from core.errors import RuleBroken
from core.events import record
from welfare_centres.models import (
    Absence,
    Appointment,
    AppointmentType,
    Centre,
    Channel,
    Closing,
    Room,
    StaffProfile,
    WorkingHours,
)
from welfare_centres.policies import meetings as policies
from welfare_centres.services import holding


@transaction.atomic
def hours_add(
    *,
    by: User,
    user: User,
    organisation: Organisation,
    centre: Centre,
    weekdays: Iterable[int],
    starts: dt.time,
    ends: dt.time,
    channels: list[str],
    types: Iterable[AppointmentType] = (),
    valid_from: dt.date,
) -> list[WorkingHours]:
    """The same hours on each of these weekdays."""
    if not policies.can_set_hours(by, user, organisation) or not policies.can_run_queue(user, centre):
        raise PermissionDenied
    if ends <= starts:
        raise RuleBroken(_("끝나는 시간을 시작보다 늦게 골라 주세요."), field="ends")
    if Channel.IN_PERSON in channels and (starts < centre.opens_at or ends > centre.closes_at):
        raise RuleBroken(
            _("센터를 여는 %(opens)s~%(closes)s 안에서 골라 주세요. 그 밖에는 센터 방문을 빼 주세요.")
            % {"opens": f"{centre.opens_at:%H:%M}", "closes": f"{centre.closes_at:%H:%M}"},
            field="starts",
        )
    made = []
    try:
        with transaction.atomic():
            for weekday in weekdays:
                row = WorkingHours.objects.create(
                    user=user, organisation=organisation, centre=centre, weekday=weekday, starts=starts, ends=ends,
                    channels=channels, valid_from=valid_from,
                )  # fmt: skip
                row.types.set(types)
                made.append(row)
    except IntegrityError as exc:
        raise RuleBroken(
            _("그 요일에 겹치는 시간이 이미 있어요. 앞의 것을 먼저 끝내 주세요."), field="weekdays"
        ) from exc
    record("working_hours.added", actor=by, target=user, count=len(made))
    return made


@transaction.atomic
def hours_end(*, hours_id: int, by: User, last: dt.date) -> list[Appointment]:
    """In force to the end of a day; appointments after it are handed back."""
    row = WorkingHours.objects.select_for_update(of=("self",)).select_related("user", "organisation").get(pk=hours_id)
    if not policies.can_set_hours(by, row.user, row.organisation):
        raise PermissionDenied
    after = last + dt.timedelta(days=1)
    if after <= row.valid_from:
        row.delete()
    else:
        row.valid_to = after
        row.save(update_fields=["valid_to", "updated_at"])
    record("working_hours.ended", actor=by, target=row.user)
    booked = _booked(Q(staff=row.user, centre=row.centre_id), _begin(max(after, row.valid_from)), None)
    return [
        one
        for one in booked
        if one.starts_at.astimezone(timezone.get_current_timezone()).isoweekday() == row.weekday
        and row.starts <= timezone.localtime(one.starts_at).time() < row.ends
    ]


@transaction.atomic
def absence_add(
    *, by: User, user: User, starts_at: dt.datetime, ends_at: dt.datetime, reason: str
) -> list[Appointment]:
    """From now on nothing is offered in that time; appointments in it are handed back."""
    if not _may_plan_for(by, user):
        raise PermissionDenied
    if ends_at <= starts_at:
        raise RuleBroken(_("끝나는 때를 시작보다 늦게 골라 주세요."), field="ends_at")
    holding.lock(staff_id=user.pk)
    try:
        with transaction.atomic():
            row = Absence.objects.create(user=user, during=(starts_at, ends_at), reason=reason, made_by=by)
    except IntegrityError as exc:
        raise RuleBroken(
            _("그 기간에 이미 적어 둔 부재가 있어요. 그것을 지우고 다시 적어 주세요."), field="starts_at"
        ) from exc
    record("absence.added", actor=by, target=row)
    return _booked(Q(staff=user) | Q(companion=user), starts_at, ends_at)


@transaction.atomic
def absence_remove(*, absence_id: int, by: User) -> None:
    row = Absence.objects.select_for_update(of=("self",)).select_related("user").get(pk=absence_id)
    if not _may_plan_for(by, row.user):
        raise PermissionDenied
    record("absence.removed", actor=by, target=row)
    row.delete()


@transaction.atomic
def video_link_set(*, by: User, link: str) -> StaffProfile:
    """One's own; appointments made before keep the address they were made with."""
    profile, _made = StaffProfile.objects.get_or_create(user=by)
    profile.video_link = link
    profile.save(update_fields=["video_link", "updated_at"])
    return profile


@transaction.atomic
def room_save(*, by: User, centre: Centre, room: Room) -> Room:
    if not policies.can_manage_centre(by, centre):
        raise PermissionDenied
    room.centre = centre
    try:
        with transaction.atomic():
            room.save()
    except IntegrityError as exc:
        raise RuleBroken(_("같은 이름의 방이 이미 있어요. 다른 이름을 적어 주세요."), field="name_ko") from exc
    record("room.saved", actor=by, target=room)
    return room


@transaction.atomic
def room_close(*, room_id: int, by: User) -> list[Appointment]:
    """Offered no more; appointments still in it are handed back."""
    room = Room.objects.select_for_update(of=("self",)).select_related("centre__organisation").get(pk=room_id)
    if not policies.can_manage_centre(by, room.centre):
        raise PermissionDenied
    holding.lock(centre_id=room.centre_id)
    room.closed_at = timezone.now()
    room.save(update_fields=["closed_at", "updated_at"])
    record("room.closed", actor=by, target=room)
    return _booked(Q(room=room), room.closed_at, None)


@transaction.atomic
def closing_add(*, by: User, centre: Centre, day: dt.date, name_ko: str, name_en: str = "") -> list[Appointment]:
    if not policies.can_manage_centre(by, centre):
        raise PermissionDenied
    holding.lock(centre_id=centre.pk)
    try:
        with transaction.atomic():
            row = Closing.objects.create(centre=centre, day=day, name_ko=name_ko, name_en=name_en)
    except IntegrityError as exc:
        raise RuleBroken(_("이미 쉬는 날로 적어 둔 날이에요."), field="day") from exc
    record("closing.added", actor=by, target=row)
    return _booked(Q(centre=centre), _begin(day), _begin(day + dt.timedelta(days=1)))


@transaction.atomic
def closing_remove(*, closing_id: int, by: User) -> None:
    row = Closing.objects.select_for_update(of=("self",)).select_related("centre__organisation").get(pk=closing_id)
    if row.centre is None or not policies.can_manage_centre(by, row.centre):
        raise PermissionDenied
    record("closing.removed", actor=by, target=row)
    row.delete()


def _may_plan_for(by: User, user: User) -> bool:
    """Oneself, or a member of an organisation that one manages."""
    held = user.memberships.current().filter(role__in=policies.MEET).select_related("organisation")
    return any(policies.can_set_hours(by, user, one.organisation) for one in held)


def _begin(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _booked(which: Q, starts_at: dt.datetime, ends_at: dt.datetime | None) -> list[Appointment]:
    rows = Appointment.objects.to_come().filter(which, during__overlap=(starts_at, ends_at))
    return list(rows.select_related("person", "type").order_by("during"))
