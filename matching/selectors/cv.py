"""A frozen CV in the reader's language."""

import datetime as dt
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.display import month, span
from jobseekers.models import Competency, EducationLevel, WorkPermit


def _pick(both: dict[str, str]) -> str:
    english = (get_language() or "ko").startswith("en")
    return both.get("en" if english else "ko", "") or both.get("ko", "")


def _month(day: str) -> str:
    return month(dt.date.fromisoformat(day)) if day else ""


def career(months: int) -> str:
    return span(months) if months else _("경력 없음")


def shown(cv: dict[str, Any]) -> dict[str, Any]:
    """What `applying.snapshot.cv_of` froze, its codes and names turned into words."""
    levels, permits, skills = dict(EducationLevel.choices), dict(WorkPermit.choices), dict(Competency.Level.choices)
    place = " ".join(filter(None, (_pick(cv["province"]), _pick(cv["region"]))))
    return {
        "name": cv["name"],
        "headline": cv["headline"],
        "intro": cv["intro"],
        "facts": [
            (_("경력"), career(cv["career_months"])),
            (_("최종 학력"), levels.get(cv["education"], "")),
            (_("사는 지역"), place),
            (_("일할 수 있는 자격"), permits.get(cv["work_permit"], "")),
        ],
        "work": [
            {
                "title": job["title"], "employer": job["employer"], "duties": job["duties"],
                "period": f"{_month(job['from'])} – {_month(job['to']) or _('지금')}",
            }
            for job in cv["work"]
        ],
        "studies": [
            {
                "school": study["school"], "major": study["major"], "level": levels.get(study["level"], ""),
                "on": _month(study["on"]),
            }
            for study in cv["studies"]
        ],
        "licences": [{"name": _pick(held), "on": _month(held["on"])} for held in cv["licences"]],
        "skills": [
            {"name": _pick(one), "level": skills.get(one["level"], ""), "evidence": one["evidence"]}
            for one in cv["skills"]
        ],
    }  # fmt: skip
