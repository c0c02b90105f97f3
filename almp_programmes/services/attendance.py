"""Attendance taken by the provider's table or by a code on the wall. One row a person and session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from almp_programmes.models import Attendance, Enrolment, RunSession
from almp_programmes.policies import taking_part as policies
from core.errors import RuleBroken
from core.events import record

if TYPE_CHECKING:
    from accounts.models import User

State = Attendance.State
ATTENDING = (Enrolment.State.PLACED, Enrolment.State.STARTED)
SALT = "almp_programmes.check_in"
CODE_SECONDS = 300  # a photograph of the code sent to somebody at home is soon worth nothing
EARLY = dt.timedelta(minutes=15)

Marks = Mapping[int, tuple[str, str]]  # enrolment id → (state, reason)


def attending(run_id: int) -> dict[int, Enrolment]:
    rows = Enrolment.objects.filter(run=run_id, state__in=(*ATTENDING, Enrolment.State.SUSPENDED))
    return {row.pk: row for row in rows.select_related("person")}


def write(session_id: int, marks: Marks, *, source: str, by: User) -> int:
    rows = [
        Attendance(enrolment_id=pk, session_id=session_id, state=state, reason=reason[:200], source=source, by=by,
                   at=timezone.now())
        for pk, (state, reason) in marks.items()
    ]  # fmt: skip
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["enrolment", "session"],
        update_fields=["state", "reason", "source", "by", "at"],
    )  # fmt: skip
    return len(rows)


@transaction.atomic
def attendance_save(*, session_id: int, by: User, marks: Marks) -> int:
    """A session's whole table. An excused absence says why."""
    session = RunSession.objects.select_related("run__course").get(pk=session_id)
    if not policies.acts_for_provider(by, session.run.course):
        raise PermissionDenied
    if session.starts_at > timezone.now() + EARLY:
        raise RuleBroken(_("아직 시작하지 않은 수업이에요. 수업이 시작하면 출석을 적을 수 있어요."))
    here = attending(session.run_id)
    for pk, (state, reason) in marks.items():
        if pk not in here or state not in State.values:
            raise RuleBroken(_("이 수업에 없는 사람이나 상태가 있어요. 쪽을 새로 고쳐 주세요."))
        if state == State.EXCUSED and not reason.strip():
            raise RuleBroken(
                _("%(name)s: 인정 결석은 이유를 적어 주세요.") % {"name": here[pk].person.name}, field=f"reason_{pk}"
            )
    done = write(session_id, marks, source=Attendance.Source.PROVIDER, by=by)
    record("attendance.saved", actor=by, target=session, rows=done)
    return done


# --- the code on the wall ---------------------------------------------------------------------------------------


def is_on(session: RunSession, now: dt.datetime) -> bool:
    return session.starts_at - EARLY <= now <= session.ends_at


def check_in_token(session: RunSession) -> str:
    return signing.dumps(session.pk, salt=SALT, compress=True)


def check_in_session(token: str) -> RunSession:
    """The session of a code that is still fresh, while the session lasts."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=CODE_SECONDS)
    except signing.BadSignature as exc:
        raise RuleBroken(_("출석 코드의 시간이 지났어요. 강의실 화면의 새 코드를 다시 찍어 주세요.")) from exc
    session = RunSession.objects.select_related("run__course").filter(pk=pk).first()
    if session is None or not is_on(session, timezone.now()):
        raise RuleBroken(_("지금은 이 수업의 출석 시간이 아니에요. 강사에게 말해 주세요."))
    return session


@transaction.atomic
def check_in(*, token: str, by: User) -> Attendance:
    """The person's own presence; what the provider already wrote stays."""
    session = check_in_session(token)
    enrolment = Enrolment.objects.filter(
        run=session.run_id, person__user=by, state__in=(Enrolment.State.PLACED, Enrolment.State.STARTED)
    ).first()
    if enrolment is None:
        raise RuleBroken(_("이 과정에 참여하고 있지 않아요. 신청 상태를 확인해 주세요."))
    row, made = Attendance.objects.get_or_create(
        enrolment=enrolment, session=session,
        defaults={"state": State.PRESENT, "source": Attendance.Source.CHECK_IN, "by": by},
    )  # fmt: skip
    if made:
        record("attendance.checked_in", actor=by, target=enrolment, session=session.pk)
    return row
