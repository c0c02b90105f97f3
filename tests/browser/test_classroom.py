"""An instructor and a participant on a phone: a session joined from afar, work handed in and marked, a question."""

from django.urls import reverse
from playwright.sync_api import FilePayload

from almp_programmes.models import Coursework, RunSession, Submission
from tests.almp_programmes.cohorts import PDF, Classroom
from tests.browser import steps
from tests.browser.conftest import PHONE, NewContext, Site
from tests.browser.steps import Visitor


def _set_work(instructor: Visitor, room: Classroom) -> Coursework:
    instructor.go("almp_programmes:run_cohort", room.run.public_id)
    instructor.follow("과제 만들기")
    instructor.write(title="지원 동기 쓰기", text="세 문장으로 적어 보세요.")
    instructor.press("과제 만들기")
    return Coursework.objects.get(title="지원 동기 쓰기")


def _hand_in(participant: Visitor, room: Classroom, work: Coursework) -> None:
    participant.go("almp_programmes:enrolment", room.enrolment.public_id)
    participant.follow("학습방 가기")
    assert steps.clean(participant) == []
    with participant.page.expect_navigation():
        participant.page.get_by_role("link", name=work.title, exact=True).click()
    participant.press("과제 내기")
    participant.reads("글을 쓰거나 파일을 올려 주세요.")
    assert steps.clean(participant) == []
    participant.write(text="사람을 돕는 일이 좋습니다.")
    payload = FilePayload(name="지원 동기.pdf", mimeType="application/pdf", buffer=PDF)
    participant.page.locator("main input[type='file']").set_input_files(payload)
    participant.press("과제 내기")
    participant.sees("지원 동기.pdf")


def _mark(instructor: Visitor, room: Classroom, work: Coursework) -> None:
    instructor.go("almp_programmes:run_coursework", room.run.public_id, work.public_id)
    instructor.follow(room.enrolment.person.name)
    with instructor.page.expect_download() as download:
        instructor.page.get_by_role("link", name="지원 동기.pdf").click()
    assert download.value.suggested_filename == "지원 동기.pdf"
    instructor.write(mark="95", feedback="까닭이 분명해요.")
    instructor.press("답 보내기")
    assert steps.clean(instructor) == []


def test_a_session_is_joined_and_work_goes_from_the_phone_to_the_instructor_and_back(
    site: Site, new_context: NewContext
):
    room: Classroom = site.world.more["classroom"]  # type: ignore[assignment]
    instructor = Visitor(new_context("trainer").new_page(), "ko")
    participant = Visitor(new_context("jobseeker", has_touch=True).new_page(), "ko")
    participant.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})

    instructor.go("almp_programmes:session_edit", room.run.public_id, room.session.pk)
    instructor.write(live_link="https://live.example/tomorrow")
    instructor.press("저장하기")
    assert RunSession.objects.get(pk=room.session.pk).link == "https://live.example/tomorrow"

    work = _set_work(instructor, room)
    _hand_in(participant, room, work)
    _mark(instructor, room, work)
    participant.go("almp_programmes:cohort_coursework", room.enrolment.public_id, work.public_id)
    participant.reads("100점 가운데 %(mark)s점", mark=95)
    participant.sees("까닭이 분명해요.")
    assert Submission.objects.get(coursework=work).state == "marked"

    participant.go("almp_programmes:cohort", room.enrolment.public_id)
    link = participant.page.get_by_role("link", name="실시간 수업 들어가기")
    assert link.get_attribute("href") == "https://live.example/tomorrow"
    participant.follow("강사와 주고받은 글")
    participant.write(text="다음 과제는 언제 나오나요?")
    participant.press("강사에게 보내기")
    instructor.page.goto(reverse("almp_programmes:participant_messages", args=[room.enrolment.public_id]))
    instructor.sees("다음 과제는 언제 나오나요?")
    assert [one.heard for one in (instructor, participant)] == [[], []]
