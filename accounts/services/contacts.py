"""Contact points. Where a person signs in (e-mail, phone) is mirrored here once it is verified."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import phones
from accounts.models import ContactPoint, Person, User
from core.errors import RuleBroken
from core.events import record

Kind = ContactPoint.Kind


def clean_value(kind: str, value: str) -> str:
    try:
        if kind == Kind.PHONE:
            return phones.normalise(value)
        if kind == Kind.EMAIL:
            value = value.strip().lower()
            validate_email(value)
            return value
    except ValidationError as exc:
        raise RuleBroken(exc.messages[0], field=kind) from exc
    return " ".join(value.split())


def _locked(person: Person) -> Person:
    locked: Person = Person.objects.select_for_update().get(pk=person.pk)
    return locked


@transaction.atomic
def contact_add(*, person: Person, kind: str, value: str) -> ContactPoint:
    """Written down, not verified: nothing secret goes there before `contact_verify`."""
    _locked(person)
    value = clean_value(kind, value)
    point, _made = ContactPoint.objects.get_or_create(person=person, kind=kind, value=value)
    if point.doubtful_at is not None:  # told again, it is believed again
        point.doubtful_at = None
        point.save(update_fields=["doubtful_at", "updated_at"])
    if kind == Kind.POST and not person.contact_points.filter(kind=kind, is_primary=True).exists():
        point.is_primary = True
        point.save(update_fields=["is_primary"])
    return point


@transaction.atomic
def contact_verify(*, person: Person, kind: str, value: str) -> ContactPoint:
    """The person has shown that it is theirs. One person only can have shown that."""
    value = clean_value(kind, value)
    _locked(person)
    point, _made = ContactPoint.objects.get_or_create(person=person, kind=kind, value=value)
    if point.verified_at is None:
        point.verified_at = timezone.now()
        point.is_primary = not person.contact_points.filter(kind=kind, is_primary=True).exists()
        try:
            with transaction.atomic():
                point.save(update_fields=["verified_at", "is_primary", "updated_at"])
        except IntegrityError as exc:  # the unique index decides between two people at once
            raise RuleBroken(
                _("다른 사람이 이미 확인한 연락처예요. 내 것이 맞다면 고용센터(1350)에 알려 주세요."), field=kind
            ) from exc
        record("contact.verified", target=point)
    return point


@transaction.atomic
def contact_doubt(*, person: Person, kind: str, value: str, by: User) -> None:
    """What was sent there came back: nothing more goes there until the person tells it again."""
    point = ContactPoint.objects.select_for_update().filter(person=person, kind=kind, value=value).first()
    if point is not None and point.doubtful_at is None:
        point.doubtful_at = timezone.now()
        point.save(update_fields=["doubtful_at", "updated_at"])
        record("contact.doubted", actor=by, target=point)


@transaction.atomic
def contact_make_primary(*, point: ContactPoint) -> None:
    _locked(point.person)
    point.refresh_from_db()
    if point.verified_at is None and point.kind != Kind.POST:
        raise RuleBroken(_("먼저 확인한 연락처만 대표로 정할 수 있어요."))
    point.person.contact_points.filter(kind=point.kind, is_primary=True).update(is_primary=False)
    point.is_primary = True
    point.save(update_fields=["is_primary", "updated_at"])


@transaction.atomic
def contact_remove(*, point: ContactPoint) -> None:
    """Any but the ones that the person signs in with: those are changed, not dropped."""
    _locked(point.person)
    user = User.objects.filter(person=point.person).first()
    if user is not None and point.value in (user.email, user.phone):
        raise RuleBroken(_("로그인에 쓰는 연락처는 지울 수 없어요. 새 연락처로 바꿔 주세요."))
    point.delete()


@transaction.atomic
def contacts_sync(*, user: User) -> None:
    """What the user has verified for signing in is a contact point of the person; what they gave up is not."""
    if user.person is None:
        return
    person = _locked(user.person)
    verified = set(
        EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    )  # allauth's own table of addresses
    wanted = {(Kind.EMAIL, address.lower()) for address in verified}
    if user.phone and user.phone_verified:
        wanted.add((Kind.PHONE, user.phone))
    held = {(point.kind, point.value): point for point in person.contact_points.exclude(kind=Kind.POST)}
    for kind, value in sorted(wanted):
        point = held.get((kind, value))
        if point is None or point.verified_at is None:
            for old in held.values():
                if old.kind == kind and old.verified_at and (old.kind, old.value) not in wanted:
                    old.delete()
            try:
                contact_make_primary(point=contact_verify(person=person, kind=kind, value=value))
            except RuleBroken:
                record("contact.taken", target=person, kind=kind)
