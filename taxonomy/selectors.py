"""Reads of the taxonomy that other rooms and the look-ups share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Max, Q, QuerySet, When
from django.utils import timezone

from taxonomy.caching import Kept
from taxonomy.coding.matcher import Found, PhraseMatcher
from taxonomy.models import (
    KECO_2018,
    Industry,
    Occupation,
    OccupationSkill,
    Region,
    RegionSuccessor,
    Skill,
    SkillSynonym,
)
from taxonomy.naming import normalise
from taxonomy.services.index import occupation_coder

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class OccupationSuggestion:
    occupation: Occupation
    score: float  # 0..1, comparable within one answer
    evidence: str  # the known title that spoke for it


def occupation_suggest(text: str, limit: int = 5) -> list[OccupationSuggestion]:
    """Occupations that a free-text title may mean, best first: unit groups where known, else minor groups."""
    text = text.strip()[:200]
    if not text or limit < 1:
        return []
    coder = occupation_coder()
    ranked = coder.rank(text, limit) if coder else []
    rows = {
        row.code: row
        for row in Occupation.objects.filter(edition=KECO_2018, code__in=[code for code, _score, _why in ranked])
    }
    return [OccupationSuggestion(rows[code], score, why) for code, score, why in ranked if code in rows]


def skills_for_occupation(occupation_id: int, limit: int = 30) -> list[Skill]:
    """Skills of the occupation and of its minor group, most important first."""
    occupation = Occupation.objects.filter(pk=occupation_id).only("path", "edition").first()
    if occupation is None:
        return []
    parts = occupation.path.split("/")
    paths = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    weights = (
        OccupationSkill.objects.filter(occupation__edition=occupation.edition, occupation__path__in=paths)
        .values("skill_id")
        .annotate(best=Max("weight"))
        .order_by("-best", "skill_id")[:limit]
    )
    order = [row["skill_id"] for row in weights]
    rows = Skill.objects.in_bulk(order)
    return [rows[pk] for pk in order]


def _build_skill_matcher() -> PhraseMatcher:
    phrases: list[tuple[str, int]] = []
    for pk, ko, en in Skill.objects.values_list("pk", "name_ko", "name_en"):
        phrases += [(ko, pk), (en, pk)]
    phrases += SkillSynonym.objects.values_list("text", "skill_id")
    return PhraseMatcher(phrases)


_skill_matcher = Kept(_build_skill_matcher)


def skill_mentions(text: str) -> list[Found]:
    """Where the text names a skill: the skill's id and the span."""
    return _skill_matcher.get().find(text[:LONGEST_TEXT])


def skills_in_text(text: str, limit: int = 30) -> list[Skill]:
    """Skills the text names, in the order in which they come."""
    order = list(dict.fromkeys(found.key for found in skill_mentions(text)))[:limit]
    rows = Skill.objects.in_bulk(order)
    return [rows[pk] for pk in order if pk in rows]


def skill_suggest(text: str, limit: int = 8) -> list[Skill]:
    """Skills whose name or synonym has the text in it, those that begin with it first."""
    wanted = normalise(text)[:100]
    if not wanted:
        return []
    place = Case(
        When(Q(normalised__startswith=f"{wanted} ") | Q(normalised__endswith=f" {wanted}"), then=0),
        When(normalised__startswith=wanted, then=1),
        When(normalised__contains=f" {wanted}", then=2),
        default=3,
        output_field=IntegerField(),
    )
    like = SkillSynonym.objects.filter(normalised__contains=wanted).values("skill_id")
    return list(
        Skill.objects.filter(Q(normalised__contains=wanted) | Q(pk__in=like))
        .annotate(place=place)
        .order_by("place", "name_ko", "pk")[:limit]
    )


# How people shorten the provinces whose short name is not part of the long one.
PROVINCE_SHORT = {"충북": "충청북도", "충남": "충청남도", "경북": "경상북도", "경남": "경상남도"}
OLD_PROVINCES = {"전라남도": "전남", "광주광역시": "전남광주", "전라북도": "전북", "강원도": "강원"}


def region_suggest(text: str, limit: int = 8) -> list[Region]:
    """Regions of today in which every word names the region or one above it; provinces first, then districts."""
    words = [PROVINCE_SHORT.get(word, OLD_PROVINCES.get(word, word)) for word in text.split()[:5]]
    if not words or limit < 1:
        return []
    rows = Region.objects.current().exclude(level=Region.Level.VILLAGE).select_related("parent__parent")
    for word in words:
        rows = rows.filter(_named(word, "") | _named(word, "parent__") | _named(word, "parent__parent__"))
    place = Case(
        When(level=Region.Level.PROVINCE, then=0),
        When(level=Region.Level.DISTRICT, then=1),
        default=2,
        output_field=IntegerField(),
    )
    return list(rows.filter(_named(words[-1], "")).annotate(place=place).order_by("place", "code")[:limit])


def _named(word: str, prefix: str) -> Q:
    return Q(**{f"{prefix}name_ko__icontains": word}) | Q(**{f"{prefix}name_en__icontains": word})


def region_resolve(code: str, on: date | None = None) -> Region | None:
    """The region that a code of any time means on the day (today unless said).

    An abolished region leads to its successor, a split one to the successor that took the most; where none is
    recorded, to what became of the region above it. A short code (2, 5 or 8 digits) is filled with zeros.
    """
    day = on or timezone.localdate()
    rows = list(Region.objects.filter(code=code.strip().ljust(10, "0")).order_by("-valid_from"))
    if not rows:
        return None
    return next((row for row in rows if _valid(row, day)), None) or _followed(rows[0], day)


def _valid(region: Region, day: date) -> bool:
    return region.valid_from <= day and (region.valid_to is None or day < region.valid_to)


def _followed(region: Region, day: date) -> Region | None:
    seen: set[int] = set()
    here: Region | None = region
    while here is not None and here.pk not in seen:
        seen.add(here.pk)
        if _valid(here, day):
            return here
        if here.valid_from > day:
            return None
        successor = (
            RegionSuccessor.objects.filter(old=here, on__lte=day)
            .select_related("new")
            .order_by("-on", "-share")
            .first()
        )
        if successor is not None:
            here = successor.new
        else:
            here = Region.objects.filter(pk=here.parent_id).first() if here.parent_id else None
    return None


def industry_suggest(text: str, limit: int = 8) -> list[Industry]:
    words = text.split()[:5]
    rows = Industry.objects.all()
    for word in words:
        rows = rows.filter(Q(name_ko__icontains=word) | Q(name_en__icontains=word) | Q(code__istartswith=word))
    return list(rows.order_by("path")[:limit]) if words else []


def occupations_under(paths: Iterable[str], edition: str = KECO_2018) -> QuerySet[Occupation]:
    """All occupations at or below any of the paths: what a filter on a branch of the tree means."""
    wanted = Q(pk=None)
    for path in paths:
        wanted |= Q(path=path) | Q(path__startswith=f"{path}/")
    return Occupation.objects.filter(wanted, edition=edition)
