"""Pages of a case, for staff and for the person."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog, Assignment
from accounts.services import grant_give
from tests import factories
from tests.conftest import TwoStepClient
from tests.welfare_centres.cases import House, soon
from welfare_centres.models import Case, CaseMember, Entry
from welfare_centres.services.assessments import assessment_make
from welfare_centres.services.notes import note_write
from welfare_centres.services.sharing import consent_to

P = "welfare_centres:"


@pytest.fixture
def by(house: House):
    """A signed-in client of somebody in the house: a kind of agency, or the person."""

    def make(who: str) -> TwoStepClient:
        client = TwoStepClient()
        client.force_login(house.user if who == "person" else house.staff[who])
        return client

    return make


def at(name: str, *args: object) -> str:
    return reverse(P + name, args=args)


def test_a_case_is_opened_from_the_persons_file_with_what_they_chose(house: House, by):
    client = by("job_centre")
    page = client.get(reverse("portal:person", args=[house.person.public_id])).content.decode()
    assert at("case_open", house.person.public_id) in page
    given = {"purpose": "빚을 정리하고 일 찾기", "ground": "consent", "scopes": ["plan", "notes"], "review_on": soon()}
    answer = client.post(at("case_open", house.person.public_id), given)
    case = Case.objects.get()
    assert answer.url == at("case", case.public_id)
    assert set(case.consent.shared_scopes.values_list("scope", flat=True)) == {"plan", "notes"}


def test_what_is_missing_is_said_at_its_field(house: House, by):
    given = {"purpose": "일 찾기", "ground": "consent", "review_on": soon()}
    answer = by("job_centre").post(at("case_open", house.person.public_id), given)
    assert answer.status_code == 422
    assert "한 가지 이상 골라" in answer.content.decode()
    assert not Case.objects.exists()


def test_every_opening_is_logged_with_the_purpose_and_the_person_reads_it(house: House, by):
    case = house.open()
    by("job_centre").get(at("case", case.public_id))
    by("job_centre").get(at("case_csv", case.public_id))
    log = AccessLog.objects.filter(person=house.person).order_by("pk")
    assert list(log.values_list("what", "purpose")) == [("case", case.purpose), ("case_file", case.purpose)]
    assert case.purpose in by("person").get(at("mine")).content.decode()


def test_nothing_of_anothers_case_is_there(house: House, by):
    case, client = house.open(), by("small_loans")
    for name in ("case", "case_csv", "case_assessments", "case_assess", "case_sharing", "case_members"):
        assert client.get(at(name, case.public_id)).status_code == 404
    assert client.get(at("case_step", case.public_id, "close")).status_code == 404
    assert client.post(at("case_note", case.public_id), {"body": "x"}).status_code == 404
    assert not AccessLog.objects.filter(person=house.person).exists()


def test_a_note_is_written_amended_and_its_earlier_words_stay_in_sight(house: House, by):
    case, client = house.open(), by("job_centre")
    client.post(at("case_note", case.public_id), {"body": "수요일에 만남", "scope": "notes", "audience": "team"})
    note = Entry.objects.get(kind="note")
    client.post(at("case_note_amend", case.public_id, note.public_id), {"body": "목요일에 만남"})
    page = client.get(at("case", case.public_id)).content.decode()
    assert page.count("목요일에 만남") == 1
    assert "고치기 전 글" in page
    assert client.get(at("case_note_amend", case.public_id, note.public_id)).status_code == 200


def test_the_form_of_a_note_offers_only_what_the_writer_may_see(house: House, by):
    case = house.open()
    house.join(case, "mental_health", "plan", "health")
    page = by("mental_health").get(at("case", case.public_id)).content.decode()
    assert 'value="health"' in page
    assert 'value="debt"' not in page


def test_the_log_is_filtered_by_kind(house: House, by):
    case = house.open()
    note_write(case_id=case.pk, by=house.lead, body="메모 한 줄")
    page = by("job_centre").get(at("case", case.public_id) + "?kind=case").content.decode()
    assert "메모 한 줄" not in page
    assert "함께 돕기를 시작함" in page


def test_a_case_is_closed_on_its_page_without_naming_any_destination(house: House, by):
    case = house.open()
    page = by("job_centre").get(at("case_step", case.public_id, "close")).content.decode()
    assert set(Case.CloseReason.values) <= {part.split('"')[0] for part in page.split('value="')}
    given = {"reason": "no_need", "outcome": "better"}
    assert by("job_centre").post(at("case_step", case.public_id, "close"), given).url == at("case", case.public_id)
    case.refresh_from_db()
    assert case.state == "closed"


def test_a_step_that_the_state_does_not_have_is_not_there(house: House, by):
    assert by("job_centre").get(at("case_step", house.open().public_id, "resume")).status_code == 404


def test_the_lead_adds_somebody_of_an_agency_that_the_person_shares_with(house: House, by):
    case, client = house.open(), by("job_centre")
    house.share("mental_health", "plan")
    who = house.staff["mental_health"].memberships.get()
    client.post(at("case_members", case.public_id), {"user": who.public_id, "role": "member"})
    member = CaseMember.objects.get(user=who.user)
    client.post(at("case_member", case.public_id, member.public_id), {"role": "consulted"})
    assert CaseMember.objects.current().get(user=who.user).role == "consulted"
    member = CaseMember.objects.current().get(user=who.user)
    client.post(at("case_member", case.public_id, member.public_id), {"end": "1"})
    assert not CaseMember.objects.current().filter(user=who.user).exists()


def test_the_person_chooses_and_withdraws_in_one_press(house: House, by):
    case, client = house.open(), by("person")
    agency = house.agencies["mental_health"]
    client.post(at("mine_share", agency.public_id), {"scopes": ["plan", "health"]})
    assert set(consent_to(house.person, agency).shared_scopes.values_list("scope", flat=True)) == {"plan", "health"}
    page = client.get(at("mine_sharing")).content.decode()
    assert "마음 건강 상담과 치료를 이어 주려고" in page
    client.post(at("mine_share", agency.public_id), {"withdraw": "1"})
    assert consent_to(house.person, agency) is None
    case.refresh_from_db()
    assert case.state == "open"


def test_the_person_is_told_which_consent_the_case_rests_on(house: House, by):
    house.open()
    page = by("person").get(at("mine_share", house.agencies["job_centre"].public_id)).content.decode()
    assert "거두면 함께 돕기도 끝나요" in page


def test_the_person_reads_their_case_and_adds_their_words(house: House, by):
    case, client = house.open(), by("person")
    made = assessment_make(case_id=case.pk, by=house.lead, rows={"health": {"level": 2, "need": "잠"}})
    note_write(case_id=case.pk, by=house.lead, body="팀만 읽음")
    client.post(at("mine_write"), {"body": "월요일은 어려워요"})
    client.post(at("mine_answer", made.public_id), {"words": "요즘 나아졌어요"})
    page = client.get(at("mine")).content.decode()
    assert all(words in page for words in ("월요일은 어려워요", "요즘 나아졌어요", "잠", "건강"))
    assert "팀만 읽음" not in page


def test_an_assessment_is_filled_in_compared_and_drawn(house: House, by):
    case, client = house.open(), by("job_centre")
    client.post(at("case_assess", case.public_id), {"housing_level": "2", "housing_need": "월세"})
    client.post(at("case_assess", case.public_id), {"housing_level": "4", "review_on": soon(80)})
    page = client.get(at("case_assessments", case.public_id)).content.decode()
    assert page.count("<circle") == 4  # then and now, on the wide and the narrow drawing
    assert "debt_level" not in client.get(at("case_assess", case.public_id)).content.decode()
    case.refresh_from_db()
    assert case.review_on == soon(80)


def test_a_telephone_number_given_by_consent_opens_neither_the_file_nor_the_programmes(house: House, by):
    """A member who may reach the person, or is asked for an opinion, does not open the whole file."""
    Assignment.objects.all().delete()
    for scope in ("contact", "profile", "plan", "programmes"):
        grant_give(
            person=house.person, to=house.lead, scope=scope, ground="consent", purpose="돕기", source=f"test:{scope}"
        )
        assert by("job_centre").get(reverse("portal:person", args=[house.person.public_id])).status_code == 404
    grant_give(person=house.person, to=house.lead, scope="file", ground="consent", purpose="돕기", source="test:file")
    assert by("job_centre").get(reverse("portal:person", args=[house.person.public_id])).status_code == 200


@pytest.mark.parametrize("lines", [3, 60])
def test_the_page_of_a_case_costs_the_same_queries_with_few_lines_and_many(
    house: House, by, django_assert_max_num_queries, lines: int
):
    case, client = house.open(), by("job_centre")
    Entry.objects.bulk_create(
        Entry(
            case=case, person=house.person, kind="note", scope="notes", by=house.lead, body=f"메모 {number}",
            organisation=house.agencies["job_centre"],
        )
        for number in range(lines)
    )  # fmt: skip
    client.get(at("case", case.public_id))
    with django_assert_max_num_queries(17):
        client.get(at("case", case.public_id))


@pytest.mark.parametrize("cases", [1, 12])
def test_the_list_of_cases_costs_the_same_queries_with_one_and_many(
    house: House, by, django_assert_max_num_queries, cases: int
):
    for _number in range(cases):
        case = factories.CaseFactory(centre=house.centre)
        CaseMember.objects.create(
            case=case, user=house.lead, organisation=house.agencies["job_centre"], role="lead", since=timezone.now()
        )
    client = by("job_centre")
    client.get(at("case_list"))
    with django_assert_max_num_queries(8):
        client.get(at("case_list"))


def test_a_member_who_does_not_lead_changes_nobodys_place_but_their_own(house: House, by):
    case = house.open()
    house.join(case, "mental_health", "plan")
    house.join(case, "municipal_welfare", "plan", role="consulted")
    other = CaseMember.objects.get(user=house.staff["municipal_welfare"])
    client = by("mental_health")
    assert client.post(at("case_member", case.public_id, other.public_id), {"end": "1"}).status_code == 404
    assert client.post(at("case_members", case.public_id), {"role": "member"}).status_code == 404
    own = CaseMember.objects.get(user=house.staff["mental_health"])
    assert client.post(at("case_member", case.public_id, own.public_id), {"end": "1"}).url == at("case_list")
    consulted = by("municipal_welfare")
    agency = house.agencies["small_loans"].public_id
    assert consulted.post(at("case_share", case.public_id, agency), {"scopes": ["plan"]}).status_code == 404
