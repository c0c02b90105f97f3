"""Firms first, then their vacancies in batches, then the market's pay from them."""

import io
from collections.abc import Callable, Iterable

import numpy as np
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from core.errors import RuleBroken
from employers.checking import wages
from employers.checks.pay import wage_in
from employers.models import Employer, Vacancy, VacancyLicence, VacancySkill, VacancyTransition
from employers.population.firms import Firm, make_firms
from employers.population.ground import Ground, ground
from employers.population.postings import Plan, plan
from employers.population.tables import SECTIONS
from employers.reference import load_reference
from employers.services.benchmarks import pay_benchmarks_compute

BATCH = 1000
PAST_SHARE = 2  # past vacancies for each current one, so that two years can be counted
Progress = Callable[[int], None]


def make_employers_and_vacancies(
    *, employers: int, vacancies: int, seed: int, progress: Progress | None = None
) -> int:
    """Write that many firms and current vacancies, and the past ones of two years before; returns how many vacancies.

    Memory does not grow with their number.
    """
    load_reference()
    # The firms already here change the draw: a second run adds others instead of colliding.
    rng = np.random.default_rng([seed, 20_260, Employer.objects.count()])
    base = ground()
    if not base.trades or not base.districts:
        raise RuleBroken("Load the reference data first: manage.py load_reference.")
    with transaction.atomic():
        firms = make_firms(base, max(employers, 1), rng)
    # A few firms hire much, most little; none so much that it is the market.
    pull = np.minimum(rng.pareto(1.6, len(firms)) + 0.2, 12.0)
    past = vacancies * PAST_SHARE
    owners = rng.choice(len(firms), size=past + vacancies, p=pull / pull.sum())
    mixes = _mixes(base)
    today, now = timezone.localdate(), timezone.now()
    wage = wage_in(wages(), today.year)
    assert wage is not None
    for start in range(0, len(owners), BATCH):
        plans: list[Plan] = []
        for order, at in enumerate(owners[start : start + BATCH], start):
            firm: Firm = firms[at]
            codes, shares = mixes[firm.section]
            trade = base.trades[codes[int(np.searchsorted(shares, rng.random() * 0.999999))]]
            plans.append(plan(rng, firm=firm, trade=trade, wage=wage.hourly, today=today, now=now, past=order < past))
        _write(plans)
        if progress:
            progress(min(start + BATCH, len(owners)) * vacancies // len(owners))
    pay_benchmarks_compute(source="made vacancies", synthetic=True)
    return len(owners)


def _mixes(base: Ground) -> dict[str, tuple[list[str], np.ndarray]]:
    mixes = {}
    for section, (_share, minors) in SECTIONS.items():
        codes = [code for code in minors if code in base.trades] or list(base.trades)[:1]
        weights = np.array([minors.get(code, 1) for code in codes], dtype=float)
        mixes[section] = (codes, np.cumsum(weights / weights.sum()))
    return mixes


@transaction.atomic
def _write(plans: list[Plan]) -> None:
    Vacancy.objects.bulk_create(one.vacancy for one in plans)
    now = timezone.now().isoformat()
    _copy(VacancySkill, ("vacancy_id", "skill_id", "required"), (
        (one.vacancy.pk, pk, "t" if required else "f") for one in plans for pk, required in one.skills
    ))  # fmt: skip
    _copy(VacancyLicence, ("vacancy_id", "licence_id", "required"), (
        (one.vacancy.pk, pk, "t") for one in plans for pk in one.licences
    ))  # fmt: skip
    _copy(VacancyTransition, ("vacancy_id", "before", "after", "at", "why"), (
        (one.vacancy.pk, "", one.vacancy.state, now, "") for one in plans
    ))  # fmt: skip


def _copy(model: type[Model], columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """COPY: several times faster than INSERT for rows of ids and codes (nothing in them needs escaping)."""
    lines = io.StringIO("".join("\t".join(map(str, row)) + "\n" for row in rows))
    with connection.cursor() as cursor:
        cursor.cursor.copy_from(lines, model._meta.db_table, columns=columns, null="\\N")
