"""What an employer and a moderator may do with a posting, and what not."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from channels.models import Message
from core.errors import RuleBroken
from core.models import Event
from employers import services
from employers.models import Vacancy, VacancyReport
from employers.services import VacancyText
from tests.factories import SkillFactory, VacancyFactory

pytestmark = pytest.mark.django_db
State = Vacancy.State


def with_text(draft, owner, **fields):
    return services.vacancy_update(vacancy_id=draft.pk, by=owner, text=VacancyText(fields=fields))


def published_by(draft, owner, moderator):
    services.vacancy_submit(vacancy_id=draft.pk, by=owner)
    return services.vacancy_approve(vacancy_id=draft.pk, by=moderator)


def test_a_posting_goes_from_draft_to_published_and_each_step_is_logged(draft, owner, moderator):
    vacancy = published_by(draft, owner, moderator)
    assert vacancy.state == State.PUBLISHED
    assert vacancy in Vacancy.objects.open()
    assert list(vacancy.transitions.values_list("after", "by")) == [
        ("draft", owner.pk),
        ("submitted", owner.pk),
        ("published", moderator.pk),
    ]
    assert set(Event.objects.values_list("verb", flat=True)) >= {
        "vacancy.drafted", "vacancy.submitted", "vacancy.published",
    }  # fmt: skip


def test_the_employer_is_told_of_publication_once(draft, owner, moderator):
    published_by(draft, owner, moderator)
    assert Message.objects.filter(user=owner, template="vacancy_published", medium="in_app").count() == 1


def test_another_firm_can_neither_edit_nor_run_a_posting(draft, stranger, text):
    with pytest.raises(PermissionDenied):
        services.vacancy_update(vacancy_id=draft.pk, by=stranger, text=text)
    with pytest.raises(PermissionDenied):
        services.vacancy_submit(vacancy_id=draft.pk, by=stranger)
    with pytest.raises(PermissionDenied):
        services.vacancy_withdraw(vacancy_id=draft.pk, by=stranger)


def test_an_employer_cannot_approve_its_own_posting(draft, owner):
    services.vacancy_submit(vacancy_id=draft.pk, by=owner)
    with pytest.raises(PermissionDenied):
        services.vacancy_approve(vacancy_id=draft.pk, by=owner)


def test_an_analyst_reads_but_does_not_decide(draft, owner, analyst):
    services.vacancy_submit(vacancy_id=draft.pk, by=owner)
    assert draft in Vacancy.objects.visible_to(analyst)
    with pytest.raises(PermissionDenied):
        services.vacancy_approve(vacancy_id=draft.pk, by=analyst)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("occupation", None),
        ("region", None),
        ("duties", ""),
        ("contract", ""),
        ("pay_min", None),
        ("hours_week", None),
    ],
)
def test_an_incomplete_posting_is_not_handed_in_and_the_field_is_named(draft, owner, field, value):
    with_text(draft, owner, **{field: value})
    with pytest.raises(RuleBroken) as refused:
        services.vacancy_submit(vacancy_id=draft.pk, by=owner)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"requirements": "여성만 지원 가능"}, "requirements"),
        ({"requirements": "만 35세 이하"}, "requirements"),
        ({"pay_min": 1_900_000}, "pay_min"),
        ({"pay_period": "hour", "pay_min": 10_000}, "pay_min"),
        ({"address": "서울중앙우체국 사서함 123호"}, "address"),
        ({"hours_week": 60, "pay_min": 5_000_000}, "hours_week"),
    ],
)
def test_an_unlawful_posting_is_not_handed_in(draft, owner, changes, field):
    with_text(draft, owner, **changes)
    with pytest.raises(RuleBroken) as refused:
        services.vacancy_submit(vacancy_id=draft.pk, by=owner)
    assert refused.value.field == field


def test_a_posting_without_the_firms_name_is_not_handed_in(draft, owner, employer):
    employer.organisation.name_ko = "비공개"
    employer.organisation.save(update_fields=["name_ko"])
    with pytest.raises(RuleBroken) as refused:
        services.vacancy_submit(vacancy_id=draft.pk, by=owner)
    assert refused.value.field == "company"


def test_a_doubt_must_be_acknowledged_and_then_is_kept_with_the_posting(draft, owner):
    with_text(draft, owner, requirements="젊은 분을 찾아요")
    with pytest.raises(RuleBroken):
        services.vacancy_submit(vacancy_id=draft.pk, by=owner)
    from employers.checking import findings_of

    keys = [one.key for one in findings_of(Vacancy.objects.get(pk=draft.pk))]
    vacancy = services.vacancy_submit(vacancy_id=draft.pk, by=owner, acknowledged=keys)
    assert vacancy.acknowledged == sorted(keys)


def test_an_unverified_firm_is_not_published(draft, owner, moderator, employer):
    employer.verified_at = None
    employer.save(update_fields=["verified_at"])
    services.vacancy_submit(vacancy_id=draft.pk, by=owner)
    with pytest.raises(RuleBroken):
        services.vacancy_approve(vacancy_id=draft.pk, by=moderator)


def test_a_returned_posting_is_a_draft_again_with_the_reason(draft, owner, moderator):
    services.vacancy_submit(vacancy_id=draft.pk, by=owner)
    vacancy = services.vacancy_return(vacancy_id=draft.pk, by=moderator, why="하는 일을 더 적어 주세요")
    assert vacancy.state == State.DRAFT
    assert vacancy.transitions.last().why == "하는 일을 더 적어 주세요"
    assert "하는 일을 더 적어 주세요" in Message.objects.get(user=owner, medium="in_app").body


def test_returning_needs_a_reason(draft, owner, moderator):
    services.vacancy_submit(vacancy_id=draft.pk, by=owner)
    with pytest.raises(RuleBroken):
        services.vacancy_return(vacancy_id=draft.pk, by=moderator, why="  ")


def test_the_pay_of_a_posting_that_is_out_cannot_be_lowered(draft, owner, moderator):
    published_by(draft, owner, moderator)
    with pytest.raises(RuleBroken, match="낮출 수 없어요"):
        with_text(draft, owner, pay_min=2_700_000)
    assert with_text(draft, owner, pay_min=2_900_000).pay_min == 2_900_000


def test_a_permanent_job_that_is_out_stays_permanent(draft, owner, moderator):
    published_by(draft, owner, moderator)
    with pytest.raises(RuleBroken):
        with_text(draft, owner, contract="fixed", contract_months=12)


def test_paused_resumed_and_withdrawn(draft, owner, moderator):
    published_by(draft, owner, moderator)
    services.vacancy_pause(vacancy_id=draft.pk, by=owner)
    assert draft not in Vacancy.objects.open()
    services.vacancy_resume(vacancy_id=draft.pk, by=owner)
    assert draft in Vacancy.objects.open()
    gone = services.vacancy_withdraw(vacancy_id=draft.pk, by=owner, why="사업이 미뤄졌어요")
    assert gone.closed_at is not None
    with pytest.raises(RuleBroken):
        services.vacancy_resume(vacancy_id=draft.pk, by=owner)


def test_a_posting_past_its_deadline_is_not_resumed(draft, owner, moderator):
    published_by(draft, owner, moderator)
    services.vacancy_pause(vacancy_id=draft.pk, by=owner)
    Vacancy.objects.filter(pk=draft.pk).update(deadline=timezone.localdate() - dt.timedelta(days=1))
    with pytest.raises(RuleBroken):
        services.vacancy_resume(vacancy_id=draft.pk, by=owner)


def test_the_last_position_fills_the_vacancy(published):
    assert services.vacancy_fill_position(vacancy_id=published.pk, by=None).state == State.PUBLISHED
    assert services.vacancy_fill_position(vacancy_id=published.pk, by=None).state == State.FILLED
    with pytest.raises(RuleBroken):
        services.vacancy_fill_position(vacancy_id=published.pk, by=None)


def test_closing_early_keeps_those_hired(published, owner):
    services.vacancy_fill_position(vacancy_id=published.pk, by=None)
    closed = services.vacancy_close(vacancy_id=published.pk, by=owner)
    assert (closed.state, closed.openings, closed.filled) == (State.FILLED, 1, 1)


def test_closing_with_nobody_hired_withdraws(published, owner):
    assert services.vacancy_close(vacancy_id=published.pk, by=owner).state == State.WITHDRAWN


def test_openings_do_not_fall_below_those_filled(published, owner):
    services.vacancy_fill_position(vacancy_id=published.pk, by=None)
    with pytest.raises(RuleBroken):
        services.vacancy_update(vacancy_id=published.pk, by=owner, text=VacancyText(fields={"openings": 0}))


def test_expiry_closes_what_is_past_its_deadline_once(employer, published):
    VacancyFactory(employer=employer, deadline=timezone.localdate() - dt.timedelta(days=1))
    VacancyFactory(employer=employer, deadline=None)
    assert services.vacancies_expire() == 1
    assert services.vacancies_expire() == 0
    gone = Vacancy.objects.get(state=State.EXPIRED)
    assert gone.closed_at is not None
    assert gone.transitions.get().after == "expired"


def test_a_deadline_is_reminded_once(employer, owner, published):
    Vacancy.objects.filter(pk=published.pk).update(deadline=timezone.localdate() + dt.timedelta(days=3))
    services.deadlines_remind()
    services.deadlines_remind()
    assert Message.objects.filter(template="vacancy_deadline", medium="in_app").count() == 1


def test_a_copy_is_a_new_draft_with_the_same_words(published, owner):
    skill = SkillFactory()
    published.skill_links.create(skill=skill, required=False)
    copy = services.vacancy_copy(vacancy_id=published.pk, by=owner)
    assert copy.pk != published.pk
    assert (copy.state, copy.title, copy.deadline) == (State.DRAFT, published.title, None)
    assert list(copy.skill_links.values_list("skill_id", "required")) == [(skill.pk, False)]


def test_a_report_upheld_takes_the_posting_down_and_tells_the_firm(published, owner, moderator):
    report = services.vacancy_report(
        vacancy_id=published.pk, by=None, reason="fee", text="돈을 내라고 해요", address="::1"
    )
    services.vacancy_report(vacancy_id=published.pk, by=None, reason="false", text="", address="::1")
    services.report_decide(report_id=report.pk, by=moderator, upheld=True, why="교육비를 요구함")
    published.refresh_from_db()
    assert published.state == State.DRAFT
    assert not VacancyReport.objects.filter(state="open").exists()
    assert Message.objects.filter(user=owner, template="vacancy_taken_down").exists()


def test_a_report_dismissed_leaves_the_posting(published, moderator):
    report = services.vacancy_report(vacancy_id=published.pk, by=None, reason="closed", text="", address="::1")
    services.report_decide(report_id=report.pk, by=moderator, upheld=False)
    published.refresh_from_db()
    assert published.state == State.PUBLISHED


def test_reports_from_one_place_are_limited(employer):
    for _number in range(5):
        one = VacancyFactory(employer=employer)
        services.vacancy_report(vacancy_id=one.pk, by=None, reason="closed", text="", address="203.0.113.7")
    with pytest.raises(RuleBroken, match="한 시간"):
        services.vacancy_report(vacancy_id=one.pk, by=None, reason="closed", text="", address="203.0.113.7")
    services.vacancy_report(vacancy_id=one.pk, by=None, reason="closed", text="", address="203.0.113.8")


def test_one_person_reports_one_posting_once(published, owner):
    services.vacancy_report(vacancy_id=published.pk, by=owner, reason="closed", text="")
    with pytest.raises(RuleBroken, match="이미"):
        services.vacancy_report(vacancy_id=published.pk, by=owner, reason="closed", text="")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"filled": 3}, "vacancy_filled_within_openings"),
        ({"pay_max": 1}, "vacancy_pay_max_not_below_min"),
        ({"pay_min": None}, "vacancy_own_is_complete"),
        ({"occupation": None}, "vacancy_own_is_complete"),
        ({"region": None}, "vacancy_own_is_complete"),
        ({"employer": None}, "vacancy_(shown_names|own_has)_employer"),
        ({"state": "filled", "closed_at": "2026-01-01T00:00Z"}, "vacancy_filled_state_is_full"),
        ({"state": "expired"}, "vacancy_closed_iff_over"),
        ({"published_at": None}, "vacancy_shown_since"),
        ({"pay_period": ""}, "vacancy_pay_has_period"),
        ({"openings": 0}, "vacancy_has_openings"),
        ({"career_max_months": 3, "career_min_months": 5}, "vacancy_career_max"),
        ({"hours_week": 200}, "vacancy_hours_are_a_week"),
    ],
)
def test_the_database_holds_the_rules_too(published, changes, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        Vacancy.objects.filter(pk=published.pk).update(**changes)
