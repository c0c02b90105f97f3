"""Sending a referral, answering it, following it to its end. Each step holds the row: two cannot answer one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Consent, Organisation, Person
from accounts.services import consent_give
from core.errors import RuleBroken
from core.events import record
from jobseekers.models import Domain
from welfare_centres import telling, working_days
from welfare_centres.models import Case, DirectoryService, Entry, Referral, ReferralClock, ReferralTransition
from welfare_centres.policies import referrals as policies
from welfare_centres.services import referral_notices as notices
from welfare_centres.services.appointments import handover_cancel
from welfare_centres.services.timeline import entry_add

if TYPE_CHECKING:
    from accounts.models import User

State = Referral.State
ONCE = "referral_once_to_a_service"


def clock_of(organisation: Organisation | None) -> ReferralClock:
    """The days of the receiver's kind of agency; else those of everybody."""
    rows = ReferralClock.objects.order_by("agency_kind")
    kind = organisation.agency.kind_id if organisation is not None and hasattr(organisation, "agency") else None
    return rows.filter(agency_kind=kind).first() or rows.filter(agency_kind=None).first() or ReferralClock()


def _receiver(
    service_id: int | None, organisation_id: int | None
) -> tuple[DirectoryService | None, Organisation | None]:
    """A service that is open now, or an agency that is. Nobody can be sent to a body that does not exist."""
    service = None
    if service_id is not None:
        service = (
            DirectoryService.objects.open().select_related("organisation__organisation").filter(pk=service_id).first()
        )
        if service is None:
            raise RuleBroken(_("지금은 사람을 받지 않는 곳이에요. 받고 있는 다른 곳을 골라 주세요."))
        organisation_id = service.organisation.organisation_id
    kinds = (Organisation.Kind.AGENCY, Organisation.Kind.CENTRE)
    open_ones = Organisation.objects.filter(closed_at=None, kind__in=kinds)
    inside = open_ones.filter(pk=organisation_id).first() if organisation_id is not None else None
    if service is None and inside is None:
        raise RuleBroken(
            _("의뢰를 받을 곳을 골라 주세요. 받을 곳이 없으면 의뢰하지 않고 사례를 이어가거나 마칠 수 있어요.")
        )
    return service, inside


@dataclass(frozen=True, slots=True)
class Asked:
    """What the body is asked for, what it is told, and on which ground."""

    need: str
    what_for: str
    ground: str
    said_yes: str = ""
    law: str = ""
    parts: Sequence[str] = ()
    note: str = ""
    warm: bool = False


@transaction.atomic
def referral_send(
    *,
    person_id: int,
    by: User,
    asked: Asked,
    service_id: int | None = None,
    organisation_id: int | None = None,
    case_id: int | None = None,
) -> Referral:
    """Send a person on, with the parts told that they agreed to (or that a law names)."""
    person = Person.objects.live().select_for_update(no_key=True).get(pk=person_id)
    case = Case.objects.get(pk=case_id, person=person) if case_id is not None else None
    sender = policies.sends_for(by, person, case)
    if sender is None:
        raise PermissionDenied
    service, inside = _receiver(service_id, organisation_id)
    if inside == sender:
        raise RuleBroken(_("우리 기관에는 의뢰하지 않아도 돼요. 계획에 할 일을 더해 주세요."))
    _check(asked)
    row = _row(asked, person=person, case=case, from_organisation=sender, by=by, to_organisation=inside)
    row.to_service, row.told = service, telling.chosen(person, by, asked.parts, asked.note)
    _save_once(row)
    ReferralTransition.objects.create(referral=row, before="", after=row.state, by=by)
    record("referral.sent", actor=by, target=row, service=service_id, organisation=organisation_id)
    line(row, "referral.sent", by=by, answer_by=row.answer_by.isoformat())
    notices.sent(row)
    return row


def _row(asked: Asked, **more: Any) -> Referral:
    """With the days of the receiver's clock. A body with accounts is named on the person's page of consents: taken
    back there, it reads nothing any more."""
    clock, today, inside = clock_of(more["to_organisation"]), timezone.localdate(), more["to_organisation"]
    consent = None
    if inside is not None and asked.ground == Referral.Ground.CONSENT:
        consent = consent_give(person=more["person"], purpose=Consent.Purpose.SHARE_AGENCY, recipient=inside)
    return Referral(
        need=asked.need, what_for=asked.what_for.strip(), warm=asked.warm, ground=asked.ground, consent=consent,
        law=asked.law.strip() if asked.ground == Referral.Ground.LAW else "",
        said_yes=asked.said_yes if asked.ground == Referral.Ground.CONSENT else "",
        see_by=working_days.later(today, clock.days_to_see),
        answer_by=working_days.later(today, clock.days_to_answer),
        **more,
    )  # fmt: skip


def _check(asked: Asked) -> None:
    if asked.need not in Domain.values:
        raise RuleBroken(_("어떤 도움이 필요한지 골라 주세요."), field="need")
    if not asked.what_for.strip():
        raise RuleBroken(_("무엇을 부탁하는지 적어 주세요."), field="what_for")
    if asked.ground == Referral.Ground.CONSENT and asked.said_yes not in Referral.SaidYes.values:
        raise RuleBroken(
            _("본인이 어떻게 동의했는지 골라 주세요. 동의하지 않았으면 보낼 수 없어요."), field="said_yes"
        )
    if asked.ground == Referral.Ground.LAW and not asked.law.strip():
        raise RuleBroken(_("어느 법의 몇 조에 따른 것인지 적어 주세요."), field="law")


def _save_once(row: Referral) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as exc:
        if getattr(getattr(exc.__cause__, "diag", None), "constraint_name", "") != ONCE:
            raise
        raise RuleBroken(
            _("같은 일로 이곳에 보낸 의뢰가 아직 끝나지 않았어요. 그 의뢰를 먼저 살펴봐 주세요.")
        ) from exc


def lock(referral_id: int) -> Referral:
    row: Referral = (
        Referral.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "case", "to_organisation", "to_service__organisation", "from_organisation", "by")
        .get(pk=referral_id)
    )
    return row


def line(referral: Referral, verb: str, *, by: User | None, **data: str) -> None:
    """In the case's timeline, where there is a case: a deed of the body that did it, if it has accounts."""
    if referral.case is not None:
        ours = verb in ("referral.sent", "referral.withdrawn") or referral.to_organisation is None
        entry_add(
            case=referral.case, kind=Entry.Kind.REFERRAL, verb=verb, by=by,
            organisation=referral.from_organisation if ours else referral.to_organisation,
            to=referral.receiver, referral=str(referral.public_id), **data,
        )  # fmt: skip


@transaction.atomic
def referral_see(*, referral_id: int, by: User | None) -> Referral:
    """Opened by who receives it; the first time counts. Called by the page that shows it."""
    row = lock(referral_id)
    if row.state == State.SENT:
        row.seen_at = timezone.now()
        row.move(State.SEEN, by=by, save=("seen_at", "updated_at"))
        record("referral.seen", actor=by, target=row)
        line(row, "referral.seen", by=by)
    return row


@transaction.atomic
def referral_answer(
    *, referral_id: int, by: User, state: str, reason: str = "", words: str = "", seen_state: str = ""
) -> Referral:
    """Taken, declined or sent back, by the body; or by the sender, for one without an account, as it told them.

    `seen_state` is what the page showed: if somebody answered meanwhile, this answer is refused and nothing is lost.
    """
    row = lock(referral_id)
    if not policies.can_take_steps(by, row):
        raise PermissionDenied
    if seen_state and seen_state != row.state:
        raise RuleBroken(
            _("그사이 다른 사람이 ‘%(state)s’(으)로 답했어요. 쪽을 새로 고쳐 지금 상태를 확인해 주세요.")
            % {"state": row.get_state_display()}
        )
    return answer(row, by=by, state=state, reason=reason, words=words)


def answer(row: Referral, *, by: User | None, state: str, reason: str = "", words: str = "") -> Referral:
    """The caller holds the row and has decided that the answer may be given."""
    if state not in (State.ACCEPTED, State.DECLINED, State.RETURNED):
        raise RuleBroken(_("받아들임, 받지 못함, 돌려보냄 가운데에서 골라 주세요."), field="state")
    no = state != State.ACCEPTED
    if no and reason not in Referral.Reason.values:
        raise RuleBroken(_("까닭을 골라 주세요. 보낸 사람과 본인에게 전해요."), field="reason")
    if no and reason == Referral.Reason.OTHER and not words.strip():
        raise RuleBroken(_("어떤 까닭인지 적어 주세요."), field="words")
    now, today = timezone.now(), timezone.localdate()
    row.answered_at = row.answered_at or now  # sent back later, it was still taken then
    row.answered_by, row.words = by, words.strip()
    row.seen_at = row.seen_at or now
    row.reason = reason if no else ""
    row.ended_on = today if no else None
    clock = clock_of(row.to_organisation)
    row.contact_by = row.contact_by if no else working_days.later(today, clock.days_to_contact)
    fields = ("answered_at", "answered_by", "words", "seen_at", "reason", "ended_on", "contact_by", "updated_at")
    row.move(state, by=by, why=reason, save=fields)
    record(f"referral.{state}", actor=by, target=row, reason=reason)
    line(row, f"referral.{state}", by=by, **({"contact_by": row.contact_by.isoformat()} if row.contact_by else {}))
    notices.answered(row)
    if no:
        handover_cancel(row, by=by)
    return row


@transaction.atomic
def referral_contacted(*, referral_id: int, by: User, on: dt.date) -> Referral:
    """The first day on which the body reached the person."""
    row = lock(referral_id)
    if not policies.can_take_steps(by, row):
        raise PermissionDenied
    _contact(row, on)
    row.save(update_fields=["first_contact_on", "updated_at"])
    record("referral.contacted", actor=by, target=row)
    line(row, "referral.contacted", by=by, day=on.isoformat())
    return row


def _contact(row: Referral, on: dt.date) -> None:
    if row.state != State.ACCEPTED or row.first_contact_on is not None:
        raise RuleBroken(_("받아들인 의뢰에 처음 연락한 날을 한 번만 적을 수 있어요."))
    if not timezone.localdate(row.sent_at) <= on <= timezone.localdate():
        raise RuleBroken(_("의뢰를 보낸 날부터 오늘까지 가운데에서 적어 주세요."), field="on")
    row.first_contact_on = on


@transaction.atomic
def referral_start(*, referral_id: int, by: User, on: dt.date | None = None) -> Referral:
    """The help has begun. Where no first contact was written down, this was it."""
    row = lock(referral_id)
    if not policies.can_take_steps(by, row):
        raise PermissionDenied
    if row.first_contact_on is None:
        _contact(row, on or timezone.localdate())
    row.move(State.STARTED, by=by, save=("first_contact_on", "updated_at"))
    record("referral.started", actor=by, target=row)
    line(row, "referral.started", by=by)
    notices.moved(row)
    return row


@transaction.atomic
def referral_finish(*, referral_id: int, by: User, outcome: str, words: str = "") -> Referral:
    row = lock(referral_id)
    if not policies.can_take_steps(by, row):
        raise PermissionDenied
    if outcome not in Referral.Outcome.values:
        raise RuleBroken(_("어떻게 끝났는지 골라 주세요."), field="outcome")
    row.outcome, row.ended_on = outcome, timezone.localdate()
    row.words = words.strip() or row.words
    row.move(State.FINISHED, by=by, save=("outcome", "ended_on", "words", "updated_at"))
    record("referral.finished", actor=by, target=row, outcome=outcome)
    line(row, "referral.finished", by=by)
    notices.moved(row)
    return row


@transaction.atomic
def referral_withdraw(*, referral_id: int, by: User, why: str = "") -> Referral:
    """The sender takes it back: from then on the body reads nothing of it."""
    row = lock(referral_id)
    if not policies.can_follow(by, row):
        raise PermissionDenied
    return take_back(row, by=by, verb="referral.withdrawn", why=why)


@transaction.atomic
def referral_refuse(*, referral_id: int, by: User) -> Referral:
    """The person says no, at any time before it is finished."""
    row = lock(referral_id)
    if row.person_id != by.person_id:
        raise PermissionDenied
    row.refused_by_person = True
    return take_back(row, by=by, verb="referral.refused", why="person")


def consent_ended(person: Person, purpose: str, given: bool) -> None:
    """A listener of `accounts.consenting`: what rested on a consent ends in the transaction that withdraws it."""
    if given or purpose != Consent.Purpose.SHARE_AGENCY:
        return
    resting = Referral.objects.live().filter(person=person, consent__withdrawn_at__isnull=False)
    for pk in resting.order_by("pk").values_list("pk", flat=True):
        take_back(lock(pk), by=None, verb="referral.consent_ended", why="consent")


def take_back(row: Referral, *, by: User | None, verb: str, why: str) -> Referral:
    row.ended_on = timezone.localdate()
    row.move(State.WITHDRAWN, by=by, why=why, save=("ended_on", "refused_by_person", "updated_at"))
    row.links.filter(used_at=None, closed_at=None).update(closed_at=timezone.now())
    record(verb, actor=by, target=row)
    line(row, verb, by=by)
    notices.withdrawn(row)
    handover_cancel(row, by=by)
    return row
