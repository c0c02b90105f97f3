"""What the making stands on, read once from the taxonomy: districts, industries, and each occupation's words."""

from dataclasses import dataclass, field

from employers.population.tables import PROVINCES, SECTIONS
from employers.services.importing.places import province_code
from taxonomy.models import (
    KECO_2018,
    KSIC_10,
    Industry,
    Occupation,
    OccupationLicence,
    OccupationSkill,
    OccupationSynonym,
    Region,
)

MOST_TITLES, MOST_SKILLS = 14, 14


@dataclass
class Trade:
    """One minor occupation with the unit groups under it, and the words of its advertisements."""

    code: str
    pk: int
    units: list[int] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    skills: list[tuple[int, str, str]] = field(default_factory=list)  # id, name, kind
    licences: list[tuple[int, str]] = field(default_factory=list)  # those a law requires

    @property
    def middle(self) -> str:
        return self.code[:2]


@dataclass
class Ground:
    trades: dict[str, Trade]
    districts: dict[str, list[tuple[int, str]]]  # province → (id, name)
    industries: dict[str, int]


def _trades() -> dict[str, Trade]:
    wanted = {code for _share, minors in SECTIONS.values() for code in minors}
    rows = Occupation.objects.filter(edition=KECO_2018).order_by("path")
    trades = {row.code: Trade(row.code, row.pk) for row in rows if row.level == "minor" and row.code in wanted}
    minor_of = {row.pk: trades[row.code[:3]] for row in rows if row.code[:3] in trades and len(row.code) >= 3}
    for row in rows:
        if row.level == "unit" and row.pk in minor_of:
            minor_of[row.pk].units.append(row.pk)
        if row.pk in minor_of and row.level in ("minor", "unit"):
            _title(minor_of[row.pk], row.title_ko)
    ids = list(minor_of)
    for pk, text in (
        OccupationSynonym.objects.filter(occupation__in=ids, lang="ko")
        .exclude(source="dictionary")
        .order_by("occupation", "text")
        .values_list("occupation_id", "text")
    ):
        _title(minor_of[pk], text)
    links = OccupationSkill.objects.filter(occupation__in=ids).order_by("occupation", "-weight", "skill")
    for pk, skill, name, kind in links.values_list("occupation_id", "skill_id", "skill__name_ko", "skill__kind"):
        skills = minor_of[pk].skills
        if len(skills) < MOST_SKILLS and all(known != skill for known, _name, _kind in skills):
            skills.append((skill, name, kind))
    for pk, licence, name in (
        OccupationLicence.objects.filter(occupation__in=ids, required=True)
        .order_by("occupation", "licence")
        .values_list("occupation_id", "licence_id", "licence__name_ko")
    ):
        minor_of[pk].licences.append((licence, name))
    return trades


def _title(trade: Trade, text: str) -> None:
    plain = text.replace("·", ", ").split("(")[0].strip()
    if (
        2 <= len(plain) <= 16
        and "," not in plain
        and "기타" not in plain
        and plain not in trade.titles
        and len(trade.titles) < MOST_TITLES
    ):
        trade.titles.append(plain)


def ground() -> Ground:
    districts: dict[str, list[tuple[int, str]]] = {code: [] for code in PROVINCES}
    rows = Region.objects.current().filter(level__in=["district", "province"]).order_by("code")
    for row in rows:
        province = province_code(row.short_code)
        if province in districts and (row.level == Region.Level.DISTRICT or province == "36"):
            districts[province].append((row.pk, row.name_ko))
    sections = Industry.objects.filter(edition=KSIC_10, level=Industry.Level.SECTION)
    industries = {row.code: row.pk for row in sections}
    trades = _trades()
    for trade in trades.values():
        trade.titles = trade.titles or [trade.code]
    return Ground(trades, {code: found for code, found in districts.items() if found}, industries)
