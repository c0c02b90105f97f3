"""The CV an employer gets, frozen at the moment it was shared.

It holds what the work may be judged by. No birth date, sex, photograph, address or family: the Fair Hiring Procedure
Act (art. 4-3) forbids asking for most of them, and none says anything about the work.
"""

from typing import Any

from jobseekers.models import Jobseeker

VERSION = 1


def _both(thing: Any) -> dict[str, str]:
    """Korean and English as they stood then."""
    if thing is None:
        return {"ko": "", "en": ""}
    ko = getattr(thing, "name_ko", None) or getattr(thing, "title_ko", "")
    en = getattr(thing, "name_en", None) or getattr(thing, "title_en", "")
    return {"ko": ko, "en": en or ko}


def _day(value: Any) -> str:
    return value.isoformat() if value else ""


def cv_of(jobseeker_id: int) -> dict[str, Any]:
    """Six queries, whatever the length of the career."""
    row = (
        Jobseeker.objects.select_related("person", "region__parent")
        .prefetch_related("work_history", "studies", "licences__licence", "competencies__skill")
        .get(pk=jobseeker_id)
    )
    return {
        "version": VERSION,
        "name": row.person.name,
        "headline": row.headline,
        "intro": row.intro,
        "region": _both(row.region),
        "province": _both(row.region.parent if row.region else None),
        "education": row.education,
        "career_months": row.career_months,
        "work_permit": row.work_permit,
        "work": [
            {
                "employer": job.employer_name, "title": job.title, "from": _day(job.started_on),
                "to": _day(job.ended_on), "duties": job.duties,
            }
            for job in row.work_history.all()
        ],
        "studies": [
            {"level": study.level, "school": study.school, "major": study.major, "on": _day(study.graduated_on)}
            for study in row.studies.all()
        ],
        "licences": [{**_both(held.licence), "on": _day(held.acquired_on)} for held in row.licences.all()],
        "skills": [
            {**_both(one.skill), "level": one.level, "evidence": one.evidence}
            for one in row.competencies.all()
            if one.confirmed_at
        ],
    }  # fmt: skip
