import datetime as dt
import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from almp_programmes.models import Answer, Certificate, Learner, Unit, UnitProgress
from almp_programmes.selectors.learning import answers_of, course_seen, courses_online, unit_seen
from almp_programmes.services.learning import answer_save, learner_start, unit_finish
from core.errors import RuleBroken
from tests import factories
from tests.almp_programmes.lessons import small_course
from tests.world import signed_in

NOW = dt.timedelta


@pytest.fixture
def user(db):
    return factories.UserFactory(as_person=True)


@pytest.fixture
def lessons(user):
    return small_course(learner=user)


def save(lessons, question, *picked, **more):
    return answer_save(
        learner_id=lessons.learner.pk, question=question, picked=picked, by=lessons.learner.user,
        key=more.pop("key", None) or uuid.uuid4(), **more,
    )  # fmt: skip


def first_question(lessons):
    return lessons.units[1].questions.first()


def test_any_user_can_learn_also_one_of_the_staff(db):
    counsellor = factories.MembershipFactory(counsellor=True).user
    lessons = small_course(learner=counsellor, finished=True)
    assert lessons.certificate.name == counsellor.display_name


def test_starting_twice_is_starting_once(lessons):
    again = learner_start(course_id=lessons.course.pk, by=lessons.learner.user)
    assert again == lessons.learner


def test_a_course_in_a_classroom_is_not_started_online(user):
    lessons = small_course()
    lessons.course.mode = "classroom"
    lessons.course.save()
    with pytest.raises(RuleBroken):
        learner_start(course_id=lessons.course.pk, by=user)


def test_the_same_key_is_the_same_answer_however_often_it_comes(lessons):
    key = uuid.uuid4()
    for _time in range(3):
        save(lessons, first_question(lessons), 2, key=key)
    assert Answer.objects.get().picked == [2]


def test_the_page_keeps_an_answer_as_it_is_picked_and_again_with_the_same_key(lessons):
    client, question = signed_in(lessons.learner.user), first_question(lessons)
    where = reverse("almp_programmes:learn_answer", args=[lessons.units[1].public_id])
    given = {"question": question.pk, "picked": "2", "key": uuid.uuid4(), "at": "1"}
    assert [client.post(where, given).json() for _ in range(2)] == [{"saved": True}] * 2
    assert Answer.objects.filter(learner=lessons.learner, question=question).count() == 1
    elsewhere = small_course().units[1].questions.first()
    assert client.post(where, given | {"question": elsewhere.pk}).status_code == 404


def test_an_answer_that_comes_late_does_not_beat_a_later_one(lessons):
    now, question = timezone.now(), first_question(lessons)
    save(lessons, question, 2, answered_at=now - dt.timedelta(seconds=10))
    save(lessons, question, 3, answered_at=now - dt.timedelta(minutes=5))
    assert answers_of(lessons.learner, lessons.units[1])[question.pk].picked == [2]


def test_the_order_in_which_answers_arrive_does_not_matter(user):
    now, ends = timezone.now(), []
    picks = [(1, 30), (3, 20), (2, 10)]
    for order in (picks, picks[::-1], [picks[1], picks[2], picks[0]]):
        lessons = small_course(learner=user)
        for picked, ago in order:
            save(lessons, first_question(lessons), picked, answered_at=now - dt.timedelta(seconds=ago))
        ends.append(answers_of(lessons.learner, lessons.units[1])[first_question(lessons).pk].picked)
    assert ends == [[2], [2], [2]]


def test_a_device_whose_clock_is_ahead_does_not_lock_later_answers_out(lessons):
    question = first_question(lessons)
    save(lessons, question, 1, answered_at=timezone.now() + dt.timedelta(days=1))
    save(lessons, question, 2, answered_at=timezone.now())
    assert answers_of(lessons.learner, lessons.units[1])[question.pk].picked == [2]


def test_a_choice_that_is_not_there_is_refused(lessons):
    with pytest.raises(RuleBroken):
        save(lessons, first_question(lessons), 9)


def test_a_module_opens_when_the_one_before_is_done(lessons):
    with pytest.raises(RuleBroken, match="단원 1"):
        lessons.finish(lessons.units[2])
    lessons.finish(lessons.units[0])
    lessons.finish(lessons.units[1])
    lessons.finish(lessons.units[2])
    assert UnitProgress.objects.filter(done_at__isnull=False).count() == 3


def test_an_answer_to_a_module_not_open_yet_is_refused(lessons):
    with pytest.raises(RuleBroken):
        save(lessons, lessons.units[3].questions.first(), 2)


def test_too_few_right_answers_do_not_pass(lessons):
    one, other = lessons.units[1].questions.all()
    lessons.finish(lessons.units[1], picks={one: [2], other: [1]})
    seen = unit_seen(lessons.units[1], lessons.learner.user)
    assert [question.is_right for question in seen.questions] == [True, False]
    assert not seen.is_done


def test_a_question_left_out_is_not_checked_and_the_others_are_kept(lessons):
    one, _other = lessons.units[1].questions.all()
    lessons.finish(lessons.units[1], picks={one: [2]})
    seen = unit_seen(lessons.units[1], lessons.learner.user)
    assert [question.picked for question in seen.questions] == [[2], []]
    assert [question.is_right for question in seen.questions] == [None, None]


def test_what_is_done_stays_done_after_a_wrong_answer(lessons):
    lessons.finish(lessons.units[1])
    one, other = lessons.units[1].questions.all()
    lessons.finish(lessons.units[1], picks={one: [1], other: [1]})
    assert unit_seen(lessons.units[1], lessons.learner.user).is_done


def test_the_last_unit_completes_the_course_and_gives_one_certificate(lessons):
    for unit in lessons.units:
        lessons.finish(unit)
        lessons.finish(unit)
    lessons.learner.refresh_from_db()
    assert lessons.learner.completed_at is not None
    assert lessons.certificate.state == "valid"


def test_another_persons_progress_cannot_be_written(lessons):
    other = factories.UserFactory()
    with pytest.raises(PermissionDenied):
        unit_finish(learner_id=lessons.learner.pk, unit=lessons.units[0], by=other, key=uuid.uuid4())


def test_a_unit_of_another_course_is_refused(lessons):
    with pytest.raises(PermissionDenied):
        lessons.finish(small_course().units[0])


def test_a_video_without_captions_is_refused_by_the_database(lessons):
    unit = Unit(
        module=lessons.units[0].module, number=9, kind="video", name_ko="영상", video_url="https://v.example/a.mp4",
        body_ko="말한 것",
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="unit_video_has_captions_and_transcript"):
        unit.save()


def test_a_learner_is_seen_by_nobody_else(lessons):
    assert list(Learner.objects.visible_to(lessons.learner.user)) == [lessons.learner]
    assert not Learner.objects.visible_to(factories.UserFactory()).exists()


@pytest.mark.parametrize("courses", [1, 6])
def test_the_list_costs_the_same_however_many_courses(user, django_assert_num_queries, courses):
    for _number in range(courses):
        small_course(learner=user)
    with django_assert_num_queries(2):
        assert len(courses_online(user)) == courses


def test_a_course_costs_five_queries(lessons, django_assert_num_queries):
    with django_assert_num_queries(5):
        course_seen(lessons.course, lessons.learner.user)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_finish_the_last_units_at_once_give_one_certificate():
    lessons = small_course(learner=factories.UserFactory(as_person=True))
    for unit in lessons.units[:2]:
        lessons.finish(unit)
    together, failures = threading.Barrier(4), []

    def tab(unit: Unit) -> None:
        try:
            together.wait()
            lessons.finish(unit)
        except Exception as exc:  # a thread's own would be lost
            failures.append(exc)
        finally:
            connection.close()

    threads = [threading.Thread(target=tab, args=(unit,)) for unit in lessons.units[2:] for _tab in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Certificate.objects.count() == 1
    assert UnitProgress.objects.filter(done_at__isnull=False).count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_send_the_same_answer_at_once_keep_one():
    lessons = small_course(learner=factories.UserFactory(as_person=True))
    question, key, together, failures = first_question(lessons), uuid.uuid4(), threading.Barrier(3), []

    def tab() -> None:
        try:
            together.wait()
            save(lessons, question, 2, key=key)
        except Exception as exc:
            failures.append(exc)
        finally:
            connection.close()

    threads = [threading.Thread(target=tab) for _tab in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failures, Answer.objects.count()) == ([], 1)
