"""A provider runs a course with 20 places and 30 applicants; a jobseeker on a phone applies, waits, is placed, attends
and completes. In both languages."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from almp_programmes.models import Course, CourseRun, Enrolment, RunSession
from almp_programmes.services import attendance, places
from almp_programmes.services.enrolments import enrolment_apply
from tests import factories
from tests.browser.conftest import PHONE, NewContext, Site
from tests.browser.steps import Visitor, clean

PLACES, OTHERS = 20, 29
P = "almp_programmes:"


def _offer(trainer: Visitor, title: str) -> CourseRun:
    """The provider writes the course, a run, its sessions, and publishes it."""
    trainer.go(P + "offered")
    trainer.follow("과정 만들기", within="main")
    trainer.choose("programme", str(factories.ProgrammeFactory().pk))
    trainer.write(title=title, title_en=title, hours="40")
    trainer.pick("mode", "classroom")
    trainer.pick("language", "ko")
    trainer.press("저장하기")
    trainer.reads("과정을 저장함")
    trainer.follow("회차 만들기", within="main")
    day = timezone.localdate() + dt.timedelta(days=7)
    trainer.write(starts_on=str(day), ends_on=str(day + dt.timedelta(days=11)), capacity=str(PLACES))
    trainer.press("저장하기")
    trainer.press("수업 만들기")
    course = Course.objects.get(title=title)
    trainer.go(P + "offered_course", course.public_id)
    trainer.press("공개하기")
    run: CourseRun = course.runs.get()
    return run


def _others_apply(run: CourseRun) -> list[Enrolment]:
    people = [factories.UserFactory(as_person=True) for _ in range(OTHERS)]
    return [
        enrolment_apply(person_id=one.person_id, programme_id=run.course.programme_id, run_id=run.pk, by=one)
        for one in people
    ]


def _begin(run: CourseRun) -> RunSession:
    """The days pass: the run began yesterday, and a session is on."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    CourseRun.objects.filter(pk=run.pk).update(starts_on=yesterday)
    Enrolment.objects.filter(run=run).update(starts_on=yesterday)
    run.sessions.all().delete()  # type: ignore[attr-defined]
    now = timezone.now()
    session: RunSession = RunSession.objects.create(
        run=run, starts_at=now - dt.timedelta(minutes=30), ends_at=now + dt.timedelta(hours=2)
    )
    return session


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_course_from_its_offer_to_its_completion(language: str, site: Site, new_context: NewContext):
    trainer = Visitor(new_context("trainer", language).new_page(), language)
    seeker = Visitor(new_context("jobseeker", language, **_phone()).new_page(), language)
    title = f"Data for beginners {language}"
    run = _offer(trainer, title)
    others = _others_apply(run)

    seeker.go(P + "course_list", query=f"?q={title}")
    seeker.follow(title, within="main")
    assert clean(seeker) == []
    seeker.press("신청하기")
    seeker.reads("신청을 살펴보고 있어요")
    own = Enrolment.objects.get(run=run, person=site.people["jobseeker"].person)

    trainer.go(P + "applicants", run.public_id)
    for box in trainer.page.locator("main input[name=enrolment]").all():
        trainer.page.locator(f"label[for='{box.get_attribute('id')}']").click()
    trainer.pick("decision", "approve")
    trainer.press("결정하고 알리기")
    assert Enrolment.objects.filter(run=run, state="placed").count() == PLACES
    seeker.page.reload()
    seeker.reads("대기 번호 %(number)s번", number=10)

    for row in others[:10]:
        places.enrolment_withdraw(enrolment_id=row.pk, by=row.person.user)
    seeker.page.reload()
    seeker.press("자리 받기")
    seeker.reads("자리가 정해졌어요")
    assert clean(seeker) == []

    session = _begin(run)
    trainer.go(P + "applicants", run.public_id, query="?tab=placed")
    trainer.press("모두 시작함")
    trainer.go(P + "attendance_code", run.public_id, session.pk)
    assert clean(trainer) == []
    seeker.page.goto(reverse(P + "check_in", args=[attendance.check_in_token(session)]))
    seeker.press("출석했다고 알리기")
    seeker.reads("출석했어요")
    trainer.go(P + "attendance", run.public_id, session.pk)
    trainer.press("출석 저장하기")
    assert clean(trainer) == []

    trainer.go(P + "participant", own.public_id)
    trainer.pick("step", "completed")
    trainer.press("옮기기")
    seeker.go(P + "enrolment", own.public_id)
    seeker.reads("수료했어요")
    own.refresh_from_db()
    with translation.override(language):
        assert (own.state, seeker.heard, trainer.heard) == ("completed", [], [])


def _phone() -> dict[str, object]:
    return {"has_touch": True, "is_mobile": True, "screen": {"width": PHONE[0], "height": PHONE[1]}}
