"""Finding a service: by need, region, free places and freshness, each with the reasons why it fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from core.display import date, num
from jobseekers.models import Domain, Jobseeker
from taxonomy.selectors import region_suggest
from welfare_centres.models import DirectoryService

if TYPE_CHECKING:
    from accounts.models import Person
    from taxonomy.models import Region


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; `region` is the one that the typed words name best."""

    text: str = ""
    need: str = ""
    where: str = ""
    free: bool = False
    fresh: bool = False
    region: Region | None = None


def wanted(given: Any) -> Wanted:
    where, need = given.get("where", "").strip()[:60], given.get("need", "")
    regions = region_suggest(where, limit=1) if where else []
    return Wanted(
        text=given.get("q", "").strip()[:80], need=need if need in Domain.values else "", where=where,
        free=given.get("free") == "1", fresh=given.get("fresh") == "1", region=regions[0] if regions else None,
    )  # fmt: skip


def services(asked: Wanted) -> QuerySet[DirectoryService]:
    """Open ones: those with free places first, then those last confirmed."""
    rows = DirectoryService.objects.open().select_related("organisation")
    if asked.need:
        rows = rows.filter(needs__contains=[asked.need])
    if asked.where:
        rows = rows.serving(asked.region.code) if asked.region else rows.none()
    if asked.free:
        rows = rows.filter(free__gt=0)
    if asked.fresh:
        rows = rows.fresh()
    if asked.text:
        named = Q(name_ko__icontains=asked.text) | Q(name_en__icontains=asked.text)
        rows = rows.filter(
            named | Q(organisation__name_ko__icontains=asked.text) | Q(organisation__name_en__icontains=asked.text)
        )
    full = When(free=0, then=Value(2))
    has = When(free__gt=0, then=Value(0))
    order = Case(has, full, default=Value(1), output_field=IntegerField())
    return rows.order_by(order, F("checked_on").desc(nulls_last=True), "name_ko", "pk")


def needs_counted() -> list[tuple[str, str, int]]:
    """Each need with how many open services are for it, in one query."""
    counts = DirectoryService.objects.open().aggregate(
        **{need: Count("pk", filter=Q(needs__contains=[need])) for need in Domain.values}
    )
    return [(need, str(Domain(need).label), counts[need]) for need in Domain.values]


@dataclass(frozen=True, slots=True)
class Fitting:
    """A service with the reasons for it and what to check before."""

    service: DirectoryService
    good: list[str]
    check: list[str]


def places_words(service: DirectoryService) -> str:
    if service.free is None:
        return ""
    words = {"free": num(service.free), "day": date(service.places_as_of)}
    return _("빈자리 %(free)s곳 (%(day)s 기준)") % words


def freshness_words(service: DirectoryService) -> str:
    if service.checked_on is None:
        return _("아직 아무도 확인하지 않은 안내예요. 먼저 전화해 보세요.")
    if service.is_stale:
        return _("%(day)s에 확인한 뒤로 확인하지 않았어요. 먼저 전화해 보세요.") % {"day": date(service.checked_on)}
    return _("%(day)s에 확인함") % {"day": date(service.checked_on)}


def region_of(person: Person) -> Region | None:
    found = Jobseeker.objects.filter(person=person).select_related("region__parent__parent").first()
    return found.region if found else None


def fitting(person: Person, need: str, limit: int = 30) -> list[Fitting]:
    """Open services for a need where the person lives, those with room first."""
    region = region_of(person)
    asked = Wanted(need=need, where=region.full_label if region else "", region=region)
    rows = services(asked).prefetch_related("at_locations__location__region")[:limit]
    return [_fitting(row, region) for row in rows]


def _fitting(service: DirectoryService, region: Region | None) -> Fitting:
    good, check = [], []
    if region is not None:
        good.append(_("%(region)s 사람을 받음") % {"region": region.full_label})
    if service.free:
        good.append(places_words(service))
    elif service.free == 0:
        check.append(_("%(day)s에는 빈자리가 없었음") % {"day": date(service.places_as_of)})
    else:
        check.append(_("빈자리를 알 수 없음"))
    (check if service.is_stale else good).append(freshness_words(service))
    if not service.address and service.organisation.organisation_id is None:
        check.append(_("등록된 이메일이 없어 전화로 물어야 함"))
    return Fitting(service, good, check)
