"""The deeds of this room, by noun. Rooms above import them from here."""

from employers.services.claims import claim_decide, claim_join, claim_postings
from employers.services.moderation import report_decide, vacancy_approve, vacancy_report, vacancy_return
from employers.services.registration import (
    AlreadyRegistered,
    Registration,
    employer_mark_arrears,
    employer_register,
    employer_update,
    employer_verify,
)
from employers.services.states import (
    deadlines_remind,
    vacancies_expire,
    vacancy_close,
    vacancy_fill_position,
    vacancy_pause,
    vacancy_resume,
    vacancy_withdraw,
)
from employers.services.vacancies import (
    VacancyText,
    missing,
    vacancy_copy,
    vacancy_draft,
    vacancy_submit,
    vacancy_update,
)

__all__ = [
    "AlreadyRegistered",
    "Registration",
    "VacancyText",
    "claim_decide",
    "claim_join",
    "claim_postings",
    "deadlines_remind",
    "employer_mark_arrears",
    "employer_register",
    "employer_update",
    "employer_verify",
    "missing",
    "report_decide",
    "vacancies_expire",
    "vacancy_approve",
    "vacancy_close",
    "vacancy_copy",
    "vacancy_draft",
    "vacancy_fill_position",
    "vacancy_pause",
    "vacancy_report",
    "vacancy_resume",
    "vacancy_return",
    "vacancy_submit",
    "vacancy_update",
    "vacancy_withdraw",
]
