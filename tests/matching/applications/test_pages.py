import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog
from channels.services import channels_load
from jobseekers.models import HiddenFrom
from matching.applying import applications as applying
from matching.applying import interviews
from matching.models import Application, AppliedElsewhere, Placement
from tests import factories
from tests.matching.applications.conftest import sign_in


def at(name, row):
    return reverse(f"matching:{name}", args=[row.public_id])


@pytest.fixture
def jobseeker(hiring):
    return hiring.jobseeker()


@pytest.fixture
def person(client, jobseeker):
    return sign_in(client, jobseeker.person.user)


@pytest.fixture
def recruiter(client, hiring):
    return sign_in(client, hiring.recruiter, hiring.organisation)


def times(*days):
    return {f"time_{n}": f"{timezone.localdate() + dt.timedelta(days=day)}T14:00" for n, day in enumerate(days, 1)}


def test_a_person_applies_with_a_plain_form_and_sees_receipt_and_date(person, hiring):
    answer = person.post(at("apply", hiring.vacancy), {"note": "바로 일할 수 있어요", "agree": "on"}, follow=True)
    application = Application.objects.get()
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == at("application_done", application)
    assert application.receipt in page


def test_a_form_without_the_tick_says_so_and_keeps_what_was_typed(person, hiring):
    answer = person.post(at("apply", hiring.vacancy), {"note": "첫 출근은 월요일부터"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "첫 출근은 월요일부터" in page
    assert 'href="#id_agree"' in page


def test_the_form_warns_of_an_employer_one_hides_from(person, hiring, jobseeker):
    HiddenFrom.objects.create(jobseeker=jobseeker, organisation=hiring.organisation)
    assert "show_again" in person.get(at("apply", hiring.vacancy)).content.decode()
    assert person.post(at("apply", hiring.vacancy), {"agree": "on"}).status_code == 422
    assert person.post(at("apply", hiring.vacancy), {"agree": "on", "show_again": "on"}).status_code == 302


def test_an_outside_vacancy_takes_a_note_instead(person, hiring):
    hiring.vacancy.source = "work24"
    hiring.vacancy.save()
    assert person.get(at("apply", hiring.vacancy)).url == at("applied_elsewhere", hiring.vacancy)
    today = timezone.localdate()
    typed = {"applied_on_y": today.year, "applied_on_m": today.month, "applied_on_d": today.day, "outcome": "waiting"}
    person.post(at("applied_elsewhere", hiring.vacancy), typed)
    assert AppliedElsewhere.objects.get().applied_on == today
    assert hiring.vacancy.title in person.get(reverse("matching:applications")).content.decode()
    person.post(at("applied_elsewhere", hiring.vacancy), {"remove": "1"})
    assert not AppliedElsewhere.objects.exists()


def test_another_persons_application_is_not_there(person, hiring):
    assert person.get(at("application", hiring.applied())).status_code == 404


def test_another_firms_applicant_is_not_there(client, hiring):
    other = factories.MembershipFactory()
    stranger = sign_in(client, other.user, other.organisation)
    assert stranger.get(at("employer_application", hiring.applied())).status_code == 404


def test_opening_an_applicant_is_logged_and_marks_it_viewed(recruiter, hiring):
    application = hiring.applied()
    assert recruiter.get(at("employer_application", application)).status_code == 200
    application.refresh_from_db()
    assert application.state == "viewed"
    log = AccessLog.objects.get()
    assert (log.person, log.organisation) == (application.jobseeker.person, hiring.organisation)


def test_after_the_end_the_employer_sees_no_cv(recruiter, hiring):
    application = hiring.applied(note="비밀 한 줄")
    applying.application_withdraw(application_id=application.pk, by=application.jobseeker.person.user)
    page = recruiter.get(at("employer_application", application)).content.decode()
    assert "비밀 한 줄" not in page
    assert not AccessLog.objects.exists()


def test_the_whole_way_by_forms_from_proposal_to_placement(client, hiring, jobseeker):
    application = hiring.applied(jobseeker)
    sign_in(client, hiring.recruiter, hiring.organisation)
    given = {"mode": "onsite", "place": "수원", "minutes": "30", **times(3, 4)}
    assert client.post(at("employer_interview", application), given).status_code == 302
    interview = application.interviews.get()
    sign_in(client, jobseeker.person.user)
    choice = {"interview": interview.public_id, "starts_at": interview.times[0].isoformat()}
    assert client.post(at("interview_choose", application), choice).status_code == 302
    sign_in(client, hiring.recruiter, hiring.organisation)
    today = timezone.localdate()
    offer = {
        "pay_period": "month", "pay": "3,000,000", "starts_on": today + dt.timedelta(days=9),
        "answer_by": today + dt.timedelta(days=4),
    }  # fmt: skip
    assert client.post(at("employer_offer", application), offer).status_code == 302
    sign_in(client, jobseeker.person.user)
    answer = {"offer": application.offers.get().public_id, "withdraw_others": "on"}
    assert client.post(at("offer_accept", application), answer).status_code == 302
    assert Placement.objects.get().pay == 3_000_000
    assert "채용이 정해졌어요" in client.get(at("application", application)).content.decode()


def test_a_lost_race_is_told_on_the_page(person, hiring, jobseeker):
    offer = hiring.offered(jobseeker)
    hiring.vacancy.filled = 1
    hiring.vacancy.save()
    answer = person.post(at("offer_accept", offer.application), {"offer": offer.public_id})
    assert answer.status_code == 422
    assert "마지막 자리가 찼어요" in answer.content.decode()


@pytest.mark.parametrize("typed", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_an_interview_that_is_not_there_is_404(person, hiring, jobseeker, typed):
    assert person.post(at("interview_choose", hiring.applied(jobseeker)), {"interview": typed}).status_code == 404


def test_bad_times_and_terms_are_refused_at_their_fields(recruiter, hiring):
    application = hiring.applied()
    answer = recruiter.post(at("employer_interview", application), {"mode": "phone", "minutes": "9", "time_1": "어제"})
    assert answer.status_code == 422
    assert 'href="#interview_time_1"' in answer.content.decode()
    answer = recruiter.post(at("employer_offer", application), {"pay_period": "month", "pay": "많이"})
    assert answer.status_code == 422
    assert 'href="#offer_pay"' in answer.content.decode()


def test_ticked_applicants_are_refused_together(recruiter, make_hiring, hiring):
    rows = [hiring.applied() for _ in range(3)]
    given = {"application": [str(row.public_id) for row in rows[:2]], "reason": "other_chosen", "text": "고맙습니다"}
    assert recruiter.post(at("employer_applications", hiring.vacancy), given).status_code == 302
    assert Application.objects.filter(state="rejected").count() == 2


def test_a_bulk_answer_to_nobody_says_so(recruiter, hiring):
    hiring.applied()
    assert recruiter.post(at("employer_applications", hiring.vacancy), {"reason": "skills"}).status_code == 422


BUDGET = 8


@pytest.mark.parametrize("rows", [1, 12])
def test_the_applicant_list_costs_the_same_for_one_and_for_many(
    recruiter, make_hiring, hiring, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        hiring.applied()
    with django_assert_max_num_queries(BUDGET):
        recruiter.get(at("employer_applications", hiring.vacancy))


@pytest.mark.parametrize("rows", [1, 8])
def test_ones_own_list_costs_the_same_for_one_and_for_many(
    person, make_hiring, jobseeker, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        make_hiring().applied(jobseeker)
    with django_assert_max_num_queries(BUDGET):
        person.get(reverse("matching:applications"))


@pytest.mark.parametrize("talk", [0, 6])
def test_a_detail_page_stays_in_its_budget_whatever_happened(
    client, hiring, jobseeker, talk, django_assert_max_num_queries
):
    application = hiring.applied(jobseeker)
    interview = interviews.interview_propose(
        application_id=application.pk, by=hiring.recruiter, mode="phone",
        times=[timezone.now() + dt.timedelta(days=2)],
    )  # fmt: skip
    interviews.interview_choose(interview_id=interview.pk, by=jobseeker.person.user, starts_at=interview.times[0])
    for _ in range(talk):
        applying.application_message_send(application_id=application.pk, by=hiring.recruiter, text="네")
    own = sign_in(client, jobseeker.person.user)
    own.get(at("application", application))
    with django_assert_max_num_queries(BUDGET):
        own.get(at("application", application))
    firm = sign_in(client, hiring.recruiter, hiring.organisation)
    with django_assert_max_num_queries(BUDGET):
        firm.get(at("employer_application", application))


def test_the_apply_form_stays_in_its_budget(person, hiring, django_assert_max_num_queries):
    channels_load()
    with django_assert_max_num_queries(BUDGET):
        assert "이렇게 받을 수 있어요" in person.get(at("apply", hiring.vacancy)).content.decode()


@pytest.fixture
def placed(client, hiring):
    """A placement that began ten days ago, seen by its counsellor."""
    from matching.applying import offers

    offer = hiring.offered()
    placement = offers.offer_accept(offer_id=offer.pk, by=offer.application.jobseeker.person.user)
    Placement.objects.update(started_on=timezone.localdate() - dt.timedelta(days=10))
    mine = factories.MembershipFactory(counsellor=True)
    factories.AssignmentFactory(person=placement.person, organisation=mine.organisation, counsellor=mine.user)
    sign_in(client, mine.user, mine.organisation)
    return placement


def test_the_counsellor_writes_down_the_day_a_placement_ended(client, placed):
    client.post(at("placement_end", placed), {"on": timezone.localdate().isoformat()})
    placed.refresh_from_db()
    assert placed.ended_on == timezone.localdate()


@pytest.mark.parametrize("days", [-11, 1])
def test_a_placement_ends_neither_before_it_began_nor_after_today(client, placed, days):
    typed = (timezone.localdate() + dt.timedelta(days=days)).isoformat()
    page = client.post(at("placement_end", placed), {"on": typed})
    assert page.status_code == 422
    assert typed in page.content.decode()
    assert "부터 오늘 사이의 날을" in page.content.decode()


def test_a_placement_of_another_counsellors_person_is_not_there(client, placed):
    other = factories.MembershipFactory(counsellor=True)
    sign_in(client, other.user, other.organisation)
    assert client.post(at("placement_end", placed), {"on": timezone.localdate().isoformat()}).status_code == 404


def test_the_counsellor_sees_placements_of_their_people_only(client, hiring):
    from matching.applying import offers

    offer = hiring.offered()
    person = offer.application.jobseeker.person
    offers.offer_accept(offer_id=offer.pk, by=person.user)
    mine, other = factories.MembershipFactory(counsellor=True), factories.MembershipFactory(counsellor=True)
    factories.AssignmentFactory(person=person, organisation=mine.organisation, counsellor=mine.user)
    page = reverse("matching:placements")
    assert person.name in sign_in(client, mine.user, mine.organisation).get(page).content.decode()
    assert person.name not in sign_in(client, other.user, other.organisation).get(page).content.decode()
