"""Background work of programmes. Each task may be killed anywhere and run again."""

from celery import shared_task

from almp_programmes.services import places, portfolio


@shared_task
def offers_lapse() -> int:
    """Every few minutes: offers of places past their hour, passed on to the next."""
    return places.offers_lapse()


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
