"""What rules may ask about a person: each fact read from one person's row, and in SQL for everybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person
from channels.facts import with_channels
from core.rules import Fact, Kind, Source, register_base, register_facts, register_source
from jobseekers.models import EducationLevel, MedianIncome, Spell, WorkPermit
from jobseekers.models.circumstances import Benefit, Disability, Employment, SpecialGroup, Studying

PROVINCES = (
    ("11", _("서울")), ("12", _("전남광주")), ("26", _("부산")), ("27", _("대구")), ("28", _("인천")),
    ("29", _("광주")), ("30", _("대전")), ("31", _("울산")), ("36", _("세종")), ("41", _("경기")), ("43", _("충북")),
    ("44", _("충남")), ("46", _("전남")), ("47", _("경북")), ("48", _("경남")), ("50", _("제주")), ("51", _("강원")),
    ("52", _("전북")),
)  # fmt: skip
SEXES = (("f", _("여성")), ("m", _("남성")))
_MEDIAN_YEAR = "(SELECT max(year) FROM jobseekers_medianincome WHERE year <= date_part('year', %(on)s::date))"


def rule_people(people: QuerySet[Any], on: dt.date) -> QuerySet[Any]:
    """People with all that their facts are read from, in one query."""
    open_spell = Spell.objects.open().filter(jobseeker=OuterRef("jobseeker"))
    median = MedianIncome.objects.filter(size=OuterRef("jobseeker__circumstances__household_size"), year__lte=on.year)
    return (
        with_channels(people)
        .select_related("jobseeker__circumstances", "jobseeker__region")
        .annotate(
            looking_since=Subquery(open_spell.values("started_on")[:1]),
            median_income=Subquery(median.order_by(F("year").desc()).values("won")[:1]),
        )
    )


def _told(person: Person) -> Any:
    return getattr(getattr(person, "jobseeker", None), "circumstances", None)


def _profile(person: Person) -> Any:
    return getattr(person, "jobseeker", None)


def _age(person: Person, on: dt.date) -> int | None:
    born = person.birth_date
    return None if born is None else on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _province(person: Person, _on: dt.date) -> str | None:
    row = _profile(person)
    return row.region.code[:2] if row and row.region else None


def _months_looking(person: Any, on: dt.date) -> int:
    since = person.looking_since
    if since is None:
        return 0
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)


def _income_share(person: Any, _on: dt.date) -> Decimal | None:
    told = _told(person)
    if told is None or told.household_income is None or person.median_income is None:
        return None
    return Decimal(told.household_income) * 100 / person.median_income


def _youth_age(person: Person, on: dt.date) -> int | None:
    """Age less the years of military service, at most three: youth programmes wait that long for those who served."""
    age, told = _age(person, on), _told(person)
    if age is None or told is None or told.military_months is None:
        return None
    return age - min(told.military_months // 12, 3)


def _own(name: str, label: Any, kind: Kind, **more: Any) -> Fact:
    """A field of the circumstances as a fact: unknown until told."""
    return Fact(
        name, label, kind, lambda person, _on: getattr(_told(person), name, None), f"circumstances.{name}",
        "circumstances", told_by=name, **more,
    )  # fmt: skip


def _row(key: str, label: Any, read: Callable[[Any], Any], sql: str, choices: Sequence[Any]) -> Fact:
    return Fact(key, label, Kind.CHOICE, lambda person, _on: read(person), sql, choices=lambda: choices)


FACTS = (
    Fact("age", _("나이"), Kind.NUMBER, _age, "date_part('year', age(%(on)s::date, person.birth_date))::int",
         unit=_("세"), low=0, high=120),
    Fact("youth_age", _("군 복무 기간을 뺀 나이"), Kind.NUMBER, _youth_age,
         "date_part('year', age(%(on)s::date, person.birth_date))::int"
         " - CASE WHEN circumstances.military_months >= 36 THEN 3 ELSE circumstances.military_months / 12 END",
         "circumstances", unit=_("세"), low=0, high=120, told_by="military_months"),
    _row("sex", _("성별"), lambda person: person.sex or None, "nullif(person.sex, '')", SEXES),
    Fact("province", _("사는 시·도"), Kind.CHOICE, _province, "left(region.code, 2)", "region",
         choices=lambda: PROVINCES),
    _row("education", _("최종 학력"), lambda person: getattr(_profile(person), "education", None) or None,
         "nullif(jobseeker.education, '')", EducationLevel.choices),
    _row("work_permit", _("일할 수 있는 자격"), lambda person: getattr(_profile(person), "work_permit", None),
         "jobseeker.work_permit", WorkPermit.choices),
    Fact("looking", _("구직 등록을 함"), Kind.BOOLEAN, lambda person, _on: person.looking_since is not None,
         "spell.started_on IS NOT NULL", "spell"),
    Fact("months_looking", _("일자리를 찾은 기간"), Kind.NUMBER, _months_looking,
         "coalesce(date_part('year', age(%(on)s::date, spell.started_on))::int * 12"
         " + date_part('month', age(%(on)s::date, spell.started_on))::int, 0)", "spell", unit=_("개월"), low=0),
    Fact("income_share", _("기준 중위소득에 견준 가구 소득"), Kind.NUMBER, _income_share,
         "circumstances.household_income * 100.0 / median.won", "median", unit="%", low=0, whole=False,
         told_by="household_income"),
    _own("employment", _("지금 일하는 형태"), Kind.CHOICE, choices=lambda: Employment.choices),
    _own("weekly_hours", _("한 주에 일하는 시간"), Kind.NUMBER, unit=_("시간"), low=0, high=100),
    _own("own_income", _("본인의 한 달 소득"), Kind.NUMBER, unit="won", low=0),
    _own("insured", _("고용보험 가입"), Kind.BOOLEAN),
    _own("unemployment_benefit", _("실업급여"), Kind.CHOICE, choices=lambda: Benefit.choices),
    _own("worked_days_2y", _("지난 2년 동안 일한 날"), Kind.NUMBER, unit=pgettext_lazy("단위", "일"), low=0, high=731),
    _own("household_size", _("가구원 수"), Kind.NUMBER, unit=_("명"), low=1, high=8),
    _own("assets", _("가구 재산"), Kind.NUMBER, unit="won", low=0),
    _own("dependants", _("부양가족 수"), Kind.NUMBER, unit=_("명"), low=0, high=20),
    _own("household_head", _("생계를 책임지는 가장"), Kind.BOOLEAN),
    _own("livelihood_benefit", _("생계급여를 받음"), Kind.BOOLEAN),
    _own("career_break", _("출산·육아·돌봄으로 일을 그만둠"), Kind.BOOLEAN),
    _own("studying", _("재학"), Kind.CHOICE, choices=lambda: Studying.choices),
    _own("yearly_sales", _("사업의 한 해 매출"), Kind.NUMBER, unit="won", low=0),
    _own("special_groups", _("특별히 돕는 집단"), Kind.SET, choices=lambda: SpecialGroup.choices),
    _own("disability", _("장애 등록"), Kind.CHOICE, choices=lambda: Disability.choices),
)  # fmt: skip


def register() -> None:
    register_base(
        sql="accounts_person AS person JOIN jobseekers_jobseeker AS jobseeker ON jobseeker.person_id = person.id",
        key="person.id",
        where="person.merged_into_id IS NULL AND person.erased_at IS NULL",
    )
    register_source(
        Source("region", "LEFT JOIN taxonomy_region AS region ON region.id = jobseeker.region_id"),
        Source(
            "spell",
            "LEFT JOIN jobseekers_spell AS spell ON spell.jobseeker_id = jobseeker.id AND spell.ended_on IS NULL",
        ),
        Source(
            "circumstances",
            "LEFT JOIN jobseekers_circumstances AS circumstances ON circumstances.jobseeker_id = jobseeker.id",
        ),
        Source(
            "median",
            "LEFT JOIN jobseekers_medianincome AS median ON median.size = circumstances.household_size"
            f" AND median.year = {_MEDIAN_YEAR}",
            needs=("circumstances",),
        ),
    )
    register_facts(*FACTS)
