"""Consents and the access that rests on them."""

import pytest
from django.urls import reverse

from accounts import consenting, services
from accounts.models import AccessGrant, Consent, Organisation, Person
from core.errors import RuleBroken
from tests import factories
from tests.accounts.conftest import at_once

pytestmark = pytest.mark.django_db
Purpose, Ground = Consent.Purpose, AccessGrant.Ground


@pytest.fixture
def person():
    return factories.PersonFactory()


@pytest.fixture
def recruiter():
    return factories.MembershipFactory()


def grant(person, to, ground, source):
    return services.grant_give(person=person, to=to, scope="profile", ground=ground, purpose="채용", source=source)


def test_withdrawal_ends_at_once_every_access_that_rested_on_it(person, recruiter):
    consent = services.consent_give(person=person, purpose=Purpose.EMPLOYER_SEARCH)
    grant(person, recruiter.organisation, Ground.CONSENT, services.consent_source(consent))
    other = factories.MembershipFactory()
    grant(person, other.organisation, Ground.CONSENT, "matching.search:1")
    assert Person.objects.visible_to(recruiter.user).filter(pk=person.pk).exists()
    services.consent_withdraw(consent=consent)
    for user in (recruiter.user, other.user):
        assert not Person.objects.visible_to(user).filter(pk=person.pk).exists()


def test_withdrawal_leaves_access_on_another_ground(person, recruiter):
    consent = services.consent_give(person=person, purpose=Purpose.EMPLOYER_SEARCH)
    grant(person, recruiter.organisation, Ground.APPLICATION, "matching.application:1")
    services.consent_withdraw(consent=consent)
    assert Person.objects.visible_to(recruiter.user).filter(pk=person.pk).exists()


def test_withdrawal_from_one_recipient_leaves_the_others(person):
    centres = [factories.OrganisationFactory(kind=Organisation.Kind.PROVIDER) for _one in range(2)]
    consents = [
        services.consent_give(person=person, purpose=Purpose.SHARE_AGENCY, recipient=centre) for centre in centres
    ]
    for centre, consent in zip(centres, consents, strict=True):
        grant(person, centre, Ground.CONSENT, services.consent_source(consent))
    services.consent_withdraw(consent=consents[0])
    assert [one.organisation for one in AccessGrant.objects.current()] == [centres[1]]


@pytest.mark.parametrize("purpose", Consent.REQUIRED)
def test_a_required_consent_is_not_withdrawn_but_by_erasure(person, purpose):
    consent = services.consent_give(person=person, purpose=purpose)
    with pytest.raises(RuleBroken):
        services.consent_withdraw(consent=consent)


def test_rooms_above_hear_of_it_in_the_same_transaction(person, monkeypatch):
    heard = []
    monkeypatch.setattr(consenting, "_listeners", [lambda *what: heard.append(what)])
    consent = services.consent_give(person=person, purpose=Purpose.EMPLOYER_SEARCH)
    services.consent_give(person=person, purpose=Purpose.EMPLOYER_SEARCH)
    services.consent_withdraw(consent=consent)
    services.consent_withdraw(consent=consent)
    assert heard == [(person, Purpose.EMPLOYER_SEARCH, True), (person, Purpose.EMPLOYER_SEARCH, False)]


@pytest.mark.django_db(transaction=True)
def test_giving_twice_at_once_is_giving_once():
    person = factories.PersonFactory()
    results = at_once(*[lambda: services.consent_give(person=person, purpose=Purpose.MARKETING) for _one in range(3)])
    assert len({consent.pk for consent in results}) == 1


def test_a_person_gives_and_withdraws_on_their_own_page(client):
    user = factories.UserFactory(as_person=True)
    client.force_login(user)
    client.post(reverse("accounts:consent"), {"give": "1", "purpose": "marketing"})
    consent = Consent.objects.current().get(person=user.person)
    client.post(reverse("accounts:consent"), {"consent": consent.public_id})
    assert not services.has_consent(user.person, "marketing")


def test_nobody_withdraws_anothers_consent(client, person):
    consent = services.consent_give(person=person, purpose=Purpose.MARKETING)
    client.force_login(factories.UserFactory(as_person=True))
    assert client.post(reverse("accounts:consent"), {"consent": consent.public_id}).status_code == 404
    assert client.post(reverse("accounts:consent"), {"consent": "no-uuid"}).status_code == 404
    assert services.has_consent(person, Purpose.MARKETING)


def test_a_grant_given_again_by_the_same_source_stays_one_and_ends_by_its_source(person, recruiter):
    for _twice in range(2):
        grant(person, recruiter.organisation, Ground.APPLICATION, "matching.application:7")
    assert services.grant_end(source="matching.application:7") == 1
    assert not AccessGrant.objects.current().exists()
