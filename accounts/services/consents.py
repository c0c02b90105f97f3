from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.consenting import TEXT_VERSION, consent_changed
from accounts.models import AccessGrant, Consent, Organisation, Person, User
from accounts.querysets import AccessGrantQuerySet
from core.errors import RuleBroken
from core.events import record

Purpose = Consent.Purpose


@transaction.atomic
def consent_give(
    *, person: Person, purpose: str, recipient: Organisation | None = None, taken_by: User | None = None
) -> Consent:
    """A yes to one purpose and recipient, under the text shown today. Giving it twice is giving it once."""
    if purpose not in Purpose.values:
        raise RuleBroken(_("모르는 동의예요."))
    Person.objects.select_for_update().get(pk=person.pk)
    consent, made = Consent.objects.get_or_create(
        person=person, purpose=purpose, recipient=recipient, withdrawn_at=None,
        defaults={"text_version": TEXT_VERSION, "taken_by": taken_by},
    )  # fmt: skip
    if made:
        consent_changed(person, purpose, True)
        record("consent.given", target=consent, purpose=purpose)
    return consent


@transaction.atomic
def consent_withdraw(*, consent: Consent) -> Consent:
    """Takes effect at once: every access that rested on it ends in this transaction."""
    Person.objects.select_for_update().get(pk=consent.person_id)
    consent.refresh_from_db()
    if consent.withdrawn_at is not None:
        return consent
    if consent.purpose in Consent.REQUIRED:
        raise RuleBroken(
            _("이 동의는 서비스를 쓰는 데 꼭 필요해요. 그만 쓰려면 아래 ‘내 권리’에서 지워 달라고 해 주세요.")
        )
    _end(consent)
    consent_changed(consent.person, consent.purpose, False)
    return consent


@transaction.atomic
def consent_replace(*, consent: Consent, taken_by: User | None = None) -> Consent:
    """The person chose anew: the old yes ends and a new one to the same recipient stands, with no moment between."""
    person = Person.objects.select_for_update().get(pk=consent.person_id)
    consent.refresh_from_db()
    if consent.withdrawn_at is None:
        _end(consent)
    return consent_give(person=person, purpose=consent.purpose, recipient=consent.recipient, taken_by=taken_by)


def _end(consent: Consent) -> None:
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    grants_resting_on(consent).update(until=consent.withdrawn_at)
    record("consent.withdrawn", target=consent, purpose=consent.purpose)


def consent_source(consent: Consent) -> str:
    """What to write in `AccessGrant.source` when a consent is the ground."""
    return f"accounts.consent:{consent.pk}"


def grants_resting_on(consent: Consent) -> AccessGrantQuerySet:
    """By source; or by the ground ‘consent’ and a recipient that this purpose covers."""
    covered = Q(source=consent_source(consent))
    if consent.recipient_id is not None:
        covered |= Q(ground=AccessGrant.Ground.CONSENT, organisation=consent.recipient_id)
    elif consent.purpose == Purpose.EMPLOYER_SEARCH:
        covered |= Q(ground=AccessGrant.Ground.CONSENT, organisation__kind=Organisation.Kind.EMPLOYER)
    elif consent.purpose == Purpose.SHARE_AGENCY:
        kinds = (Organisation.Kind.PROVIDER, Organisation.Kind.CENTRE, Organisation.Kind.AGENCY)
        covered |= Q(ground=AccessGrant.Ground.CONSENT, organisation__kind__in=kinds)
    return AccessGrant.objects.current().filter(covered, person=consent.person_id)


def has_consent(person: Person, purpose: str) -> bool:
    return Consent.objects.current().filter(person=person, purpose=purpose).exists()
