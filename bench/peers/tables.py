"""Vacancies and people as tables, from the very columns that the kernels read: what is measured over all of them
(rarity, usual pay, prices) is worked out beforehand for the peer as it is for us."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.peers.copying import table_fill
from matching.engine.columns import LICENSED, PeopleColumns, VacancyColumns
from matching.engine.score import NEAR_SHARES, near_classes

_VACANCIES = """
CREATE UNLOGGED TABLE peer_vacancy AS
SELECT f.*, coalesce(l.licences, '{}') AS licences
  FROM peer_fact f
  LEFT JOIN (SELECT vacancy, array_agg(licence) AS licences FROM peer_licence GROUP BY 1) l ON l.vacancy = f.id
 ORDER BY f.block, f.occupation, f.id;
ALTER TABLE peer_vacancy ADD PRIMARY KEY (id);
CREATE INDEX ON peer_vacancy (block, occupation);
CREATE INDEX ON peer_skill (skill, vacancy) INCLUDE (share, level);
CREATE INDEX ON peer_distance (home, place) INCLUDE (km);
CREATE INDEX ON peer_near (a, b) INCLUDE (share);
ALTER TABLE peer_text ADD PRIMARY KEY (id);
DROP TABLE peer_fact;
ANALYZE peer_vacancy; ANALYZE peer_skill; ANALYZE peer_distance; ANALYZE peer_near; ANALYZE peer_text;
ANALYZE peer_block;
"""


def vacancies_fill(cursor: Any, v: VacancyColumns, p: PeopleColumns) -> None:
    """`p`: who will be asked for."""
    cursor.execute("CREATE EXTENSION IF NOT EXISTS vector")
    employer = np.empty(len(v.ids), np.int64)
    employer[v.by_employer] = v.employers
    table_fill(cursor, "peer_fact", {
        "id": v.ids, "employer": employer, "block": v.block.astype(np.int32),
        "occupation": v.occupation_code[v.occupation].astype(np.int32), "contract": v.contract.astype(np.int32),
        "flags": (v.flags & ~np.uint16(LICENSED)).astype(np.int32), "lacks": v.lacks.astype(np.int32),
        "hours": v.hours.astype(np.int32), "low": v.low, "best": v.best, "market": v.market, "chance": v.chance,
        "price": v.price, "names_skills": np.diff(v.skill_start) > 0,
    })  # fmt: skip
    table_fill(cursor, "peer_text", {"id": v.ids, "text": v.text, "scale": v.text_scale})
    required = v.licence_required == 1
    owner = np.repeat(v.ids, np.diff(v.licence_start))
    licence = np.flatnonzero(v.licence_of >= 0)[v.licence]
    table_fill(cursor, "peer_licence", {"vacancy": owner[required], "licence": licence[required].astype(np.int32)})
    table_fill(cursor, "peer_skill", {
        "skill": np.flatnonzero(v.skill_of >= 0)[v.skill].astype(np.int32),
        "vacancy": np.repeat(v.ids, np.diff(v.skill_start)), "share": v.skill_worth * v.skill_level,
        "level": v.skill_level.astype(np.int32),
    })  # fmt: skip
    world_fill(cursor, v, p)
    cursor.execute(_VACANCIES)


def world_fill(cursor: Any, v: VacancyColumns, p: PeopleColumns) -> None:
    """Blocks (a district, or work from home in it), how far districts lie apart, how near occupations are."""
    table_fill(cursor, "peer_block", {
        "block": np.arange(len(v.block_place), dtype=np.int32), "place": v.block_place,
        "home": v.block_home, "remote": v.block_remote == 1,
    })  # fmt: skip
    home, place = (at.ravel().astype(np.int32) for at in np.indices(v.distance.shape))
    known = ~np.isnan(v.distance.ravel())
    table_fill(cursor, "peer_distance", {
        "home": home[known], "place": place[known], "km": v.distance.ravel()[known].astype(np.float64),
    })  # fmt: skip
    codes = v.occupation_code.astype(np.int64)
    wanted = np.unique(p.occupation).astype(np.int64)
    shares = NEAR_SHARES[near_classes(wanted, codes)]
    a, b = np.nonzero(shares)
    table_fill(cursor, "peer_near", {
        "a": wanted[a].astype(np.int32), "b": codes[b].astype(np.int32), "share": shares[a, b],
    })  # fmt: skip
