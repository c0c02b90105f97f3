"""Erasure: who someone is goes; what happened stays, without a name."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone
from rest_framework.authtoken.models import Token

from accounts.erasing import erase_in_rooms
from accounts.models import AccessGrant, Assignment, Consent, ContactPoint, Person, User
from core.events import record


@transaction.atomic
def person_erase(*, person: Person, by: User | None, why: str) -> Person:
    """Empty the person, their user and what each room holds. Cannot be undone; twice is once."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at is not None:
        return person
    now = timezone.now()
    erase_in_rooms(person)
    ContactPoint.objects.filter(person=person).delete()
    Consent.objects.current().filter(person=person).update(withdrawn_at=now)
    AccessGrant.objects.current().filter(person=person).update(until=now)
    Assignment.objects.filter(person=person, until=None).update(until=now)
    person.rights_requests.update(text="")
    person.name, person.birth_date, person.sex, person.erased_at = "", None, "", now
    person.save(update_fields=["name", "birth_date", "sex", "erased_at", "updated_at"])
    user = User.objects.select_for_update().filter(person=person).first()
    if user is not None:
        user_empty(user)
    record("person.erased", actor=by, target=person, why=why)
    return person


def user_empty(user: User) -> None:
    """No way to sign in is left, and nothing that names them."""
    for model in (EmailAddress, Authenticator, SocialAccount, Token):
        model.objects.filter(user=user).delete()
    user.memberships.filter(until=None).update(until=timezone.now())
    user.email = user.phone = None
    user.phone_verified, user.display_name, user.is_active = False, "", False
    user.set_unusable_password()
    user.save(update_fields=["email", "phone", "phone_verified", "display_name", "is_active", "password"])
