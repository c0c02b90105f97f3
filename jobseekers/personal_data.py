"""What this room holds about a person: given as a file when they ask, emptied when they are erased."""

from typing import Any

from accounts.exporting import rows
from accounts.models import Person
from jobseekers.models import Circumstances, Constraints, Interest, Jobseeker, Preferences, RegistrationDraft


def collect(person: Person) -> dict[str, Any]:
    drafts = RegistrationDraft.objects.filter(user__person=person, for_person=None) | RegistrationDraft.objects.filter(
        for_person=person
    )
    held: dict[str, Any] = {"registration_drafts": rows(drafts.distinct(), "step", "data", "updated_at")}
    jobseeker = Jobseeker.objects.filter(person=person).first()
    if jobseeker is None:
        return held
    own = Jobseeker.objects.filter(pk=jobseeker.pk)
    basics = ("registered_at", "region__name_ko", "education", "career_months", "headline", "intro", "work_permit")
    return held | {
        "profile": rows(own, *basics, "searchable"),
        "work_history": rows(
            jobseeker.work_history.all(),
            "employer_name",
            "title",
            "occupation__title_ko",
            "started_on",
            "ended_on",
            "duties",
        ),
        "studies": rows(jobseeker.studies.all(), "level", "school", "major", "graduated_on"),
        "licences": rows(jobseeker.licences.all(), "licence__name_ko", "acquired_on"),
        "competencies": rows(
            jobseeker.competencies.all(), "skill__name_ko", "level", "evidence", "source", "confirmed_at"
        ),
        "interests": rows(Interest.objects.filter(jobseeker=jobseeker), *Interest.TYPES, "answered_at"),
        "limits": rows(
            Constraints.objects.filter(jobseeker=jobseeker),
            "care_duties",
            "max_commute_minutes",
            "no_night",
            "no_weekend",
            "no_shift",
            "accessibility",
            "health_note",
        ),
        "circumstances": rows(
            Circumstances.objects.filter(jobseeker=jobseeker), *Circumstances.FIELDS, "told_on", "updated_at"
        ),
        "preferences": rows(
            Preferences.objects.filter(jobseeker=jobseeker),
            "pay_period",
            "pay_floor",
            "hours_min",
            "hours_max",
            "contracts",
            "remote_ok",
        ),
        "preferred_occupations": rows(jobseeker.preferred_occupations.all(), "rank", "occupation__title_ko"),
        "preferred_regions": rows(jobseeker.preferred_regions.all(), "rank", "region__name_ko"),
        "spells": rows(jobseeker.spells.all(), "started_on", "ended_on", "reason", "end_reason"),
        "hidden_from": rows(jobseeker.hidden_from.all(), "organisation__name_ko", "since"),
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
