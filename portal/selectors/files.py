"""One person's file as their counsellor reads it."""

from __future__ import annotations

from typing import Any

from accounts.models import ContactPoint, Organisation, Person, User
from almp_programmes.selectors.enrolments import of_person_file
from jobseekers.models import Spell
from jobseekers.selectors import profile_of
from matching.models import Application
from matching.selectors.placements import placements_for_people
from welfare_centres.models import Case
from welfare_centres.selectors.sharing import kind_of


def case_of(person: Person, user: User, organisation: Organisation) -> dict[str, Any]:
    """The shared case that one works on; or whether one may open one."""
    live = Case.objects.live().filter(person=person)
    may = kind_of(organisation) is not None and not live.exists()
    return {"case": live.worked_on_by(user).first(), "may_open_case": may}


def person_file(person: Person) -> dict[str, Any]:
    """Profile, spells, applications, placements and programmes; a fixed number of queries."""
    profile = profile_of(person)
    jobseeker = profile.jobseeker if profile else None
    return {
        "person": person,
        "profile": profile,
        "contacts": list(ContactPoint.objects.filter(person=person).order_by("-is_primary", "kind")),
        "spells": list(Spell.objects.filter(jobseeker=jobseeker)) if jobseeker else [],
        "applications": list(
            Application.objects.filter(jobseeker=jobseeker)
            .select_related("vacancy__employer__organisation")
            .defer("cv", "note", "answer")
            .order_by("-created_at")[:20]
        ) if jobseeker else [],
        "placements": list(placements_for_people([person])[:10]),
        "enrolments": list(of_person_file(person)[:10]),
    }  # fmt: skip
