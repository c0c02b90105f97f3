"""What the kernel reads: compact columns of vacancies and people, as plain arrays that can lie in mapped files.

Vacancies stand in blocks of one district (work done fully from home in blocks of its own), within a block by
occupation, so that reach is decided a block at a time and occupations of one major group lie together. A place in
this order is a *position*; `row` leads back to the row of the table. Scores are also kept in *units*, whole numbers of
1 / `UNIT`, rounded upwards: a bound that fits 16 bits, never the score itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.hard import FULLY_REMOTE, PART_TIME_HOURS
from matching.engine.score import market_shares, skill_needs
from matching.engine.tables import Floats, Ints, People, Ragged, Vacancies, World
from matching.engine.weights import Weights

U16 = NDArray[np.uint16]
UNIT = 24_000  # units of a score of 1: with as many again for the price, a bound fits 16 bits
GROUP = 64  # positions whose best bound is kept
TILE = 2048  # positions a bucket of postings
PAY_STEP = 256  # won: resolution of the bound on pay
PAY_MOST = PAY_STEP * 65_535
NIGHT, WEEKEND, SHIFT, NO_PERMIT, NOT_SHORT, ALWAYS, CLOSED = (1 << bit for bit in range(7))
CONTRACT_BIT, CONTRACTS_MOST = 7, 8
CONTRACT_BITS = 0xFF << CONTRACT_BIT
LICENSED = 1 << 15
ACCESS_MOST = 16
OCCUPATIONS_MOST = 64  # wanted or done by one person
SKILLS_MOST = 64  # named by one vacancy: a bit each where reasons are kept
MAJORS = 11  # first digits, and the unknown
# What reasons ask of a vacancy, laid together: 32 bytes, so that one look at memory brings all of it.
TOLD = np.dtype([
    ("low", "<i4"), ("first_skill", "<u4"), ("first_licence", "<u4"), ("block", "<u4"),  # won a month
    ("hours", "<u2"), ("months", "<u2"), ("flags", "<u2"), ("access", "<u2"),  # tenths a week, career asked for
    ("occupation", "<u2"), ("of_skills", "u1"), ("of_licences", "u1"), ("contract", "i1"), ("education", "i1"),
    ("spare", "<u2"),
])  # fmt: skip


class VacancyColumns(NamedTuple):
    """V vacancies by position, B blocks, S skills, L licences, O occupation codes, P districts, d dimensions."""

    ids: NDArray[np.int64]
    row: NDArray[np.uint32]
    # (V,) bounds and masks, read in one pass
    flags: U16  # what forbids: see the bits above
    lacks: U16  # accessibility the place is known not to offer
    hours: U16  # tenths of an hour a week, 0 unknown
    hours_open: U16  # the same, the greatest where unknown
    pay_rank: U16  # best pay among `pay_levels`, the greatest where unknown
    pay_low: U16  # in `PAY_STEP` won, rounded up, 0 unknown, no known one less than the weight of half of it
    fixed: U16  # units every person gets: unnamed skills, pay against the market or unknown
    fixed_net: U16  # that with the offset, which is all where every chance is 1
    chances_differ: NDArray[np.uint8]  # (1,)
    chance_up: U16  # chance of hire in 1 / 65,536, rounded up
    offset: U16  # UNIT less the price, and what rounding takes at most
    # (V,) the exact ones
    low: NDArray[np.int32]  # won a month, 0 unknown
    best: NDArray[np.int32]
    market: NDArray[np.float64]  # share of pay against the market
    chance: NDArray[np.float64]
    price: NDArray[np.float64]
    occupation: U16
    block: NDArray[np.uint32]
    contract: NDArray[np.int8]
    told: NDArray[np.void]  # TOLD
    # skills a vacancy names, and the same by skill and tile
    skill_start: NDArray[np.uint32]  # (V + 1,)
    skill: NDArray[np.uint32]
    skill_level: NDArray[np.uint8]  # asked for, 1 … 5
    skill_worth: NDArray[np.float64]  # of each level up to that one; they add up to 1 a vacancy
    post_start: NDArray[np.uint32]  # (S · (tiles + 1),)
    post_at: NDArray[np.uint32]
    post_worth: U16  # units for the full level
    post_level: U16
    skill_of: NDArray[np.int32]  # id → place, -1 unknown; so for licences
    # licences a vacancy asks for, and vacancies by their first required one
    licence_start: NDArray[np.uint32]
    licence: NDArray[np.uint32]
    licence_required: NDArray[np.uint8]
    first_start: NDArray[np.uint32]  # (L + 1,)
    first_at: NDArray[np.uint32]
    licence_of: NDArray[np.int32]
    # blocks
    block_start: NDArray[np.uint32]  # (B + 1,)
    block_place: NDArray[np.int32]
    block_home: NDArray[np.int32]  # row of the distances, -1 unknown
    block_remote: NDArray[np.uint8]
    block_major: NDArray[np.uint32]  # (B, MAJORS + 1)
    occupation_code: U16  # (O,) digits after a leading 1
    occupation_major: NDArray[np.uint8]
    occupation_head: U16  # (3, O) the first one, two, three digits after the leading 1, 0 where there are fewer
    occupation_digits: NDArray[np.uint8]
    pay_levels: NDArray[np.int32]
    places: NDArray[np.int64]  # (P,) sorted codes
    distance: NDArray[np.float32]  # (P, P) km
    by_id: NDArray[np.uint32]  # positions in order of id
    sorted_ids: NDArray[np.int64]
    by_employer: NDArray[np.uint32]
    employers: NDArray[np.int64]  # in the order of `by_employer`
    text: NDArray[np.int8]  # (V, d)
    text_scale: NDArray[np.float64]  # (V,) 1 / length
    weights: NDArray[np.float64]  # `Weights.numbers()`


class PeopleColumns(NamedTuple):
    """N people in the order of their table: codes and ids as they are, so that one set serves any vacancies."""

    ids: NDArray[np.int64]
    home: NDArray[np.int32]  # row of the distances, -1 unknown
    reach: NDArray[np.float64]  # NaN unsaid
    remote_ok: NDArray[np.uint8]
    forbids: U16
    needs: U16
    floor: NDArray[np.int32]  # won a month, 0 none
    hours_min: U16
    hours_max: U16
    asks_hours: NDArray[np.uint8]
    contracts: U16
    career: NDArray[np.int32]
    education: NDArray[np.int8]
    permit: NDArray[np.uint8]
    region_start: NDArray[np.uint32]
    region: NDArray[np.int32]
    skill_start: NDArray[np.uint32]
    skill: NDArray[np.uint32]
    skill_level: NDArray[np.uint8]
    licence_start: NDArray[np.uint32]
    licence: NDArray[np.uint32]
    occupation_start: NDArray[np.uint32]
    occupation: U16
    occupation_worth: NDArray[np.float64]
    refused_start: NDArray[np.uint32]
    refused: NDArray[np.int64]  # ids of vacancies
    hidden_start: NDArray[np.uint32]
    hidden: NDArray[np.int64]  # ids of employers
    text: NDArray[np.int8]  # (N, d)
    text_scale: NDArray[np.float64]


def units(share: Floats | float) -> U16:
    """Upwards, so that sums stay bounds."""
    return np.ceil(np.asarray(share, np.float64) * UNIT - 1e-9).astype(np.uint16)


def vacancy_columns(vacancies: Vacancies, world: World, weights: Weights) -> VacancyColumns:
    """Raises ValueError for more than 8 contracts, 16 kinds of access or 64 skills of one vacancy, and for a price or
    chance outside 0 … 1."""
    _check(vacancies)
    codes, coded = np.unique(vacancies.occupation, return_inverse=True)
    known = heads(codes)
    major = known["occupation_major"]
    remote = vacancies.remote == FULLY_REMOTE
    order = np.lexsort((vacancies.ids, vacancies.occupation, major[coded], vacancies.place, remote))
    sorted_ = vacancies.take(order)
    occupation = coded[order].astype(np.uint16)
    parts = {
        **_masks(sorted_), **_pay(sorted_, weights), **_blocks(sorted_, world, major[occupation]),
        **_skills(sorted_, world, weights), **_licences(sorted_),
    }  # fmt: skip
    return VacancyColumns(
        ids=sorted_.ids, row=order.astype(np.uint32), occupation=occupation,
        **known, weights=weights.numbers(),
        places=world.codes, distance=world.distance,
        **parts, **_lookups(sorted_), **_text(sorted_.text),
        contract=sorted_.contract.astype(np.int8), told=_told(sorted_, occupation, parts),
    )  # fmt: skip


def _told(v: Vacancies, occupation: U16, parts: dict[str, NDArray]) -> NDArray[np.void]:
    out = np.zeros(len(v), TOLD)
    for name in ("low", "block", "hours", "flags"):
        out[name] = parts[name]
    out["occupation"], out["months"] = occupation, np.maximum(v.career, 0)
    out["contract"], out["education"], out["access"] = v.contract, v.education, v.access
    for name, rows in (("skill", v.skills), ("licence", v.licences)):
        out[f"first_{name}"], out[f"of_{name}s"] = rows.starts[:-1], np.diff(rows.starts)
    return out


def _check(vacancies: Vacancies) -> None:
    if len(vacancies) and (
        vacancies.contract.max() >= CONTRACTS_MOST
        or np.diff(vacancies.skills.starts).max() > SKILLS_MOST
        or vacancies.access.max() >= 1 << ACCESS_MOST
        or not ((vacancies.price >= 0) & (vacancies.price <= 1)).all()
        or not ((vacancies.chance >= 0) & (vacancies.chance <= 1)).all()
    ):
        raise ValueError("A vacancy's contract, skills, access, price or chance is out of range.")


def heads(codes: Ints) -> dict[str, NDArray]:
    """Of (O,) codes: digits, the first one, two and three of them, major group."""
    digits = np.floor(np.log10(np.maximum(codes, 1))).astype(np.int64)
    leading = np.stack([
        np.where(digits >= depth, codes // 10 ** np.maximum(digits - depth, 0), 0) for depth in (1, 2, 3)
    ])  # fmt: skip
    return {
        "occupation_code": codes.astype(np.uint16), "occupation_digits": digits.astype(np.uint8),
        "occupation_head": leading.astype(np.uint16),
        "occupation_major": np.where(leading[0] > 0, leading[0] - 10, MAJORS - 1).astype(np.uint8),
    }  # fmt: skip


def _masks(v: Vacancies) -> dict[str, NDArray]:
    short = v.hours <= PART_TIME_HOURS
    bits = NIGHT * v.night + WEEKEND * v.weekend + SHIFT * v.shift + NO_PERMIT * ~v.permit_ok + NOT_SHORT * ~short
    bits = bits + ALWAYS + CLOSED * ~v.open
    bits += np.where(v.contract >= 0, 1 << (CONTRACT_BIT + np.maximum(v.contract, 0)), 0)
    licensed = np.bincount(v.licences.owner, v.licences.extra == 1, minlength=len(v)) > 0
    hours = np.nan_to_num(np.rint(v.hours * 10)).astype(np.uint16)
    return {
        "flags": (bits + LICENSED * licensed).astype(np.uint16),
        "lacks": np.where(v.access != 0, ~v.access & 0xFFFF, 0).astype(np.uint16),
        "hours": hours,
        "hours_open": np.where(hours > 0, hours, 65_535).astype(np.uint16),
    }


def _pay(v: Vacancies, weights: Weights) -> dict[str, NDArray]:
    low = np.nan_to_num(v.pay_low).astype(np.int32)
    best = np.nan_to_num(np.where(np.isnan(v.pay_high), v.pay_low, v.pay_high)).astype(np.int32)
    levels = pay_levels(best)
    known = low > 0
    market = market_shares(v.pay_low, v.market)
    unnamed = np.diff(v.skills.starts) == 0
    pay = np.where(known, weights.market * market, weights.unknown_pay)
    fixed = weights.skills * weights.unknown_skills * unnamed + weights.pay * pay
    half = int(units(0.5 * weights.pay * (1 - weights.market)))
    return {
        "pay_levels": levels,
        "pay_rank": np.where(best > 0, np.searchsorted(levels, best), 65_535).astype(np.uint16),
        "pay_low": np.where(known, np.clip(-(-low // PAY_STEP), half, 65_535), 0).astype(np.uint16),
        "fixed": units(fixed), "fixed_net": units(fixed) + offset_of(v.price),
        "low": low, "best": best, "market": market,
        "chance": v.chance, "price": v.price,
        "chance_up": np.minimum(np.ceil(v.chance * 65_536), 65_535).astype(np.uint16),
        "offset": offset_of(v.price), "chances_differ": np.array([(v.chance < 1).any()], np.uint8),
    }  # fmt: skip


def offset_of(price: Floats) -> U16:
    return (UNIT + 2 - np.floor(price * UNIT)).astype(np.uint16)


def pay_levels(best: NDArray[np.int32]) -> NDArray[np.int32]:
    """Distinct pays, sorted. Past 65,000 of them the highest share levels: the kernel checks the won afterwards."""
    levels = np.unique(best[best > 0])
    if len(levels) <= 65_000:
        return levels
    return np.unique(np.concatenate([levels[:60_000], levels[60_000 :: -(-len(levels) // 4_000)], levels[-1:]]))


def _blocks(v: Vacancies, world: World, major: NDArray[np.uint8]) -> dict[str, NDArray]:
    remote = v.remote == FULLY_REMOTE
    new = np.ones(len(v), bool)
    new[1:] = (np.diff(v.place) != 0) | (remote[1:] != remote[:-1])
    starts = np.flatnonzero(new)
    ends = np.append(starts, len(v))
    block = np.cumsum(new) - 1
    keys = block * MAJORS + major
    inside = np.searchsorted(keys, (np.arange(len(starts))[:, None] * MAJORS + np.arange(MAJORS + 1)).ravel())
    return {
        "block": block.astype(np.uint32),
        "block_start": ends.astype(np.uint32),
        "block_place": v.place[starts].astype(np.int32),
        "block_home": world.row(v.place[starts]).astype(np.int32),
        "block_remote": remote[starts].astype(np.uint8),
        "block_major": inside.reshape(len(starts), MAJORS + 1).astype(np.uint32),
    }


def _skills(v: Vacancies, world: World, weights: Weights) -> dict[str, NDArray]:
    ids, at, share, level = skill_needs(v, world)
    owner = v.skills.owner
    order = np.lexsort((owner, at))
    tiles = -(-len(v) // TILE)
    key = at[order] * (tiles + 1) + owner[order] // TILE
    return {
        "skill_start": v.skills.starts.astype(np.uint32), "skill": at.astype(np.uint32),
        "skill_level": level.astype(np.uint8), "skill_worth": share / level,
        "post_start": np.searchsorted(key, np.arange(len(ids) * (tiles + 1))).astype(np.uint32),
        "post_at": owner[order].astype(np.uint32), "post_worth": units(weights.skills * share[order]),
        "post_level": level[order].astype(np.uint16), "skill_of": _places(ids),
        }  # fmt: skip


def _places(ids: Ints) -> NDArray[np.int32]:
    """(greatest id + 1,) place of each id among these. Ids come from one database's sequences: they are dense."""
    out = np.full(int(ids.max(initial=0)) + 1, -1, np.int32)
    out[ids] = np.arange(len(ids))
    return out


def _licences(v: Vacancies) -> dict[str, NDArray]:
    ids, at = np.unique(v.licences.values, return_inverse=True)
    required = v.licences.extra == 1
    owner, needed = v.licences.owner[required], at[required]
    first = np.append(True, np.diff(owner) != 0)[: len(owner)]
    owner, needed = owner[first], needed[first]
    order = np.lexsort((owner, needed))
    return {
        "licence_start": v.licences.starts.astype(np.uint32), "licence": at.astype(np.uint32),
        "licence_required": required.astype(np.uint8),
        "first_start": np.searchsorted(needed[order], np.arange(len(ids) + 1)).astype(np.uint32),
        "first_at": owner[order].astype(np.uint32), "licence_of": _places(ids),
    }  # fmt: skip


def _lookups(v: Vacancies) -> dict[str, NDArray]:
    by_id, by_employer = np.argsort(v.ids, kind="stable"), np.argsort(v.employer, kind="stable")
    return {
        "by_id": by_id.astype(np.uint32), "sorted_ids": v.ids[by_id],
        "by_employer": by_employer.astype(np.uint32), "employers": v.employer[by_employer],
    }  # fmt: skip


def _text(vectors: NDArray[np.int8]) -> dict[str, NDArray]:
    length = np.sqrt((vectors.astype(np.int64) ** 2).sum(axis=1))
    return {"text": np.ascontiguousarray(vectors), "text_scale": 1 / np.where(length > 0, length, 1)}


def people_columns(people: People, world: World) -> PeopleColumns:
    """Raises ValueError for a person of more than 64 occupations."""
    if np.diff(people.occupations.starts).max(initial=0) > OCCUPATIONS_MOST:
        raise ValueError(f"A person has more than {OCCUPATIONS_MOST} occupations.")
    forbids = NIGHT * people.no_night + WEEKEND * people.no_weekend + SHIFT * people.no_shift + CLOSED + LICENSED
    forbids = forbids + np.array([0, NO_PERMIT, NO_PERMIT | NOT_SHORT, ALWAYS])[people.permit]
    wanted = (people.contracts & 0xFF) << CONTRACT_BIT
    forbids += np.where(people.contracts != 0, CONTRACT_BITS & ~wanted, 0)
    asks = ~np.isnan(people.hours_min) | ~np.isnan(people.hours_max)
    return PeopleColumns(
        ids=people.ids, home=world.row(people.place).astype(np.int32), reach=people.reach_km,
        remote_ok=people.remote_ok.astype(np.uint8), forbids=forbids.astype(np.uint16),
        needs=people.needs.astype(np.uint16), floor=np.nan_to_num(people.pay_floor).astype(np.int32),
        hours_min=np.ceil(np.nan_to_num(people.hours_min) * 10 - 1e-9).astype(np.uint16),
        hours_max=np.floor(np.nan_to_num(people.hours_max, nan=6553.5) * 10 + 1e-9).astype(np.uint16),
        asks_hours=asks.astype(np.uint8), contracts=people.contracts.astype(np.uint16),
        career=people.career.astype(np.int32), education=people.education.astype(np.int8),
        permit=people.permit.astype(np.uint8), **_ragged("region", people.regions, np.int32),
        **_ragged("skill", people.skills, np.uint32),
        skill_level=np.clip(people.skills.extra, 1, 5).astype(np.uint8),
        **_ragged("licence", people.licences, np.uint32),
        **_ragged("occupation", people.occupations, np.uint16), occupation_worth=people.occupations.extra,
        **_ragged("refused", people.refused, np.int64), **_ragged("hidden", people.hidden, np.int64),
        **_text(people.text),
    )  # fmt: skip


def _ragged(name: str, rows: Ragged, dtype: type) -> dict[str, NDArray]:
    return {f"{name}_start": rows.starts.astype(np.uint32), name: rows.values.astype(dtype)}


def people_joined(parts: Sequence[PeopleColumns]) -> PeopleColumns:
    """The people of all of them, of whom there is at least one set, in this order."""
    whole: dict[str, NDArray] = {}
    for name in PeopleColumns._fields:
        arrays = [getattr(part, name) for part in parts]
        if name.endswith("_start"):
            before = np.cumsum([0, *(int(starts[-1]) for starts in arrays[:-1])]).tolist()
            shifted = [starts[1:] + np.uint32(at) for starts, at in zip(arrays, before, strict=True)]
            arrays = [np.zeros(1, np.uint32), *shifted]
        whole[name] = np.concatenate(arrays)
    return PeopleColumns(**whole)
