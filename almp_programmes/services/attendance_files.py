"""Attendance from a file: the table given out as CSV comes back filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from almp_programmes.models import Attendance, CourseRun, RunSession
from almp_programmes.policies import taking_part as policies
from almp_programmes.services.attendance import EARLY, attending, write
from core.errors import RuleBroken
from core.events import record
from core.imports import ImportReport, decode

if TYPE_CHECKING:
    from accounts.models import User

State = Attendance.State
COLUMNS = ("enrolment", "name", "session", "state", "reason")
NEEDED = {"enrolment", "session", "state"}
MOST_BYTES = 2_000_000


def safe(text: str) -> str:
    """A spreadsheet takes a cell that begins like this for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def moment(session: RunSession) -> str:
    return timezone.localtime(session.starts_at).strftime("%Y-%m-%d %H:%M")


def attendance_csv(run: CourseRun) -> str:
    """A row for everyone and session, as it stands."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    known = {(row.enrolment_id, row.session_id): row for row in Attendance.objects.filter(session__run=run)}
    people = attending(run.pk).values()
    for session in run.sessions.all():
        for enrolment in people:
            row = known.get((enrolment.pk, session.pk))
            state, reason = (row.state, row.reason) if row else ("", "")
            writer.writerow([enrolment.public_id, safe(enrolment.person.name), moment(session), state, safe(reason)])
    return out.getvalue()


class _Sheet:
    """The rows of a file against the people and sessions of a run."""

    def __init__(self, run: CourseRun, report: ImportReport) -> None:
        self.report = report
        self.people = {str(row.public_id): pk for pk, row in attending(run.pk).items()}
        self.sessions = {moment(row): row for row in run.sessions.all()}
        self.marks: dict[int, dict[int, tuple[str, str]]] = {}  # session → person → (state, reason)

    def take(self, number: int, cells: Mapping[str, str | None]) -> None:
        found = {name: (cells.get(name) or "").strip() for name in COLUMNS}
        self.report.read += 1
        if not found["state"]:
            self.report.unchanged += 1
            return
        person, session = self.people.get(found["enrolment"].lower()), self.sessions.get(found["session"])
        problem = self._problem(person, session, found["state"], found["reason"])
        if problem or person is None or session is None:
            self.report.reject(number, found["enrolment"], problem)
            return
        self.marks.setdefault(session.pk, {})[person] = (found["state"], found["reason"])

    def _problem(self, person: int | None, session: RunSession | None, state: str, reason: str) -> str:
        if person is None or session is None:
            return _("이 회차에 참여하고 있는 사람이 아님") if person is None else _("이 회차에 없는 수업 시각")
        if session.starts_at > timezone.now() + EARLY:
            return _("아직 시작하지 않은 수업")
        if state not in State.values:
            return _("모르는 상태. present, late, excused, absent 가운데 하나로")
        if state == State.EXCUSED and not reason:
            return _("인정 결석에 이유가 없음")
        return _("같은 사람과 수업이 파일에 또 있음") if person in self.marks.get(session.pk, {}) else ""


def _reader(raw: bytes, name: str) -> csv.DictReader[str]:
    if len(raw) > MOST_BYTES:
        raise RuleBroken(_("파일이 너무 커요. 2MB 안으로 나누어 올려 주세요."), field="file")
    reader = csv.DictReader(io.StringIO(decode(raw, name=name), newline=""))
    if missing := NEEDED - {(cell or "").strip() for cell in reader.fieldnames or ()}:
        words = {"missing": ", ".join(sorted(missing))}
        raise RuleBroken(_("파일에 필요한 열이 없어요: %(missing)s") % words, field="file")
    return reader


@transaction.atomic
def attendance_import(*, run_id: int, raw: bytes, name: str, by: User) -> ImportReport:
    """Known people and sessions are written, the rest reported by row; a row without a state says nothing."""
    run = CourseRun.objects.select_related("course").get(pk=run_id)
    if not policies.acts_for_provider(by, run.course):
        raise PermissionDenied
    report = ImportReport(source=name)
    sheet = _Sheet(run, report)
    for number, cells in enumerate(_reader(raw, name), start=2):
        sheet.take(number, cells)
    for session_id, marks in sheet.marks.items():
        report.written += write(session_id, marks, source=Attendance.Source.IMPORT, by=by)
    record("attendance.imported", actor=by, target=run, read=report.read, written=report.written)
    return report
