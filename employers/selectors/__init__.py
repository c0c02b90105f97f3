from employers.selectors.jsonld import job_posting
from employers.selectors.lists import (
    MyVacancies,
    claimable,
    employer_of,
    employers_to_verify,
    in_arrears,
    my_vacancies,
    open_claims,
    open_reports,
    queue_counts,
    to_moderate,
)
from employers.selectors.pay import PaySpread, pay_spread
from employers.selectors.view import (
    VacancyView,
    career_of,
    closing,
    hours_of,
    pay_of,
    place_of,
    vacancy_view,
    with_all,
)

__all__ = [
    "MyVacancies",
    "PaySpread",
    "VacancyView",
    "career_of",
    "claimable",
    "closing",
    "employer_of",
    "employers_to_verify",
    "hours_of",
    "in_arrears",
    "job_posting",
    "my_vacancies",
    "open_claims",
    "open_reports",
    "pay_of",
    "pay_spread",
    "place_of",
    "queue_counts",
    "to_moderate",
    "vacancy_view",
    "with_all",
]
