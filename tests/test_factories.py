import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_a_searching_jobseeker_can_sign_in_and_has_an_open_spell():
    jobseeker = factories.JobseekerFactory(searching=True)
    assert jobseeker.person.user.pk
    assert jobseeker.spells.filter(ended_on=None).count() == 1


def test_a_vacancy_is_open_unless_it_is_a_draft():
    assert factories.VacancyFactory().is_open()
    assert not factories.VacancyFactory(draft=True).is_open()


def test_members_act_for_organisations_of_the_right_kind():
    kinds = {
        factories.MembershipFactory(**trait).organisation.kind
        for trait in ({}, {"counsellor": True}, {"analyst": True})
    }
    assert kinds == {"employer", "centre", "ministry"}
