"""What this room holds about a person: given as a file when they ask, emptied when they are erased."""

from typing import Any

from django.db.models import Model

from accounts.exporting import rows
from accounts.models import Person
from jobseekers.models import (
    Circumstances,
    Competency,
    Constraints,
    Education,
    HeldLicence,
    HiddenFrom,
    Interest,
    Jobseeker,
    Preferences,
    PreferredOccupation,
    PreferredRegion,
    RegistrationDraft,
    Spell,
    WorkHistory,
)

_PROFILE = ("registered_at", "region__name_ko", "education", "career_months", "headline", "intro", "work_permit")
# By the name under which the file gives them.
_PARTS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "work_history": (
        WorkHistory,
        ("employer_name", "title", "occupation__title_ko", "started_on", "ended_on", "duties"),
    ),
    "studies": (Education, ("level", "school", "major", "graduated_on")),
    "licences": (HeldLicence, ("licence__name_ko", "acquired_on")),
    "competencies": (Competency, ("skill__name_ko", "level", "evidence", "source", "confirmed_at")),
    "interests": (Interest, (*Interest.TYPES, "answered_at")),
    "limits": (
        Constraints,
        ("care_duties", "max_commute_minutes", "no_night", "no_weekend", "no_shift", "accessibility", "health_note"),
    ),
    "circumstances": (Circumstances, (*Circumstances.FIELDS, "told_on", "updated_at")),
    "preferences": (Preferences, ("pay_period", "pay_floor", "hours_min", "hours_max", "contracts", "remote_ok")),
    "preferred_occupations": (PreferredOccupation, ("rank", "occupation__title_ko")),
    "preferred_regions": (PreferredRegion, ("rank", "region__name_ko")),
    "spells": (Spell, ("started_on", "ended_on", "reason", "end_reason")),
    "hidden_from": (HiddenFrom, ("organisation__name_ko", "since")),
}


def collect(person: Person) -> dict[str, Any]:
    drafts = RegistrationDraft.objects.filter(user__person=person, for_person=None) | RegistrationDraft.objects.filter(
        for_person=person
    )
    held: dict[str, Any] = {"registration_drafts": rows(drafts.distinct(), "step", "data", "updated_at")}
    own = Jobseeker.objects.filter(person=person)
    if not own:
        return held
    held["profile"] = rows(own, *_PROFILE, "searchable")
    return held | {
        name: rows(model._default_manager.filter(jobseeker__person=person), *fields)
        for name, (model, fields) in _PARTS.items()
    }


def erase(person: Person) -> None:
    """What tells who they are goes; spells, occupations and levels stay for statistics, without words of their own."""
    RegistrationDraft.objects.filter(for_person=person).delete()
    RegistrationDraft.objects.filter(user__person=person).delete()
    for jobseeker in Jobseeker.objects.select_for_update().filter(person=person):
        jobseeker.headline = jobseeker.intro = ""
        jobseeker.searchable = False
        jobseeker.save(update_fields=["headline", "intro", "searchable", "updated_at"])
        jobseeker.work_history.update(employer_name="", title="", duties="")
        jobseeker.studies.update(school="", major="")
        jobseeker.licences.all().delete()
        jobseeker.competencies.update(evidence="")
        jobseeker.hidden_from.all().delete()
        Interest.objects.filter(jobseeker=jobseeker).delete()
        Constraints.objects.filter(jobseeker=jobseeker).update(health_note="", accessibility=[], care_duties=False)
        Circumstances.objects.filter(jobseeker=jobseeker).delete()
