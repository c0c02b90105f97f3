"""The reference data this room ships: the minimum wage by year."""

from pathlib import Path

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from core.imports import ImportReport, csv_rows
from employers.checking import WAGES_KEY
from employers.models import MinimumWage

MINIMUM_WAGES = Path(__file__).parent / "reference_data" / "minimum_wages.csv"


@transaction.atomic
def minimum_wages_load(path: Path = MINIMUM_WAGES) -> ImportReport:
    """Read `year,hourly,verified,source`. One transaction; a year already there is corrected, none is removed."""
    report = ImportReport(source=path.name)
    now = {wage.year: wage for wage in MinimumWage.objects.all()}
    for number, row in csv_rows(path, required=["year", "hourly", "verified", "source"]):
        report.read += 1
        try:
            year, hourly = int(row["year"]), int(row["hourly"].replace(",", ""))
        except ValueError:
            report.reject(number, row["year"], _("연도와 시간급은 숫자로 적어야 합니다."))
            continue
        if not (1988 <= year <= 2100 and 0 < hourly < 1_000_000):
            report.reject(number, row["year"], _("연도는 1988~2100, 시간급은 0보다 커야 합니다."))
            continue
        wanted = {"hourly": hourly, "verified": row["verified"] == "1", "source": row["source"][:200]}
        known = now.get(year)
        if known and all(getattr(known, name) == value for name, value in wanted.items()):
            report.unchanged += 1
            continue
        MinimumWage.objects.update_or_create(year=year, defaults=wanted)
        report.written += 1
    cache.delete(WAGES_KEY)
    return report


def load_reference() -> list[ImportReport]:
    return [minimum_wages_load()]
