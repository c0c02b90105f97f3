"""What a half-written vacancy may want: occupations, skills and licences to tick."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import get_language

from taxonomy import selectors as taxonomy
from taxonomy.models import Licence, Occupation, OccupationLicence

OCCUPATIONS, SKILLS, LICENCES = 6, 14, 8
Pairs = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Suggestions:
    occupations: Pairs
    skills: Pairs
    licences: Pairs


def suggest(*, occupation_text: str, occupation_id: int | None, text: str) -> Suggestions:
    occupations: Pairs = []
    if occupation_text.strip():
        found = taxonomy.occupation_suggest(occupation_text, limit=OCCUPATIONS)
        occupations = [(one.occupation.pk, one.occupation.label) for one in found]
    return Suggestions(occupations, _skills(occupation_id, text), _licences(occupation_id))


def _skills(occupation_id: int | None, text: str) -> Pairs:
    """Those the text names, then those of the occupation."""
    found: dict[int, str] = {}
    if text.strip():
        found.update((one.pk, one.label) for one in taxonomy.skills_in_text(text, limit=SKILLS))
    if occupation_id is not None and len(found) < SKILLS:
        key = f"employers:skills:{occupation_id}:{get_language()}"
        usual: Pairs | None = cache.get(key)
        if usual is None:
            usual = [(one.pk, one.label) for one in taxonomy.skills_for_occupation(occupation_id, limit=SKILLS)]
            cache.set(key, usual, timeout=300)
        found.update(pair for pair in usual if pair[0] not in found)
    return list(found.items())[:SKILLS]


def _licences(occupation_id: int | None) -> Pairs:
    """Those of the occupation or, where it has none of its own, of the groups above it."""
    if occupation_id is None:
        return []
    key = f"employers:licences:{occupation_id}:{get_language()}"
    found: Pairs | None = cache.get(key)
    if found is None:
        occupation = Occupation.objects.get(pk=occupation_id)
        parts = occupation.path.split("/")
        paths = ["/".join(parts[:depth]) for depth in range(3, len(parts) + 1)] or [occupation.path]
        rows = OccupationLicence.objects.filter(
            occupation__edition=occupation.edition, occupation__path__in=paths
        ).select_related("licence")
        licences: dict[int, Licence] = {row.licence_id: row.licence for row in rows.order_by("-required", "pk")}
        found = [(pk, licence.label) for pk, licence in licences.items()][:LICENCES]
        cache.set(key, found, timeout=300)
    return found
