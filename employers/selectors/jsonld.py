"""schema.org JobPosting, for search engines and machines."""

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import escape

from employers.models import Vacancy

EMPLOYMENT = {
    "permanent": "FULL_TIME", "fixed": "CONTRACTOR", "dispatch": "TEMPORARY", "daily": "PER_DIEM", "intern": "INTERN",
    "apprentice": "OTHER",
}  # fmt: skip
EDUCATION = {
    "03": "high school", "04": "associate degree", "05": "bachelor degree", "06": "postgraduate degree",
    "07": "postgraduate degree",
}  # fmt: skip
PART_TIME_UNDER = 35


def _html(vacancy: Vacancy) -> str:
    texts = [vacancy.duties, vacancy.requirements, vacancy.preferred, vacancy.benefits]
    return "".join(f"<p>{escape(text).replace(chr(10), '<br>')}</p>" for text in texts if text.strip())


def _employment(vacancy: Vacancy) -> list[str]:
    kinds = [EMPLOYMENT[vacancy.contract]] if vacancy.contract else []
    if vacancy.hours_week is not None and vacancy.hours_week < PART_TIME_UNDER:
        kinds = ["PART_TIME", *(kind for kind in kinds if kind != "FULL_TIME")]
    return kinds


def _salary(vacancy: Vacancy) -> dict[str, Any] | None:
    if vacancy.pay_min is None:
        return None
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": vacancy.pay_period.upper()}
    if vacancy.pay_max and vacancy.pay_max != vacancy.pay_min:
        value |= {"minValue": vacancy.pay_min, "maxValue": vacancy.pay_max}
    else:
        value["value"] = vacancy.pay_min
    return {"@type": "MonetaryAmount", "currency": "KRW", "value": value}


def _place(vacancy: Vacancy) -> dict[str, Any] | None:
    region = vacancy.region
    if region is None and not vacancy.address:
        return None
    address: dict[str, str] = {"@type": "PostalAddress", "addressCountry": "KR"}
    if region is not None:
        above = region.parent
        top = (above.parent or above) if above else region
        address["addressRegion"] = top.name_ko
        # A town stands in its district: 양주시 백석읍 of 경기도.
        names = [above.name_ko] if above and above != top else []
        address["addressLocality"] = " ".join([*names, region.name_ko])
    if vacancy.address:
        address["streetAddress"] = vacancy.address
    return {"@type": "Place", "address": address}


def address_of(vacancy: Vacancy) -> str:
    try:
        return settings.SITE_ORIGIN + reverse("matching:vacancy", args=[vacancy.public_id])
    except NoReverseMatch:
        return settings.SITE_ORIGIN


def _category(vacancy: Vacancy) -> str:
    return f"{vacancy.occupation.code} {vacancy.occupation.title_ko}" if vacancy.occupation else ""


def job_posting(vacancy: Vacancy) -> dict[str, Any]:
    """Only what is known: a key without a value is left out."""
    employer = vacancy.employer
    posted = vacancy.published_at or vacancy.created_at
    until = vacancy.deadline
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "url": address_of(vacancy),
        "title": vacancy.title,
        "description": _html(vacancy),
        "identifier": {
            "@type": "PropertyValue", "name": str(settings.SITE_NAME), "value": str(vacancy.public_id),
        },
        "datePosted": timezone.localtime(posted).date().isoformat() if posted else None,
        "validThrough": f"{until.isoformat()}T23:59:59+09:00" if until else None,
        "hiringOrganization": {
            "@type": "Organization", "name": employer.organisation.name_ko, "sameAs": employer.website or None,
        }
        if employer
        else None,
        "jobLocation": _place(vacancy),
        "jobLocationType": "TELECOMMUTE" if vacancy.remote == "full" else None,
        "applicantLocationRequirements": {"@type": "Country", "name": "KR"} if vacancy.remote == "full" else None,
        "employmentType": _employment(vacancy),
        "baseSalary": _salary(vacancy),
        "totalJobOpenings": vacancy.openings - vacancy.filled,
        "workHours": vacancy.work_days,
        "responsibilities": vacancy.duties,
        "qualifications": vacancy.requirements,
        "jobBenefits": vacancy.benefits,
        "skills": ", ".join(link.skill.name_ko for link in vacancy.skill_links.all()),
        "occupationalCategory": _category(vacancy),
        "experienceRequirements": {
            "@type": "OccupationalExperienceRequirements", "monthsOfExperience": vacancy.career_min_months,
        }
        if vacancy.career_min_months
        else None,
        "educationRequirements": {
            "@type": "EducationalOccupationalCredential", "credentialCategory": EDUCATION[vacancy.education_min],
        }
        if vacancy.education_min in EDUCATION
        else None,
        "directApply": vacancy.is_own,
    }  # fmt: skip
    return {key: _kept(value) for key, value in found.items() if value not in (None, "", [])}


def _kept(value: Any) -> Any:
    return {key: one for key, one in value.items() if one is not None} if isinstance(value, dict) else value
