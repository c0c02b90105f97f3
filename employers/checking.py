"""The legal check of a vacancy row: reads the wages, builds the posting, asks `employers.checks`."""

import datetime as dt

from django.utils import timezone

from employers.checks import Finding, Posting, Wage, check
from employers.models import MinimumWage, Vacancy

TEXTS = ("title", "duties", "requirements", "preferred", "benefits", "work_days")


def wages() -> dict[int, Wage]:
    return {one.year: Wage(one.year, one.hourly, one.verified) for one in MinimumWage.objects.all()}


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
