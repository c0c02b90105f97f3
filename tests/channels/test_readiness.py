"""Digital readiness: the self-check, what staff see, the signals of use, and what follows from a low score."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import services as accounts
from channels import services
from channels.models import HelpRequest, Message, Readiness, ReadingNeeds, Signal
from channels.selectors.missed import measure, missed, missed_by
from channels.selectors.signals import Trouble, trouble_of
from channels.services.readiness import QUESTIONS, score_of
from core.errors import RuleBroken
from tests import factories

pytestmark = pytest.mark.django_db
ALONE, NOT = dict.fromkeys(QUESTIONS, 2), dict.fromkeys(QUESTIONS, 0)


@pytest.fixture
def user():
    return factories.UserFactory(as_person=True)


@pytest.fixture
def counsellor(user):
    staff = factories.MembershipFactory(counsellor=True)
    factories.AssignmentFactory(person=user.person, organisation=staff.organisation, counsellor=staff.user)
    return staff


def signal(person, kind, *, what="", ago=dt.timedelta(days=2)):
    return Signal.objects.create(person=person, kind=kind, what=what, at=timezone.now() - ago)


def test_the_self_check_gives_a_band_and_keeps_the_one_before(user):
    first = services.readiness_self_check(person=user.person, answers=NOT, by=user)
    second = services.readiness_self_check(person=user.person, answers=ALONE, by=user)
    first.refresh_from_db()
    assert [(row.score, row.band, row.is_current) for row in (first, second)] == [
        (0, "low", False),
        (100, "high", True),
    ]


def test_a_self_check_without_all_answers_is_refused(user):
    with pytest.raises(RuleBroken):
        services.readiness_self_check(person=user.person, answers={"message": 1}, by=user)


def test_the_reasons_add_up_to_the_score(user):
    for _n in range(3):
        signal(user.person, "sign_in")
    signal(user.person, "opened", what="matching:apply")
    signal(user.person, "help")
    row = services.readiness_self_check(person=user.person, answers=dict.fromkeys(QUESTIONS, 1), by=user)
    assert row.score == 50 - 9 - 4 - 3 == sum(reason["points"] for reason in row.reasons)
    assert {reason["code"] for reason in row.reasons} == {"self_check", "sign_in", "abandoned", "help"}


def test_no_signal_takes_more_than_its_share_and_none_takes_the_score_below_zero():
    score, reasons = score_of(80, "staff", Trouble(abandoned=99, sign_in=99, reset=99, help=99, slow=1))
    assert score == 80 - 16 - 12 - 8 - 9 - 4
    assert score_of(5, "staff", Trouble(abandoned=99, sign_in=99))[0] == 0
    assert sum(reason["points"] for reason in reasons) == score


def test_the_counsellor_writes_what_they_saw_and_nobody_else(user, counsellor):
    assert services.readiness_observe(person=user.person, seen="none", by=counsellor.user).band == "low"
    with pytest.raises(PermissionDenied):
        services.readiness_observe(
            person=user.person, seen="alone", by=factories.MembershipFactory(counsellor=True).user
        )


def test_a_model_writes_its_score_through_the_same_door_and_signals_leave_it(user):
    services.readiness_set(person=user.person, score=35, reasons=[{"code": "model", "points": 35}])
    signal(user.person, "sign_in", ago=dt.timedelta(hours=1))
    services.readiness_refresh()
    assert user.person.readiness.current().get().score == 35


def test_the_database_keeps_band_and_score_together(user):
    row = factories.ReadinessFactory(person=user.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Readiness.objects.filter(pk=row.pk).update(band="high")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.ReadinessFactory(person=user.person)


# --- signals ---


def test_a_form_sent_in_time_is_not_abandoned_and_one_left_is_counted_once_a_day(user):
    two_days, person = dt.timedelta(days=2), user.person
    signal(person, "opened", what="matching:apply", ago=two_days)
    signal(person, "opened", what="matching:apply", ago=two_days - dt.timedelta(minutes=1))
    signal(person, "opened", what="almp_programmes:apply", ago=two_days)
    signal(person, "sent", what="almp_programmes:apply", ago=two_days - dt.timedelta(minutes=45))
    found = trouble_of(person.pk)
    assert (found.abandoned, found.slow) == (1, 1)


def test_a_form_opened_today_is_not_yet_abandoned(user):
    signal(user.person, "opened", what="matching:apply", ago=dt.timedelta(hours=1))
    assert trouble_of(user.person.pk).abandoned == 0


def test_whoever_switches_signals_off_leaves_none(user, client):
    services.signal_note(person_id=user.person.pk, kind="sign_in")
    client.force_login(user)
    client.post(reverse("channels:signals"), {"off": "1"})
    services.signal_note(person_id=user.person.pk, kind="sign_in")
    assert Signal.objects.count() == 0
    client.post(reverse("channels:signals"), {"off": "0"})
    services.signal_note(person_id=user.person.pk, kind="sign_in")
    assert Signal.objects.count() == 1


def test_a_failed_sign_in_of_a_known_person_is_a_signal(client, user):
    client.post(reverse("account_login"), {"login": user.email, "password": "wrong-wrong-wrong"})
    client.post(reverse("account_login"), {"login": "nobody@example.org", "password": "wrong-wrong-wrong"})
    assert list(Signal.objects.values_list("person", "kind")) == [(user.person.pk, "sign_in")]


def test_a_form_opened_by_the_person_is_noted_and_by_staff_is_not(client, user):
    vacancy = factories.VacancyFactory()
    jobseeker = factories.JobseekerFactory(searching=True)
    client.force_login(jobseeker.person.user)
    assert client.get(reverse("matching:apply", args=[vacancy.public_id])).status_code == 200
    assert Signal.objects.get().what == "matching:apply"


def test_the_night_scores_anew_whoever_left_signals(user):
    for _n in range(6):
        signal(user.person, "sign_in", ago=dt.timedelta(hours=2))
    assert services.readiness_refresh() == 1
    row = user.person.readiness.current().get()
    assert (row.score, row.source, row.band) == (43, "signals", "mid")
    assert services.readiness_refresh() == 0


# --- below the threshold ---


def test_a_low_score_offers_a_named_helper_and_other_ways_on_the_same_page(client, user, counsellor):
    services.channels_load()
    client.force_login(user)
    answered = client.post(reverse("channels:check"), dict.fromkeys(QUESTIONS, "0"), follow=True)
    page = answered.content.decode()
    assert counsellor.user.display_name in page
    for channel in ("phone", "together", "outreach"):
        assert f'value="{channel}"' in page


def test_another_way_is_asked_for_from_the_page_and_reaches_the_counsellors_queue(client, user, counsellor):
    services.channels_load()
    client.force_login(user)
    for _twice in range(2):
        client.post(reverse("channels:ask"), {"service": "programme_apply", "channel": "phone"})
    row = HelpRequest.objects.get()
    assert (row.kind, row.service.code, row.organisation) == ("callback", "programme_apply", counsellor.organisation)
    client.force_login(counsellor.user)
    assert user.person.name in client.get(reverse("channels:requests")).content.decode()
    client.post(reverse("channels:request_done", args=[row.public_id]), {"answer": "함께 신청함", "minutes": "12"})
    row.refresh_from_db()
    assert row.state == "done"
    assert user.person.contacts.get(channel="phone").minutes == 12


def test_anothers_request_is_not_found(client, user, counsellor):
    row = services.help_ask(person=user.person, kind="callback", by=user)
    client.force_login(factories.MembershipFactory(counsellor=True).user)
    assert client.post(reverse("channels:request_done", args=[row.public_id]), {"answer": "x"}).status_code == 404


def duty(person, key="d1"):
    accounts.contact_verify(person=person, kind="email", value=f"duty{person.pk}@example.org")
    return services.queue(
        dedupe_key=key,
        to=person,
        template="coursework_new",
        context={"work": "보고서", "title": "용접", "link": "/x/"},
    )


def test_somebody_of_low_readiness_never_gets_a_duty_by_digital_ways_alone(user, counsellor):
    factories.ReadinessFactory(person=user.person)
    rows = duty(user.person)
    assert {row.medium for row in rows} == {"in_app", "email"}
    told = HelpRequest.objects.get(kind="tell")
    assert all(row.off_line and row.beside_request == told for row in rows)
    assert told.organisation == counsellor.organisation


def test_with_an_address_the_duty_comes_by_letter(user):
    factories.ReadinessFactory(person=user.person)
    accounts.contact_add(person=user.person, kind="post", value="수원시 장안구 정조로 1")
    rows = duty(user.person)
    letter = next(row for row in rows if row.medium == "letter")
    assert (letter.state, letter.address) == ("queued", "수원시 장안구 정조로 1")
    assert all(row.beside_letter == letter for row in rows if row.medium != "letter")
    assert len(duty(user.person)) == len(rows)


def test_everybody_else_gets_a_duty_as_before(user):
    assert {(row.medium, row.off_line) for row in duty(user.person)} == {("in_app", False), ("email", False)}


def test_the_database_refuses_a_duty_by_digital_ways_alone(user):
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(dedupe_key="x", person=user.person, medium="email", address="a@b.kr", off_line=True)


# --- who is missed ---


def contact(person, channel, days):
    services.contact_note(
        person=person, channel=channel, direction="out", note="message", at=timezone.now() - dt.timedelta(days=days),
        source=f"test:{person.pk}:{channel}:{days}",
    )  # fmt: skip


def test_low_readiness_and_digital_contacts_alone_is_missed(user, counsellor):
    low, reached, high = user.person, factories.PersonFactory(), factories.PersonFactory()
    factories.ReadinessFactory(person=low), factories.ReadinessFactory(person=reached)
    factories.ReadinessFactory(person=high, score=90, base=90, band="high")
    contact(low, "phone", 40), contact(low, "email", 3)
    contact(reached, "email", 3), contact(reached, "post", 5)
    contact(high, "email", 3)
    assert list(missed()) == [low]
    assert list(missed_by(counsellor.user)) == [low]
    assert (measure().low, measure().missed, measure().share) == (2, 1, 50)


def test_the_counsellor_sees_their_own_missed_people(client, user, counsellor):
    factories.ReadinessFactory(person=user.person)
    contact(user.person, "sms", 1)
    other = factories.PersonFactory(name="남의 사람")
    factories.ReadinessFactory(person=other)
    contact(other, "sms", 1)
    client.force_login(counsellor.user)
    page = client.get(reverse("channels:missed")).content.decode()
    assert (user.person.name in page, other.name in page) == (True, False)


def test_how_somebody_wants_to_be_told_is_kept_with_the_address(client, user):
    client.force_login(user)
    said = {"medium": "letter", "address": "", "spoken": ""}
    assert client.post(reverse("channels:reading"), said).status_code == 422
    assert client.post(reverse("channels:reading"), said | {"address": "부산시 중구 1"}).status_code == 302
    assert ReadingNeeds.objects.get(person=user.person).medium == "letter"
    assert user.person.contact_points.get(kind="post").value == "부산시 중구 1"
