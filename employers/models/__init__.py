from employers.models.employer import Claim, Employer
from employers.models.market import MinimumWage, PayBenchmark
from employers.models.vacancy import (
    Accessibility,
    Contract,
    Education,
    PayPeriod,
    Remote,
    Vacancy,
    VacancyLicence,
    VacancySkill,
    VacancyTransition,
)
from employers.models.vigilance import VacancyReport

__all__ = [
    "Accessibility",
    "Claim",
    "Contract",
    "Education",
    "Employer",
    "MinimumWage",
    "PayBenchmark",
    "PayPeriod",
    "Remote",
    "Vacancy",
    "VacancyLicence",
    "VacancyReport",
    "VacancySkill",
    "VacancyTransition",
]
