"""Consents by agency and part, and the grants that follow from them: one computation, made true by one difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AccessGrant, Consent, Organisation, Person, User
from accounts.services import consent_give, consent_replace, consent_withdraw
from core.errors import RuleBroken
from core.events import record
from welfare_centres.models import Case, CaseMember, Entry, SharedScope, SharingRule
from welfare_centres.policies import cases as policies
from welfare_centres.selectors.sharing import (
    PARTS,
    Facts,
    Share,
    facts_of,
    grants_of,
    kind_of,
    members_of,
    rules_on,
    shares,
    shares_wanted,
)
from welfare_centres.services.case_steps import case_end, person_lock
from welfare_centres.services.timeline import entry_add, named

Purpose = Consent.Purpose
CATCH_UP = dt.timedelta(days=30)  # nights that a worker may have been down


@transaction.atomic
def sharing_settle(*, person_id: int, by: User | None = None) -> None:
    """Make the grants those that the rules, consents, members and grounds of this moment give: no more and no fewer.

    A case whose ground is gone is closed, and who may see nothing any more is no member any more. Called by every
    service that changes one of these, in its own transaction.
    """
    person_lock(person_id)
    _close_without_ground(person_id, by)
    facts = facts_of(person_id)
    members = _end_without_share(members_of(person_id), facts, by)
    purposes = {member.user_id: member.case.purpose for member in members}
    _make_true(person_id, shares_wanted(members, facts), purposes)


def _close_without_ground(person_id: int, by: User | None) -> None:
    case = Case.objects.live().select_related("consent").filter(person=person_id, ground=Case.Ground.CONSENT).first()
    if case is not None and case.consent is not None and case.consent.withdrawn_at is not None:
        _close(case, Case.CloseReason.OWN_WISH, "case.consent_gone", by)


def _close(case: Case, reason: str, verb: str, by: User | None) -> None:
    words = "" if reason != Case.CloseReason.OTHER else _("나눌 수 있는 근거가 끝남")
    entry_add(case=case, kind=Entry.Kind.CASE, verb=verb, by=by)
    case_end(case, reason=reason, outcome=Case.Outcome.UNKNOWN, words=words, by=by, lead_reads=False)
    record("case.closed", actor=by, target=case, reason=reason)


def _end_without_share(members: list[CaseMember], facts: Facts, by: User | None) -> list[CaseMember]:
    """Those who keep a share. A live case whose lead has none is closed: nobody could work on it."""
    gone = [member for member in members if not shares(member, facts)]
    for member in gone:
        if member.role == CaseMember.Role.LEAD and member.case.state != Case.State.CLOSED:
            _close(member.case, Case.CloseReason.OTHER, "case.ground_gone", by)
            members = [one for one in members if one.case_id != member.case_id]
    for member in gone:
        if member in members:
            member.until = timezone.now()
            member.save(update_fields=["until"])
            if member.case.state != Case.State.CLOSED:
                entry_add(
                    case=member.case, kind=Entry.Kind.MEMBER, verb="member.without_ground", by=by,
                    **named(member.organisation),
                )  # fmt: skip
    return [member for member in members if member not in gone]


def _make_true(person_id: int, wanted: dict[tuple[int, str, str], Share], purposes: dict[int, str]) -> None:
    now, held = timezone.now(), grants_of(person_id)
    AccessGrant.objects.filter(pk__in=[one.pk for key, one in held.items() if key not in wanted]).update(until=now)
    for key in held.keys() & wanted.keys():
        if held[key].until != wanted[key].until:
            AccessGrant.objects.filter(pk=held[key].pk).update(until=wanted[key].until)
    AccessGrant.objects.bulk_create(
        AccessGrant(
            person_id=person_id, user_id=share.user_id, scope=share.scope, ground=share.ground, source=share.source,
            purpose=purposes[share.user_id][:200], since=now, until=share.until,
        )
        for key, share in wanted.items() if key not in held
    )  # fmt: skip


# --- the person's choice --------------------------------------------------------------------------------------------


@transaction.atomic
def sharing_choose(*, person: Person, recipient: Organisation, scopes: Collection[str], by: User) -> Consent:
    """What one agency may see of the person's case. By the person; or by staff who help them, with the person there,
    which the consent then says. A new choice takes the place of the old one; no part is a withdrawal."""
    person_lock(person.pk)
    taken_by = _taken_by(person, by)
    consent = _choose(person, recipient, frozenset(scopes), taken_by)
    case = Case.objects.live().filter(person=person).first()
    if case is not None:
        entry_add(
            case=case, kind=Entry.Kind.SHARING, verb="sharing.chosen_beside" if taken_by else "sharing.chosen",
            by=by, **named(recipient),
        )  # fmt: skip
    sharing_settle(person_id=person.pk, by=by)
    return consent


def _taken_by(person: Person, by: User) -> User | None:
    if by.person_id == person.pk:
        return None
    if policies.can_write_down(by, person):
        return by
    raise PermissionDenied


def _choose(person: Person, recipient: Organisation, scopes: frozenset[str], taken_by: User | None) -> Consent:
    if not scopes:
        raise RuleBroken(
            _("나눌 것을 한 가지 이상 골라 주세요. 모두 그만두려면 ‘동의 거두기’를 눌러 주세요."), field="scopes"
        )
    if scopes - set(needs_of(recipient)):
        raise RuleBroken(_("이 기관이 볼 수 없는 것이 들어 있어요. 목록에서 다시 골라 주세요."), field="scopes")
    before = consent_to(person, recipient)
    if before is None:
        consent = consent_give(person=person, purpose=Purpose.SHARE_AGENCY, recipient=recipient, taken_by=taken_by)
    elif scopes == set(before.shared_scopes.values_list("scope", flat=True)):
        return before
    else:
        consent = consent_replace(consent=before, taken_by=taken_by)
        Case.objects.live().filter(consent=before).update(consent=consent)
    SharedScope.objects.bulk_create(SharedScope(consent=consent, scope=scope) for scope in sorted(scopes))
    return consent


def needs_of(recipient: Organisation) -> dict[str, str]:
    """The parts that a yes can open to this agency, those with a rule in force, and what it wants each for."""
    kind, rules = kind_of(recipient), rules_on(timezone.localdate())
    found = {part: rules.get((kind, part), {}).get(SharingRule.Ground.CONSENT) for part in PARTS} if kind else {}
    return {part: rule.need for part, rule in found.items() if rule is not None}


def consent_to(person: Person, recipient: Organisation) -> Consent | None:
    return Consent.objects.current().filter(person=person, purpose=Purpose.SHARE_AGENCY, recipient=recipient).first()


@transaction.atomic
def sharing_withdraw(*, person: Person, recipient: Organisation, by: User) -> None:
    """One press: all that rested on this yes ends in this transaction, the case too if it rested on it."""
    person_lock(person.pk)
    taken_by = _taken_by(person, by)
    consent = consent_to(person, recipient)
    if consent is not None:
        record("sharing.withdrawn", actor=by, target=consent, beside=taken_by is not None)
        consent_withdraw(consent=consent)


def withdrawal_heard(person: Person, purpose: str, given: bool) -> None:
    """The listener: however a consent was withdrawn, the case hears of it. What is given is settled by who gives."""
    if given or purpose != Purpose.SHARE_AGENCY:
        return
    case = Case.objects.live().filter(person=person).first()
    if case is not None:
        entry_add(case=case, kind=Entry.Kind.SHARING, verb="sharing.withdrawn")
    sharing_settle(person_id=person.pk)


# --- the night ------------------------------------------------------------------------------------------------------


def sharing_night() -> int:
    """People whose cases are touched by a rule that lately began or ended; how many. Run twice, the second changes
    nothing. (A rule's end needs no night: its grants end at that midnight by themselves.)"""
    today = timezone.localdate()
    lately = Q(valid_from__gt=today - CATCH_UP, valid_from__lte=today)
    lately |= Q(valid_to__gt=today - CATCH_UP, valid_to__lte=today)
    kinds = SharingRule.objects.filter(lately).values("agency_kind")
    people = (
        CaseMember.objects.current()
        .filter(organisation__agency__kind__in=kinds)
        .order_by("case__person")
        .values_list("case__person", flat=True)
        .distinct()
    )
    for person_id in (found := list(people)):
        sharing_settle(person_id=person_id)
    return len(found)
