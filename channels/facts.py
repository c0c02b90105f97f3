"""What rules may ask about how a person can be reached."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import ContactPoint, Person
from channels.codes import HIGH_FROM, LOW_BELOW, UNKNOWN, Band, band_of
from channels.models import Readiness
from core.rules import Fact, Kind, Source, register_facts, register_source


def with_channels(people: QuerySet[Any]) -> QuerySet[Any]:
    """People with what the facts below are read from."""
    own = Readiness.objects.current().filter(person=OuterRef("pk"))
    known = Q(verified_at__isnull=False) | Q(kind=ContactPoint.Kind.POST)  # nobody verifies a postal address
    points = ContactPoint.objects.filter(known, person=OuterRef("pk"), doubtful_at=None)
    return people.annotate(
        readiness_score=Subquery(own.values("score")[:1]), reach=ArraySubquery(points.values("kind").distinct())
    )


def _band(person: Any) -> str:
    return UNKNOWN if person.readiness_score is None else band_of(person.readiness_score)


FACTS = (
    Fact("readiness", _("디지털 이용 점수"), Kind.NUMBER, lambda person, _on: person.readiness_score,
         "readiness.score", "readiness", unit=_("점"), low=0, high=100),
    Fact("readiness_band", _("디지털 이용"), Kind.CHOICE, lambda person, _on: _band(person),
         f"CASE WHEN readiness.score IS NULL THEN '{UNKNOWN}' WHEN readiness.score < {LOW_BELOW} THEN '{Band.LOW}'"
         f" WHEN readiness.score < {HIGH_FROM} THEN '{Band.MID}' ELSE '{Band.HIGH}' END",
         "readiness", choices=lambda: [*Band.choices, (UNKNOWN, _("아직 몰라요"))]),
    Fact("reach", _("닿을 수 있는 연락처"), Kind.SET, lambda person, _on: tuple(person.reach),
         "coalesce(reach.kinds, '{}')", "reach", choices=lambda: ContactPoint.Kind.choices),
    Fact("language", _("쓰는 말"), Kind.CHOICE, lambda person, _on: person.language, "person.language",
         choices=lambda: Person.Language.choices),
)  # fmt: skip


def register() -> None:
    register_source(
        Source(
            "readiness",
            "LEFT JOIN channels_readiness AS readiness ON readiness.person_id = person.id AND readiness.is_current",
        ),
        Source(
            "reach",
            "LEFT JOIN (SELECT person_id, array_agg(DISTINCT kind) AS kinds FROM accounts_contactpoint"
            " WHERE (verified_at IS NOT NULL OR kind = 'post') AND doubtful_at IS NULL GROUP BY person_id) AS reach"
            " ON reach.person_id = person.id",
        ),
    )
    register_facts(*FACTS)
