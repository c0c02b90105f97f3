"""One vacancy's public page: the vacancy, what this reader did with it, and the reasons it suits them."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from django.db.models import BooleanField, Exists, OuterRef, Subquery, UUIDField, Value
from django.utils import timezone

from accounts.models import User
from core.prepared import Prepared
from employers.models import Vacancy
from employers.selectors.view import with_all
from matching.engine import explain
from matching.models import Application, RecommendationFeedback, SavedVacancy, VacancyIndex
from matching.nightly.packing import stored
from matching.recommending.loading import load_person, market_of
from matching.recommending.sentences import Line, Names, grouped
from matching.selectors.cards import Card, lined, listed

SIMILAR = 3


@dataclass
class Fit:
    """Why the vacancy suits the reader: lines by kind, and where the home is too far or a rule stands in the way."""

    lines: dict[str, list[Line]] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        return any(self.lines.values())


def public_vacancy(public_id: UUID, user: User | None) -> Vacancy | None:
    """The vacancy with all that its page shows, and the reader's own marks: saved, applied, said."""
    found = with_all(Vacancy.objects.public()).select_related("search_row")
    if user is not None:
        said = RecommendationFeedback.objects.filter(jobseeker__person=user.person_id, vacancy=OuterRef("pk"))
        applied = Application.objects.filter(jobseeker__person=user.person_id, vacancy=OuterRef("pk")).order_by("-pk")
        found = found.annotate(
            saved=Exists(SavedVacancy.objects.filter(user=user, vacancy=OuterRef("pk"))),
            applied=Subquery(applied.values("public_id")[:1], UUIDField()),
            said=Subquery(said.values("suits")[:1], BooleanField(null=True)),
        )
    else:
        found = found.annotate(
            saved=Value(False), applied=Value(None, UUIDField(null=True)), said=Value(None, BooleanField(null=True))
        )
    return found.filter(public_id=public_id).first()


_stamp = Prepared(
    lambda public_id: Vacancy.objects.public().filter(public_id=public_id).values_list(
        "pk", "updated_at", "state", "filled", "openings", "deadline", "applications_count",
        "search_row__indexed_at", "employer__updated_at", "employer__response_rate",
        "employer__organisation__updated_at",
    ),
    public_id=UUID,
)  # fmt: skip


def stamp_of(public_id: UUID) -> str | None:
    """Changes whenever something that the page shows of the vacancy or its firm does, and with the day."""
    row = _stamp.first(public_id=public_id)
    if row is None:
        return None
    return sha256(f"{row} {timezone.localdate()}".encode()).hexdigest()


def fit_of(vacancy: Vacancy, user: User) -> Fit | None:
    """The engine's reasons for this pair; none for one without a profile or a vacancy not yet indexed."""
    row: VacancyIndex | None = getattr(vacancy, "search_row", None)
    if row is None or user.person_id is None:
        return None
    market = market_of(vacancy, row)
    people = load_person(user.person_id)
    if not len(people):
        return None
    reasons = explain(people, 0, market.vacancies, 0, market.world)
    return Fit(grouped(stored(reasons), names_of(vacancy)))


def names_of(vacancy: Vacancy) -> Names:
    skills = [link.skill for link in vacancy.skill_links.all()]
    return Names(
        skills={skill.pk: skill.label for skill in skills},
        licences={link.licence_id: link.licence.label for link in vacancy.licence_links.all()},
    )


def similar(vacancy: Vacancy) -> list[Card]:
    """Open vacancies of the same occupation, the same province's first."""
    if vacancy.occupation_id is None:
        return []
    others = Vacancy.objects.open().filter(occupation_id=vacancy.occupation_id).exclude(pk=vacancy.pk)
    return listed(lined(others.order_by("-published_at"))[:SIMILAR])
