"""The best twenty of one person by SQL: exactly, and over the candidates that a vector index brings.

Exactly: blocks within reach, then the hard constraints on what lies there, then all components but the text; text is
looked at only where it could still lift a vacancy into the best twenty, as our kernel does it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.peers.statements import Statement
from matching.engine.columns import LICENSED, PeopleColumns
from matching.engine.hard import USUAL_REACH_KM

K = 20
CANDIDATES = 200  # that the vector index brings: ten times what is wanted
# What is known of a person, and as what: the parameters of the prepared statements.
ARGUMENTS = {
    "home": "int", "reach": "float8", "by_distance": "bool", "anywhere": "bool", "remote_ok": "bool",
    "districts": "int[]", "cities": "int[]", "provinces": "int[]", "forbids": "int", "needs": "int",
    "hours_min": "int", "hours_max": "int", "floor": "int", "licences": "int[]", "refused": "bigint[]",
    "hidden": "bigint[]", "skills": "int[]", "levels": "int[]", "occupations": "int[]", "worths": "float8[]",
    "asks_hours": "bool", "asks_contract": "bool", "text": "halfvec", "scale": "float8",
}  # fmt: skip
REACH = """
SELECT b.block, CASE WHEN {remote_ok} AND b.remote THEN 1 WHEN d.km IS NULL THEN {unknown_distance}
                     ELSE greatest(1 - d.km / (2 * greatest({reach}, 1)), 0) END AS near
  FROM peer_block b LEFT JOIN peer_distance d ON d.home = {home} AND d.place = b.home
 WHERE {remote_ok} AND b.remote OR {by_distance} AND d.km <= {reach} OR {anywhere}
    OR b.place = ANY({districts}) OR b.place / 10 = ANY({cities}) OR b.place / 1000 = ANY({provinces})
"""
ALLOWED = """
       v.flags & {forbids} < 1 AND v.lacks & {needs} < 1
   AND (v.hours = 0 OR v.hours BETWEEN {hours_min} AND {hours_max}) AND (v.best = 0 OR v.best >= {floor})
   AND v.licences <@ {licences} AND v.id <> ALL({refused}) AND v.employer <> ALL({hidden})
"""
NEAR = """
SELECT n.b, max(n.share * o.worth) AS share
  FROM unnest({occupations}, {worths}) o (code, worth) JOIN peer_near n ON n.a = o.code GROUP BY 1
"""
HELD = """
SELECT s.vacancy, sum(s.share * least(s.level, h.level) / s.level) AS share
  FROM unnest({skills}, {levels}) h (skill, level) JOIN peer_skill s ON s.skill = h.skill GROUP BY 1
"""
REST = """
       {skills_weight} * CASE WHEN v.names_skills THEN coalesce(h.share, 0) ELSE {unknown_skills} END
     + {occupation_weight} * coalesce(n.share, 0) + {distance_weight} * r.near
     + {pay_weight} * CASE WHEN v.low = 0 THEN {unknown_pay} ELSE {market_weight} * v.market + (1 - {market_weight})
       * CASE WHEN {floor} = 0 THEN 0.5
              ELSE greatest(least(0.5 + 0.5 * (v.low / {floor}::float8 - 1) / {pay_good}, 1), 0) END END
     + {hours_weight} * CASE WHEN {asks_hours} AND v.hours > 0 THEN 1 ELSE {unknown_hours} END
     + {contract_weight} * CASE WHEN {asks_contract} AND v.contract >= 0 THEN 1 ELSE {unknown_contract} END
"""
EXACT = f"""
WITH reach AS MATERIALIZED ({REACH}), near AS MATERIALIZED ({NEAR}), held AS MATERIALIZED ({HELD}),
partial AS MATERIALIZED (
    SELECT v.id, v.chance, v.price, {REST} AS rest
      FROM reach r JOIN peer_vacancy v USING (block)
      LEFT JOIN near n ON n.b = v.occupation LEFT JOIN held h ON h.vacancy = v.id
     WHERE {ALLOWED}),
bar AS (SELECT rest * chance - price AS least FROM partial ORDER BY 1 DESC OFFSET {K - 1} LIMIT 1)
SELECT p.id, (p.rest + {{text_weight}} * greatest(least(-(t.text <#> {{text}}) * t.scale * {{scale}}, 1), 0))
       * p.chance - p.price AS score
  FROM partial p JOIN peer_text t USING (id)
 WHERE (p.rest + {{text_weight}}) * p.chance - p.price >= coalesce((SELECT least FROM bar), -2)
 ORDER BY score DESC, id LIMIT {K}
"""

# The index on directions alone; the hard constraints are filters, so that it goes on until it found enough.
NEAREST = f"""
WITH reach AS MATERIALIZED ({REACH}), near AS MATERIALIZED ({NEAR}),
candidate AS MATERIALIZED (
    SELECT v.* FROM peer_indexed v WHERE v.block = ANY(ARRAY(SELECT block FROM reach)) AND {ALLOWED}
     ORDER BY v.text <=> {{text}} LIMIT {CANDIDATES})
SELECT v.id, ({REST} + {{text_weight}} * greatest(least(-(v.text <#> {{text}}) * v.scale * {{scale}}, 1), 0))
       * v.chance - v.price AS score
  FROM candidate v JOIN reach r USING (block) LEFT JOIN near n ON n.b = v.occupation
  LEFT JOIN LATERAL (
       SELECT sum(s.share * least(s.level, h.level) / s.level) AS share
         FROM unnest(v.skills, v.levels, v.shares) s (skill, level, share)
         JOIN unnest({{skills}}, {{levels}}) h (skill, level) USING (skill)) h ON true
 ORDER BY score DESC, id LIMIT {K}
"""
INDEXED = """
CREATE UNLOGGED TABLE peer_indexed AS
SELECT v.*, t.text, t.scale, s.skills, s.levels, s.shares
  FROM peer_vacancy v JOIN peer_text t USING (id)
  LEFT JOIN (SELECT vacancy, array_agg(skill) AS skills, array_agg(level) AS levels, array_agg(share) AS shares
               FROM peer_skill GROUP BY 1) s ON s.vacancy = v.id;
SET max_parallel_maintenance_workers = 1;
CREATE INDEX ON peer_indexed USING hnsw (text halfvec_cosine_ops);
ANALYZE peer_indexed;
"""
# A fresh plan each time knows the person's numbers: twice as fast here as a kept one. The table that has the vector
# index has no other, so that the planner takes it.
FRESH = "plan_cache_mode = force_custom_plan"
EXACTLY = Statement("exactly", EXACT, ARGUMENTS, (FRESH,))
NEARBY = Statement(
    "nearby", NEAREST, ARGUMENTS,
    (FRESH, "enable_seqscan = off", "hnsw.iterative_scan = relaxed_order", f"hnsw.ef_search = {CANDIDATES}"),
)  # fmt: skip


def asked_of(p: PeopleColumns, i: int) -> dict[str, Any]:
    """One row of the columns as the statements take it."""

    def row(name: str) -> np.ndarray:
        start = getattr(p, f"{name}_start")
        return getattr(p, name)[start[i] : start[i + 1]]

    regions = row("region")
    silent, unsaid = not len(regions), bool(np.isnan(p.reach[i]))
    first = int(p.occupation_start[i])
    return {
        "home": int(p.home[i]), "reach": USUAL_REACH_KM if unsaid else float(p.reach[i]),
        "by_distance": silent or not unsaid, "anywhere": silent and int(p.home[i]) < 0,
        "remote_ok": bool(p.remote_ok[i]),
        "districts": regions[(regions >= 100) & (regions % 10 != 0)].tolist(),
        "cities": (regions[(regions >= 100) & (regions % 10 == 0)] // 10).tolist(),
        "provinces": regions[regions < 100].tolist(),
        "forbids": int(p.forbids[i]) & ~LICENSED, "needs": int(p.needs[i]),
        "hours_min": int(p.hours_min[i]), "hours_max": int(p.hours_max[i]), "floor": int(p.floor[i]),
        "licences": row("licence").tolist(), "refused": row("refused").tolist(), "hidden": row("hidden").tolist(),
        "skills": row("skill").tolist(), "levels": p.skill_level[p.skill_start[i] : p.skill_start[i + 1]].tolist(),
        "occupations": row("occupation").tolist(),
        "worths": p.occupation_worth[first : first + len(row("occupation"))].tolist(),
        "asks_hours": bool(p.asks_hours[i]), "asks_contract": bool(p.contracts[i]),
        "text": f"[{','.join(map(str, p.text[i].tolist()))}]", "scale": float(p.text_scale[i]),
    }  # fmt: skip
