"""Centres of real size with the agencies under their roof, their staff and one mixed team each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from django.db import transaction

from accounts.models import Membership, Organisation, ServiceArea, User
from welfare_centres.models import Agency, AgencyKind, Centre, Competence, Desk, StaffProfile, Team, TeamMember
from welfare_centres.population.places import Place, nearest_whole, places
from welfare_centres.services.reference import centres_reference_load

Role = Membership.Role
COUNSELLORS = {Centre.Type.PLUS: 24, Centre.Type.BRANCH: 8, Centre.Type.MOBILE: 3}
NAMES = {
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
COMPETENCES_OF = {
    "job_centre": ("jobs", "benefits", "training", "youth", "middle_aged", "disability", "foreigners"),
    "municipal_welfare": ("welfare", "housing", "care"), "municipal_jobs": ("jobs", "training"),
    "saeil": ("women", "training", "care"), "self_sufficiency": ("self_sufficiency", "welfare"),
    "small_loans": ("debt",), "middle_aged": ("middle_aged", "jobs"), "mental_health": ("mental_health",),
}  # fmt: skip


@transaction.atomic
def make_centres(*, seed: int) -> int:
    """All sites, once: how many there are. A second call changes nothing."""
    if Centre.objects.exists():
        return Centre.objects.count()
    centres_reference_load()
    rng = np.random.default_rng([seed, 5])
    kinds = AgencyKind.objects.in_bulk(field_name="code")
    found = places()
    centres = _centres(found, kinds["job_centre"])
    staff = {pk: _staff(rng, centre.organisation, "job_centre", COUNSELLORS[centre.type] + 1, f"c{pk}")
             for pk, centre in centres.items()}  # fmt: skip
    whole = [centres[place.region.pk] for place in found if place.type == Centre.Type.PLUS]
    partners = {
        centre.pk: [
            _partner(rng, centre, partner, kinds[partner.kind]) for partner in PARTNERS if at < partner.centres
        ]
        for at, centre in enumerate(whole)
    }
    for centre in whole:
        _team(centre, staff[centre.region_id], partners[centre.pk])
    return len(centres)


def _names(place: Place) -> tuple[str, str]:
    """‘수원시 장안구’ stands alone; ‘중구’ takes its province before it."""
    region, parent = place.region, place.region.parent
    if parent is None or len(region.name_ko) > 4:
        return region.name_ko, region.name_en
    return f"{parent.name_ko} {region.name_ko}", f"{region.name_en}, {parent.name_en}"


def _centres(found: list[Place], job_centre: AgencyKind) -> dict[int, Centre]:
    """By the region's key, branches after the whole ones they belong to."""
    centres: dict[int, Centre] = {}
    for place in found:
        ko, en = _names(place)
        name_ko, name_en = (name.format(ko=ko, en=en) for name in NAMES[place.type])
        organisation = Organisation.objects.create(
            kind=Organisation.Kind.CENTRE, name_ko=name_ko, name_en=name_en, phone="1350", address=ko
        )
        near = None if place.type == Centre.Type.PLUS else centres[nearest_whole(place, found).region.pk]
        centres[place.region.pk] = Centre.objects.create(
            organisation=organisation, type=place.type, region=place.region, branch_of=near
        )
        areas = (*place.serves, place.region.code[:2]) if place.is_main else place.serves
        ServiceArea.objects.bulk_create(
            ServiceArea(organisation=organisation, region_prefix=area) for area in dict.fromkeys(areas)
        )
    Agency.objects.bulk_create(Agency(organisation=one.organisation, kind=job_centre) for one in centres.values())
    return centres


def _partner(rng: np.random.Generator, centre: Centre, partner: Partner, kind: AgencyKind) -> list[User]:
    """An agency of its own for this centre, with its desk there; its people, the manager first."""
    ko, en = centre.organisation.address, centre.region.name_en if centre.region else ""
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.AGENCY, name_ko=partner.ko.format(ko=ko), name_en=partner.en.format(en=en),
        phone="129" if kind.code == "municipal_welfare" else "", address=ko,
    )  # fmt: skip
    agency = Agency.objects.create(organisation=organisation, kind=kind)
    Desk.objects.create(centre=centre, agency=agency, note=partner.note)
    return _staff(rng, organisation, kind.code, partner.staff + 1, f"a{agency.pk}")


def _staff(rng: np.random.Generator, organisation: Organisation, kind: str, number: int, mark: str) -> list[User]:
    """A manager, and those who see people, each with what they bring. Nobody signs in as them."""
    centre = organisation.kind == Organisation.Kind.CENTRE
    names = rng.integers(0, [[len(SURNAMES)], [len(GIVEN)]], size=(2, number))
    users = User.objects.bulk_create(
        User(
            email=f"staff-{mark}-{at}@{'centre' if centre else 'agency'}.example",
            display_name=SURNAMES[names[0, at]] + GIVEN[names[1, at]],
            password="!",  # noqa: S106 - unusable
        )
        for at in range(number)
    )
    roles = (Role.CENTRE_MANAGER, Role.COUNSELLOR) if centre else (Role.AGENCY_MANAGER, Role.CASE_WORKER)
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role=roles[at > 0]) for at, user in enumerate(users)
    )
    _profiles(rng, users, kind)
    return list(users)


def _profiles(rng: np.random.Generator, users: Iterable[User], kind: str) -> None:
    fields = Competence.objects.in_bulk(COMPETENCES_OF[kind], field_name="code")
    profiles = StaffProfile.objects.bulk_create(
        StaffProfile(user=user, languages=["ko", *_one_of(rng, LANGUAGES, 0.15)]) for user in users
    )
    through = StaffProfile.competences.through
    through.objects.bulk_create(
        through(staffprofile_id=profile.pk, competence_id=fields[code].pk)
        for profile in profiles
        for code in rng.choice(COMPETENCES_OF[kind], size=min(2, len(COMPETENCES_OF[kind])), replace=False)
    )


def _one_of(rng: np.random.Generator, words: tuple[str, ...], chance: float) -> Iterator[str]:
    if rng.random() < chance:
        yield str(rng.choice(words))


def _team(centre: Centre, counsellors: list[User], partners: list[list[User]]) -> None:
    """Three counsellors, one of them the lead, and one of each agency that has a desk."""
    team = Team.objects.create(
        centre=centre, name_ko="취업·복지 함께돌봄팀", name_en="Work and welfare team",
        purpose="일자리와 생활 문제를 함께 푸는 전담팀",
    )  # fmt: skip
    members = [(user, centre.organisation_id, at == 0) for at, user in enumerate(counsellors[1:4])]
    agencies = [desk.agency.organisation_id for desk in centre.desks.select_related("agency").order_by("pk")]
    members += [(people[1], agency, False) for people, agency in zip(partners, agencies, strict=True)]
    TeamMember.objects.bulk_create(
        TeamMember(team=team, user=user, organisation_id=agency, is_lead=lead) for user, agency, lead in members
    )
