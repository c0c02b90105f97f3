"""Coursework: handed in as text or file, answered with a mark and feedback, or given back."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from almp_programmes.models import CohortMessage, Coursework, Enrolment, Submission
from almp_programmes.services.coursework import coursework_save, submission_answer, submission_hand
from channels.models import Message
from core.errors import RuleBroken
from tests import factories
from tests.almp_programmes.cohorts import a_file, classroom
from tests.world import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return classroom()


def answer(room, state="marked", **given):
    given = {"mark": 80} | given if state == "marked" else given
    return submission_answer(submission_id=room.submission.pk, by=room.trainer, state=state, **given)


def told(template):
    return Message.objects.filter(template=template).count()


def test_participants_are_told_of_new_coursework_and_not_of_a_correction(room):
    before = told("coursework_new")
    given = {"title": "고친 과제", "text": "할 일", "due_at": None}
    coursework_save(run_id=room.run.pk, by=room.trainer, coursework_id=room.work.pk, **given)
    assert (before, told("coursework_new")) == (1, 1)


def test_an_empty_hand_is_refused_and_a_text_or_a_file_is_taken(room):
    with pytest.raises(RuleBroken):
        room.hand(text="  ")
    assert room.hand(text="제 글").state == "handed"
    assert room.hand(file=a_file()).file_name == "report.pdf"


def test_handed_in_anew_the_new_file_takes_the_place_of_the_old(room, django_capture_on_commit_callbacks):
    first = room.hand(file=a_file()).file.name
    with django_capture_on_commit_callbacks(execute=True):
        room.hand(file=a_file("second.pdf"))
    assert Submission.objects.get().file_name == "second.pdf"
    assert not default_storage.exists(first)


def test_handed_in_anew_without_a_file_the_one_from_before_stays(room):
    room.hand(file=a_file())
    room.hand(text="이제 글도 있어요.")
    row = Submission.objects.get()
    assert (row.file_name, row.text) == ("report.pdf", "이제 글도 있어요.")


def test_a_mark_with_feedback_reaches_the_participant(room):
    room.hand(text="제 글")
    answer(room, mark=85, feedback="잘 썼어요.")
    where = reverse("almp_programmes:cohort_coursework", args=[room.enrolment.public_id, room.work.public_id])
    page = signed_in(room.learner).get(where).content.decode()
    assert "100점 가운데 85점" in page
    assert "잘 썼어요." in page
    assert told("coursework_marked") == 1


def test_a_marked_work_is_not_handed_in_again(room):
    room.hand(text="제 글")
    answer(room)
    with pytest.raises(RuleBroken):
        room.hand(text="새 글")


def test_given_back_it_says_why_and_is_handed_in_again(room):
    room.hand(text="제 글")
    with pytest.raises(RuleBroken):
        answer(room, "returned")
    answer(room, "returned", feedback="한 쪽 더 써 주세요.")
    room.hand(text="두 쪽이에요.")
    row = Submission.objects.get()
    assert row.state == "handed"
    assert list(row.transitions.values_list("after", flat=True)) == ["handed", "returned", "handed"]


def test_a_mark_may_be_put_right_and_the_participant_hears_of_both(room):
    room.hand(text="제 글")
    answer(room, mark=50)
    answer(room, mark=60)
    assert (Submission.objects.get().mark, told("coursework_marked")) == (60, 2)


@pytest.mark.parametrize("mark", [None, -1, 101])
def test_a_mark_is_of_a_hundred(room, mark):
    room.hand(text="제 글")
    with pytest.raises(RuleBroken):
        answer(room, mark=mark)


def test_the_database_keeps_a_mark_to_what_is_marked(room):
    row = room.hand(text="제 글")
    for wrong in ({"mark": 80}, {"state": "marked"}, {"text": ""}, {"state": "returned", "answered_by": room.trainer}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.objects.filter(pk=row.pk).update(**wrong)


def test_what_comes_after_the_day_is_late_and_still_taken(room):
    Coursework.objects.filter(pk=room.work.pk).update(due_at=timezone.now() - dt.timedelta(hours=1))
    room.hand(text="늦었어요.")
    assert Submission.objects.select_related("coursework").get().is_late


def test_nobody_hands_in_for_another_nor_for_another_run(room):
    other = factories.EnrolmentFactory(run=room.run, state="started", full_time=False)
    with pytest.raises(PermissionDenied):
        submission_hand(coursework_id=room.work.pk, enrolment_id=other.pk, by=room.learner, text="남의 글")
    elsewhere = classroom()
    with pytest.raises(PermissionDenied):
        submission_hand(
            coursework_id=elsewhere.work.pk, enrolment_id=room.enrolment.pk, by=room.learner, text="다른 반"
        )


def test_the_database_keeps_what_is_handed_in_and_said_to_one_run(room):
    elsewhere = classroom()
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.create(
            coursework=elsewhere.work, enrolment=room.enrolment, text="다른 반", handed_at=timezone.now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        CohortMessage.objects.create(
            run=elsewhere.run, enrolment=room.enrolment, author=room.trainer, from_provider=True, text="다른 반"
        )


def test_who_left_hands_in_nothing_more(room):
    Enrolment.objects.filter(pk=room.enrolment.pk).update(state="left")
    with pytest.raises(RuleBroken):
        room.hand(text="늦은 글")


def test_another_provider_answers_nothing(room):
    room.hand(text="제 글")
    with pytest.raises(PermissionDenied):
        submission_answer(
            submission_id=room.submission.pk, by=factories.MembershipFactory(trainer=True).user, state="marked", mark=1
        )


def test_a_course_learnt_alone_has_no_coursework(room):
    room.run.course.mode = "self_paced"
    room.run.course.save()
    with pytest.raises(RuleBroken):
        coursework_save(run_id=room.run.pk, by=room.trainer, title="과제", text="할 일", due_at=None)


def test_the_way_of_a_piece_of_work_through_the_pages(room):
    learner, trainer = signed_in(room.learner), signed_in(room.trainer)
    run, own = room.run.public_id, room.enrolment.public_id

    def where(name, *args):
        return reverse(f"almp_programmes:{name}", args=args)

    due = (timezone.localtime() + dt.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    new = {"title": "이력서 고치기", "text": "두 곳을 고쳐 보세요.", "due_at": due}
    assert trainer.post(where("coursework_new", run), new).status_code == 302
    work = Coursework.objects.get(title="이력서 고치기").public_id
    assert "이력서 고치기" in learner.get(where("cohort", own)).content.decode()
    given = {"text": "고쳤어요.", "file": a_file("이력서.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")}
    assert learner.post(where("cohort_coursework", own, work), given).status_code == 302
    row = Submission.objects.get()
    assert learner.get(where("submission_file", row.public_id)).status_code == 200
    marked = {"state": "marked", "mark": "90", "feedback": "좋아요."}
    assert trainer.post(where("submission", run, work, row.public_id), {"state": "marked"}).status_code == 422
    assert trainer.post(where("submission", run, work, row.public_id), marked).status_code == 302
    assert "90" in trainer.get(where("run_coursework", run, work)).content.decode()
