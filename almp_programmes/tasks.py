"""Background work of the portfolio: each year is counted by whoever claims it."""

from celery import shared_task

from almp_programmes.services import portfolio


@shared_task
def portfolio_night() -> int:
    """Every night: all years anew."""
    portfolio.years_mark()
    return _send()


@shared_task
def portfolio_sweep() -> int:
    """Every few minutes: years that changed, and claims of dead workers."""
    portfolio.years_changed_mark()
    return _send()


@shared_task
def portfolio_year(year: int) -> int | None:
    """Run twice at once, one of them counts."""
    return portfolio.year_count(year=year)


def _send() -> int:
    due = portfolio.years_due()
    for year in due:
        portfolio_year.delay(year)
    return len(due)
