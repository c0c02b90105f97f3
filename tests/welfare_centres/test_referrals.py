"""A referral from its sending to its end, and who reads what of it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Consent
from accounts.services import consent_withdraw
from core.errors import RuleBroken
from tests import factories
from tests.welfare_centres.referring import parties
from welfare_centres import working_days
from welfare_centres.models import Entry, Referral
from welfare_centres.selectors import referrals as selectors
from welfare_centres.services import referral_clock, referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    return parties()


def _case(told):
    from welfare_centres.models import Case, CaseMember, Centre

    centre = Centre.objects.create(organisation=told.person.assignments.get().organisation, type=Centre.Type.PLUS)
    case = Case.objects.create(
        person=told.person, centre=centre, ground="law", law="고용정책 기본법 6", purpose="함께 돕기",
        opened_by=told.counsellor, review_on=timezone.localdate(),
    )  # fmt: skip
    CaseMember.objects.create(case=case, user=told.counsellor, organisation=centre.organisation, role="lead")
    return case


def test_a_referral_goes_from_sent_to_finished(told):
    row, worker = told.send_inside(), told.agency.user
    referrals.referral_see(referral_id=row.pk, by=worker)
    referrals.referral_answer(referral_id=row.pk, by=worker, state="accepted")
    referrals.referral_contacted(referral_id=row.pk, by=worker, on=timezone.localdate())
    referrals.referral_start(referral_id=row.pk, by=worker)
    row = referrals.referral_finish(referral_id=row.pk, by=worker, outcome="helped")
    assert [one.after for one in row.transitions.all()] == ["sent", "seen", "accepted", "started", "finished"]
    assert (row.first_contact_on, row.ended_on) == (timezone.localdate(),) * 2


def test_each_step_leaves_a_line_in_the_case(told):
    case = _case(told)
    row = referrals.referral_send(
        person_id=told.person.pk, by=told.counsellor, organisation_id=told.agency.organisation_id,
        asked=told.asked(), case_id=case.pk,
    )  # fmt: skip
    referrals.referral_answer(referral_id=row.pk, by=told.agency.user, state="accepted")
    verbs = Entry.objects.filter(case=case, kind="referral").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["referral.sent", "referral.accepted"]


def test_no_way_out_of_the_caseload_by_a_fictitious_body(told):
    """Failure guarded: people were "referred" to bodies that do not exist."""
    with pytest.raises(RuleBroken):
        referrals.referral_send(person_id=told.person.pk, by=told.counsellor, asked=told.asked())
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.ReferralFactory(to_service=None, to_organisation=None)


@pytest.mark.parametrize("state", ["inactive", "defunct", "temporarily closed"])
def test_nobody_is_sent_to_a_service_that_is_not_open(told, state):
    told.service.state = state
    told.service.save()
    with pytest.raises(RuleBroken):
        told.send_outside()


def test_nobody_is_sent_to_a_service_whose_body_has_closed(told):
    told.service.organisation.closed_on = timezone.localdate()
    told.service.organisation.save()
    with pytest.raises(RuleBroken):
        told.send_outside()


def test_an_employer_is_no_body_to_refer_to(told):
    firm = factories.OrganisationFactory()
    with pytest.raises(RuleBroken):
        referrals.referral_send(
            person_id=told.person.pk, by=told.counsellor, organisation_id=firm.pk, asked=told.asked()
        )


def test_a_stranger_sends_nobody(told):
    other = factories.MembershipFactory(counsellor=True).user
    with pytest.raises(PermissionDenied):
        referrals.referral_send(person_id=told.person.pk, by=other, service_id=told.service.pk, asked=told.asked())


def test_without_a_yes_or_a_law_nothing_is_sent(told):
    for more in ({"said_yes": ""}, {"ground": "law", "law": " "}, {"what_for": " "}):
        with pytest.raises(RuleBroken):
            told.send_inside(**more)
    assert not Referral.objects.exists()


def test_the_same_service_is_not_asked_twice_for_one_thing(told):
    told.send_inside()
    with pytest.raises(RuleBroken):
        told.send_inside()


def test_the_receiver_reads_only_what_was_told(told):
    row = told.send_inside(parts=("age",), note="휠체어를 씀")
    found = selectors.received(Referral.objects.received_by(told.agency.user).get())
    assert [part for part, _label, _words in found.told] == ["age", "note"]
    assert told.person.name not in str(found)
    assert row.told["note"] == "휠체어를 씀"


def test_a_sender_tells_only_what_they_may_see_themselves(told):
    case = _case(told)
    worker = factories.MembershipFactory(caseworker=True)
    factories_member = {"case": case, "user": worker.user, "organisation": worker.organisation, "role": "member"}
    from accounts.models import ContactPoint
    from welfare_centres.models import CaseMember

    ContactPoint.objects.create(person=told.person, kind="phone", value="+821012345678")
    CaseMember.objects.create(**factories_member)
    row = referrals.referral_send(
        person_id=told.person.pk, by=worker.user, organisation_id=told.agency.organisation_id, case_id=case.pk,
        asked=told.asked(parts=("name", "phone")),
    )  # fmt: skip
    assert set(row.told) == {"name"}


def test_what_was_told_stays_as_it_was_when_they_said_yes(told):
    row = told.send_inside()
    told.person.name = "다른 이름"
    told.person.save()
    row.refresh_from_db()
    assert row.told["name"] != "다른 이름"


def test_another_agency_sees_nothing(told):
    told.send_inside()
    assert not Referral.objects.visible_to(factories.MembershipFactory(caseworker=True).user).exists()


def test_one_taken_back_is_read_no_more_by_the_receiver(told):
    row = told.send_inside()
    referrals.referral_withdraw(referral_id=row.pk, by=told.counsellor)
    assert not Referral.objects.received_by(told.agency.user).exists()
    assert Referral.objects.sent_by(told.counsellor).exists()


def test_the_person_can_say_no_at_any_time(told):
    row = told.send_inside()
    referrals.referral_answer(referral_id=row.pk, by=told.agency.user, state="accepted")
    row = referrals.referral_refuse(referral_id=row.pk, by=told.person.user)
    assert (row.state, row.refused_by_person) == ("withdrawn", True)
    assert not Referral.objects.received_by(told.agency.user).exists()


def test_another_person_cannot_say_no(told):
    row = told.send_inside()
    with pytest.raises(PermissionDenied):
        referrals.referral_refuse(referral_id=row.pk, by=factories.UserFactory(as_person=True))


def test_a_consent_withdrawn_ends_what_rested_on_it_at_once(told):
    row = told.send_inside()
    consent_withdraw(consent=Consent.objects.get(person=told.person, purpose="share_agency"))
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert not Referral.objects.received_by(told.agency.user).exists()


def test_a_no_needs_a_reason(told):
    row = told.send_inside()
    with pytest.raises(RuleBroken):
        referrals.referral_answer(referral_id=row.pk, by=told.agency.user, state="declined")
    row = referrals.referral_answer(referral_id=row.pk, by=told.agency.user, state="declined", reason="full")
    assert (row.state, row.reason, row.ended_on) == ("declined", "full", timezone.localdate())


def test_the_sender_writes_down_what_a_body_without_an_account_says(told):
    row = told.send_outside()
    referrals.referral_answer(referral_id=row.pk, by=told.counsellor, state="accepted")
    row = referrals.referral_start(referral_id=row.pk, by=told.counsellor)
    assert row.state == "started"


def test_the_sender_does_not_answer_for_an_agency_with_an_account(told):
    row = told.send_inside()
    with pytest.raises(PermissionDenied):
        referrals.referral_answer(referral_id=row.pk, by=told.counsellor, state="accepted")


def test_an_answer_to_another_state_is_refused(told):
    row = told.send_inside()
    referrals.referral_answer(referral_id=row.pk, by=told.agency.user, state="accepted", seen_state="sent")
    with pytest.raises(RuleBroken):
        referrals.referral_answer(
            referral_id=row.pk, by=told.agency.user, state="returned", reason="full", seen_state="sent"
        )


def test_the_first_contact_lies_between_the_sending_and_today(told):
    row = told.send_inside()
    referrals.referral_answer(referral_id=row.pk, by=told.agency.user, state="accepted")
    for days in (-1, 1):
        with pytest.raises(RuleBroken):
            referrals.referral_contacted(
                referral_id=row.pk, by=told.agency.user, on=timezone.localdate() + dt.timedelta(days=days)
            )


def test_clocks_count_working_days_without_holidays():
    friday = dt.date(2026, 2, 13)  # before the days of Seollal
    assert working_days.later(friday, 1) == dt.date(2026, 2, 19)


def test_a_kind_of_agency_has_its_own_clock(told):
    from welfare_centres.models import Agency, AgencyKind, ReferralClock

    kind = AgencyKind.objects.create(code="fast", name_ko="빠른 기관")
    Agency.objects.create(organisation=told.agency.organisation, kind=kind)
    ReferralClock.objects.create(agency_kind=kind, days_to_see=1, days_to_answer=1, days_to_contact=1)
    row = told.send_inside()
    assert row.answer_by == working_days.later(timezone.localdate(), 1)


def _morning(row: Referral, late: int = 0) -> dt.date:
    day = row.see_by
    for _number in range(late):
        day = working_days.later(day, 1)
    return day


def test_a_reminder_is_sent_once_a_day_however_often_the_task_runs(told):
    row = told.send_inside()
    day = _morning(row)
    assert [referral_clock.clock_run(day), referral_clock.clock_run(day)] == [(1, 0), (0, 0)]


def test_what_is_late_is_escalated_to_the_sender(told):
    from channels.models import Message

    row = told.send_inside()
    assert referral_clock.clock_run(_morning(row, late=1)) == (0, 1)
    assert Message.objects.filter(user=told.counsellor, template="referral_late").exists()


def test_nothing_is_sent_on_a_holiday(told):
    told.send_inside()
    assert referral_clock.clock_run(dt.date(2026, 12, 25)) == (0, 0)


def test_clocks_are_loaded_from_a_file_and_a_wrong_line_is_named(tmp_path):
    from welfare_centres.models import AgencyKind, ReferralClock

    AgencyKind.objects.create(code="fast", name_ko="빠른 기관")
    path = tmp_path / "clocks.csv"
    path.write_text(
        "agency_kind,days_to_see,days_to_answer,days_to_contact\n,2,5,7\nfast,1,1,2\nnone,1,1,1\nfast,x,1,1\n"
    )
    first, second = referral_clock.clocks_load(path), referral_clock.clocks_load(path)
    assert (first.written, [one.row for one in first.rejected]) == (2, [4, 5])
    assert (second.written, second.unchanged) == (0, 2)
    assert ReferralClock.objects.get(agency_kind__code="fast").days_to_contact == 2
