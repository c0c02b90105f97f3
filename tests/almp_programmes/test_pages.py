"""The provider's pages, and the way of a participation through the pages of both sides."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog
from almp_programmes.models import Attendance, Course, CourseRun, Enrolment, ImportReject, ProgrammeAmount
from almp_programmes.services import attendance, payments
from almp_programmes.services.enrolments import enrolment_refuse
from tests import factories
from tests.world import signed_in

pytestmark = pytest.mark.django_db
P = "almp_programmes:"


def address(name, *args):
    return reverse(P + name, args=args)


@pytest.fixture
def trainer(school):
    return signed_in(school.trainer)


@pytest.fixture
def session(school):
    return factories.SessionFactory(run=school.run, starts_at=timezone.now() - dt.timedelta(hours=1))


def test_every_page_of_the_provider_opens(school, session, trainer):
    row = school.approved()
    course, run = school.run.course.public_id, school.run.public_id
    pages = {
        "offered": (), "course_new": (), "offered_course": (course,), "course_edit": (course,), "run_new": (course,),
        "run_edit": (run,), "run_sessions": (run,), "applicants": (run,), "attendance_file": (run,),
        "attendance_csv": (run,), "attendance": (run, session.pk), "attendance_code": (run, session.pk),
        "participant": (row.public_id,),
    }  # fmt: skip
    answers = {name: trainer.get(address(name, *args)).status_code for name, args in pages.items()}
    assert answers == dict.fromkeys(pages, 200)


def test_a_run_that_is_edited_shows_its_place_by_name(school, trainer):
    page = trainer.get(address("run_edit", school.run.public_id)).content.decode()
    assert f'name="region" value="{school.run.region.full_label}"' in page


def test_who_cannot_apply_is_shown_no_button_to_apply(school, trainer):
    course = address("course", school.run.course.public_id)
    seeker = signed_in(factories.JobseekerFactory().person.user)
    apply = f'action="{address("apply", school.run.course.programme.public_id)}"'
    assert [apply in one.get(course).content.decode() for one in (seeker, trainer)] == [True, False]


@pytest.mark.parametrize("page", [P + "offered", "portal:home"])
def test_a_provider_without_courses_is_led_to_make_one(page):
    client = signed_in(factories.MembershipFactory(trainer=True).user)
    assert client.get(reverse(page)).content.decode().count(f'href="{address("course_new")}"') == 1


def test_another_providers_rows_are_not_there(school, session):
    row = school.approved()
    other = signed_in(factories.MembershipFactory(trainer=True).user)
    for name, args in (
        ("offered_course", (school.run.course.public_id,)), ("applicants", (school.run.public_id,)),
        ("participant", (row.public_id,)), ("attendance", (school.run.public_id, session.pk)),
    ):  # fmt: skip
        found = other.get(address(name, *args)).status_code
        assert (name, found) in ((name, 404),)


def test_opening_a_participant_is_logged_for_the_person(school, trainer):
    row = school.apply()
    trainer.get(address("participant", row.public_id))
    assert AccessLog.objects.filter(person=row.person, actor=school.trainer, what="enrolment").count() == 1


def test_a_provider_writes_a_course_with_a_run_and_sessions_and_publishes_it(school, trainer):
    factories.SkillFactory(name_ko="엑셀", name_en="Excel", normalised="엑셀 excel")
    given = {
        "programme": school.run.course.programme_id, "title": "엑셀 기초", "mode": "classroom", "language": "ko",
        "ncs_code": "20010105", "level": "2", "taught": "엑셀", "accessibility": ["wheelchair"], "full_time": "on",
    }  # fmt: skip
    assert trainer.post(address("course_new"), given).status_code == 302
    course = Course.objects.get(title="엑셀 기초")
    day = timezone.localdate() + dt.timedelta(days=20)
    run = {"starts_on": day, "ends_on": day + dt.timedelta(days=13), "capacity": 20, "fee": "50만", "region": ""}
    trainer.post(address("run_new", course.public_id), run)
    made = CourseRun.objects.get(course=course)
    plan = {"weekdays": [0, 1, 2, 3, 4], "begins": "09:00", "ends": "18:00", "place": "3층"}
    trainer.post(address("run_sessions", made.public_id), plan)
    trainer.post(address("course_publish", course.public_id), {"published": "1"})
    course.refresh_from_db()
    assert (course.published, course.skill_links.count(), made.fee, made.sessions.count()) == (True, 1, 500_000, 10)


def test_a_skill_that_is_not_known_is_named(school, trainer):
    given = {"programme": school.run.course.programme_id, "title": "엑셀", "mode": "classroom", "language": "ko"}
    answer = trainer.post(address("course_new"), given | {"taught": "없는 역량"})
    assert answer.status_code == 422
    assert "없는 역량" in answer.content.decode()


def test_a_course_without_a_run_is_not_published(school, trainer):
    course = factories.CourseFactory(provider=school.run.course.provider, published=False)
    trainer.post(address("course_publish", course.public_id), {"published": "1"})
    course.refresh_from_db()
    assert not course.published


def test_somebody_applies_on_the_page_of_the_course(school):
    user = school.person()
    client = signed_in(user)
    page = client.get(address("course", school.run.course.public_id)).content.decode()
    where = address("apply", school.run.course.programme.public_id)
    assert f'action="{where}"' in page
    answer = client.post(where, {"run": school.run.public_id})
    row = Enrolment.objects.get(person=user.person)
    assert answer["Location"] == address("enrolment", row.public_id)


def test_applicants_are_decided_together(school, trainer, state):
    rows = [school.apply() for _ in range(3)]
    given = {"enrolment": [row.public_id for row in rows], "decision": "approve"}
    trainer.post(address("applicants", school.run.public_id), given)
    assert [state(row) for row in rows] == ["placed", "placed", "waiting"]


def test_refusing_together_needs_a_reason(school, trainer, state):
    row = school.apply()
    answer = trainer.post(
        address("applicants", school.run.public_id), {"enrolment": [row.public_id], "decision": "refuse"}
    )
    assert (answer.status_code, state(row)) == (422, "applied")


@pytest.mark.parametrize(
    ("step", "more", "after"),
    [
        ("documents", {"text": "졸업증명서"}, "documents"),
        ("refuse", {"text": "요건"}, "refused"),
        ("approve", {}, "placed"),
    ],
)
def test_an_applicant_is_moved_on_their_page(school, trainer, state, step, more, after):
    row = school.apply()
    trainer.post(address("participant_step", row.public_id), {"step": step, **more})
    assert state(row) == after


def test_a_step_without_what_it_needs_is_said_at_its_field(school, trainer):
    row = school.apply()
    answer = trainer.post(address("participant_step", row.public_id), {"step": "refuse"})
    assert answer.status_code == 422
    assert 'id="step_text_error"' in answer.content.decode()


@pytest.mark.parametrize(
    "made",
    ["applied", "documents", "refused", "waiting", "offered", "placed", "started", "suspended", "completed", "left",
     "withdrawn", "left_for_job", "not_completed", "approved"],
)  # fmt: skip
def test_the_persons_page_opens_in_every_state(school, made):
    row = school.apply()
    more = {"accept_by": timezone.now() + dt.timedelta(days=1)} if made == "offered" else {}
    more |= {"waiting_number": 1} if made == "waiting" else {}
    more |= {"reason": "요건", "decided_at": timezone.now()} if made == "refused" else {}
    more |= {"ended_on": timezone.localdate() - dt.timedelta(days=120)} if made in Enrolment.OVER else {}
    Enrolment.objects.filter(pk=row.pk).update(state=made, **more)
    client = signed_in(row.person.user)
    assert client.get(address("enrolment", row.public_id)).status_code == 200
    assert client.get(address("enrolments")).status_code == 200


def test_somebody_appeals_and_the_ministry_decides_on_its_page(school, state):
    row = enrolment_refuse(enrolment_id=school.apply().pk, by=school.trainer, reason="요건")
    signed_in(row.person.user).post(address("enrolment_appeal", row.public_id), {"text": "다시 봐 주세요"})
    client = staff()
    assert row.person.name in client.get(address("appeals")).content.decode()
    where = address("appeal", row.appeals.get().public_id)
    assert client.get(where).status_code == 200
    client.post(where, {"uphold": "yes", "answer": "요건에 맞습니다"})
    assert state(row) == "placed"


def staff():
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    user = factories.MembershipFactory(ministry_admin=True).user
    TOTP.activate(user, generate_totp_secret())
    return signed_in(user)


def test_a_session_is_saved_with_its_exceptions_only(school, session, trainer):
    rows = [school.approved() for _ in range(2)]
    trainer.post(address("attendance", school.run.public_id, session.pk), {f"state_{rows[1].pk}": "absent"})
    assert list(Attendance.objects.order_by("enrolment").values_list("state", flat=True)) == ["present", "absent"]


def test_an_excuse_without_a_reason_keeps_what_was_typed(school, session, trainer):
    row = school.approved()
    answer = trainer.post(
        address("attendance", school.run.public_id, session.pk), {f"state_{row.pk}": "excused", f"reason_{row.pk}": ""}
    )
    assert answer.status_code == 422
    assert '<option value="excused" selected>' in answer.content.decode()


def test_the_code_leads_to_a_page_where_one_says_that_one_is_there(school, session, trainer):
    row = school.approved()
    page = trainer.get(address("attendance_code", school.run.public_id, session.pk)).content.decode()
    assert "<svg" in page
    where = address("check_in", attendance.check_in_token(session))
    client = signed_in(row.person.user)
    assert client.get(where).status_code == 200
    assert Attendance.objects.count() == 0
    client.post(where)
    assert Attendance.objects.get().source == "check_in"


def test_a_file_of_attendance_is_read_and_its_doubts_shown(school, session, trainer):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("a.csv", b"enrolment,session,state\nnobody,x,present\n")
    answer = trainer.post(address("attendance_file", school.run.public_id), {"file": file})
    assert "nobody" in answer.content.decode()


def test_rejected_rows_are_shown_and_given_as_a_file():
    ImportReject.objects.create(
        vintage=dt.date(2025, 8, 1), row=7, key="A1", code="capacity", cells={"정원": "0", "과정명": "=1+1"}
    )
    client = staff()
    assert "A1" in client.get(address("import_rejects")).content.decode()
    assert "A1" in client.get(address("import_rejects_csv")).content.decode()


def test_the_working_of_an_allowance_is_shown_to_the_person(school):
    row = school.approved()
    begun = timezone.localdate() - dt.timedelta(days=40)
    Enrolment.objects.filter(pk=row.pk).update(state="started", starts_on=begun)
    session = factories.SessionFactory(run=school.run, days_ago=35)
    Attendance.objects.create(enrolment=row, session=session, state="present", source="provider", by=school.trainer)
    ProgrammeAmount.objects.create(
        programme=row.programme, key="allowance", won=316_000, unit="month", valid_from=begun, name_ko="훈련 수당"
    )
    run = payments.payment_run_make(until=timezone.localdate(), by=None)
    client = staff()
    assert "316,000" in client.get(address("payment_run", run.public_id)).content.decode()
    client.post(address("payment_run", run.public_id))
    page = signed_in(row.person.user).get(address("enrolment", row.public_id)).content.decode()
    assert "인정한 출석 1번" in page
    assert "316,000" in page


def test_counsellors_see_their_peoples_participations(school):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    row, other = school.apply(), school.apply()
    member = factories.MembershipFactory(counsellor=True)
    factories.AssignmentFactory(person=row.person, organisation=member.organisation, counsellor=member.user)
    TOTP.activate(member.user, generate_totp_secret())
    page = signed_in(member.user).get(address("client_enrolments")).content.decode()
    assert (row.person.name in page, other.person.name in page) == (True, False)


@pytest.fixture
def counselled():
    """A participation without a course, and its person's counsellor, signed in."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    today = timezone.localdate()
    row = factories.EnrolmentFactory(
        run=None, programme=factories.RuleSetFactory().programme, starts_on=today, ends_on=today
    )
    member = factories.MembershipFactory(counsellor=True)
    factories.AssignmentFactory(person=row.person, organisation=member.organisation, counsellor=member.user)
    TOTP.activate(member.user, generate_totp_secret())
    return row, signed_in(member.user)


def test_a_counsellor_decides_and_keeps_what_has_no_course(counselled, state):
    row, client = counselled
    assert client.get(address("participant", row.public_id)).status_code == 200
    for step, after in (("approve", "approved"), ("start", "started"), ("completed", "completed")):
        client.post(address("participant_step", row.public_id), {"step": step})
        assert state(row) == after


def test_a_counsellor_does_not_keep_what_a_provider_does(counselled, school):
    row, client = counselled
    taught = school.apply(row.person.user)
    assert client.get(address("participant", taught.public_id)).status_code == 404
    assert client.post(address("participant_step", taught.public_id), {"step": "approve"}).status_code == 404


def test_whoever_decides_sees_what_the_rules_leave_open_and_the_papers_but_no_value(school, trainer):
    nodes = [
        factories.condition("age", ">=", 15, proof={"ko": "신분증", "en": "Identity card"}),
        factories.condition("insured", "is", True),
    ]
    row = school.apply()
    Enrolment.objects.filter(pk=row.pk).update(
        rule_set=factories.RuleSetFactory(programme=row.programme, rules={"all": nodes}),
        answer={"verdict": None, "held": {"age_>=": True, "insured_is": None}},
    )
    page = trainer.get(address("participant", row.public_id)).content.decode()
    assert "insured 조건이에요." in page
    assert "신분증" in page
    assert "age 조건이에요." not in page


@pytest.mark.parametrize("count", [1, 15])
def test_lists_cost_the_same_however_many_rows(school, trainer, count, django_assert_max_num_queries):
    for _ in range(count):
        school.apply()
    with django_assert_max_num_queries(12):
        trainer.get(address("applicants", school.run.public_id))
    with django_assert_max_num_queries(8):
        trainer.get(address("course_list"))
