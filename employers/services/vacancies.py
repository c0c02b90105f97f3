"""An employer writes a vacancy, and hands it in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import RuleBroken
from core.events import record
from employers.checking import findings_of
from employers.models import Employer, Vacancy, VacancyLicence, VacancySkill
from employers.policies import can_edit, is_member

EDITABLE = (
    "title", "occupation", "region", "address", "duties", "requirements", "preferred", "benefits", "openings",
    "contract", "contract_months", "pay_period", "pay_min", "pay_max", "hours_week", "work_days", "night", "weekend",
    "shift", "remote", "education_min", "career_min_months", "career_max_months", "permit_ok", "accessibility",
    "deadline",
)  # fmt: skip
State = Vacancy.State


@dataclass(frozen=True, slots=True)
class VacancyText:
    """What a form or the API hands in: model fields, then (id, required) of skills and licences; None leaves them."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    skills: Sequence[tuple[int, bool]] | None = None
    licences: Sequence[tuple[int, bool]] | None = None


def vacancy_locked(vacancy_id: int) -> Vacancy:
    found: Vacancy = (
        Vacancy.objects.select_for_update(of=("self",))
        .select_related("employer__organisation", "occupation")
        .get(pk=vacancy_id)
    )
    return found


def _apply(vacancy: Vacancy, text: VacancyText) -> list[str]:
    names = [name for name in EDITABLE if name in text.fields]
    for name in names:
        setattr(vacancy, name, text.fields[name])
    if not vacancy.title.strip():
        raise RuleBroken(_("제목을 적어 주세요."), field="title")
    if vacancy.openings < max(vacancy.filled, 1):
        raise RuleBroken(_("모집 인원은 이미 뽑은 사람 수보다 적을 수 없어요."), field="openings")
    return names


def _save_links(vacancy: Vacancy, text: VacancyText) -> None:
    if text.skills is not None:
        vacancy.skill_links.all().delete()
        VacancySkill.objects.bulk_create(
            VacancySkill(vacancy=vacancy, skill_id=pk, required=required) for pk, required in dict(text.skills).items()
        )
    if text.licences is not None:
        vacancy.licence_links.all().delete()
        VacancyLicence.objects.bulk_create(
            VacancyLicence(vacancy=vacancy, licence_id=pk, required=required)
            for pk, required in dict(text.licences).items()
        )


@transaction.atomic
def vacancy_draft(*, employer_id: int, by: User, text: VacancyText) -> Vacancy:
    employer = Employer.objects.select_related("organisation").get(pk=employer_id)
    if not is_member(by, employer):
        raise PermissionDenied
    vacancy = Vacancy(employer=employer, state=State.DRAFT)
    _apply(vacancy, text)
    vacancy.save()
    _save_links(vacancy, text)
    vacancy.transitions.create(before="", after=State.DRAFT, by=by)
    record("vacancy.drafted", actor=by, target=vacancy)
    return vacancy


@transaction.atomic
def vacancy_update(*, vacancy_id: int, by: User, text: VacancyText, acknowledged: Collection[str] = ()) -> Vacancy:
    """Change a draft freely; a posting people can see only so that it stays lawful and gets no worse for them."""
    vacancy = vacancy_locked(vacancy_id)
    if not can_edit(by, vacancy):
        raise PermissionDenied
    if vacancy.is_over:
        raise RuleBroken(_("끝난 공고는 고칠 수 없어요. ‘비슷한 공고 쓰기’로 새로 써 주세요."))
    before = (vacancy.pay_period, vacancy.pay_min, vacancy.contract)
    names = _apply(vacancy, text)
    if vacancy.state != State.DRAFT:
        _must_be_whole(vacancy)
        _must_not_get_worse(vacancy, before)
        _must_be_lawful(vacancy, acknowledged)
        names.append("acknowledged")
    vacancy.save(update_fields=[*names, "updated_at"])
    _save_links(vacancy, text)
    record("vacancy.updated", actor=by, target=vacancy, state=str(vacancy.state))
    return vacancy


@transaction.atomic
def vacancy_submit(*, vacancy_id: int, by: User, acknowledged: Collection[str] = ()) -> Vacancy:
    """Hand in for moderation. Refused while something is missing, unlawful, or doubtful and not acknowledged."""
    vacancy = vacancy_locked(vacancy_id)
    if not can_edit(by, vacancy):
        raise PermissionDenied
    _must_be_whole(vacancy)
    _must_be_lawful(vacancy, acknowledged)
    vacancy.move(State.SUBMITTED, by=by, save=["acknowledged", "updated_at"])
    record("vacancy.submitted", actor=by, target=vacancy)
    return vacancy


@transaction.atomic
def vacancy_copy(*, vacancy_id: int, by: User) -> Vacancy:
    """A new draft with the words of an old posting, without its dates and counts."""
    old = vacancy_locked(vacancy_id)
    if not is_member(by, old.employer):
        raise PermissionDenied
    fields = {name: getattr(old, name) for name in EDITABLE if name != "deadline"}
    text = VacancyText(
        fields=fields,
        skills=list(old.skill_links.values_list("skill_id", "required")),
        licences=list(old.licence_links.values_list("licence_id", "required")),
    )
    assert old.employer_id is not None
    return vacancy_draft(employer_id=old.employer_id, by=by, text=text)


def missing(vacancy: Vacancy) -> list[tuple[str, str]]:
    """(field, what to do) for everything a posting must have before others see it."""
    wanted = [
        ("occupation", vacancy.occupation_id, _("직종을 골라 주세요.")),
        ("region", vacancy.region_id, _("일하는 시·군·구를 골라 주세요.")),
        ("duties", vacancy.duties.strip(), _("하는 일을 적어 주세요.")),
        ("contract", vacancy.contract, _("고용 형태를 골라 주세요.")),
        ("pay_period", vacancy.pay_period, _("시급, 월급, 연봉 가운데 골라 주세요.")),
        ("pay_min", vacancy.pay_min, _("급여를 적어 주세요. 급여가 없는 공고는 낼 수 없어요.")),
        ("hours_week", vacancy.hours_week, _("한 주에 몇 시간 일하는지 적어 주세요.")),
    ]
    found = [(name, message) for name, value, message in wanted if not value]
    if vacancy.contract == "fixed" and not vacancy.contract_months:
        found.append(("contract_months", _("계약 기간이 몇 개월인지 적어 주세요.")))
    if vacancy.deadline and vacancy.deadline < timezone.localdate():
        found.append(("deadline", _("마감일이 지났어요. 오늘이나 그 뒤로 적어 주세요.")))
    return found


def _must_be_whole(vacancy: Vacancy) -> None:
    for name, message in missing(vacancy):
        raise RuleBroken(message, field=name)


def _must_not_get_worse(vacancy: Vacancy, before: tuple[str, int | None, str]) -> None:
    """채용절차법 제4조: after an advertisement is out its terms may not be changed to the jobseeker's loss."""
    if vacancy.state not in Vacancy.SHOWN:
        return
    period, pay, contract = before
    if pay and vacancy.pay_min and (vacancy.pay_period != period or vacancy.pay_min < pay):
        raise RuleBroken(
            _("모집 중인 공고의 급여는 낮출 수 없어요(채용절차법 제4조). 공고를 내리고 새로 써 주세요."),
            field="pay_min",
        )
    if contract == "permanent" and vacancy.contract != contract:
        raise RuleBroken(
            _("모집 중인 정규직 공고를 다른 고용 형태로 바꿀 수 없어요(채용절차법 제4조)."), field="contract"
        )


def _must_be_lawful(vacancy: Vacancy, acknowledged: Collection[str]) -> None:
    found = findings_of(vacancy)
    for one in found:
        if one.blocks:
            raise RuleBroken(f"{one.message} {one.mend}", field=one.field)
    kept = {*vacancy.acknowledged, *acknowledged}
    for one in found:
        if one.key not in kept:
            raise RuleBroken(f"{one.message} {_('고치거나, 알고 있다고 표시해 주세요.')}", field=one.field)
    vacancy.acknowledged = sorted(one.key for one in found)
