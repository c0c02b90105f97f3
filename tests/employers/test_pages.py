"""The pages: what they show, what they refuse, what they keep of what was typed, and what they cost."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from accounts.models import Membership
from employers import services
from employers.models import Claim, Employer, Vacancy
from tests.access import ACCESS
from tests.access.employers import ACCESS as OWN
from tests.access.employers import ARGS
from tests.factories import (
    EmployerFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
    UserFactory,
    VacancyFactory,
)
from tests.world import ROLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(fields):
    return {
        "title": fields["title"], "occupation_text": "지게차", "occupation": fields["occupation"].pk,
        "region": "경기도 수원시 장안구", "address": fields["address"], "duties": fields["duties"],
        "contract": "permanent", "pay_period": "month", "pay_min": "2,800,000", "hours_week": "40", "openings": "2",
        "education_min": "00", "remote": "none",
    }  # fmt: skip


@pytest.fixture
def signed_in(client, owner):
    client.force_login(owner)
    return client


@pytest.mark.parametrize("role", ROLES)
def test_pages_answer_each_role(world, role):
    client = world.client(role)
    for name in OWN:
        row = ACCESS[name]
        address = reverse(name, kwargs=ARGS[name](world) if name in ARGS else None)
        expected = row[role] if isinstance(row[role], set) else {row[role]}
        assert client.get(address).status_code in expected, (name, role)


def test_a_posting_is_written_and_handed_in_on_one_page(signed_in, form):
    answer = signed_in.post(reverse("employers:vacancy_new"), form | {"action": "submit"})
    vacancy = Vacancy.objects.get()
    assert answer.url == reverse("employers:vacancy", args=[vacancy.public_id])
    assert (vacancy.state, vacancy.pay_min, vacancy.region.code) == ("submitted", 2_800_000, "4111100000")


def test_an_open_vacancy_leads_to_those_who_fit_and_a_draft_does_not(signed_in, published, draft):
    for vacancy, leads in ((published, True), (draft, False)):
        page = signed_in.get(reverse("employers:vacancy", args=[vacancy.public_id])).content.decode()
        assert (reverse("matching:candidates", args=[vacancy.public_id]) in page) is leads


def test_pay_is_taken_as_people_write_it(signed_in, form):
    signed_in.post(reverse("employers:vacancy_new"), form | {"pay_min": "280만", "action": "save"})
    assert Vacancy.objects.get().pay_min == 2_800_000


def test_a_refused_form_keeps_every_word_and_names_the_fields(signed_in, form):
    form |= {"pay_min": "많이", "hours_week": "900", "region": "어디든", "duties": "손으로 쓴 글", "action": "save"}
    answer = signed_in.post(reverse("employers:vacancy_new"), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert set(re.findall(r'id="id_(\w+)_error"', page)) == {"pay_min", "hours_week", "region"}
    assert 'value="많이"' in page
    assert "손으로 쓴 글" in page
    assert 'value="어디든"' in page
    assert Vacancy.objects.count() == 0


def test_an_unlawful_posting_is_marked_in_place_with_its_law(signed_in, form):
    answer = signed_in.post(
        reverse("employers:vacancy_new"), form | {"requirements": "성실한 분, 만 35세 이하", "action": "submit"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<mark>만 35세 이하</mark>" in page
    assert "고령자고용법 제4조의4" in page
    assert Vacancy.objects.count() == 0


def test_a_doubt_is_handed_in_once_it_is_acknowledged(signed_in, form):
    form |= {"requirements": "젊은 분을 찾아요", "action": "submit"}
    refused = signed_in.post(reverse("employers:vacancy_new"), form)
    keys = re.findall(r'name="ack"[^>]*value="([^"]+)"', refused.content.decode())
    assert refused.status_code == 422
    signed_in.post(reverse("employers:vacancy_new"), form | {"ack": keys})
    assert Vacancy.objects.get().state == "submitted"


def test_the_preview_shows_the_posting_as_jobseekers_see_it_and_saves_nothing(signed_in, form):
    answer = signed_in.post(reverse("employers:vacancy_preview"), form, headers={"hx-request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "월 280만 원" in page
    assert 'hx-swap-oob="true"' in page
    assert Vacancy.objects.count() == 0


def test_the_preview_button_works_without_a_script(signed_in, form):
    answer = signed_in.post(reverse("employers:vacancy_new"), form | {"action": "preview"})
    assert answer.status_code == 200
    assert "월 280만 원" in answer.content.decode()
    assert Vacancy.objects.count() == 0


def test_a_returned_posting_shows_the_reason(signed_in, draft, owner, moderator):
    services.vacancy_submit(vacancy_id=draft.pk, by=owner)
    services.vacancy_return(vacancy_id=draft.pk, by=moderator, why="근무 시간을 적어 주세요")
    page = signed_in.get(reverse("employers:vacancy", args=[draft.public_id])).content.decode()
    assert "근무 시간을 적어 주세요" in page


def test_another_firms_posting_is_not_there(client, stranger, draft):
    client.force_login(stranger)
    for name in ("vacancy", "vacancy_edit"):
        assert client.get(reverse(f"employers:{name}", args=[draft.public_id])).status_code == 404
    assert (
        client.post(reverse("employers:vacancy_action", args=[draft.public_id]), {"action": "withdraw"}).status_code
        == 404
    )


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("rows", [1, 20])
def test_the_list_costs_the_same_for_any_number_of_postings(
    signed_in, employer, rows, language, django_assert_max_num_queries
):
    VacancyFactory.create_batch(rows, employer=employer)
    with django_assert_max_num_queries(8):
        assert signed_in.get(reverse("employers:vacancy_list"), {"lang": language}).status_code == 200


def test_the_form_and_the_page_of_a_posting_cost_at_most_eight_queries(
    signed_in, published, django_assert_max_num_queries
):
    for name in ("vacancy", "vacancy_edit"):
        address = reverse(f"employers:{name}", args=[published.public_id])
        signed_in.get(address)  # what is kept for minutes is read once
        with django_assert_max_num_queries(8):
            assert signed_in.get(address).status_code == 200


@pytest.mark.parametrize(
    ("tab", "marker"),
    [
        ("postings", '<th scope="row">'),
        ("reports", 'value="uphold"'),
        ("employers", "/verify/"),
        ("claims", 'value="refuse"'),
        ("arrears", 'value="clear"'),
    ],
)
def test_a_queue_costs_at_most_eight_queries(client, moderator, employer, tab, marker, django_assert_max_num_queries):
    for number in range(12):
        VacancyFactory(employer=employer, state="submitted", published_at=None, duties="하는 일을 적은 글입니다.")
        EmployerFactory(business_number=f"21481{number:05}", verified_at=None, arrears_listed_on=dt.date(2026, 10, 1))
        Claim.objects.create(kind="join", employer=employer, user=UserFactory())
        services.vacancy_report(
            vacancy_id=VacancyFactory(employer=employer).pk, by=None, reason="fee", text="", address=f"::{number}"
        )
    client.force_login(moderator)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("employers:moderation"), {"tab": tab})
    assert page.status_code == 200
    assert page.content.decode().count(marker) == 12


def test_the_companys_public_page_costs_the_same_for_any_number(client, employer, django_assert_max_num_queries):
    VacancyFactory.create_batch(15, employer=employer)
    with django_assert_max_num_queries(5):
        page = client.get(reverse("employers:company_page", args=[employer.public_id]))
    assert page.content.decode().count("지게차 운전원") == 15


def test_wage_arrears_are_shown_on_the_firm_and_its_postings(client, employer, published, moderator):
    services.employer_mark_arrears(employer_id=employer.pk, by=moderator, listed_on=dt.date(2026, 10, 1))
    page = client.get(reverse("employers:company_page", args=[employer.public_id])).content.decode()
    assert "임금 체불" in page


def test_staff_find_a_firm_mark_its_arrears_and_take_the_mark_away(client, employer, moderator):
    client.force_login(moderator)
    found = client.get(reverse("employers:moderation"), {"tab": "arrears", "q": "124-81-00998"}).content.decode()
    assert employer.organisation.name_ko in found
    address = reverse("employers:employer_arrears", args=[employer.public_id])
    client.post(address, {"answer": "mark", "listed_on": "2026-10-01"})
    employer.refresh_from_db()
    assert employer.arrears_listed_on == dt.date(2026, 10, 1)
    client.post(address, {"answer": "clear"})
    employer.refresh_from_db()
    assert employer.arrears_listed_on is None


@pytest.mark.parametrize("typed", ["", "2026-13-40", "어제", "2999-01-01"])
def test_a_wrong_day_marks_no_arrears_and_says_why(client, employer, moderator, typed):
    client.force_login(moderator)
    address = reverse("employers:employer_arrears", args=[employer.public_id])
    page = client.post(address, {"answer": "mark", "listed_on": typed}, follow=True).content.decode()
    assert "명단에 공개된 날" in page
    employer.refresh_from_db()
    assert employer.arrears_listed_on is None


def test_an_analyst_reads_the_list_of_arrears_and_marks_nobody(client, employer, analyst):
    client.force_login(analyst)
    assert client.get(reverse("employers:moderation"), {"tab": "arrears"}).status_code == 200
    address = reverse("employers:employer_arrears", args=[employer.public_id])
    assert client.post(address, {"answer": "mark", "listed_on": "2026-10-01"}).status_code == 403


def test_the_list_of_postings_names_a_district_with_its_province(signed_in, employer):
    VacancyFactory(employer=employer, region=RegionFactory(district=True))
    region = employer.vacancies.get().region
    assert region.full_label != region.label
    assert region.full_label in signed_in.get(reverse("employers:vacancy_list")).content.decode()


# --- registration -----------------------------------------------------------------------------------------------


def register(client, **more):
    return client.post(
        reverse("employers:register"),
        {"business_number": "124-81-00998", "name_ko": "한빛정공", "headcount": "30"} | more,
    )


def test_a_firm_registers_and_its_user_acts_for_it(client, db):
    user = UserFactory()
    client.force_login(user)
    assert register(client).url == reverse("employers:vacancy_new")
    employer = Employer.objects.get()
    assert (employer.business_number, employer.verified_at) == ("1248100998", None)
    assert user.memberships.get().role == Membership.Role.EMPLOYER_OWNER
    assert client.get(reverse("employers:vacancy_list")).status_code == 200


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("124-81-00999", "잘못 적은 숫자"),
        ("124-81-009", "열 자리"),
        ("가나다", "숫자로만"),
        ("000-00-00000", "없어요"),
    ],
)
def test_a_wrong_number_is_refused_with_what_to_do_and_kept(client, db, number, word):
    client.force_login(UserFactory())
    answer = register(client, business_number=number)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert word in page
    assert f'value="{number}"' in page
    assert not Employer.objects.exists()


def test_a_known_number_offers_to_join_and_the_manager_decides(client, employer, owner):
    newcomer = UserFactory()
    client.force_login(newcomer)
    answer = register(client)
    assert answer.status_code == 422
    assert reverse("employers:join", args=[employer.public_id]) in answer.content.decode()
    client.post(reverse("employers:join", args=[employer.public_id]), {"join-text": "인사팀이에요"})
    claim = Claim.objects.get()
    client.force_login(owner)
    client.post(reverse("employers:claim_decide", args=[claim.public_id]), {"answer": "accept"})
    assert newcomer.memberships.get().role == Membership.Role.RECRUITER


def test_a_stranger_cannot_decide_who_joins(client, employer, stranger):
    claim = services.claim_join(employer_id=employer.pk, by=UserFactory())
    client.force_login(stranger)
    assert (
        client.post(reverse("employers:claim_decide", args=[claim.public_id]), {"answer": "accept"}).status_code == 404
    )


def test_a_firm_takes_over_its_outside_postings_when_staff_agree(employer, owner, moderator):
    outside = Employer.objects.create(
        organisation=OrganisationFactory(name_ko=f"{employer.organisation.name_ko} 주식회사"), outside_key="한빛"
    )
    one = VacancyFactory(employer=outside, source="site", source_key="1")
    claim = services.claim_postings(outside_id=outside.pk, claimant_id=employer.pk, by=owner)
    services.claim_decide(claim_id=claim.pk, by=moderator, accepted=True)
    one.refresh_from_db()
    outside.refresh_from_db()
    assert one.employer == employer
    assert outside.claimed_by == employer


def test_a_renamed_firm_must_be_verified_again(employer, owner):
    services.employer_update(employer_id=employer.pk, by=owner, organisation={"name_ko": "새이름"}, profile={})
    employer.refresh_from_db()
    assert employer.verified_at is None


def test_anyone_may_report_and_sees_what_happens_next(client, published):
    address = reverse("employers:vacancy_report", args=[published.public_id])
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"reason": "other", "text": ""}).status_code == 422
    assert client.post(address, {"reason": "fee", "text": "교육비를 내래요"}).status_code == 200
    assert published.reports.get().reporter is None


def test_staff_verify_approve_and_return_from_their_pages(client, draft, owner, moderator, employer):
    Employer.objects.filter(pk=employer.pk).update(verified_at=None)
    services.vacancy_submit(vacancy_id=draft.pk, by=owner)
    client.force_login(moderator)
    decide = reverse("employers:vacancy_decide", args=[draft.public_id])
    client.post(decide, {"answer": "approve"})
    draft.refresh_from_db()
    assert draft.state == "submitted"
    client.post(reverse("employers:employer_verify", args=[employer.public_id]))
    client.post(decide, {"answer": "approve"})
    draft.refresh_from_db()
    assert draft.state == "published"


def test_a_recruiter_of_no_registered_firm_is_led_to_registration(client, db):
    client.force_login(MembershipFactory().user)
    assert client.get(reverse("employers:vacancy_list")).url == reverse("employers:register")
