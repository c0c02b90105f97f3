"""Published figures and the planner's opening example, as shipped."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CheckConstraint
from django.utils.translation import gettext as _

from almp_programmes.models import ReferenceFigure, Scenario, ScenarioMove
from core.imports import ImportReport, csv_rows

SPENDING = Path(__file__).resolve().parent.parent / "reference" / "spending.csv"
KEY = ("area", "year", "measure", "group", "indicator")
COLUMNS = [*KEY, "value", "unit", "bound", "source", "source_en", "verified"]
EXAMPLE = "2021년 한국 · Korea 2021"
EXAMPLE_YEAR, EXAMPLE_SHARE = 2021, 10  # a tenth of direct job creation's budget goes to training


@transaction.atomic
def reference_figures_load(path: Path = SPENDING) -> ImportReport:
    """One transaction; a figure already there is corrected, none is removed."""
    report = ImportReport(source=path.name)
    for number, row in csv_rows(path, required=COLUMNS):
        report.read += 1
        try:
            wanted = ReferenceFigure(
                **{name: row[name] for name in COLUMNS if name not in ("year", "value", "verified")},
                year=int(row["year"]), value=Decimal(row["value"]), verified=row["verified"] == "1",
            )  # fmt: skip
            _check(wanted)
        except (ValueError, InvalidOperation, ValidationError) as exc:
            key = " ".join(row[name] for name in KEY)
            report.reject(number, key, _("값을 읽을 수 없습니다(%(why)s)") % {"why": _why(exc)})
            continue
        report.written += _save(wanted)
    report.unchanged = report.read - report.written - len(report.rejected)
    _example()
    return report


def _check(wanted: ReferenceFigure) -> None:
    wanted.clean_fields()
    for rule in ReferenceFigure._meta.constraints:
        if isinstance(rule, CheckConstraint):
            rule.validate(ReferenceFigure, wanted)


def _why(exc: Exception) -> str:
    return "; ".join(exc.messages) if isinstance(exc, ValidationError) else str(exc)


def _save(wanted: ReferenceFigure) -> bool:
    key = {name: getattr(wanted, name) for name in KEY}
    values = {name: getattr(wanted, name) for name in COLUMNS if name not in KEY}
    known = ReferenceFigure.objects.filter(**key).first()
    if known and all(getattr(known, name) == value for name, value in values.items()):
        return False
    ReferenceFigure.objects.update_or_create(**key, defaults=values)
    return True


def _example() -> None:
    """Nobody owns it, so nobody changes it: whoever opens it copies it."""
    jobs = ReferenceFigure.objects.filter(
        area=ReferenceFigure.Area.KOREA, year=EXAMPLE_YEAR, measure="6", group="",
        indicator=ReferenceFigure.Indicator.BUDGET,
    ).first()  # fmt: skip
    if jobs is None:
        return
    example, made = Scenario.objects.get_or_create(
        name=EXAMPLE, owner=None, defaults={"base": Scenario.Base.REFERENCE, "base_year": EXAMPLE_YEAR, "shared": True}
    )
    if made:
        won = int(jobs.value) * EXAMPLE_SHARE // 100
        ScenarioMove.objects.create(scenario=example, from_measure="6", to_measure="2", won=won)
