"""The legal check of a vacancy row: reads the wages, builds the posting, asks `employers.checks`."""

import datetime as dt

from django.core.cache import cache
from django.utils import timezone

from employers.checks import Finding, Posting, Wage, check
from employers.models import MinimumWage, Vacancy

TEXTS = ("title", "duties", "requirements", "preferred", "benefits", "work_days")


WAGES_KEY = "employers:wages"


def wages() -> dict[int, Wage]:
    """Kept for some minutes: thirteen rows that change once a year."""
    rows = cache.get(WAGES_KEY)
    if not rows:
        rows = list(MinimumWage.objects.values_list("year", "hourly", "verified"))
        cache.set(WAGES_KEY, rows, timeout=300)
    return {year: Wage(year, hourly, verified) for year, hourly, verified in rows}


def posting_of(vacancy: Vacancy) -> Posting:
    """Works on an unsaved vacancy too; its employer's organisation must be loaded."""
    employer = vacancy.employer
    return Posting(
        texts={name: getattr(vacancy, name) for name in TEXTS},
        company=employer.organisation.name_ko if employer else "",
        address=vacancy.address,
        contract=vacancy.contract,
        contract_months=vacancy.contract_months,
        pay_period=vacancy.pay_period,
        pay_min=vacancy.pay_min,
        pay_max=vacancy.pay_max,
        hours_week=vacancy.hours_week,
        night=vacancy.night,
        headcount=employer.headcount if employer else None,
        arrears_listed=bool(employer and employer.arrears_listed_on),
        occupation_path=vacancy.occupation.path if vacancy.occupation else "",
    )


def findings_of(vacancy: Vacancy, on: dt.date | None = None) -> list[Finding]:
    return check(posting_of(vacancy), wages=wages(), on=on or timezone.localdate())
