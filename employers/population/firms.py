"""Made-up firms: more of an industry where that industry is, most of them small."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from django.utils import timezone

from accounts.models import Organisation
from employers.business_number import check_digit
from employers.models import Employer
from employers.population.ground import Ground
from employers.population.tables import NAME_FIRST, NAME_LAST, NAME_MIDDLE, PROVINCES, SECTIONS

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Firm:
    employer_id: int
    section: str
    province: str
    region_id: int
    place: str


def numbers(rng: np.random.Generator) -> Iterator[str]:
    """Valid business numbers, none twice and none that is taken."""
    taken = set(Employer.objects.exclude(business_number=None).values_list("business_number", flat=True))
    while True:
        first = f"{rng.integers(101, 900)}{rng.integers(1, 89):02}{rng.integers(1, 9999):04}"
        number = f"{first}{check_digit(first)}"
        if number not in taken:
            taken.add(number)
            yield number


def _name(rng: np.random.Generator, section: str) -> str:
    first = NAME_FIRST[rng.integers(len(NAME_FIRST))]
    middle = NAME_MIDDLE[rng.integers(len(NAME_MIDDLE))]
    last = NAME_LAST[section][rng.integers(len(NAME_LAST[section]))]
    name = f"{first}{middle}{last}"
    return f"(주){name}" if section in ("C", "F", "J", "G", "H") and rng.random() < 0.5 else name


def _places(ground: Ground, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Districts of a province are not alike: each gets a weight once."""
    weights = {}
    for province, found in ground.districts.items():
        raw = rng.lognormal(0.0, 0.8, len(found))
        weights[province] = raw / raw.sum()
    return weights


def make_firms(ground: Ground, count: int, rng: np.random.Generator) -> list[Firm]:
    provinces = [code for code in PROVINCES if code in ground.districts]
    shares = np.array([PROVINCES[code][0] for code in provinces])
    chosen = rng.choice(len(provinces), size=count, p=shares / shares.sum())
    sections = list(SECTIONS)
    mixes = {}
    for code in provinces:
        mix = np.array([SECTIONS[name][0] * PROVINCES[code][1].get(name, 1.0) for name in sections])
        mixes[code] = mix / mix.sum()
    weights, source, now = _places(ground, rng), numbers(rng), timezone.now()
    firms: list[Firm] = []
    for start in range(0, count, BATCH):
        plans = []
        for at in chosen[start : start + BATCH]:
            province = provinces[at]
            section = sections[rng.choice(len(sections), p=mixes[province])]
            region_id, place = ground.districts[province][rng.choice(len(weights[province]), p=weights[province])]
            plans.append((section, province, region_id, place, _name(rng, section), next(source), rng))
        firms += _write(plans, ground, now)
    return firms


def _write(plans: list, ground: Ground, now: dt.datetime) -> list[Firm]:
    organisations = Organisation.objects.bulk_create(
        Organisation(
            kind=Organisation.Kind.EMPLOYER, name_ko=name,
            address=f"{place} {rng.integers(1, 300)}번길 {rng.integers(1, 99)}",
            public_id=uuid.UUID(bytes=rng.bytes(16), version=4),
        )
        for _section, _province, _region, place, name, _number, rng in plans
    )  # fmt: skip
    employers = Employer.objects.bulk_create(
        Employer(
            organisation=organisation, business_number=number, industry_id=ground.industries.get(section),
            region_id=region_id, headcount=int(min(max(rng.lognormal(2.6, 1.2), 1), 20_000)), verified_at=now,
            public_id=uuid.UUID(bytes=rng.bytes(16), version=4),
        )
        for organisation, (section, _province, region_id, _place, _name, number, rng) in zip(
            organisations, plans, strict=True
        )
    )  # fmt: skip
    return [
        Firm(employer.pk, section, province, region_id, place)
        for employer, (section, province, region_id, place, *_rest) in zip(employers, plans, strict=True)
    ]
