import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import RuleBroken
from core.widgets import WonField
from jobseekers import services
from jobseekers.forms import fields
from jobseekers.models import Jobseeker, RegistrationDraft
from taxonomy.selectors import OccupationSuggestion
from tests import factories
from tests.world import build


def step(name: str) -> str:
    return reverse("jobseekers:register_step", args=[name])


@pytest.fixture
def known_titles(monkeypatch, forklift):
    def suggest(text, limit):
        return [OccupationSuggestion(forklift, 0.9, "지게차 운전원")] if "지게차" in text else []

    monkeypatch.setattr(fields, "occupation_suggest", suggest)


@pytest.fixture
def answers(forklift, suwon):
    return {
        "work": {"text": "지게차", "occupations": [str(forklift.pk)]},
        "place": {"text": "수원", "region": str(suwon.pk)},
        "background": {"education": "03", "career_years": "7", "work_permit": "citizen"},
        "situation": {
            "situation": "left", "stopped_on_y": "2026", "stopped_on_m": "1", "stopped_on_d": "5", "reason": "closure",
        },
        "conditions": {"pay_period": "month", "pay_floor": "250만", "hours_max": "40", "commute": "60"},
    }  # fmt: skip


def fill(client, answers):
    for name, said in answers.items():
        assert client.post(step(name), said).status_code == 302


def test_five_pages_and_a_look_make_a_jobseeker(newcomer, answers, forklift, suwon, known_titles):
    fill(newcomer.client, answers)
    check = newcomer.client.get(reverse("jobseekers:register_check"))
    assert "월 250만 원 이상" in check.content.decode()
    newcomer.client.post(reverse("jobseekers:register_check"))
    jobseeker = Jobseeker.objects.get(person=newcomer.person)
    assert (jobseeker.region, jobseeker.education, jobseeker.career_months) == (suwon, "03", 84)
    assert jobseeker.preferences.pay_floor == 2_500_000
    assert [one.occupation for one in jobseeker.preferred_occupations.all()] == [forklift]
    assert jobseeker.spells.get().reason == "closure"
    assert not RegistrationDraft.objects.filter(user=newcomer.user).exists()


def test_registering_goes_on_where_it_was_left(newcomer, answers, known_titles):
    newcomer.client.post(step("work"), answers["work"])
    newcomer.client.post(step("place"), {"text": "수", "leave": "1"})
    again = newcomer.client.get(reverse("jobseekers:register"))
    assert again.url == step("place")
    assert 'value="수"' in newcomer.client.get(again.url).content.decode()


def test_what_was_typed_wrong_is_kept_and_the_page_says_how_to_mend_it(newcomer):
    said = {"situation": "left", "stopped_on_y": "2026", "stopped_on_m": "13", "stopped_on_d": "5"}
    answer = newcomer.client.post(step("situation"), said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "월은 1에서 12 사이로 적어 주세요." in page
    assert "그만둔 이유를 하나 골라 주세요." in page
    assert 'value="13"' in page
    assert "<title>오류:" in page


def test_a_title_without_a_choice_asks_to_choose_among_the_suggestions(newcomer, known_titles):
    answer = newcomer.client.post(step("work"), {"text": "지게차 운전"})
    assert answer.status_code == 422
    assert "아래에서 가까운 직업을 하나 이상 골라 주세요." in answer.content.decode()
    assert "지게차 운전원" in answer.content.decode()


def test_looking_up_works_without_script_and_judges_nothing(newcomer, known_titles):
    answer = newcomer.client.post(step("work"), {"text": "지게차", "find": "occupations"})
    assert answer.status_code == 200
    assert "지게차 운전원" in answer.content.decode()
    assert "고쳐야 할 곳" not in answer.content.decode()


def test_four_occupations_are_one_too_many(newcomer, known_titles, forklift):
    more = [factories.OccupationFactory(code=str(n), path=str(n)) for n in (0, 1, 2)]
    ticked = [str(one.pk) for one in (forklift, *more)]
    answer = newcomer.client.post(step("work"), {"text": "", "occupations": ticked})
    assert "3개까지만 골라 주세요. 지금 4개예요." in answer.content.decode()


def test_the_look_over_sends_back_to_the_page_with_a_gap(newcomer, answers, known_titles):
    del answers["background"]
    fill(newcomer.client, answers)
    assert step("background") in newcomer.client.get(reverse("jobseekers:register_check")).url


def test_a_first_job_opens_a_spell_today(newcomer, answers, known_titles):
    answers["situation"] = {"situation": "first"}
    fill(newcomer.client, answers)
    newcomer.client.post(reverse("jobseekers:register_check"))
    spell = Jobseeker.objects.get(person=newcomer.person).spells.get()
    assert (spell.started_on, spell.reason) == (timezone.localdate(), "first")


def test_somebody_in_work_registers_without_a_spell(newcomer, answers, known_titles):
    answers["situation"] = {"situation": "working"}
    fill(newcomer.client, answers)
    newcomer.client.post(reverse("jobseekers:register_check"))
    assert not Jobseeker.objects.get(person=newcomer.person).spells.exists()


def test_registering_twice_is_refused(me):
    with pytest.raises(RuleBroken, match="이미 구직 등록"):
        services.jobseeker_register(person=me.person, by=me.user)


def test_a_user_without_a_person_becomes_one_by_registering(db, answers, known_titles):
    from tests.world import signed_in

    user = factories.UserFactory(display_name="박서준")
    client = signed_in(user)
    fill(client, answers)
    client.post(reverse("jobseekers:register_check"))
    user.refresh_from_db()
    assert user.person.name == "박서준"
    assert Jobseeker.objects.filter(person=user.person).exists()


def test_a_counsellor_registers_a_person_they_look_after_and_it_is_logged(db, answers, known_titles):
    world = build()
    person = factories.PersonFactory(name="이영희")
    factories.AssignmentFactory(
        person=person, organisation=world.counsellor.organisation, counsellor=world.counsellor.user
    )
    client = world.client("counsellor")
    for name, said in answers.items():
        address = reverse("jobseekers:register_step_for", args=[person.public_id, name])
        assert client.post(address, said).status_code == 302
    client.post(reverse("jobseekers:register_check_for", args=[person.public_id]))
    assert person.jobseeker.spells.exists()
    assert person.access_log.filter(actor=world.counsellor.user, what="profile").exists()


def test_registering_gives_the_person_the_counsellor_of_their_region(newcomer, suwon):
    from accounts.models import ServiceArea

    member = factories.MembershipFactory(counsellor=True)
    ServiceArea.objects.create(organisation=member.organisation, region_prefix="41111")
    services.jobseeker_register(person=newcomer.person, by=newcomer.user, told=services.Registration(region=suwon))
    assert newcomer.person.assignments.get().counsellor == member.user


@pytest.mark.parametrize(
    ("typed", "won"), [("250만", 2_500_000), ("2,500,000원", 2_500_000), ("2.5만", 25_000), ("250만5000", 2_505_000)]
)
def test_money_is_read_as_people_write_it(typed, won):
    assert WonField().clean(typed) == won
