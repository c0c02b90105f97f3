"""The CV: one reading of the profile for the page and the PDF. It carries no birth date, sex, photo or family."""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import ContactPoint
from core.display import month, span
from jobseekers.models import EducationLevel
from jobseekers.selectors import Profile

TEMPLATE = Path(__file__).parent / "cv.typ"
FONTS = Path(settings.BASE_DIR) / "static" / "vendor" / "pdf-fonts"


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    place: str = ""
    when: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class CV:
    name: str
    headline: str
    intro: str
    place: str
    contacts: list[str]
    sections: list[Section] = field(default_factory=list)
    language: str = "ko"


def _between(start: dt.date | None, end: dt.date | None) -> str:
    return f"{month(start)} – {month(end) or _('지금')}"


def _sections(profile: Profile) -> list[Section]:
    row = profile.jobseeker
    jobs = [
        Entry(job.title, job.employer_name, _between(job.started_on, job.ended_on), job.duties.strip())
        for job in profile.jobs
    ]
    studies = [
        Entry(one.school, " · ".join(filter(None, (one.major, one.level_label))), month(one.graduated_on))
        for one in profile.studies
    ]
    if not studies and row.education:
        studies = [Entry(str(EducationLevel(row.education).label))]
    skills = [Entry(one.label, when=one.level_label, text=one.evidence) for one in profile.confirmed]
    licences = [Entry(one.label, when=month(one.acquired_on)) for one in profile.licences]
    wishes = ", ".join(one.label for one in profile.occupations)
    career = f" ({span(row.career_months)})" if row.career_months else ""
    found = [
        Section(_("해 온 일") + career, jobs),
        Section(_("할 수 있는 것"), skills),
        Section(_("자격증·면허"), licences),
        Section(_("학력"), studies),
        Section(_("희망 직업"), [Entry(wishes)] if wishes else []),
    ]
    return [section for section in found if section.entries]


def cv_of(profile: Profile, *, contacts: bool) -> CV:
    """`contacts`: the person's own copy, or a reader whose grant covers them. One query then, none otherwise."""
    row = profile.jobseeker
    points = ContactPoint.objects.filter(person=row.person, is_primary=True).exclude(kind=ContactPoint.Kind.POST)
    return CV(
        name=row.person.name,
        headline=row.headline,
        intro=row.intro.strip(),
        place=profile.place,
        contacts=[point.value for point in points.order_by("kind")] if contacts else [],
        sections=_sections(profile),
        language=(get_language() or "ko")[:2],
    )


def cv_pdf(cv: CV) -> bytes:
    """PDF/UA-1, set with the fonts we ship. The text goes in as data, so no word of it is read as markup."""
    words = {"title": _("이력서"), "made": _("고용이음에서 만들었어요."), "intro": _("자기소개")}
    pdf = typst.compile(
        str(TEMPLATE),
        format="pdf",
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"cv": json.dumps(asdict(cv) | {"words": words}, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return bytes(pdf)
