"""The other direction: consenting people for an employer's vacancy, unnamed until they apply."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccessGrant, Consent, Organisation, User
from accounts.services import consent_source, grant_give
from channels.services import queue
from core.errors import RuleBroken
from core.events import record
from employers.models import Vacancy
from jobseekers.models import Competency, EducationLevel, Jobseeker, PreferredOccupation, WorkHistory
from matching.engine import People, Ragged, best_people, explain
from matching.models import CandidateInvitation
from matching.nightly.packing import stored
from matching.recommending.loading import market_of, people_of, rows_of_people
from matching.recommending.sentences import Line, for_employer
from matching.recommending.wording import text_model
from matching.search.facts import district_number, occupation_number
from matching.search.reference import reference
from matching.selectors.vacancies import names_of

TOP = 20
POOL = 3000  # people looked at for one vacancy; the newest registrations where there are more
OPEN_DAYS = 30


@dataclass
class Candidate:
    public_id: UUID
    lines: dict[str, list[Line]]
    wanted: list[str]
    place: str
    career_months: int
    education: str
    invited: bool
    applied: bool


def pool(vacancy: Vacancy, organisation: Organisation) -> QuerySet[Jobseeker]:
    """Those who let this employer find them, are looking, and share a skill or a middle occupation group with it."""
    skills = [link.skill_id for link in vacancy.skill_links.all()]
    has_one = Competency.objects.filter(jobseeker=OuterRef("pk"), skill__in=skills, confirmed_at__isnull=False)
    shares = Q(Exists(has_one))
    if vacancy.occupation is not None:
        group = "/".join(vacancy.occupation.path.split("/")[:2])
        near = Q(occupation__path=group) | Q(occupation__path__startswith=f"{group}/")
        shares |= Q(Exists(PreferredOccupation.objects.filter(near, jobseeker=OuterRef("pk"))))
        shares |= Q(Exists(WorkHistory.objects.filter(near, jobseeker=OuterRef("pk"))))
    return Jobseeker.objects.searchable_by(organisation).looking().filter(shares)


def candidates(vacancy: Vacancy, organisation: Organisation, k: int = TOP) -> list[Candidate]:
    """The best of the pool, exactly, each with reasons: two queries, given the vacancy with its links and flat row."""
    market = market_of(vacancy, vacancy.search_row, with_text=True)
    newest = pool(vacancy, organisation).order_by("-registered_at", "-pk").values_list("pk", flat=True)
    found = rows_of_people("j.id = ANY(%s)", [list(newest[:POOL])])
    # That they already applied must not hide them from the firm they applied to.
    people = _without_refusals(people_of(found, text_model()))
    best = best_people(0, people, market.vacancies, market.world, k=k)
    names = names_of(vacancy)
    return [
        _candidate(
            found[row], vacancy, for_employer(stored(explain(people, row, market.vacancies, 0, market.world)), names)
        )
        for row in best.tolist()
    ]


def _candidate(row: dict[str, Any], vacancy: Vacancy, lines: dict[str, list[Line]]) -> Candidate:
    names = reference()
    titles = [names.occupations.get(occupation_number(code)) for code in row["wanted"][:2]]
    return Candidate(
        public_id=row["public_id"],
        lines=lines,
        wanted=[str(title) for title in titles if title],
        place=names.full_region(district_number(row["region"])),
        career_months=row["career_months"],
        education=str(EducationLevel(row["education"]).label) if row["education"] else "",
        invited=vacancy.pk in row["invited"],
        applied=vacancy.pk in row["applied"],
    )


def _without_refusals(people: People) -> People:
    return replace(people, refused=Ragged.of([[]] * len(people)))


@transaction.atomic
def candidate_invite(
    *, vacancy_id: int, jobseeker_id: int, by: User, organisation: Organisation
) -> CandidateInvitation:
    """Ask a consenting candidate to look at the vacancy; once a pair. They learn of it, the firm learns nothing."""
    vacancy = Vacancy.objects.select_for_update(of=("self",)).get(pk=vacancy_id)
    if not vacancy.is_open() or not vacancy.is_own:
        raise RuleBroken(_("모집 중인 공고에만 지원을 권할 수 있습니다."))
    jobseeker = Jobseeker.objects.searchable_by(organisation).select_related("person").filter(pk=jobseeker_id).first()
    if jobseeker is None:
        raise RuleBroken(_("이 사람은 이제 구직 정보를 공개하지 않습니다."))
    invitation, new = CandidateInvitation.objects.get_or_create(
        vacancy=vacancy, jobseeker=jobseeker, defaults={"by": by}
    )
    if new:
        record("candidate.invited", actor=by, target=invitation)
        queue(
            dedupe_key=f"candidate-invited-{invitation.pk}",
            to=jobseeker.person,
            template="candidate_invited",
            context={
                "company": organisation.name_ko if jobseeker.person.language == "ko" else organisation.label,
                "title": vacancy.title,
                "link": reverse("matching:vacancy", args=[vacancy.public_id]),
            },
        )
    return invitation


@transaction.atomic
def candidate_grant(*, jobseeker_id: int, by: User, organisation: Organisation) -> AccessGrant:
    """Let the firm read a consenting person's profile for some days; it ends with the consent it rests on."""
    jobseeker = Jobseeker.objects.searchable_by(organisation).select_related("person").filter(pk=jobseeker_id).first()
    consent = (
        Consent.objects.current().filter(person=jobseeker.person, purpose=Consent.Purpose.EMPLOYER_SEARCH).first()
        if jobseeker is not None
        else None
    )
    if jobseeker is None or consent is None:
        raise RuleBroken(_("이 사람은 이제 구직 정보를 공개하지 않습니다."))
    return grant_give(
        person=jobseeker.person,
        to=organisation,
        scope=AccessGrant.Scope.PROFILE,
        ground=AccessGrant.Ground.CONSENT,
        purpose="searching",
        source=consent_source(consent),
        until=timezone.now() + dt.timedelta(days=OPEN_DAYS),
    )
