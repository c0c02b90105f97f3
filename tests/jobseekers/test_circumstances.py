"""What a person tells for programmes: nothing must be told, disability only under consent, all of it theirs."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.erasing import erase_in_rooms
from accounts.exporting import export
from accounts.models import Consent
from accounts.services import consent_give, consent_withdraw
from core.errors import RuleBroken
from jobseekers.models import Circumstances
from jobseekers.services import circumstances_save
from tests import factories


def _save(me, **values):
    return circumstances_save(jobseeker_id=me.jobseeker.pk, by=me.user, values=values)


def test_what_was_told_says_when_and_what_is_taken_back_does_not(me):
    _save(me, insured=True, assets=0)
    row = _save(me, insured=None)
    assert (row.insured, row.assets) == (None, 0)
    assert row.told_on == {"assets": timezone.localdate().isoformat()}


def test_disability_is_not_kept_without_the_persons_consent(me):
    with pytest.raises(RuleBroken):
        _save(me, disability="severe")


def test_withdrawing_the_consent_deletes_the_disability_alone(me):
    consent = consent_give(person=me.person, purpose=Consent.Purpose.SENSITIVE)
    _save(me, disability="severe", insured=True)
    consent_withdraw(consent=consent)
    row = Circumstances.objects.get()
    assert (row.disability, row.insured) == (None, True)


def test_a_counsellor_writes_them_down_for_their_own_people_only(me):
    other = factories.MembershipFactory(counsellor=True).user
    with pytest.raises(PermissionDenied):
        circumstances_save(jobseeker_id=me.jobseeker.pk, by=other, values={"insured": True})


def test_they_are_in_the_file_of_own_data_and_gone_when_the_person_is_erased(me):
    _save(me, household_size=3)
    assert export(me.person)["jobseekers"]["circumstances"][0]["household_size"] == 3
    erase_in_rooms(me.person)
    assert not Circumstances.objects.exists()


def test_the_page_shows_what_was_told_and_keeps_what_is_told_next(me):
    _save(me, insured=True)
    page = me.client.get("/profile/circumstances/")
    assert 'value="yes" id="id_insured_0" checked' in page.content.decode()
    me.client.post(
        "/profile/circumstances/", {"insured": "no", "household_income": "250만", "special_groups": "nothing"}
    )
    row = Circumstances.objects.get()
    assert (row.insured, row.household_income, row.special_groups) == (False, 2_500_000, [])
