"""What the made people live in: today's districts, occupations with their skills and licences, read once."""

import zlib
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from core.errors import RuleBroken
from jobseekers.population.figures import MAJORS, PROVINCES
from taxonomy.models import KECO_2018, Occupation, OccupationLicence, OccupationSkill, OccupationSynonym, Region

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
MOST_SKILLS = 14


# Few who hold these look for work at an employment service: members of parliament, managers, soldiers, clergy
RARE = {"011": 0.01, "01": 0.15, "25": 0.02, "24": 0.2}


@dataclass(frozen=True, slots=True)
class Job:
    id: int
    major: str
    weight: float
    titles: tuple[str, ...]
    skills: tuple[int, ...]
    skill_names: tuple[str, ...]
    licences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class World:
    region_ids: list[int]
    region_province: list[str]
    region_shares: Floats
    province_members: dict[str, list[int]]  # positions in region_ids
    jobs: list[Job]
    job_positions: dict[str, list[int]]  # by major group
    job_shares: dict[str, Floats]


def _size(code: str, spread: float) -> float:
    """A size that belongs to the code for ever, as districts and occupations are not equal."""
    return float(np.exp(np.random.default_rng(zlib.crc32(code.encode())).normal(0, spread)))


def _shares(weights: list[float]) -> Floats:
    found = np.array(weights, dtype=float)
    return found / found.sum()


def _ancestors(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(len(parts), 0, -1)]


def _linked() -> tuple[dict[str, list[tuple[int, str]]], dict[str, list[int]], dict[str, list[str]]]:
    skills: dict[str, list[tuple[int, str]]] = defaultdict(list)
    rows = OccupationSkill.objects.filter(occupation__edition=KECO_2018).order_by("-weight", "skill__code")
    for path, pk, name in rows.values_list("occupation__path", "skill_id", "skill__name_ko"):
        skills[path].append((pk, name))
    licences: dict[str, list[int]] = defaultdict(list)
    found = OccupationLicence.objects.filter(occupation__edition=KECO_2018).order_by("licence__code")
    for path, pk in found.values_list("occupation__path", "licence_id"):
        licences[path].append(pk)
    titles: dict[str, list[str]] = defaultdict(list)
    synonyms = OccupationSynonym.objects.filter(occupation__edition=KECO_2018, lang="ko").order_by("text")
    for path, text in synonyms.values_list("occupation__path", "text"):
        titles[path].append(text)
    return skills, licences, titles


def _jobs() -> list[Job]:
    rows = Occupation.objects.filter(edition=KECO_2018).order_by("path")
    level = Occupation.Level.UNIT if rows.filter(level=Occupation.Level.UNIT).exists() else Occupation.Level.MINOR
    skills, licences, titles = _linked()
    jobs = []
    for pk, path, title in rows.filter(level=level).values_list("pk", "path", "title_ko"):
        near = _ancestors(path)
        own = list(dict.fromkeys(one for step in near for one in skills.get(step, ())))[:MOST_SKILLS]
        jobs.append(
            Job(
                id=pk,
                major=path[0],
                weight=next((RARE[code] for code in path.split("/")[::-1] if code in RARE), 1.0),
                titles=(title, *titles.get(path, ())[:8]),
                skills=tuple(skill for skill, _name in own),
                skill_names=tuple(name for _skill, name in own),
                licences=tuple(one for step in near[:-1] for one in licences.get(step, ()))[:6],
            )
        )
    return jobs


def _regions() -> list[tuple[int, str, str, str]]:
    rows = Region.objects.current().order_by("code").values_list("pk", "short_code", "name_ko", "level", "path")
    found = list(rows)
    districts = [(pk, code, name, path) for pk, code, name, level, path in found if level == Region.Level.DISTRICT]
    holds_others = {path.rsplit("/", 1)[0] for _pk, _code, _name, path in districts}
    districts = [row for row in districts if row[3] not in holds_others]
    with_districts = {row[1][:2] for row in districts}
    whole = [
        (pk, code, name, path)
        for pk, code, name, level, path in found
        if level == Region.Level.PROVINCE and code[:2] not in with_districts
    ]
    return districts + whole


def read() -> World:
    jobs, regions = _jobs(), _regions()
    if not jobs or not regions:
        raise RuleBroken(_("직업과 지역 자료가 없습니다. 먼저 기본 자료를 넣으세요."))
    members: dict[str, list[int]] = defaultdict(list)
    for at, (_pk, code, _name, _path) in enumerate(regions):
        members[code[:2]].append(at)
    weights = [0.0] * len(regions)
    for province, places in members.items():
        sizes = [_size(regions[at][1], 0.5) * (0.25 if regions[at][2].endswith("군") else 1.0) for at in places]
        for at, size in zip(places, sizes, strict=True):
            weights[at] = PROVINCES.get(province, 1.0) * size / sum(sizes)
    by_major = {major: [at for at, job in enumerate(jobs) if job.major == major] for major in MAJORS}
    return World(
        region_ids=[row[0] for row in regions],
        region_province=[row[1][:2] for row in regions],
        region_shares=_shares(weights),
        province_members=dict(members),
        jobs=jobs,
        job_positions=by_major,
        job_shares={
            major: _shares([_size(jobs[at].titles[0], 0.7) * jobs[at].weight for at in places])
            for major, places in by_major.items()
            if places
        },
    )
