import datetime as dt

import pytest
from django.utils import timezone

from accounts.exporting import export
from accounts.retaining import kinds
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


def test_words_of_referrals_that_ended_long_ago_are_cleared_and_open_ones_are_not():
    told = parties()
    told.send_inside()
    for need in ("debt", "care"):
        row = told.send_outside(need=need)
        referrals.referral_answer(referral_id=row.pk, by=told.counsellor, state="declined", reason="other", words="병")
    old = Referral.objects.get(need="debt")
    Referral.objects.filter(pk=old.pk).update(ended_on=timezone.localdate() - dt.timedelta(days=5 * 365 + 2))
    (kind,) = (one for one in kinds() if one.key == "welfare_centres.referrals")
    before = timezone.now() - dt.timedelta(days=kind.days)
    assert [kind.broom(before), kind.broom(before)] == [1, 0]
    old.refresh_from_db()
    assert (old.told, old.what_for, old.words) == ({}, "–", "–")
    assert not Referral.objects.exclude(pk=old.pk).filter(told={}).exists()
