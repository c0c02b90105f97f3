import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import (
    AccessLog,
    Assignment,
    Consent,
    ContactPoint,
    Membership,
    Organisation,
    Person,
    User,
)
from accounts.policies import can_register_people, has_role
from accounts.services.assignments import lightest_counsellor
from accounts.services.consents import consent_give
from accounts.services.contacts import contact_add
from core.errors import RuleBroken
from core.events import record

YOUNGEST = 15


@transaction.atomic
def person_register(
    *,
    name: str,
    by: User | None = None,
    birth_date: dt.date | None = None,
    sex: str = "",
    language: str = "ko",
    phone: str = "",
    email: str = "",
) -> Person:
    """A new person. Staff (`by`) also register someone with neither e-mail nor phone, who consents on paper."""
    if by is not None and not can_register_people(by):
        raise PermissionDenied
    name = " ".join(name.split())
    if not name:
        raise RuleBroken(_("이름을 적어 주세요."), field="name")
    _check_birth(birth_date)
    person: Person = Person.objects.create(
        name=name, birth_date=birth_date, sex=sex, language=language, registered_by=by
    )
    for kind, value in ((ContactPoint.Kind.PHONE, phone), (ContactPoint.Kind.EMAIL, email)):
        if value:
            contact_add(person=person, kind=kind, value=value)
    if by is not None:
        for purpose in Consent.REQUIRED:
            consent_give(person=person, purpose=purpose)
    record("person.registered", actor=by, target=person)
    return person


@transaction.atomic
def person_register_at_centre(*, by: User, centre: Organisation, **data: Any) -> Person:
    """Registered at the counter: looked after, from the first moment, by the counsellor who did it."""
    person = person_register(by=by, **data)
    is_counsellor = has_role(by, Membership.Role.COUNSELLOR, organisation=centre)
    counsellor = by if is_counsellor else lightest_counsellor(centre)
    if counsellor is not None:
        Assignment.objects.create(person=person, organisation=centre, counsellor=counsellor, why="counter")
    return person


@transaction.atomic
def user_sign_up(*, user: User, name: str, language: str, consents: list[str]) -> User:
    """A new user, unsaved as yet but for e-mail or phone and password, becomes a person too, with their consents."""
    person = person_register(name=name, language=language, phone=user.phone or "", email=user.email or "")
    user.person, user.display_name, user.language = person, person.name, language
    user.save()
    for purpose in consents:
        consent_give(person=person, purpose=purpose)
    record("user.signed_up", actor=user, target=user)
    return user


def _check_birth(born: dt.date | None) -> None:
    if born is None:
        return
    today = timezone.localdate()
    if born > today or born.year < 1900:
        raise RuleBroken(_("생년월일을 다시 확인해 주세요. 예: 1998년 11월 18일"), field="birth_date")
    if today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < YOUNGEST:
        raise RuleBroken(_("만 15세부터 등록할 수 있어요."), field="birth_date")


def person_open(*, request: HttpRequest, person: Person, what: str, purpose: str) -> None:
    """The one door to another's data: 404 unless visible, and a line in the log that the person can read.

    Opening one's own data is not logged.
    """
    user: User = request.user  # type: ignore[assignment]
    if user.person_id == person.pk:
        return
    if not Person.objects.visible_to(user).filter(pk=person.pk).exists():
        raise Http404
    acting = getattr(request, "acting", None)
    organisation = acting.organisation if acting else None
    access_note(actor=user, organisation=organisation, person=person, what=what, purpose=purpose)


def access_note(*, actor: User, organisation: Organisation | None, person: Person, what: str, purpose: str) -> None:
    """The line in the log, for deeds whose own rule has decided that the actor may see (a merge, an answer)."""
    AccessLog.objects.create(actor=actor, organisation=organisation, person=person, what=what, purpose=purpose)
