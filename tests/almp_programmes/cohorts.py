"""A run with an instructor and a participant, a session, coursework handed in with a file, materials and words."""

import datetime as dt
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Person, User
from almp_programmes.models import CourseRun, Coursework, Enrolment, Material, RunSession, Submission
from almp_programmes.services.cohort import announcement_send, material_add, message_send
from almp_programmes.services.coursework import coursework_save, submission_hand
from almp_programmes.services.steps import share
from tests import factories

PDF = b"%PDF-1.7\n%%EOF\n"


def a_file(name: str = "report.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@dataclass
class Classroom:
    run: CourseRun
    trainer: User
    enrolment: Enrolment
    session: RunSession
    work: Coursework
    material: Material
    submission: Submission | None = None

    @property
    def learner(self) -> User:
        return self.enrolment.person.user

    def hand(self, **given: object) -> Submission:
        self.submission = submission_hand(
            coursework_id=self.work.pk, enrolment_id=self.enrolment.pk, by=self.learner, **given
        )
        return self.submission


def classroom(
    *, person: Person | None = None, run: CourseRun | None = None, trainer: User | None = None, filled: bool = False
) -> Classroom:
    run = run or factories.CourseRunFactory(live_link="https://live.example/run")
    trainer = trainer or factories.MembershipFactory(trainer=True, organisation=run.course.provider).user
    more = {"person": person} if person else {}
    enrolment = factories.EnrolmentFactory(run=run, state="started", full_time=False, **more)
    share(enrolment)
    session = factories.SessionFactory(run=run, starts_at=timezone.now() + dt.timedelta(days=1))
    work = coursework_save(
        run_id=run.pk, by=trainer, title="자기소개서 쓰기", text="한 쪽으로 써 보세요.\n파일로 내도 돼요.",
        due_at=timezone.now() + dt.timedelta(days=2),
    )  # fmt: skip
    material = material_add(run_id=run.pk, by=trainer, title="첫 시간 자료", file=a_file("1주차 자료.pdf"))
    made = Classroom(run, trainer, enrolment, session, work, material)
    if filled:
        _fill(made)
    return made


def _fill(made: Classroom) -> None:
    by = {"run_id": made.run.pk, "by": made.trainer}
    material_add(**by, title="이력서 보기", url="https://www.example.kr/resume")
    coursework_save(**by, title="면접 연습 영상 보기", text="보고 느낀 점을 적어 주세요.", due_at=None)
    announcement_send(**by, text="다음 주 월요일은 쉬어요.\n수요일에 만나요.")
    message_send(enrolment_id=made.enrolment.pk, by=made.learner, text="과제를 조금 늦게 내도 될까요?")
    message_send(enrolment_id=made.enrolment.pk, by=made.trainer, text="네, 하루까지는 괜찮아요.")
    made.hand(text="저는 사람을 만나는 일을 좋아합니다.\n판매 일을 오 년 했습니다.", file=a_file("자기소개서.pdf"))
