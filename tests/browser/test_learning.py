"""Somebody with little practice learns on a phone, to the end, and a stranger checks the certificate."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from almp_programmes.models import Answer, Certificate, Course, Learner, Question, Unit
from tests import factories
from tests.almp_programmes.lessons import small_course
from tests.browser import steps
from tests.browser.conftest import NewContext, Site
from tests.browser.steps import Visitor


def _starter() -> Course:
    return Course.objects.get(reference="digital-start")


def _begin(learner: Visitor, name: str, email: str) -> Learner:
    learner.sign_up(name, email)
    learner.go("almp_programmes:learn_list")
    with learner.page.expect_navigation():
        learner.page.locator("article h2 a").first.click()
    learner.press("시작하기")
    return Learner.objects.get(user=User.objects.get(email=email))


def _answer(learner: Visitor, unit: Unit, *, wrong: bool = False) -> None:
    """As a finger would; `wrong`: a wrong choice of each."""
    for question in unit.questions.prefetch_related("choices"):
        others = [one.number for one in question.choices.all() if not one.is_right]
        for number in others[:1] if wrong else question.right:
            learner.pick(f"q{question.pk}", str(number))


def _read_on(learner: Visitor, unit: Unit) -> None:
    expect(learner.page.locator("h1")).to_have_text(unit.name_en if learner.language == "en" else unit.name_ko)
    if unit.kind == Unit.Kind.TEXT:
        learner.press("다 봤어요. 다음으로")
        return
    _answer(learner, unit)
    learner.press("답 확인하기")
    learner.reads("맞았어요.")
    assert steps.clean(learner) == []
    last = unit.module.course.modules.last().number
    learner.follow("과정 마무리 보기" if unit.module.number == last else "다음 단원으로", within="main")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_learner_finishes_the_starter_course_on_a_phone_and_the_certificate_verifies(
    site: Site, new_context: NewContext, language: str
):
    learner = Visitor.on_phone(new_context, language)
    learner.go("almp_programmes:learn_list")
    assert steps.clean(learner) == []
    _begin(learner, "한배움", f"learner-{language}@journey.example")
    for unit in Unit.objects.filter(module__course=_starter()).order_by("module__number", "number"):
        _read_on(learner, unit)
    learner.reads("모두 마쳤어요. 정말 잘하셨어요!")
    learner.follow("수료증 보기")
    certificate = Certificate.objects.get(learner__user__email=f"learner-{language}@journey.example")
    learner.sees(certificate.spoken)
    assert steps.clean(learner) == []

    stranger = Visitor.on_phone(new_context, language)
    stranger.go("almp_programmes:certificate_verify")
    stranger.write(number=" ".join(certificate.number))
    stranger.press("번호 확인하기")
    stranger.reads("진짜 수료증이고 지금도 유효해요")
    stranger.sees("한*움")
    assert steps.clean(stranger) == []
    assert [one.heard for one in (learner, stranger)] == [[], []]


def test_a_certificate_that_the_ministry_takes_back_says_so_to_strangers(site: Site, new_context: NewContext):
    certificate = small_course(learner=factories.UserFactory(as_person=True), finished=True).certificate
    ministry = Visitor(new_context("analyst").new_page(), "ko")
    ministry.go("almp_programmes:certificate_number", certificate.spoken)
    ministry.follow("이 수료증 취소하기")
    ministry.write(reason="다른 사람이 대신 배운 것으로 밝혀짐")
    ministry.press("수료증 취소하기")
    stranger = Visitor.on_phone(new_context, "ko")
    stranger.go("almp_programmes:certificate_number", certificate.spoken)
    stranger.reads("취소된 수료증이에요")
    assert steps.clean(stranger) == []


def test_a_counsellor_learns_too_by_a_door_in_the_menu(site: Site, new_context: NewContext):
    counsellor = Visitor(new_context("counsellor").new_page(), "ko")
    counsellor.go("portal:home")
    counsellor.page.locator("summary:visible", has_text=site.people["counsellor"].display_name).click()
    counsellor.follow("온라인으로 배우기")
    with counsellor.page.expect_navigation():
        counsellor.page.get_by_role("link", name=_starter().title, exact=True).click()
    counsellor.press("시작하기")
    counsellor.press("다 봤어요. 다음으로")
    mine = Learner.objects.get(user=site.people["counsellor"], course=_starter())
    assert mine.progress.filter(done_at__isnull=False).count() == 1
    assert counsellor.heard == []


def test_answers_picked_without_a_connection_are_sent_when_it_is_back(site: Site, new_context: NewContext):
    learner = Visitor.on_phone(new_context, "ko")
    mine = _begin(learner, "이끊김", "offline@journey.example")
    unit = Unit.objects.get(module__course=_starter(), module__number=1, kind="questions")
    learner.go("almp_programmes:learn_unit", unit.public_id)
    learner.page.context.set_offline(True)
    _answer(learner, unit)
    learner.reads("인터넷이 끊겼어요. 고른 답은 이 휴대전화에 남아 있고, 이어지면 보낼게요.")
    assert not Answer.objects.filter(learner=mine).exists()
    learner.page.context.set_offline(False)
    learner.reads("인터넷이 이어져 남은 답을 보냈어요.")
    given = Answer.objects.filter(learner=mine).values_list("question", flat=True)
    assert set(given) == set(Question.objects.filter(unit=unit).values_list("pk", flat=True))
    learner.page.reload()
    expect(learner.page.locator("main input:checked")).to_have_count(3)


def test_learning_needs_no_script(site: Site, new_context: NewContext):
    learner = Visitor.on_phone(new_context, "ko", java_script_enabled=False)
    mine = _begin(learner, "박무", "plain-learner@journey.example")
    for unit in Unit.objects.filter(module__course=_starter(), module__number=1).order_by("number"):
        if unit.kind == Unit.Kind.QUESTIONS:
            learner.press("답 확인하기")
            learner.reads("아직 고르지 않은 문제가 있어요")
            _answer(learner, unit, wrong=True)
            learner.press("답 확인하기")
            learner.reads("다시 생각해 봐요.")
            _answer(learner, unit)
            learner.press("답 다시 확인하기")
            learner.follow("다음 단원으로", within="main")
        else:
            learner.press("다 봤어요. 다음으로")
    assert mine.progress.filter(done_at__isnull=False).count() == 4
    second = Unit.objects.get(module__course=_starter(), module__number=2, number=1)
    assert learner.page.url.endswith(reverse("almp_programmes:learn_unit", args=[second.public_id]))
