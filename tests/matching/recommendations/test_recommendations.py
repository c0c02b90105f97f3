"""Recommendations from profile to page, in both directions."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AccessGrant, AccessLog, Consent
from channels.models import Message
from employers.models import Vacancy, VacancyLicence, VacancySkill
from jobseekers.models import Competency, Constraints, HeldLicence, HiddenFrom, Preferences, PreferredOccupation
from matching.engine import COMPONENTS
from matching.models import (
    CandidateInvitation,
    ChangedJobseeker,
    Recommendation,
    RecommendationFeedback,
)
from matching.nightly.night import night_run
from matching.nightly.packing import Advised, unpacked
from matching.recommending import computing
from matching.recommending.market import tightness_store
from matching.selectors.vacancies import fit_of, public_vacancy
from taxonomy.models import Licence, TightnessCell
from tests import factories
from tests.matching import market
from tests.world import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    """A person near Suwon who wants to drive forklifts, and vacancies that fit and do not."""
    places, occupations = market.places(), market.occupations()
    market.fresh()
    person = factories.JobseekerFactory(region=places["suwon"], searching=True, searchable=True)
    PreferredOccupation.objects.create(jobseeker=person, occupation=occupations["forklift"], rank=1)
    Preferences.objects.create(jobseeker=person, pay_floor=2_500_000)
    Constraints.objects.create(jobseeker=person, max_commute_minutes=60, no_night=True)
    skill = factories.SkillFactory(name_ko="지게차 운전")
    Competency.objects.create(jobseeker=person, skill=skill, level=4, confirmed_at=timezone.now())
    employer = factories.EmployerFactory()
    good = market.vacancy(
        index=False,
        title="지게차 운전원",
        region=places["suwon"],
        occupation=occupations["forklift"],
        employer=employer,
    )
    VacancySkill.objects.create(vacancy=good, skill=skill, required=True, level=3)
    far = market.vacancy(
        title="지게차 운전원", region=places["busan"], occupation=occupations["forklift"], employer=employer
    )
    night = market.vacancy(
        title="야간 지게차", region=places["suwon"], occupation=occupations["forklift"], night=True, employer=employer
    )
    poor = market.vacancy(
        title="주말 보조",
        region=places["suwon"],
        occupation=occupations["forklift"],
        pay_min=2_200_000,
        employer=employer,
    )
    other = market.vacancy(
        title="개발자", region=places["gangnam"], occupation=occupations["software"], employer=employer
    )
    market.reindex()
    return {
        "person": person, "good": good, "far": far, "night": night, "poor": poor, "other": other, "skill": skill,
        "employer": employer,
    }  # fmt: skip


def stored(shop) -> list[Advised]:
    row = shop["person"].recommendations.get()
    return unpacked(row.vacancies, row.parts, row.reasons)


def computed(shop) -> list[Advised]:
    night_run()
    return stored(shop)


def test_the_best_comes_first_and_no_hard_limit_is_broken(shop):
    assert [row.vacancy_id for row in computed(shop)] == [shop["good"].pk, shop["other"].pk]


def test_components_add_up_and_are_all_there(shop):
    for row in computed(shop):
        assert set(row.components) == set(COMPONENTS)
        assert sum(row.components.values()) == pytest.approx(row.score, abs=1e-9)


def test_a_required_licence_not_held_excludes_and_held_is_said(shop):
    licence = Licence.objects.create(code="L1", name_ko="지게차운전기능사")
    VacancyLicence.objects.create(vacancy=shop["good"], licence=licence, required=True)
    market.reindex()
    assert shop["good"].pk not in {row.vacancy_id for row in computed(shop)}
    HeldLicence.objects.create(jobseeker=shop["person"], licence=licence)
    best = computed(shop)[0]
    assert best.vacancy_id == shop["good"].pk
    assert "licence_held" in {reason["key"] for reason in best.reasons}


def test_only_confirmed_competencies_count(shop):
    before = computed(shop)[0].components["skills"]
    Competency.objects.update(confirmed_at=None)
    assert before > computed(shop)[0].components["skills"] == 0


def test_a_vacancy_applied_to_or_refused_is_not_recommended_again(shop):
    RecommendationFeedback.objects.create(jobseeker=shop["person"], vacancy=shop["good"], suits=False)
    assert shop["good"].pk not in {row.vacancy_id for row in computed(shop)}


def test_computing_twice_leaves_one_set(shop):
    first = [(row.vacancy_id, row.score) for row in computed(shop)]
    assert [(row.vacancy_id, row.score) for row in computed(shop)] == first
    assert len(Recommendation.objects.get(jobseeker=shop["person"]).vacancies) == 2


def test_a_changed_profile_is_queued_and_computed_again(shop):
    computed(shop)
    while computing.recommend_changed():
        pass
    preferences = shop["person"].preferences
    preferences.pay_floor = 9_000_000
    preferences.save()
    assert ChangedJobseeker.objects.filter(jobseeker_id=shop["person"].pk).exists()
    computing.recommend_changed()
    assert stored(shop) == []
    assert not ChangedJobseeker.objects.exists()


def page_of(shop, address="/jobs/recommended/"):
    return signed_in(shop["person"].person.user).get(address)


def test_the_page_shows_cards_with_reasons_and_forgets_closed_ones(shop):
    computed(shop)
    while computing.recommend_changed():
        pass
    text = page_of(shop).content.decode()
    assert "지게차 운전원" in text
    assert "바라는 직종이에요" in text or "필요한 역량 1가지 중 1가지를 갖췄어요" in text
    Vacancy.objects.filter(pk=shop["good"].pk).update(state="paused")
    assert "지게차 운전원" not in page_of(shop).content.decode()


def test_a_profile_changed_just_now_is_answered_at_once(shop):
    Preferences.objects.filter(jobseeker=shop["person"]).update(pay_floor=None)
    assert ChangedJobseeker.objects.exists()
    assert "주말 보조" in page_of(shop).content.decode()
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize("stored", [True, False])
def test_the_page_costs_at_most_eight_queries(shop, stored):
    if stored:
        computed(shop)
        while computing.recommend_changed():
            pass
    client = signed_in(shop["person"].person.user)
    client.get("/jobs/recommended/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/jobs/recommended/")
    assert len(queries) <= 8


def test_saying_no_hides_it_and_saying_yes_keeps_it(shop):
    computed(shop)
    client = signed_in(shop["person"].person.user)
    client.post(f"/jobs/{shop['good'].public_id}/feedback/", {"suits": "yes"})
    assert RecommendationFeedback.objects.get().suits is True
    client.post(f"/jobs/{shop['good'].public_id}/feedback/", {"suits": "no"})
    assert RecommendationFeedback.objects.get().suits is False
    assert "지게차 운전원" not in page_of(shop).content.decode()


def test_the_vacancy_page_says_why_and_costs_at_most_eight_queries(shop):
    client = signed_in(shop["person"].person.user)
    address = f"/jobs/{shop['good'].public_id}/"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        text = client.get(address).content.decode()
    assert len(queries) <= 8
    for words in ("왜 권하나요?", "맞는 점", "바라는 직종이에요", "지게차 운전"):
        assert words in text


def test_the_page_s_reasons_are_those_stored(shop):
    reasons = computed(shop)[0].reasons
    user = shop["person"].person.user
    fit = fit_of(public_vacancy(shop["good"].public_id, user), user)
    assert sum(len(lines) for lines in fit.lines.values()) == len(reasons)


def test_a_visitor_gets_job_posting_data_that_cannot_end_its_script(shop, client):
    Vacancy.objects.filter(pk=shop["good"].pk).update(title="</script><b>용접</b>")
    text = client.get(f"/jobs/{shop['good'].public_id}/").content.decode()
    data = text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert '"@type": "JobPosting"' in data
    assert "<b>" not in data
    assert "왜 권하나요?" not in text


def test_a_draft_has_no_public_page(shop, client):
    draft = factories.VacancyFactory(draft=True)
    assert client.get(f"/jobs/{draft.public_id}/").status_code == 404


# --- candidates --------------------------------------------------------------------------------------------------


@pytest.fixture
def firm(shop):
    member = factories.MembershipFactory(organisation=shop["employer"].organisation)
    factories.ConsentFactory(person=shop["person"].person, purpose=Consent.Purpose.EMPLOYER_SEARCH)
    return signed_in(member.user)


def candidates_of(firm, shop) -> str:
    return firm.get(f"/jobs/{shop['good'].public_id}/candidates/").content.decode()


def test_a_consenting_candidate_is_shown_without_a_name(shop, firm):
    text = candidates_of(firm, shop)
    assert "인재 1" in text
    assert shop["person"].person.name not in text


def test_where_a_candidate_lives_is_named_with_the_province(shop, firm):
    assert "경기도 수원시 장안구" in candidates_of(firm, shop)


def test_what_a_candidate_asks_for_in_pay_is_not_told_to_the_firm(shop, firm):
    text = candidates_of(firm, shop)
    assert "역량 1가지 중 1가지 보유" in text
    assert "250만" not in text


def test_the_candidates_page_costs_at_most_eight_queries(shop, firm):
    candidates_of(firm, shop)
    with CaptureQueriesContext(connection) as queries:
        candidates_of(firm, shop)
    assert len(queries) <= 8


def test_one_who_withdrew_or_hides_from_the_firm_is_not_shown(shop, firm):
    HiddenFrom.objects.create(jobseeker=shop["person"], organisation=shop["employer"].organisation)
    assert "인재 1" not in candidates_of(firm, shop)
    HiddenFrom.objects.all().delete()
    shop["person"].searchable = False
    shop["person"].save()
    assert "인재 1" not in candidates_of(firm, shop)


def test_another_firm_s_vacancy_is_not_found(shop):
    stranger = signed_in(factories.MembershipFactory().user)
    assert stranger.get(f"/jobs/{shop['good'].public_id}/candidates/").status_code == 404


def test_opening_a_profile_is_logged_and_rests_on_the_consent(shop, firm):
    here = f"/jobs/{shop['good'].public_id}/candidates/{shop['person'].public_id}/"
    assert firm.get(here).status_code == 404
    assert firm.post(f"{here}do/", {"act": "open"}).status_code == 302
    text = firm.get(here).content.decode()
    assert shop["person"].person.name not in text
    assert AccessLog.objects.filter(person=shop["person"].person, what="candidate_profile").count() == 1
    assert AccessGrant.objects.get(person=shop["person"].person).ground == "consent"


def test_inviting_tells_the_person_once(shop, firm):
    here = f"/jobs/{shop['good'].public_id}/candidates/{shop['person'].public_id}/do/"
    firm.post(here, {"act": "invite"})
    firm.post(here, {"act": "invite"})
    assert CandidateInvitation.objects.count() == 1
    assert (
        Message.objects.filter(person=shop["person"].person, template="candidate_invited", medium="in_app").count()
        == 1
    )


# --- tightness ---------------------------------------------------------------------------------------------------


def test_tightness_counts_positions_and_people_by_minor_group_and_province(shop):
    today = timezone.localdate()
    assert tightness_store(month=today) == tightness_store(month=today)
    cell = TightnessCell.objects.get(
        occupation=shop["good"].occupation, region__code="4100000000", month__month=today.month
    )
    assert (cell.vacancies, cell.jobseekers) == (3, 1)
    assert TightnessCell.objects.filter(region__code="2600000000").get().vacancies == 1


def test_a_month_before_everything_has_no_cells(shop):
    assert tightness_store(month=dt.date(2001, 5, 20)) == 0


def test_one_who_is_offered_nothing_reads_which_condition_shuts_most_out(shop):
    Preferences.objects.update(pay_floor=9_000_000)
    page = page_of(shop).content.decode()
    assert "아직 권할 일자리가 없어요" in page
    assert "희망 급여만 아니면 3건이 더 있어요" in page
    assert 'href="/profile/wishes/"' in page


def test_what_was_drawn_by_chance_stands_apart_and_says_so(shop):
    night_run()
    while computing.recommend_changed():
        pass
    row = shop["person"].recommendations.get()
    best, drawn = row.vacancies
    Recommendation.objects.update(
        vacancies=[best], parts=row.parts[:8], reasons=row.reasons[:1],
        explored=[drawn], explored_reasons=row.reasons[1:], explored_chance=1,
    )  # fmt: skip
    page = page_of(shop).content.decode()
    first, second = (Vacancy.objects.get(pk=pk).title for pk in (best, drawn))
    assert page.index(first) < page.index("새로운 제안") < page.index(second)
