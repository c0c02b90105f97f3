"""Whom one new vacancy suits, by SQL over everybody: who can reach it, whom nothing forbids, whose twentieth it beats.

As in our kernel, what is dear to look at (skills, text) is looked at only where what is known could still suffice.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.peers.copying import table_fill
from bench.peers.statements import Statement
from matching.engine.columns import LICENSED, PeopleColumns, VacancyColumns
from matching.engine.hard import USUAL_REACH_KM

_PEOPLE = """
CREATE UNLOGGED TABLE peer_person AS
SELECT f.*, coalesce(l.all_of_them, '{}') AS licences, coalesce(r.all_of_them, '{}') AS refused,
       coalesce(h.all_of_them, '{}') AS hidden
  FROM peer_people f
  LEFT JOIN (SELECT person, array_agg(value) AS all_of_them FROM peer_licences GROUP BY 1) l ON l.person = f.id
  LEFT JOIN (SELECT person, array_agg(value) AS all_of_them FROM peer_refused GROUP BY 1) r ON r.person = f.id
  LEFT JOIN (SELECT person, array_agg(value) AS all_of_them FROM peer_hidden GROUP BY 1) h ON h.person = f.id
 ORDER BY f.home, f.id;
DROP TABLE peer_people, peer_licences, peer_refused, peer_hidden;
ALTER TABLE peer_person ADD PRIMARY KEY (id);
CREATE INDEX ON peer_person (home);
CREATE INDEX ON peer_person (id) WHERE anywhere;
CREATE INDEX ON peer_person (id) WHERE remote_ok;
CREATE INDEX ON peer_region (code, person);
CREATE INDEX ON peer_held (skill) INCLUDE (person, level);
CREATE INDEX ON peer_wanted (code) INCLUDE (person, worth);
ALTER TABLE peer_words ADD PRIMARY KEY (id);
CREATE INDEX ON peer_near (b, a) INCLUDE (share);
CREATE INDEX ON peer_distance (home) INCLUDE (place, km);
ANALYZE peer_person; ANALYZE peer_region; ANALYZE peer_held; ANALYZE peer_wanted; ANALYZE peer_words;
ANALYZE peer_near; ANALYZE peer_distance;
"""
ALLOWED = """
       p.forbids & {flags} < 1 AND p.needs & {lacks} < 1
   AND ({hours} = 0 OR {hours} BETWEEN p.hours_min AND p.hours_max) AND ({best} = 0 OR p.floor <= {best})
   AND {licences} <@ p.licences AND {id} <> ALL(p.refused) AND {employer} <> ALL(p.hidden)
"""
KNOWN = """
       {distance_weight} * CASE WHEN {remote} AND p.remote_ok THEN 1 WHEN a.km IS NULL THEN {unknown_distance}
                                ELSE greatest(1 - a.km / (2 * greatest(p.reach, 1)), 0) END
     + {pay_weight} * CASE WHEN {low} = 0 THEN {unknown_pay} ELSE {market_weight} * {market} + (1 - {market_weight})
       * CASE WHEN p.floor = 0 THEN 0.5
              ELSE greatest(least(0.5 + 0.5 * ({low} / p.floor::float8 - 1) / {pay_good}, 1), 0) END END
     + {hours_weight} * CASE WHEN p.asks_hours AND {hours} > 0 THEN 1 ELSE {unknown_hours} END
     + {contract_weight} * CASE WHEN p.asks_contract AND {contract} >= 0 THEN 1 ELSE {unknown_contract} END
"""
SUITED = f"""
WITH around AS MATERIALIZED (SELECT place AS home, km FROM peer_distance WHERE home = {{home}}),
other AS MATERIALIZED (
    SELECT person AS id FROM peer_region WHERE code = ANY({{codes}})
     UNION SELECT id FROM peer_person WHERE anywhere UNION SELECT id FROM peer_person WHERE remote_ok AND {{remote}}),
allowed AS (
    SELECT p.id, p.least, {KNOWN} AS known
      FROM around a JOIN peer_person p USING (home) WHERE p.by_distance AND a.km <= p.reach AND {ALLOWED}
     UNION ALL
    SELECT p.id, p.least, {KNOWN} AS known
      FROM other o JOIN peer_person p USING (id) LEFT JOIN around a USING (home)
     WHERE NOT coalesce(p.by_distance AND a.km <= p.reach, false) AND {ALLOWED}),
first AS MATERIALIZED (
    SELECT * FROM allowed
     WHERE (known + {{skills_weight}} + {{occupation_weight}} + {{text_weight}}) * {{chance}} - {{price}}
           >= least - 1e-9),
near AS MATERIALIZED (
    SELECT w.person, max(n.share * w.worth) AS share
      FROM peer_near n JOIN peer_wanted w ON w.code = n.a WHERE n.b = {{occupation}} GROUP BY 1),
second AS MATERIALIZED (
    SELECT f.id, f.least, f.known + {{occupation_weight}} * coalesce(n.share, 0) AS known
      FROM first f LEFT JOIN near n ON n.person = f.id),
held AS MATERIALIZED (
    SELECT h.person, sum(c.share * least(c.level, h.level) / c.level) AS share
      FROM unnest({{skills}}, {{levels}}, {{shares}}) c (skill, level, share) JOIN peer_held h ON h.skill = c.skill
     GROUP BY 1),
third AS MATERIALIZED (
    SELECT s.id, s.least, s.known + {{skills_weight}} * CASE WHEN {{skills}} = ARRAY[]::int[] THEN {{unknown_skills}}
           ELSE coalesce(h.share, 0) END AS known
      FROM second s LEFT JOIN held h ON h.person = s.id
     WHERE (s.known + {{skills_weight}} + {{text_weight}}) * {{chance}} - {{price}} >= s.least - 1e-9)
SELECT id FROM (
    SELECT t.id, t.least, (t.known + {{text_weight}}
           * greatest(least(-(w.text <#> {{text}}) * w.scale * {{scale}}, 1), 0)) * {{chance}} - {{price}} AS score
      FROM third t JOIN peer_words w USING (id)
     WHERE (t.known + {{text_weight}}) * {{chance}} - {{price}} >= t.least - 1e-9) scored
 WHERE score >= greatest(least - {{tie}}, -1)
"""
ARGUMENTS = {
    "id": "bigint", "employer": "bigint", "home": "int", "remote": "bool", "codes": "int[]", "flags": "int",
    "lacks": "int", "hours": "int", "low": "int", "best": "int", "market": "float8", "contract": "int",
    "occupation": "int", "licences": "int[]", "skills": "int[]", "levels": "int[]", "shares": "float8[]",
    "chance": "float8", "price": "float8", "text": "halfvec", "scale": "float8", "tie": "float8",
}  # fmt: skip

REVERSE = Statement("suited", SUITED, ARGUMENTS, ("plan_cache_mode = force_custom_plan",))


def people_fill(cursor: Any, p: PeopleColumns, least: NDArray[np.float64]) -> None:
    silent, unsaid = np.diff(p.region_start) == 0, np.isnan(p.reach)
    table_fill(cursor, "peer_people", {
        "id": p.ids, "home": p.home, "reach": np.where(unsaid, USUAL_REACH_KM, p.reach),
        "by_distance": silent | ~unsaid, "anywhere": silent & (p.home < 0), "remote_ok": p.remote_ok == 1,
        "forbids": (p.forbids & ~np.uint16(LICENSED)).astype(np.int32), "needs": p.needs.astype(np.int32),
        "floor": p.floor, "hours_min": p.hours_min.astype(np.int32), "hours_max": p.hours_max.astype(np.int32),
        "asks_hours": p.asks_hours == 1, "asks_contract": p.contracts != 0, "least": least,
    })  # fmt: skip
    table_fill(cursor, "peer_words", {"id": p.ids, "text": p.text, "scale": p.text_scale})
    for table, name, kind in (
        ("licences", "licence", np.int32), ("refused", "refused", np.int64), ("hidden", "hidden", np.int64),
    ):  # fmt: skip
        table_fill(cursor, f"peer_{table}", {"person": _owner(p, name), "value": getattr(p, name).astype(kind)})
    table_fill(cursor, "peer_region", {"person": _owner(p, "region"), "code": p.region})
    table_fill(cursor, "peer_held", {
        "person": _owner(p, "skill"), "skill": p.skill.astype(np.int32), "level": p.skill_level.astype(np.int32),
    })  # fmt: skip
    table_fill(cursor, "peer_wanted", {
        "person": _owner(p, "occupation"), "code": p.occupation.astype(np.int32), "worth": p.occupation_worth,
    })  # fmt: skip
    cursor.execute(_PEOPLE)


def _owner(p: PeopleColumns, name: str) -> NDArray[np.int64]:
    return np.repeat(p.ids, np.diff(getattr(p, f"{name}_start")))


def asked_of(v: VacancyColumns, tie: float = 0.0) -> dict[str, Any]:
    """The columns of one vacancy as the statement takes them; `tie` lowers everybody's least."""
    place = int(v.block_place[0])
    required = np.flatnonzero(v.licence_of >= 0)[v.licence[v.licence_required == 1]]
    return {
        "id": int(v.ids[0]), "employer": int(v.employers[0]), "home": int(v.block_home[0]),
        "remote": bool(v.block_remote[0]), "codes": [place, place // 10 * 10, place // 1000],
        "flags": int(v.flags[0]), "lacks": int(v.lacks[0]), "hours": int(v.hours[0]), "low": int(v.low[0]),
        "best": int(v.best[0]), "market": float(v.market[0]), "contract": int(v.contract[0]),
        "occupation": int(v.occupation_code[v.occupation[0]]), "licences": required.tolist(),
        "skills": np.flatnonzero(v.skill_of >= 0)[v.skill].tolist(),
        "levels": v.skill_level.tolist(),
        "shares": (v.skill_worth * v.skill_level).tolist(), "chance": float(v.chance[0]), "price": float(v.price[0]),
        "text": f"[{','.join(map(str, v.text[0].tolist()))}]", "scale": float(v.text_scale[0]), "tie": tie,
    }  # fmt: skip
