import pytest

from accounts.exporting import export
from accounts.services import person_erase
from tests.welfare_centres.referring import parties
from welfare_centres.models import Referral
from welfare_centres.services import referrals

pytestmark = pytest.mark.django_db


def test_a_copy_of_ones_data_holds_what_was_told_to_whom():
    told = parties()
    told.send_inside()
    (row,) = export(told.person)["welfare_centres.referrals"]
    assert row["told"]["name"] == told.person.name
    assert row["to_organisation__name_ko"] == told.agency.organisation.name_ko


def test_erasing_empties_what_was_told_and_ends_what_is_open():
    told = parties()
    told.send_inside()
    done = told.send_outside(need="debt")
    referrals.referral_answer(referral_id=done.pk, by=told.counsellor, state="declined", reason="other", words="병")
    person_erase(person=told.person, by=None, why="asked")
    assert {row.state for row in Referral.objects.all()} == {"withdrawn", "declined"}
    assert [(row.told, row.what_for) for row in Referral.objects.all()] == [({}, "–")] * 2
    assert "병" not in set(Referral.objects.values_list("words", flat=True))
