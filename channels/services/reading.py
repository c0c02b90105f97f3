"""How a person wants to be told things, and where letters go."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import ContactPoint, Person, User
from accounts.services.contacts import contact_add
from channels.models import ReadingNeeds
from core.errors import RuleBroken
from core.events import record


@transaction.atomic
def reading_keep(
    *, person: Person, medium: str, address: str, easy: bool, sign: bool, spoken: str, by: User
) -> ReadingNeeds:
    """A letter needs an address."""
    address = " ".join(address.split())
    if medium == "letter" and not address:
        raise RuleBroken(_("편지로 받으려면 우편 주소를 적어 주세요."), field="address")
    needs, _created = ReadingNeeds.objects.update_or_create(
        person=person, defaults={"medium": medium, "easy": easy, "sign": sign, "spoken": spoken.strip()}
    )
    address_keep(person=person, address=address)
    record("reading_needs.kept", actor=by, target=person, medium=medium, easy=easy)
    return needs


def address_keep(*, person: Person, address: str) -> None:
    """One postal address a person. It is never marked as verified: of those there is one owner, and several people
    live at one address."""
    points = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.POST)
    points.exclude(value=address).delete()
    if address:
        contact_add(person=person, kind=ContactPoint.Kind.POST, value=address)
