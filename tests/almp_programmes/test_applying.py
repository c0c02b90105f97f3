"""Applying asks the programme's rules: refused with the reasons, or asked for what is missing, on the same page."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from almp_programmes.models import Enrolment
from almp_programmes.services.entitlement import NotEntitled
from jobseekers.models import Circumstances
from tests import factories
from tests.almp_programmes.conftest import make_school
from tests.factories import condition
from tests.world import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeker():
    return factories.JobseekerFactory()


def _school(*nodes):
    """A course of a programme with these conditions."""
    school = make_school()
    rules = {"all": [node | {"key": f"k{at}"} for at, node in enumerate(nodes)]}
    factories.RuleSetFactory(programme=school.run.course.programme, rules=rules)
    return school


def _post(school, seeker, **told):
    address = f"/programmes/{school.run.course.programme.public_id}/apply/"
    return signed_in(seeker.person.user).post(address, {"run": school.run.public_id, **told})


@pytest.mark.parametrize(("language", "reason"), [("ko", "age 조건이에요."), ("en", "The condition on age.")])
def test_who_the_rules_shut_out_is_refused_with_the_reason_in_their_language(seeker, language, reason):
    school = _school(condition("age", ">=", 60))
    with translation.override(language), pytest.raises(NotEntitled) as refusal:
        school.apply(seeker.person.user)
    assert reason in str(refusal.value)
    assert not Enrolment.objects.exists()


def test_the_page_of_a_refusal_says_what_decided_and_what_can_be_done(seeker):
    answer = _post(_school(condition("age", ">=", 60)), seeker)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "age 조건이에요." in page
    assert 'href="/programmes/for-me/"' in page
    assert "<button" not in page.split("<main")[1].split("</main")[0]


def test_what_is_missing_is_asked_on_the_page_and_told_with_the_application(seeker):
    school = _school(condition("insured", "is", False))
    asked = _post(school, seeker)
    assert asked.status_code == 422
    assert 'name="insured"' in asked.content.decode()
    assert not Enrolment.objects.exists()
    _post(school, seeker, insured="no")
    row = Enrolment.objects.get()
    assert (row.rule_set.version, row.answer) == (1, {"verdict": True, "held": {"k0": True}})


def test_what_is_told_and_speaks_against_it_refuses(seeker):
    answer = _post(_school(condition("insured", "is", False)), seeker, insured="yes")
    assert answer.status_code == 422
    assert "지금은 참여하기 어려워요" in answer.content.decode()
    assert Circumstances.objects.get().insured is True


def test_an_answer_left_open_is_asked_again(seeker):
    school = _school(condition("insured", "is", False), condition("career_break", "is", True))
    page = _post(school, seeker, insured="no").content.decode()
    assert 'name="career_break"' in page
    assert 'name="insured"' not in page


def test_what_only_the_centre_can_know_is_left_to_whoever_decides():
    seeker = factories.JobseekerFactory(person__birth_date=None)
    row = _school(condition("age", ">=", 15)).apply(seeker.person.user)
    assert (row.state, row.answer["verdict"]) == ("applied", None)


def test_disability_is_not_kept_without_the_consent_on_the_page(seeker):
    school = _school(condition("disability", "in", ["severe"]))
    answer = _post(school, seeker, disability="severe")
    assert answer.status_code == 422
    assert f'id="{school.run.course.programme.code}_sensitive_consent_error"' in answer.content.decode()
    assert not Circumstances.objects.exclude(disability=None).exists()


def test_who_has_not_registered_is_led_to_the_registration():
    user = factories.UserFactory(as_person=True)
    school = _school(condition("insured", "is", False))
    client = signed_in(user)
    address = f"/programmes/{school.run.course.programme.public_id}/apply/"
    page = client.post(address, {"run": school.run.public_id}).content.decode()
    assert f'href="{reverse("jobseekers:register")}"' in page


def test_a_user_who_is_no_person_yet_is_sent_to_the_registration():
    programme = factories.ProgrammeFactory()
    answer = signed_in(factories.UserFactory()).post(f"/programmes/{programme.public_id}/apply/")
    assert answer.status_code == 302


def test_the_card_of_a_recommendation_applies_to_a_programme_without_courses(seeker):
    programme = factories.RuleSetFactory(programme__delivery="service").programme
    client = signed_in(seeker.person.user)
    assert f'action="/programmes/{programme.public_id}/apply/"' in client.get("/programmes/for-me/").content.decode()
    client.post(f"/programmes/{programme.public_id}/apply/")
    assert Enrolment.objects.get(person=seeker.person).state == "applied"
    assert (
        f'action="/programmes/{programme.public_id}/apply/"' not in client.get("/programmes/for-me/").content.decode()
    )


def test_a_run_that_closed_meanwhile_is_said_on_the_page(seeker):
    school = _school(condition("age", ">=", 15))
    school.begin()
    answer = _post(school, seeker)
    assert answer.status_code == 422
    assert "신청이 끝난 과정이에요" in answer.content.decode()


def test_the_card_of_a_training_programme_applies_for_its_next_run_near_by(seeker):
    school = _school(condition("age", ">=", 15))
    far = factories.RegionFactory(code="2600000000", short_code="26", name_ko="부산")
    sooner = factories.CourseRunFactory(
        course=school.run.course, number=2, starts_on=school.run.starts_on - dt.timedelta(days=5), region=far
    )
    page = signed_in(seeker.person.user).get("/programmes/for-me/").content.decode()
    assert f'name="run" value="{school.run.public_id}"' in page
    assert str(sooner.public_id) not in page
