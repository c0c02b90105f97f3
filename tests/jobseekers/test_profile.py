import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import AccessGrant, Consent
from accounts.services import consent_give, consent_withdraw
from core.errors import RuleBroken
from jobseekers import services
from jobseekers.forms.profile import InterestForm
from jobseekers.interests import ITEMS, is_flat, scores
from jobseekers.models import Competency, Constraints, Jobseeker
from jobseekers.selectors import profile_of
from jobseekers.services import competencies as competency_services
from jobseekers.strength import Filled, strength
from tests import factories
from tests.world import signed_in

WORK = {
    "employer_name": "한빛물류", "title": "지게차 운전", "occupation": None, "started_on": dt.date(2020, 3, 1),
    "ended_on": dt.date(2024, 2, 28), "duties": "입출고와 재고 관리",
}  # fmt: skip


@pytest.fixture
def skills(db, monkeypatch):
    """Two skills that any text names."""
    found = factories.SkillFactory.create_batch(2)
    monkeypatch.setattr(competency_services, "skills_in_text", lambda text: found if text else [])
    return found


def typed_job(**changes):
    said = {
        "employer_name": "한빛물류", "title": "지게차 운전", "duties": "", "started_on_y": "2020", "started_on_m": "3",
        "started_on_d": "1", "ended_on_y": "2024", "ended_on_m": "2", "ended_on_d": "28", "seen": "",
    }  # fmt: skip
    return said | changes


# --- strength ---------------------------------------------------------------------------------------------------


def test_an_empty_profile_is_worth_nothing_and_starts_with_what_earns_most_a_minute():
    found = strength(Filled())
    assert found.points == 0
    assert found.next.key == "skills"


def test_a_full_profile_is_a_hundred_and_asks_for_nothing():
    full = Filled(
        occupations=1, regions=1, has_education=True, jobs=1, jobs_with_duties=1, studies=1, confirmed=5, has_pay=True,
        has_hours=True, has_limits=True, has_headline=True, has_interest=True,
    )  # fmt: skip
    assert (strength(full).points, strength(full).next) == (100, None)


def test_somebody_who_never_worked_is_measured_by_their_studies():
    assert strength(Filled(studies=1, has_career=False)).points == strength(Filled(studies=1, jobs=1)).points + 8


def test_the_profile_page_shows_one_next_step(me):
    page = me.client.get(reverse("jobseekers:profile")).content.decode()
    assert "이력서가 10% 채워졌어요" in page or "이력서가 5% 채워졌어요" in page
    assert page.count("krds-btn primary") == 1


# --- work history, licences --------------------------------------------------------------------------------------


def test_a_job_adds_its_months_and_suggests_what_its_text_names(me, skills):
    services.work_save(jobseeker_id=me.jobseeker.pk, by=me.user, values=WORK)
    me.jobseeker.refresh_from_db()
    assert me.jobseeker.career_months == 47
    assert {one.skill for one in me.jobseeker.competencies.filter(confirmed_at=None)} == set(skills)


def test_an_edit_of_what_changed_meanwhile_is_refused_once_and_keeps_what_was_typed(me, skills):
    row = services.work_save(jobseeker_id=me.jobseeker.pk, by=me.user, values=WORK)
    seen = services.stamp(row)
    services.work_save(jobseeker_id=me.jobseeker.pk, by=me.user, values=WORK, public_id=row.public_id)
    address = reverse("jobseekers:work_edit", args=[row.public_id])
    answer = me.client.post(address, typed_job(employer_name="새봄유통", seen=seen))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "그 사이에 다른 곳에서 내용이 바뀌었어요" in page
    assert 'value="새봄유통"' in page
    row.refresh_from_db()
    assert row.employer_name == "한빛물류"
    assert me.client.post(address, typed_job(employer_name="새봄유통", seen=services.stamp(row))).status_code == 302


def test_a_job_cannot_end_before_it_began(me):
    answer = me.client.post(reverse("jobseekers:work_add"), typed_job(ended_on_y="2019"))
    assert answer.status_code == 422
    assert "시작한 날보다 뒤의 날짜로 적어 주세요." in answer.content.decode()


def test_removing_a_job_twice_is_removing_it_once(me, skills):
    row = services.work_save(jobseeker_id=me.jobseeker.pk, by=me.user, values=WORK)
    address = reverse("jobseekers:work_delete", args=[row.public_id])
    assert [me.client.post(address).status_code for _ in range(2)] == [302, 302]
    assert not me.jobseeker.work_history.exists()


def test_anothers_job_is_not_found(me, skills):
    other = factories.JobseekerFactory()
    row = services.work_save(jobseeker_id=other.pk, by=other.person.user, values=WORK)
    assert me.client.get(reverse("jobseekers:work_edit", args=[row.public_id])).status_code == 404


def test_a_service_refuses_a_stranger(me):
    stranger = factories.UserFactory(as_person=True)
    with pytest.raises(PermissionDenied):
        services.work_save(jobseeker_id=me.jobseeker.pk, by=stranger, values=WORK)


def test_an_employer_with_a_grant_may_see_and_not_change(me):
    recruiter = factories.MembershipFactory()
    AccessGrant.objects.create(
        person=me.person,
        organisation=recruiter.organisation,
        scope="profile",
        ground="application",
        purpose="x",
        source="t",
    )
    assert Jobseeker.objects.visible_to(recruiter.user).filter(pk=me.jobseeker.pk).exists()
    with pytest.raises(PermissionDenied):
        services.work_save(jobseeker_id=me.jobseeker.pk, by=recruiter.user, values=WORK)


# --- competencies and interests -------------------------------------------------------------------------------------


def test_a_suggestion_counts_only_once_the_person_says_how_well(me, skills):
    services.work_save(jobseeker_id=me.jobseeker.pk, by=me.user, values=WORK)
    first, second = profile_of(me.person).waiting
    assert profile_of(me.person).confirmed == []
    me.client.post(reverse("jobseekers:skills"), {f"level_{first.public_id}": "4", f"level_{second.public_id}": "no"})
    held = me.jobseeker.competencies.get()
    assert (held.level, held.source, held.confirmed_at is not None) == (4, Competency.Source.SELF, True)


def test_a_counsellor_who_confirms_is_named_as_the_source(me, skills):
    counsellor = factories.MembershipFactory(counsellor=True)
    factories.AssignmentFactory(person=me.person, organisation=counsellor.organisation, counsellor=counsellor.user)
    row = services.competency_save(
        jobseeker_id=me.jobseeker.pk, by=counsellor.user, skill=skills[0], level=3, evidence="상담"
    )
    assert row.source == Competency.Source.STAFF


def test_the_same_skill_is_not_entered_twice(me, skills):
    services.competency_save(jobseeker_id=me.jobseeker.pk, by=me.user, skill=skills[0], level=3)
    with pytest.raises(RuleBroken, match="이미 적은 역량"):
        services.competency_save(jobseeker_id=me.jobseeker.pk, by=me.user, skill=skills[0], level=4)


def test_a_link_can_bring_the_name_of_the_skill_to_add(me):
    page = me.client.get(reverse("jobseekers:skill_add"), {"text": "용접"})
    assert 'name="text" value="용접"' in page.content.decode()


def test_the_interests_score_is_the_share_of_the_points_a_type_can_get():
    answers = {key: "4" if kind == "social" else "0" for key, kind, _text in ITEMS}
    assert scores(answers) == {
        "realistic": 0, "investigative": 0, "artistic": 0, "social": 100, "enterprising": 0, "conventional": 0,
    }  # fmt: skip


def test_even_answers_name_no_favourite(me):
    interest = services.interest_save(
        jobseeker_id=me.jobseeker.pk, by=me.user, scores=scores(dict.fromkeys([key for key, *_rest in ITEMS], "2"))
    )
    assert is_flat(interest)


def test_an_interest_left_out_is_named(me):
    answer = me.client.post(reverse("jobseekers:interests"), dict.fromkeys(list(InterestForm().fields)[1:], "2"))
    assert answer.status_code == 422
    assert "‘고장 난 물건을 열어 보고 고친다’에 답해 주세요." in answer.content.decode()


# --- limits, visibility, erasure ------------------------------------------------------------------------------------


def test_health_is_not_kept_without_consent_and_the_words_typed_stay(me):
    said = {"commute": "60", "health_note": "무거운 짐", "seen": ""}
    answer = me.client.post(reverse("jobseekers:limits"), said)
    assert answer.status_code == 422
    assert "먼저 처리에 동의해 주세요" in answer.content.decode()
    assert "무거운 짐" in answer.content.decode()
    assert not Constraints.objects.filter(jobseeker=me.jobseeker).exists()


def test_withdrawing_the_consent_wipes_health_and_keeps_the_rest(me):
    me.client.post(
        reverse("jobseekers:limits"),
        {"commute": "30", "sensitive_consent": "on", "health_note": "무거운 짐", "seen": ""},
    )
    consent_withdraw(consent=Consent.objects.current().get(person=me.person, purpose="sensitive"))
    limits = Constraints.objects.get(jobseeker=me.jobseeker)
    assert (limits.health_note, limits.max_commute_minutes) == ("", 30)


def test_being_found_follows_the_consent_wherever_it_changes(me):
    employer = factories.OrganisationFactory()
    me.client.post(reverse("jobseekers:visibility_set"), {"on": "1"})
    assert list(Jobseeker.objects.searchable_by(employer)) == [me.jobseeker]
    consent_withdraw(consent=Consent.objects.current().get(person=me.person, purpose="employer_search"))
    assert not Jobseeker.objects.searchable_by(employer).exists()
    consent_give(person=me.person, purpose="employer_search")
    assert Jobseeker.objects.searchable_by(employer).exists()


def test_an_employer_hidden_from_finds_nobody_and_others_do(me):
    services.searchable_set(jobseeker_id=me.jobseeker.pk, on=True, by=me.user)
    here, there = factories.OrganisationFactory.create_batch(2)
    me.client.post(reverse("jobseekers:hide", args=[here.public_id]))
    assert not Jobseeker.objects.searchable_by(here).exists()
    assert Jobseeker.objects.searchable_by(there).exists()


def test_a_counsellor_cannot_make_a_person_visible(me):
    counsellor = factories.MembershipFactory(counsellor=True)
    factories.AssignmentFactory(person=me.person, organisation=counsellor.organisation, counsellor=counsellor.user)
    with pytest.raises(PermissionDenied):
        services.searchable_set(jobseeker_id=me.jobseeker.pk, on=True, by=counsellor.user)


def test_own_data_names_every_kind_and_erasure_leaves_no_words(me, skills):
    from accounts.exporting import export
    from accounts.services import person_erase

    services.work_save(jobseeker_id=me.jobseeker.pk, by=me.user, values=WORK)
    assert export(me.person)["jobseekers"]["work_history"][0]["employer_name"] == "한빛물류"
    person_erase(person=me.person, by=me.user, why="asked")
    assert list(me.jobseeker.work_history.values_list("employer_name", "title", "duties")) == [("", "", "")]


def test_the_api_gives_ones_own_profile(me, skills):
    services.work_save(jobseeker_id=me.jobseeker.pk, by=me.user, values=WORK)
    found = me.client.get("/api/v1/me/profile").json()
    assert (found["id"], found["work_history"][0]["title"]) == (str(me.jobseeker.public_id), "지게차 운전")
    assert found["competencies"] == []


# --- cost ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["profile", "skills", "cv", "visibility"])
@pytest.mark.parametrize("count", [1, 20])
def test_a_page_costs_at_most_eight_queries_however_much_it_shows(me, page, count, django_assert_max_num_queries):
    for at in range(count):
        me.jobseeker.work_history.create(**WORK | {"title": f"일 {at}"})
        me.jobseeker.studies.create(level="05", school=f"학교 {at}")
        services.competency_save(jobseeker_id=me.jobseeker.pk, by=me.user, skill=factories.SkillFactory(), level=3)
        me.jobseeker.competencies.create(skill=factories.SkillFactory())
        me.jobseeker.hidden_from.create(organisation=factories.OrganisationFactory())
    client = signed_in(me.user)
    with django_assert_max_num_queries(8):
        client.get(reverse(f"jobseekers:{page}"))


def test_pages_about_others_are_for_the_centre_only(me):
    assert me.client.get(reverse("jobseekers:profile_for", args=[uuid.uuid4()])).status_code == 403
