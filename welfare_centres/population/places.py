"""Where the made-up centres stand: the sites Korea has by type, in its larger districts, and whom each serves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from jobseekers.population import world as worlds
from taxonomy.models import Region
from welfare_centres.models import Centre

# Sites by type in 2023: 102, 30 and 42, from memory (not verified).
SITES = ((Centre.Type.PLUS, 102), (Centre.Type.BRANCH, 30), (Centre.Type.MOBILE, 42))


@dataclass(frozen=True, slots=True)
class Place:
    """A district that has a centre, with the districts it serves (their short codes)."""

    region: Region
    type: str
    serves: tuple[str, ...]
    is_main: bool  # of its province: serves who has told only that


def places() -> list[Place]:
    """The largest districts get a centre each, every province one at least; the rest go to the nearest whole one."""
    world = worlds.read()
    regions = Region.objects.select_related("parent").in_bulk(world.region_ids)
    by_size = [regions[world.region_ids[at]] for at in np.argsort(-world.region_shares, kind="stable")]
    mains: dict[str, Region] = {}
    for region in by_size:
        mains.setdefault(region.code[:2], region)
    others = [region for region in by_size if region is not mains[region.code[:2]]]
    ordered = [*mains.values(), *others]
    types = [kind for kind, number in SITES for _ in range(number)]
    chosen = dict(zip((region.pk for region in ordered), types, strict=False))
    serves: dict[int, list[str]] = defaultdict(list)
    whole = [region for region in ordered if chosen.get(region.pk) == Centre.Type.PLUS]
    for region in ordered:
        at = region if region.pk in chosen else _nearest(region, whole)
        serves[at.pk].append(region.short_code)
    return [
        Place(region, chosen[region.pk], tuple(sorted(serves[region.pk])), region is mains[region.code[:2]])
        for region in ordered
        if region.pk in chosen
    ]


def _nearest(region: Region, whole: list[Region]) -> Region:
    """The nearest whole centre of the province, by coordinates where both have them."""

    def far(other: Region) -> float:
        if not (region.latitude and region.longitude and other.latitude and other.longitude):
            return float(abs(int(region.code) - int(other.code)))
        return float(np.hypot(region.latitude - other.latitude, 0.8 * (region.longitude - other.longitude)))

    return min((one for one in whole if one.code[:2] == region.code[:2]), key=far)


def nearest_whole(place: Place, found: list[Place]) -> Place:
    """The whole centre that a branch belongs to."""
    whole = [one.region for one in found if one.type == Centre.Type.PLUS]
    near = _nearest(place.region, whole)
    return next(one for one in found if one.region.pk == near.pk)
