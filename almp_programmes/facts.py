"""What rules may ask about a person's programmes: which they are in, and which they were in lately."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from almp_programmes.models import Enrolment, Programme
from core.rules import Fact, Kind, Source, register_facts, register_source

NOW = (Enrolment.State.PLACED, Enrolment.State.STARTED, Enrolment.State.SUSPENDED)
BEEN = (*NOW, Enrolment.State.COMPLETED, Enrolment.State.NOT_COMPLETED, Enrolment.State.LEFT_FOR_JOB,
        Enrolment.State.LEFT)  # fmt: skip
LATELY_MONTHS, BEFORE_MONTHS = 6, 36


def _in(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{state}'" for state in states)  # our own codes


def _past(name: str, what: str, months: int) -> Source:
    """Per person, what they took part in until less than so many months ago."""
    return Source(
        name,
        f"LEFT JOIN (SELECT e.person_id, array_agg(DISTINCT {what}) AS codes FROM almp_programmes_enrolment e"  # noqa: S608
        " JOIN almp_programmes_programme p ON p.id = e.programme_id"
        " JOIN taxonomy_measurecode m ON m.id = p.measure_id"
        f" WHERE e.state IN ({_in(BEEN)}) AND e.starts_on <= %(on)s"
        f" AND coalesce(e.ended_on, e.ends_on) > %(on)s::date - interval '{months} months'"
        f" GROUP BY e.person_id) AS {name} ON {name}.person_id = person.id",
    )


SOURCES = (
    Source(
        "now_in",
        "LEFT JOIN (SELECT e.person_id, array_agg(DISTINCT p.code) AS codes FROM almp_programmes_enrolment e"  # noqa: S608
        " JOIN almp_programmes_programme p ON p.id = e.programme_id"
        f" WHERE e.state IN ({_in(NOW)}) GROUP BY e.person_id) AS now_in ON now_in.person_id = person.id",
    ),
    _past("lately_in", "left(m.code, 1)", LATELY_MONTHS),
    _past("before_in", "p.code", BEFORE_MONTHS),
)
MEASURES = (("1", _("고용서비스")), ("2", _("직업훈련")), ("4", _("고용장려금")), ("5", _("보호·지원고용과 재활")),
            ("6", _("직접일자리")), ("7", _("창업 지원")), ("8", _("실업소득 유지·지원")))  # fmt: skip


@lru_cache(maxsize=4)
def _known(_language: str | None, _minute: int) -> dict[str, str]:
    return {one.code: one.label for one in Programme.objects.only("code", "name_ko", "name_en")}


def _names(codes: Sequence[str]) -> Mapping[str, str]:
    """What the programmes are called: read once a minute in each process, and anew for one that is not among them."""
    if not codes:
        return {}
    now = (get_language(), int(time.monotonic() // 60))
    if not set(codes) <= _known(*now).keys():
        _known.cache_clear()
    return _known(*now)


def _set(key: str, label: Any, source: str, **told: Any) -> Fact:
    return Fact(
        key, label, Kind.SET, lambda person, _on: tuple(getattr(person, key)), f"coalesce({source}.codes, '{{}}')",
        source, **told,
    )  # fmt: skip


FACTS = (
    _set("programmes_now", _("지금 참여하는 프로그램"), "now_in", names=_names),
    _set("measures_lately", _("지난 6개월 안에 참여한 정책 유형"), "lately_in", choices=lambda: MEASURES),
    _set("programmes_before", _("지난 3년 안에 참여한 프로그램"), "before_in", names=_names),
)


def register() -> None:
    register_source(*SOURCES)
    register_facts(*FACTS)
