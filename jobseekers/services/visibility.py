"""Being found by employers: only under the person's consent, and never by those they hid from."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import AccessGrant, Consent, Organisation, Person, User
from accounts.services import consent_give, consent_withdraw
from core.events import record
from jobseekers.models import Circumstances, Constraints, HiddenFrom, Jobseeker
from jobseekers.policies import can_consent
from jobseekers.services.rows import locked


def follow_consent(person: Person, purpose: str, given: bool) -> None:
    """Whoever changed the consent, here or on the page of consents, the profile follows in the same transaction."""
    rows = Jobseeker.objects.filter(person=person)
    if purpose == Consent.Purpose.EMPLOYER_SEARCH:
        rows.update(searchable=given)
    elif purpose == Consent.Purpose.SENSITIVE and not given:
        Constraints.objects.filter(jobseeker__in=rows).update(health_note="", accessibility=[])
        Circumstances.objects.filter(jobseeker__in=rows).update(**dict.fromkeys(Circumstances.SENSITIVE))


def _own(jobseeker_id: int, by: User) -> Jobseeker:
    jobseeker = locked(jobseeker_id, by)
    if not can_consent(by, jobseeker.person):
        raise PermissionDenied
    return jobseeker


@transaction.atomic
def searchable_set(*, jobseeker_id: int, on: bool, by: User) -> Jobseeker:
    """Give or withdraw the consent; `follow_consent` keeps `searchable` the same wherever the consent changes."""
    jobseeker = _own(jobseeker_id, by)
    person = jobseeker.person
    if on:
        consent_give(person=person, purpose=Consent.Purpose.EMPLOYER_SEARCH)
    else:
        for consent in person.consents.current().filter(purpose=Consent.Purpose.EMPLOYER_SEARCH):
            consent_withdraw(consent=consent)
    jobseeker.refresh_from_db(fields=["searchable"])
    return jobseeker


@transaction.atomic
def employer_hide(*, jobseeker_id: int, organisation: Organisation, by: User) -> HiddenFrom:
    jobseeker = _own(jobseeker_id, by)
    row, created = HiddenFrom.objects.get_or_create(jobseeker=jobseeker, organisation=organisation)
    if created:
        current = AccessGrant.objects.current().filter(person=jobseeker.person, organisation=organisation)
        current.update(until=timezone.now())
        record("jobseeker.hidden_from", actor=by, target=jobseeker, organisation=organisation.pk)
    return row


@transaction.atomic
def employer_unhide(*, jobseeker_id: int, organisation: Organisation, by: User) -> None:
    jobseeker = _own(jobseeker_id, by)
    gone, _rows = HiddenFrom.objects.filter(jobseeker=jobseeker, organisation=organisation).delete()
    if gone:
        record("jobseeker.shown_to", actor=by, target=jobseeker, organisation=organisation.pk)
