"""A vacancy as its readers see it: every word ready, for the preview and the public page alike."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.display import date, num, won_range
from employers.models import Accessibility, Vacancy, VacancyLicence, VacancySkill
from employers.querysets import VacancyQuerySet
from taxonomy.models import Region


@dataclass(frozen=True, slots=True)
class VacancyView:
    public_id: uuid.UUID
    title: str
    company: str
    company_url: str
    company_facts: list[str]
    arrears_since: dt.date | None
    response: str
    place: str
    address: str
    occupation: str
    state: str
    state_label: str
    is_open: bool
    is_outside: bool
    source: str
    outside_url: str
    openings: int
    left: int
    pay: str
    pay_note: str
    hours: str
    hours_note: str
    contract: str
    contract_note: str
    deadline: dt.date | None
    published_at: dt.datetime | None
    education: str
    career: str
    remote: str
    conditions: list[str]
    duties: str
    requirements: str
    preferred: str
    benefits: str
    skills: list[str] = field(default_factory=list)
    skills_preferred: list[str] = field(default_factory=list)
    licences: list[str] = field(default_factory=list)
    licences_preferred: list[str] = field(default_factory=list)
    accessibility: list[str] = field(default_factory=list)
    permit_ok: bool = False


def with_all(rows: VacancyQuerySet) -> VacancyQuerySet:
    """What `vacancy_view` and `job_posting` read, in three queries for any number of rows."""
    return rows.select_related(
        "employer__organisation", "employer__industry", "occupation", "region__parent__parent"
    ).prefetch_related(
        Prefetch("skill_links", VacancySkill.objects.select_related("skill").order_by("pk")),
        Prefetch("licence_links", VacancyLicence.objects.select_related("licence").order_by("pk")),
    )


def place_of(region: Region | None) -> str:
    return region.full_label if region else ""


def months(count: int) -> str:
    """2년 6개월 · 2 years 6 months."""
    years, rest = divmod(count, 12)
    parts = []
    if years:
        parts.append(ngettext("%(num)s년", "%(num)s년", years) % {"num": years})
    if rest or not years:
        parts.append(ngettext("%(num)s개월", "%(num)s개월", rest) % {"num": rest})
    return " ".join(parts)


def career_of(vacancy: Vacancy) -> str:
    low, high = vacancy.career_min_months, vacancy.career_max_months
    if not low and not high:
        return _("경력 무관")
    if not low:
        return _("경력 %(high)s까지") % {"high": months(high or 0)}
    if not high:
        return _("경력 %(low)s 이상") % {"low": months(low)}
    return _("경력 %(low)s~%(high)s") % {"low": months(low), "high": months(high)}


def hours_of(vacancy: Vacancy) -> str:
    return _("주 %(hours)s시간") % {"hours": f"{float(vacancy.hours_week):g}"} if vacancy.hours_week else ""


def contract_note(vacancy: Vacancy) -> str:
    return months(vacancy.contract_months) if vacancy.contract_months else ""


def response_of(vacancy: Vacancy) -> str:
    employer = vacancy.employer
    if employer is None or employer.response_rate is None:
        return ""
    values = {"rate": employer.response_rate, "days": employer.response_days}
    if employer.response_days is None:
        return _("지원자 100명 가운데 %(rate)s명에게 답했어요") % values
    return _("지원자 100명 가운데 %(rate)s명에게 답했고, 보통 %(days)s일 걸려요") % values


def _company_facts(vacancy: Vacancy) -> list[str]:
    employer = vacancy.employer
    if employer is None:
        return []
    facts = [employer.industry.label] if employer.industry else []
    if employer.headcount:
        facts.append(_("직원 %(num)s명") % {"num": num(employer.headcount)})
    return facts


def _conditions(vacancy: Vacancy) -> list[str]:
    found = [
        (vacancy.night, _("밤에 일해요")),
        (vacancy.weekend, _("주말에 일해요")),
        (vacancy.shift, _("교대로 일해요")),
        (vacancy.permit_ok, _("취업 허가가 있는 외국인도 지원할 수 있어요")),
    ]
    return [words for holds, words in found if holds]


def pay_of(vacancy: Vacancy) -> str:
    return won_range(vacancy.pay_period, vacancy.pay_min, vacancy.pay_max)


Named = Sequence[tuple[str, bool]]


def vacancy_view(vacancy: Vacancy, *, skills: Named | None = None, licences: Named | None = None) -> VacancyView:
    """`skills` and `licences` as (name, required) stand in for rows of a vacancy that is not saved."""
    if skills is None:
        skills = [(link.skill.label, link.required) for link in vacancy.skill_links.all()]
    if licences is None:
        licences = [(link.licence.label, link.required) for link in vacancy.licence_links.all()]
    employer = vacancy.employer
    access = dict(Accessibility.choices)
    return VacancyView(
        public_id=vacancy.public_id,
        title=vacancy.title,
        company=employer.organisation.label if employer else _("회사 이름 없음"),
        company_url=reverse("employers:company_page", args=[employer.public_id]) if employer else "",
        company_facts=_company_facts(vacancy),
        arrears_since=employer.arrears_listed_on if employer else None,
        response=response_of(vacancy),
        place=place_of(vacancy.region),
        address=vacancy.address,
        occupation=vacancy.occupation.label if vacancy.occupation else "",
        state=vacancy.state,
        state_label=vacancy.get_state_display(),
        is_open=vacancy.is_open(),
        is_outside=not vacancy.is_own,
        source=vacancy.source,
        outside_url=vacancy.outside_url,
        openings=vacancy.openings,
        left=vacancy.openings - vacancy.filled,
        pay=pay_of(vacancy) or _("급여를 적지 않았어요"),
        pay_note=_("세금 떼기 전") if vacancy.pay_min else "",
        hours=hours_of(vacancy) or vacancy.work_days,
        hours_note=vacancy.work_days if vacancy.hours_week else "",
        contract=vacancy.get_contract_display() if vacancy.contract else "",
        contract_note=contract_note(vacancy),
        deadline=vacancy.deadline,
        published_at=vacancy.published_at,
        education=vacancy.get_education_min_display(),
        career=career_of(vacancy),
        remote=vacancy.get_remote_display() if vacancy.remote != "none" else "",
        conditions=_conditions(vacancy),
        duties=vacancy.duties,
        requirements=vacancy.requirements,
        preferred=vacancy.preferred,
        benefits=vacancy.benefits,
        skills=[name for name, required in skills if required],
        skills_preferred=[name for name, required in skills if not required],
        licences=[name for name, required in licences if required],
        licences_preferred=[name for name, required in licences if not required],
        accessibility=[str(access[code]) for code in vacancy.accessibility if code in access],
        permit_ok=vacancy.permit_ok,
    )


def closing(vacancy: Vacancy) -> str:
    return date(vacancy.deadline) if vacancy.deadline else _("뽑을 때까지")
