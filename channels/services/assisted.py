"""Acting on behalf: begun under a recorded authority, ended by hand or by the clock."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import phones
from accounts.models import Organisation, Person, User
from accounts.services.people import access_note
from channels.codes import Channel
from channels.deeds import SCOPES
from channels.models import AssistedSession, Contact, Proxy
from channels.models.assisted import LONGEST
from channels.policies import looks_after
from channels.services.contacts import contact_note
from core.errors import RuleBroken
from core.events import record

HOUR = dt.timedelta(hours=1)


@transaction.atomic
def assisted_begin(
    *, person: Person, authority: str, place: str, purpose: str, by: User, organisation: Organisation
) -> AssistedSession:
    """One at a time; one left open ends now. The opening is logged as any opening of a person's data."""
    if not looks_after(by, person) or by.person_id == person.pk:
        raise PermissionDenied
    if not purpose.strip():
        raise RuleBroken(_("무엇을 대신하는지 적어 주세요. 본인도 볼 수 있어요."), field="purpose")
    if place == AssistedSession.Place.PHONE and authority == AssistedSession.Authority.PAPER:
        raise RuleBroken(
            _("전화로는 위임장을 볼 수 없어요. ‘말로 부탁함’을 고르거나 만나서 해 주세요."), field="authority"
        )
    User.objects.select_for_update().only("pk").get(pk=by.pk)
    AssistedSession.objects.filter(staff=by, ended_at=None).update(ended_at=timezone.now())
    user_to_act_for(person)
    now = timezone.now()
    row: AssistedSession = AssistedSession.objects.create(
        person=person, staff=by, organisation=organisation, authority=authority, place=place,
        purpose=purpose.strip()[:200], since=now, until=now + HOUR,
    )  # fmt: skip
    access_note(actor=by, organisation=organisation, person=person, what="assisted", purpose=row.purpose)
    record("assisted.begun", actor=by, target=row, authority=authority, place=place)
    return row


def user_to_act_for(person: Person) -> User:
    """The person's user; for one who has none, a stand-in by which nobody can sign in."""
    user, created = User.objects.get_or_create(
        person=person, defaults={"is_active": False, "display_name": person.name, "language": person.language}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


@transaction.atomic
def assisted_prolong(*, session_id: int, by: User) -> AssistedSession:
    """Half an hour more, two hours at most from the beginning."""
    row: AssistedSession = AssistedSession.objects.select_for_update().get(pk=session_id)
    if row.staff_id != by.pk:
        raise PermissionDenied
    if row.ended_at is not None or row.until >= row.since + LONGEST:
        raise RuleBroken(_("두 시간이 다 됐어요. 끝내고 다시 시작해 주세요."))
    row.until = min(row.until + HOUR / 2, row.since + LONGEST)
    row.save(update_fields=["until"])
    return row


@transaction.atomic
def assisted_end(*, session_id: int, by: User) -> AssistedSession:
    """Ended; it counts as one contact of so many minutes."""
    row: AssistedSession = (
        AssistedSession.objects.select_for_update(of=("self",)).select_related("person").get(pk=session_id)
    )
    if row.staff_id != by.pk:
        raise PermissionDenied
    if row.ended_at is None:
        row.ended_at = min(timezone.now(), row.until)
        row.save(update_fields=["ended_at"])
        _contact(row)
        record("assisted.ended", actor=by, target=row)
    return row


def _contact(row: AssistedSession) -> None:
    ended = row.ended_at or row.until
    contact_note(
        person=row.person, channel=Channel.TOGETHER if row.place == "beside" else Channel.PHONE,
        direction=Contact.Direction.IN, note=Contact.Note.APPLICATION, by=row.staff, organisation=row.organisation,
        at=row.since, minutes=int((ended - row.since).total_seconds() // 60), source=f"channels.assisted:{row.pk}",
    )  # fmt: skip


def assisted_sweep() -> int:
    """Those whose time ran out are closed at it."""
    count = 0
    for pk in AssistedSession.objects.filter(ended_at=None, until__lt=timezone.now()).values_list("pk", flat=True):
        with transaction.atomic():
            row = AssistedSession.objects.select_for_update(of=("self",)).select_related("person", "staff").get(pk=pk)
            if row.ended_at is None:
                row.ended_at = row.until
                row.save(update_fields=["ended_at"])
                _contact(row)
                count += 1
    return count


@transaction.atomic
def proxy_ask(
    *, person: Person, proxy_address: str, relation: str, scopes: Sequence[str], until: dt.date, by: User
) -> Proxy:
    """The person names who may act for them, in what and until when. It holds once staff have seen the paper."""
    if by.person_id != person.pk and not looks_after(by, person):
        raise PermissionDenied
    proxy = _user_at(proxy_address)
    if proxy is None or proxy.person_id == person.pk:
        raise RuleBroken(
            _("그 이메일이나 휴대전화로 가입한 사람이 없어요. 대신할 사람이 먼저 가입해야 해요."),
            field="proxy_address",
        )
    unknown = set(scopes) - set(SCOPES)
    if unknown or not scopes:
        raise RuleBroken(_("맡길 일을 하나 이상 골라 주세요."), field="scopes")
    today = timezone.localdate()
    if not today <= until <= today + dt.timedelta(days=366):
        raise RuleBroken(_("오늘부터 1년 안의 날짜로 적어 주세요."), field="until")
    try:
        with transaction.atomic():
            row: Proxy = Proxy.objects.create(
                person=person, proxy=proxy, relation=relation, scopes=sorted(set(scopes)), since=today, until=until
            )
    except IntegrityError as exc:
        raise RuleBroken(_("이미 맡겼거나 확인을 기다리고 있어요."), field="proxy_address") from exc
    record("proxy.asked", actor=by, target=row, relation=relation)
    return row


def _user_at(address: str) -> User | None:
    address = address.strip()
    users = User.objects.filter(is_active=True, person__isnull=False)
    if "@" in address:
        return users.filter(email__iexact=address).first()
    try:
        return users.filter(phone=phones.normalise(address), phone_verified=True).first()
    except ValidationError:
        return None


@transaction.atomic
def proxy_decide(*, proxy_id: int, approve: bool, proof: str, by: User) -> Proxy:
    """Approved on a paper that is named; never by the one who would act, nor by the person."""
    row: Proxy = Proxy.objects.select_for_update(of=("self",)).select_related("person").get(pk=proxy_id)
    if not looks_after(by, row.person) or by.pk == row.proxy_id or by.person_id == row.person_id:
        raise PermissionDenied
    if row.state != Proxy.State.ASKED:
        raise RuleBroken(_("이미 정한 일이에요. 쪽을 새로 고쳐 확인해 주세요."))
    if approve and not proof.strip():
        raise RuleBroken(_("무엇을 보고 확인했는지 적어 주세요. 예: 가족관계증명서"), field="proof")
    if approve:
        user_to_act_for(row.person)
    row.state = Proxy.State.APPROVED if approve else Proxy.State.REFUSED
    row.proof, row.approved_by = proof.strip()[:200], by
    row.save(update_fields=["state", "proof", "approved_by", "updated_at"])
    record("proxy.approved" if approve else "proxy.refused", actor=by, target=row)
    return row


@transaction.atomic
def proxy_end(*, proxy_id: int, by: User) -> Proxy:
    """By the person, the proxy or the person's counsellor, at once."""
    row: Proxy = Proxy.objects.select_for_update(of=("self",)).select_related("person").get(pk=proxy_id)
    if by.pk != row.proxy_id and by.person_id != row.person_id and not looks_after(by, row.person):
        raise PermissionDenied
    if row.state in (Proxy.State.ASKED, Proxy.State.APPROVED):
        row.state, row.ended_at = Proxy.State.ENDED, timezone.now()
        row.save(update_fields=["state", "ended_at", "updated_at"])
        record("proxy.ended", actor=by, target=row)
    return row
