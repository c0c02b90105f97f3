"""The import itself: batches of rows, each one transaction, so that it can be cut short and run again.

A row is known by (source, its own number). Nothing is written for a row that has not changed; a revised one is
updated in place, and keeps what staff decided about it.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import RuleBroken
from core.events import record
from core.imports import ImportReport
from employers.checks import Posting, check
from employers.models import Employer, Vacancy, VacancyLicence, VacancySkill, VacancyTransition
from employers.names import firm_key
from employers.services.importing import reading
from employers.services.importing.knowing import Known, is_nameless, outside_employers, reason_of_refusal
from employers.services.importing.rows import OutsideRow, outside_rows, source_of

BATCH = 400
FIELDS = (
    "title", "occupation_id", "region_id", "address", "duties", "requirements", "preferred", "benefits", "contract",
    "pay_period", "pay_min", "pay_max", "remote", "education_min", "career_min_months", "career_max_months",
    "deadline", "outside_url", "source_digest", "employer_id", "state", "published_at", "closed_at",
)  # fmt: skip
State = Vacancy.State
Progress = Callable[[int], None]


class Run:
    def __init__(self, report: ImportReport, source: str, keep_open: bool) -> None:
        self.report, self.source, self.keep_open = report, source, keep_open
        self.known = Known()
        self.today, self.now = timezone.localdate(), timezone.now()
        self.nameless = self.expired = 0
        self.refused: dict[str, int] = {}

    @transaction.atomic
    def store(self, rows: list[OutsideRow]) -> None:
        keys = [row.key for row in rows]
        known = {one.source_key: one for one in Vacancy.objects.filter(source=self.source, source_key__in=keys)}
        todo = [row for row in rows if row.key not in known or known[row.key].source_digest != self.digest(row)]
        self.report.unchanged += len(rows) - len(todo)
        if not todo:
            return
        employers = outside_employers(
            {firm_key(row.company): (row.company, row.intro) for row in todo if not is_nameless(row.company)}
        )
        built = []
        for row in todo:
            employer = None if is_nameless(row.company) else employers[firm_key(row.company)]
            vacancy = known.get(row.key) or Vacancy(source=self.source, source_key=row.key)
            built.append((row, self.fill(vacancy, row, employer)))
        self.save(built)
        self.report.written += len(built)

    def digest(self, row: OutsideRow) -> str:
        return ("o" if self.keep_open else "d") + row.digest[:63]

    def fill(self, vacancy: Vacancy, row: OutsideRow, employer: Employer | None) -> Vacancy:
        vacancy._was = vacancy.state if vacancy.pk else ""  # type: ignore[attr-defined]
        vacancy.source_digest = self.digest(row)
        for name in ("title", "address", "duties", "requirements", "preferred", "benefits"):
            setattr(vacancy, name, getattr(row, name))
        vacancy.outside_url, vacancy.employer = row.url, employer
        vacancy.occupation_id, vacancy.region_id = self.known.occupation(row), self.known.places.find(row.address)
        pay = reading.pay_of(row.duties, row.requirements, row.preferred, row.benefits)
        vacancy.pay_period, vacancy.pay_min, vacancy.pay_max = (
            (pay.period, pay.low, pay.high) if pay else ("", None, None)
        )
        vacancy.career_min_months, vacancy.career_max_months = reading.career_of(
            row.career, row.requirements, row.title
        )
        vacancy.education_min = reading.education_of(row.education, row.requirements)
        vacancy.contract = reading.contract_of(row.title, row.benefits, row.requirements, row.duties)
        vacancy.remote = reading.remote_of(row.title, row.benefits)
        vacancy.deadline = None if self.keep_open else reading.deadline_of(row.deadline)
        self.place_in_life(vacancy)
        return vacancy

    def place_in_life(self, vacancy: Vacancy) -> None:
        """Nameless and unlawful ones stay drafts; what staff withdrew or somebody paused stays so."""
        was = vacancy._was  # type: ignore[attr-defined]
        if was in (State.WITHDRAWN, State.PAUSED, State.FILLED):
            return
        wanted = State.PUBLISHED
        if vacancy.employer is None:
            self.nameless += 1
            wanted = State.DRAFT
        elif codes := self.unlawful(vacancy):
            reason = reason_of_refusal(codes)
            self.refused[reason] = self.refused.get(reason, 0) + 1
            wanted = State.DRAFT
        elif vacancy.deadline is not None and vacancy.deadline < self.today:
            self.expired += 1
            wanted = State.EXPIRED
        vacancy.state = wanted
        vacancy.published_at = None if wanted == State.DRAFT else vacancy.published_at or self.now
        vacancy.closed_at = (vacancy.closed_at or self.now) if wanted == State.EXPIRED else None

    def unlawful(self, vacancy: Vacancy) -> list[str]:
        texts = {name: getattr(vacancy, name) for name in ("title", "duties", "requirements", "preferred", "benefits")}
        posting = Posting(
            texts=texts, company="known", pay_period=vacancy.pay_period, pay_min=vacancy.pay_min,
            contract=vacancy.contract, address=vacancy.address,
            occupation_path=self.known.paths.get(vacancy.occupation_id or 0, ""),
        )  # fmt: skip
        return [one.code for one in check(posting, wages=self.known.wages, on=self.today) if one.blocks]

    def save(self, built: list[tuple[OutsideRow, Vacancy]]) -> None:
        fresh = [vacancy for _row, vacancy in built if vacancy.pk is None]
        old = [vacancy for _row, vacancy in built if vacancy.pk is not None]
        for vacancy in old:
            vacancy.updated_at = self.now
        Vacancy.objects.bulk_create(fresh)
        if old:
            Vacancy.objects.bulk_update(old, [*FIELDS, "updated_at"])
            VacancySkill.objects.filter(vacancy__in=old).delete()
            VacancyLicence.objects.filter(vacancy__in=old).delete()
        skills, licences = [], []
        for row, vacancy in built:
            required = "\n".join((row.title, row.duties, row.requirements))
            skills += [
                VacancySkill(vacancy=vacancy, skill_id=pk, required=needed)
                for pk, needed in self.known.skills(required, row.preferred)
            ]
            stated = reading.licences_of(row.licences)
            licences += [
                VacancyLicence(vacancy=vacancy, licence_id=pk, required=needed)
                for pk, needed in self.known.licence_links(stated, f"{row.requirements}\n{row.preferred}")
            ]
        VacancySkill.objects.bulk_create(skills)
        VacancyLicence.objects.bulk_create(licences)
        VacancyTransition.objects.bulk_create(
            VacancyTransition(vacancy=vacancy, before=vacancy._was, after=vacancy.state, why=f"import {self.source}")  # type: ignore[attr-defined]
            for _row, vacancy in built
            if vacancy._was != vacancy.state  # type: ignore[attr-defined]
        )

    def notes(self) -> list[str]:
        notes = []
        if self.nameless:
            notes.append(_("회사 이름이 없어 싣지 않음: %(num)d건") % {"num": self.nameless})
        notes += [_("%(reason)s: 싣지 않음 %(num)d건") % {"reason": why, "num": n} for why, n in self.refused.items()]
        if self.expired:
            notes.append(_("마감일이 지나 마감으로 넣음: %(num)d건") % {"num": self.expired})
        if self.keep_open:
            notes.append(_("시연을 위해 마감일을 지우고 모집 중으로 넣음(--keep-open). 실제 마감일이 아님."))
        return notes


def _batches(rows: Iterator[OutsideRow], report: ImportReport) -> Iterator[list[OutsideRow]]:
    """Up to BATCH rows with different numbers; of two rows with one number the later stands."""
    while chunk := list(islice(rows, BATCH)):
        last: dict[str, OutsideRow] = {}
        for row in chunk:
            if row.key in last:
                report.reject(last[row.key].number, row.key, _("같은 번호가 파일에 또 있습니다. 뒤의 행을 썼습니다."))
            last[row.key] = row
        yield list(last.values())


def import_vacancies(
    path: Path, *, source: str = "", keep_open: bool = False, by: Any = None, progress: Progress | None = None
) -> ImportReport:
    """Read a file of outside advertisements. `keep_open` clears their deadlines, to demonstrate with old files."""
    name = (source or (source_of(path) if path.is_file() else path.stem)).strip()[:40]
    if name == Vacancy.OWN:
        raise RuleBroken(_("‘own’은 우리 공고의 이름이라 쓸 수 없습니다. --source에 다른 이름을 적으세요."))
    report = ImportReport(source=name)
    run: Run | None = None
    for rows in _batches(outside_rows(path, report), report):
        run = run or Run(report, name, keep_open)
        run.store(rows)
        if progress:
            progress(report.read)
    if run is not None:
        report.notes += run.notes()
    record("vacancies.imported", actor=by, source=name, read=report.read, written=report.written)
    return report
