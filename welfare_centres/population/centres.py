"""Centres of real size with the agencies under their roof, their staff and one mixed team each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db import transaction

from accounts.models import Membership, Organisation, ServiceArea, User
from welfare_centres.models import Agency, AgencyKind, Centre, Competence, Desk, StaffProfile, Team, TeamMember
from welfare_centres.population.places import Place, nearest_whole, places
from welfare_centres.services.reference import centres_reference_load

Role = Membership.Role
COUNSELLORS: dict[str, int] = {Centre.Type.PLUS: 24, Centre.Type.BRANCH: 8, Centre.Type.MOBILE: 3}
NAMES: dict[str, tuple[str, str]] = {
    Centre.Type.PLUS: ("{ko} 고용복지+센터", "{en} Employment Welfare Plus Centre"),
    Centre.Type.BRANCH: ("{ko} 고용센터 출장소", "{en} branch employment centre"),
    Centre.Type.MOBILE: ("{ko} 이동 상담소", "{en} mobile employment desk"),
}


@dataclass(frozen=True, slots=True)
class Partner:
    """A kind of agency that sits in whole centres: in how many of them, its name, its people there."""

    kind: str
    centres: int
    ko: str
    en: str
    staff: int
    note: str = ""


# How many there are is from memory where it is known at all; who sits where is made up.
PARTNERS = (
    Partner("municipal_welfare", 102, "{ko} 복지지원팀", "{en} welfare team", 3),
    Partner("municipal_jobs", 102, "{ko} 일자리센터", "{en} municipal job centre", 2),
    Partner("saeil", 102, "{ko} 여성새로일하기센터", "{en} Saeil centre", 2),
    Partner("self_sufficiency", 102, "{ko} 지역자활센터", "{en} self-sufficiency centre", 1),
    Partner("small_loans", 50, "{ko} 서민금융통합지원센터", "{en} small-loan finance centre", 1),
    Partner("middle_aged", 35, "{ko} 중장년내일센터", "{en} middle-aged Job Hope centre", 1),
    Partner("mental_health", 102, "{ko} 정신건강복지센터", "{en} mental health and welfare centre", 1, "화·목요일"),
)
SURNAMES = tuple("김이박최정강조윤장임한오서신권황안송류홍")
GIVEN = ("수연", "지훈", "은정", "도현", "미라", "성호", "하늘", "민서", "영주", "태경", "보람", "재원", "선우",
         "가을", "정민", "현아", "동욱", "나래", "승희", "준서")  # fmt: skip
LANGUAGES = ("en", "zh", "vi", "ru", "uz", "mn")
ROLES: dict[str, tuple[str, str]] = {
    Organisation.Kind.CENTRE: (Role.CENTRE_MANAGER, Role.COUNSELLOR),
    Organisation.Kind.AGENCY: (Role.AGENCY_MANAGER, Role.CASE_WORKER),
}
ANOTHER_LANGUAGE = 1 / 7
COMPETENCES_OF = {
    "job_centre": ("jobs", "benefits", "training", "youth", "middle_aged", "disability", "foreigners"),
    "municipal_welfare": ("welfare", "housing", "care"), "municipal_jobs": ("jobs", "training"),
    "saeil": ("women", "training", "care"), "self_sufficiency": ("self_sufficiency", "welfare"),
    "small_loans": ("debt",), "middle_aged": ("middle_aged", "jobs"), "mental_health": ("mental_health",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Crew:
    """Who is still to be hired: an organisation, its kind of agency, how many people with the manager."""

    organisation: Organisation
    kind: str
    people: int


@transaction.atomic
def make_centres(*, seed: int) -> int:
    """All sites, once: how many there are. A second call changes nothing."""
    if Centre.objects.exists():
        return Centre.objects.count()
    centres_reference_load()
    kinds = AgencyKind.objects.in_bulk(field_name="code")
    centres = _centres(places())
    whole = [centre for centre in centres if centre.type == Centre.Type.PLUS]
    desks = _partners(whole, kinds)
    agencies = [Agency(organisation=centre.organisation, kind=kinds["job_centre"]) for centre in centres]
    Agency.objects.bulk_create(agencies)
    crews = [Crew(one.organisation, "job_centre", COUNSELLORS[one.type] + 1) for one in centres]
    crews += [Crew(desk.agency.organisation, one.kind, one.staff + 1) for one, desk in desks]
    staff = _staff(np.random.default_rng([seed, 5]), crews)
    _teams(whole, [desk for _partner, desk in desks], staff)
    return len(centres)


def _names(place: Place) -> tuple[str, str]:
    """‘수원시 장안구’ stands alone; ‘중구’ takes its province before it."""
    region, parent = place.region, place.region.parent
    if parent is None or len(region.name_ko) > 4:
        return region.name_ko, region.name_en
    return f"{parent.name_ko} {region.name_ko}", f"{region.name_en}, {parent.name_en}"


def _centres(found: list[Place]) -> list[Centre]:
    """With the districts each serves; branches belong to a whole one near by."""
    names = [_names(place) for place in found]
    organisations = Organisation.objects.bulk_create(
        Organisation(
            kind=Organisation.Kind.CENTRE, phone="1350", address=ko,
            name_ko=NAMES[place.type][0].format(ko=ko), name_en=NAMES[place.type][1].format(en=en),
        )
        for place, (ko, en) in zip(found, names, strict=True)
    )  # fmt: skip
    centres = [
        Centre(organisation=organisation, type=place.type, region=place.region)
        for place, organisation in zip(found, organisations, strict=True)
    ]
    whole = [centre for centre in centres if centre.type == Centre.Type.PLUS]
    Centre.objects.bulk_create(whole)
    of_region = {centre.region_id: centre for centre in whole}
    branches = [centre for centre in centres if centre.type != Centre.Type.PLUS]
    for branch, place in zip(branches, (one for one in found if one.type != Centre.Type.PLUS), strict=True):
        branch.branch_of = of_region[nearest_whole(place, found).region.pk]
    Centre.objects.bulk_create(branches)
    ServiceArea.objects.bulk_create(
        ServiceArea(organisation=organisation, region_prefix=area)
        for place, organisation in zip(found, organisations, strict=True)
        for area in dict.fromkeys((*place.serves, place.region.code[:2]) if place.is_main else place.serves)
    )
    return centres


def _partners(whole: list[Centre], kinds: dict[str, AgencyKind]) -> list[tuple[Partner, Desk]]:
    """Each centre's agencies are bodies of its own place, with a desk there."""
    seats = [(partner, centre) for at, centre in enumerate(whole) for partner in PARTNERS if at < partner.centres]
    organisations = Organisation.objects.bulk_create(
        Organisation(
            kind=Organisation.Kind.AGENCY, phone="129" if partner.kind == "municipal_welfare" else "",
            name_ko=partner.ko.format(ko=centre.organisation.address), address=centre.organisation.address,
            name_en=partner.en.format(en=centre.region.name_en if centre.region else ""),
        )
        for partner, centre in seats
    )  # fmt: skip
    agencies = Agency.objects.bulk_create(
        Agency(organisation=organisation, kind=kinds[partner.kind])
        for (partner, _centre), organisation in zip(seats, organisations, strict=True)
    )
    desks = Desk.objects.bulk_create(
        Desk(centre=centre, agency=agency, note=partner.note)
        for (partner, centre), agency in zip(seats, agencies, strict=True)
    )
    return [(partner, desk) for (partner, _centre), desk in zip(seats, desks, strict=True)]


def _staff(rng: np.random.Generator, crews: list[Crew]) -> dict[int, list[User]]:
    """By organisation: a manager first, then those who see people. Nobody signs in as them."""
    seats = [(crew, at) for crew in crews for at in range(crew.people)]
    surnames, given = rng.integers(0, len(SURNAMES), len(seats)), rng.integers(0, len(GIVEN), len(seats))
    users = User.objects.bulk_create(
        User(
            email=f"staff-{crew.organisation.pk}-{at}@{crew.organisation.kind}.example",
            display_name=SURNAMES[surname] + GIVEN[name],
            password="!",  # noqa: S106 - unusable
        )
        for (crew, at), surname, name in zip(seats, surnames, given, strict=True)
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=crew.organisation, role=ROLES[crew.organisation.kind][at > 0])
        for (crew, at), user in zip(seats, users, strict=True)
    )
    _profiles(rng, [crew.kind for crew, _at in seats], users)
    staff: dict[int, list[User]] = {}
    for (crew, _at), user in zip(seats, users, strict=True):
        staff.setdefault(crew.organisation.pk, []).append(user)
    return staff


def _profiles(rng: np.random.Generator, kinds: list[str], users: list[User]) -> None:
    """Two fields of their agency's, and for one in seven a language beside Korean."""
    more, first = rng.random(len(users)) < ANOTHER_LANGUAGE, rng.integers(0, 60, len(users))
    profiles = StaffProfile.objects.bulk_create(
        StaffProfile(user=user, languages=["ko", LANGUAGES[at % len(LANGUAGES)]] if also else ["ko"])
        for user, also, at in zip(users, more, first, strict=True)
    )
    fields, through = Competence.objects.in_bulk(field_name="code"), StaffProfile.competences.through
    through.objects.bulk_create(
        through(staffprofile_id=profile.pk, competence_id=fields[code].pk)
        for profile, codes, at in zip(profiles, (COMPETENCES_OF[kind] for kind in kinds), first, strict=True)
        for code in {codes[at % len(codes)], codes[(at + 1) % len(codes)]}
    )


def _teams(whole: list[Centre], desks: list[Desk], staff: dict[int, list[User]]) -> None:
    """One a centre: three counsellors, the first of them its lead, and one of each agency with a desk."""
    teams = Team.objects.bulk_create(
        Team(centre=centre, name_ko="취업·복지 함께돌봄팀", name_en="Work and welfare team",
             purpose="일자리와 생활 문제를 함께 푸는 전담팀")
        for centre in whole
    )  # fmt: skip
    of_centre = {team.centre_id: team for team in teams}
    members = [
        TeamMember(team=team, user=user, organisation=team.centre.organisation, is_lead=at == 0)
        for team in teams
        for at, user in enumerate(staff[team.centre.organisation_id][1:4])
    ]
    for desk in desks:
        body = desk.agency.organisation
        members.append(TeamMember(team=of_centre[desk.centre_id], user=staff[body.pk][1], organisation=body))
    TeamMember.objects.bulk_create(members)
