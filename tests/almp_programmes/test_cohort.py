"""Sessions joined from afar, materials, and words between instructor and participants."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.exporting import export
from accounts.models import AccessLog
from accounts.services import person_erase
from almp_programmes.models import CohortMessage, Enrolment, Material, Submission
from almp_programmes.selectors.cohort import participants, sessions_ahead
from almp_programmes.services.cohort import (
    announcement_send,
    material_add,
    material_remove,
    message_send,
    session_save,
)
from channels.models import Message
from core.errors import RuleBroken
from core.uploads import KINDS, CheckedFileField
from tests import factories
from tests.almp_programmes.cohorts import PDF, a_file, classroom
from tests.world import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return classroom()


def address(name, *args):
    return reverse(f"almp_programmes:{name}", args=args)


def another(room, **more):
    return factories.EnrolmentFactory(run=room.run, state="started", full_time=False, **more)


def page(user, name, *args):
    return signed_in(user).get(address(name, *args))


def a_counsellor(user=None):
    user = user or factories.UserFactory()
    factories.MembershipFactory(counsellor=True, user=user)
    TOTP.activate(user, generate_totp_secret())
    return user


# --- sessions ---------------------------------------------------------------------------------------------------


def test_a_session_has_an_address_of_its_own_or_that_of_the_run(room):
    assert [one.link for one in sessions_ahead(room.run)] == ["https://live.example/run"]
    session_save(session_id=room.session.pk, by=room.trainer, place="", live_link="https://live.example/today")
    assert [one.link for one in sessions_ahead(room.run)] == ["https://live.example/today"]


def test_the_participant_joins_the_next_session_from_the_classroom(room):
    session_save(session_id=room.session.pk, by=room.trainer, place="", live_link="https://live.example/today")
    assert (
        'href="https://live.example/today"' in page(room.learner, "cohort", room.enrolment.public_id).content.decode()
    )


def test_another_provider_changes_no_session(room):
    with pytest.raises(PermissionDenied):
        session_save(
            session_id=room.session.pk, by=factories.MembershipFactory(trainer=True).user, place="", live_link=""
        )


# --- materials --------------------------------------------------------------------------------------------------


def test_a_material_is_a_file_or_a_link_and_not_both(room):
    for given in ({}, {"file": a_file(), "url": "https://a.example"}):
        with pytest.raises(RuleBroken):
            material_add(run_id=room.run.pk, by=room.trainer, title="둘", **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Material.objects.create(run=room.run, by=room.trainer, title="없음")


def test_a_material_leaves_as_a_download_under_the_name_it_came_with(room):
    answer = page(room.learner, "cohort_material", room.material.public_id)
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_removing_a_material_removes_its_file(room, django_capture_on_commit_callbacks):
    name = room.material.file.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        material_remove(material_id=room.material.pk, by=room.trainer)
    assert not default_storage.exists(name)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ"), ("a.docm", b"PK\x03\x04"), ("a.pdf", b"<html>"), ("a.txt", b"\x00\x01"), ("a", b"x")],
)
def test_a_file_of_another_kind_than_its_name_says_is_refused(room, name, content):
    answer = signed_in(room.trainer).post(
        address("material_new", room.run.public_id), {"title": "자료", "file": a_file(name, content)}
    )
    assert answer.status_code == 422
    assert not Material.objects.filter(title="자료").exists()


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("core.uploads.MOST", 10)
    with pytest.raises(Exception, match="10MB"):
        CheckedFileField().clean(a_file())


@pytest.mark.parametrize("kind", [kind for kind, beginning in KINDS.items() if beginning])
def test_each_kind_is_known_by_how_it_begins(kind):
    assert CheckedFileField().clean(a_file(f"a.{kind.upper()}", (KINDS[kind] or b"") + b"rest")) is not None


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_korean_text_is_taken_in_both_encodings_of_offices(encoding):
    assert CheckedFileField().clean(a_file("글.txt", "안녕하세요".encode(encoding))) is not None


# --- words ------------------------------------------------------------------------------------------------------


def test_the_instructor_tells_everyone_who_takes_part_now(room):
    gone = another(room)
    Enrolment.objects.filter(pk=gone.pk).update(state="left")
    message = announcement_send(run_id=room.run.pk, by=room.trainer, text="내일은 쉬어요.")
    told = Message.objects.filter(template="cohort_message").values_list("person", flat=True)
    assert set(told) == {room.enrolment.person_id}
    assert CohortMessage.objects.visible_to(room.learner).get() == message
    assert not CohortMessage.objects.visible_to(gone.person.user).exists()


def test_what_one_participant_and_the_instructor_say_no_other_participant_reads(room):
    other = another(room)
    message_send(enrolment_id=room.enrolment.pk, by=room.learner, text="질문이 있어요.")
    message_send(enrolment_id=room.enrolment.pk, by=room.trainer, text="말씀하세요.")
    assert CohortMessage.objects.visible_to(room.trainer).count() == 2
    assert CohortMessage.objects.visible_to(room.learner).count() == 2
    assert CohortMessage.objects.visible_to(other.person.user).count() == 0
    assert "질문이" not in page(other.person.user, "cohort_messages", other.public_id).content.decode()


def test_a_participants_words_are_told_to_the_instructor(room):
    message_send(enrolment_id=room.enrolment.pk, by=room.learner, text="질문이 있어요.")
    assert Message.objects.filter(template="cohort_message_provider", user=room.trainer).exists()


def test_a_participant_cannot_speak_to_all(room):
    with pytest.raises(PermissionDenied):
        announcement_send(run_id=room.run.pk, by=room.learner, text="여러분")
    with pytest.raises(IntegrityError), transaction.atomic():
        CohortMessage.objects.create(run=room.run, author=room.learner, from_provider=False, text="여러분")


def test_afterwards_the_classroom_is_read_and_no_more_written(room):
    Enrolment.objects.filter(pk=room.enrolment.pk).update(state="completed")
    answer = page(room.learner, "cohort_messages", room.enrolment.public_id)
    assert (answer.status_code, "<textarea" in answer.content.decode()) == (200, False)
    with pytest.raises(RuleBroken):
        message_send(enrolment_id=room.enrolment.pk, by=room.learner, text="질문이 있어요.")


def test_whoever_wrote_last_stands_first(room):
    other = another(room)
    message_send(enrolment_id=room.enrolment.pk, by=room.learner, text="먼저")
    message_send(enrolment_id=other.pk, by=other.person.user, text="나중에")
    assert [row.pk for row in participants(room.run)] == [other.pk, room.enrolment.pk]


# --- who finds the classroom ------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["applied", "waiting", "withdrawn", "left", "refused"])
def test_without_a_place_there_is_no_classroom(room, state):
    Enrolment.objects.filter(pk=room.enrolment.pk).update(state=state, reason="까닭")
    assert page(room.learner, "cohort", room.enrolment.public_id).status_code == 404
    assert page(room.learner, "cohort_material", room.material.public_id).status_code == 404


def test_outsiders_find_nothing(room):
    room.hand(file=a_file())
    outsiders = [factories.UserFactory(as_person=True), a_counsellor()]
    own, run, work = room.enrolment.public_id, room.run.public_id, room.work.public_id
    for user in outsiders:
        for name, args in (
            ("cohort", (own,)), ("cohort_messages", (own,)), ("cohort_coursework", (own, work)),
            ("cohort_material", (room.material.public_id,)), ("submission_file", (room.submission.public_id,)),
        ):  # fmt: skip
            found = page(user, name, *args).status_code
            assert (name, found) == (name, 404)
    other = factories.MembershipFactory(trainer=True).user
    for name, args in (
        ("run_cohort", (run,)), ("session_edit", (run, room.session.pk)), ("material_new", (run,)),
        ("announcement_new", (run,)), ("coursework_new", (run,)), ("run_coursework", (run, work)),
        ("coursework_edit", (run, work)), ("submission", (run, work, room.submission.public_id)),
        ("participant_messages", (own,)), ("submission_file", (room.submission.public_id,)),
    ):  # fmt: skip
        found = page(other, name, *args).status_code
        assert (name, found) == (name, 404)


def test_another_participant_does_not_find_ones_work(room):
    other = another(room)
    room.hand(file=a_file())
    assert page(other.person.user, "submission_file", room.submission.public_id).status_code == 404
    assert (
        page(other.person.user, "cohort_coursework", room.enrolment.public_id, room.work.public_id).status_code == 404
    )


def test_a_counsellor_who_takes_part_finds_the_classroom(room):
    counsellor = a_counsellor(factories.UserFactory(as_person=True))
    own = another(room, person=counsellor.person)
    assert page(counsellor, "cohort", own.public_id).status_code == 200


@pytest.mark.parametrize("rows", [1, 10])
def test_the_instructors_classroom_costs_the_same_however_many_there_are(django_assert_max_num_queries, rows):
    room = classroom(filled=True)
    for _one in range(rows - 1):
        message_send(enrolment_id=another(room).pk, by=room.trainer, text="안녕하세요.")
        material_add(run_id=room.run.pk, by=room.trainer, title="더", url="https://a.example")
    client = signed_in(room.trainer)
    where = address("run_cohort", room.run.public_id)
    client.get(where)
    with django_assert_max_num_queries(14):
        assert client.get(where).status_code == 200


# --- what the law asks ------------------------------------------------------------------------------------------


def test_opening_what_somebody_handed_in_is_logged_for_them(room):
    room.hand(text="제 글")
    page(room.trainer, "submission", room.run.public_id, room.work.public_id, room.submission.public_id)
    page(room.trainer, "participant_messages", room.enrolment.public_id)
    seen = AccessLog.objects.filter(person=room.enrolment.person, actor=room.trainer)
    assert set(seen.values_list("what", flat=True)) == {"coursework", "messages"}


def test_a_copy_of_ones_data_holds_what_one_handed_in_and_said():
    room = classroom(filled=True)
    found = export(room.enrolment.person)["almp_programmes.cohort"]
    assert [one["file_name"] for one in found["submissions"]] == ["자기소개서.pdf"]
    assert len(found["messages"]) == 2


def test_erasing_takes_the_work_its_file_and_the_words(django_capture_on_commit_callbacks):
    room = classroom(filled=True)
    name = room.submission.file.name
    with django_capture_on_commit_callbacks(execute=True):
        person_erase(person=room.enrolment.person, by=None, why="asked")
    assert not Submission.objects.exists()
    assert CohortMessage.objects.filter(enrolment__isnull=False).count() == 0
    assert not default_storage.exists(name)
