"""A vacancy as the card macro wants it."""

from typing import Any

from django.urls import reverse

from core import display
from employers.models import Vacancy


def place(vacancy: Vacancy) -> str:
    region = vacancy.region
    if region is None:
        return ""
    return f"{region.parent.label} {region.label}" if region.parent is not None else region.label


def vacancy_card(vacancy: Vacancy) -> dict[str, Any]:
    return {
        "url": reverse("matching:vacancy", args=[vacancy.public_id]),
        "title": vacancy.title,
        "company": vacancy.employer.label if vacancy.employer else "",
        "kind": vacancy.get_contract_display(),
        "openings": vacancy.openings - vacancy.filled,
        "place": place(vacancy),
        "hours": vacancy.work_days,
        "pay": display.won_range(vacancy.pay_period, vacancy.pay_min, vacancy.pay_max) if vacancy.pay_min else "",
        "deadline": vacancy.deadline,
    }
