"""A conference is called, gathers its cases and people, is held or cancelled."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Organisation, User
from channels.services import queue
from core.errors import RuleBroken
from core.events import record
from welfare_centres.models import AgendaItem, Case, CaseMember, Centre, Conference, Entry, Participant
from welfare_centres.policies.conferences import can_call, can_run
from welfare_centres.services.timeline import entry_add

State = Conference.State


def locked_conference(conference_id: int) -> Conference:
    rows = Conference.objects.select_for_update(of=("self",)).select_related("centre__organisation")
    conference: Conference = rows.get(pk=conference_id)
    return conference


def _planned(conference_id: int, by: User) -> Conference:
    conference = locked_conference(conference_id)
    if not can_run(by, conference):
        raise PermissionDenied
    if conference.state != State.PLANNED:
        raise RuleBroken(_("이미 열렸거나 취소한 회의예요. 새 회의를 잡아 주세요."))
    return conference


def day_of(conference: Conference) -> str:
    return timezone.localdate(conference.starts_at).isoformat()


def _refuse_nowhere(starts_at: dt.datetime, ends_at: dt.datetime, place: str, link: str) -> None:
    if ends_at <= starts_at:
        raise RuleBroken(_("시작보다 뒤의 시각으로 적어 주세요."), field="ends_at")
    if not place and not link:
        raise RuleBroken(_("모일 곳이나 영상 회의 주소를 적어 주세요."), field="place")


@transaction.atomic
def conference_call(
    *, centre_id: int, by: User, starts_at: dt.datetime, ends_at: dt.datetime, place: str = "", link: str = ""
) -> Conference:
    centre = Centre.objects.select_related("organisation").get(pk=centre_id)
    if not can_call(by, centre):
        raise PermissionDenied
    _refuse_nowhere(starts_at, ends_at, place, link)
    conference: Conference = Conference.objects.create(
        centre=centre, called_by=by, starts_at=starts_at, ends_at=ends_at, place=place, link=link
    )
    record("conference.called", actor=by, target=conference)
    return conference


@transaction.atomic
def conference_change(
    *, conference_id: int, by: User, starts_at: dt.datetime, ends_at: dt.datetime, place: str = "", link: str = ""
) -> Conference:
    """Another time or place: the calendar file's number grows, and everybody asked is told."""
    conference = _planned(conference_id, by)
    _refuse_nowhere(starts_at, ends_at, place, link)
    values = {"starts_at": starts_at, "ends_at": ends_at, "place": place, "link": link}
    if all(getattr(conference, name) == value for name, value in values.items()):
        return conference
    for name, value in values.items():
        setattr(conference, name, value)
    conference.sequence += 1
    conference.save(update_fields=[*values, "sequence", "updated_at"])
    _tell(conference, "conference_moved", conference.participants.exclude(user=by))
    return conference


def _tell(conference: Conference, template: str, participants: Iterable[Participant]) -> None:
    link = reverse("welfare_centres:conference", args=[conference.public_id])
    for one in participants:
        queue(
            dedupe_key=f"{template}-{conference.public_id}-{conference.sequence}-{one.user_id}", to=one.user,
            template=template, context={"at": conference.starts_at, "place": conference.place, "link": link},
        )  # fmt: skip


@transaction.atomic
def conference_hold(*, conference_id: int, by: User) -> Conference:
    conference = _planned(conference_id, by)
    conference.move(State.HELD, by=by)
    for item in conference.items.select_related("case"):
        entry_add(case=item.case, kind=Entry.Kind.CONFERENCE, verb="conference.held", by=by, day=day_of(conference))
    return conference


@transaction.atomic
def conference_cancel(*, conference_id: int, by: User, why: str) -> Conference:
    conference = _planned(conference_id, by)
    if not why.strip():
        raise RuleBroken(_("취소하는 까닭을 한 줄 적어 주세요."), field="why")
    conference.sequence += 1
    conference.move(State.CANCELLED, by=by, why=why.strip(), save=("sequence", "updated_at"))
    _tell(conference, "conference_cancelled", conference.participants.exclude(user=by))
    return conference


@transaction.atomic
def agenda_add(*, conference_id: int, case_id: int, by: User, reasons: Iterable[str] = ()) -> AgendaItem:
    """Puts a case on the agenda once, and asks everybody who works on it to come."""
    conference = _planned(conference_id, by)
    case = Case.objects.live().filter(pk=case_id).first()
    if case is None:
        raise RuleBroken(_("마친 사례는 안건에 올릴 수 없어요."))
    reasons = list(reasons) or [AgendaItem.Reason.ASKED]
    item, created = AgendaItem.objects.get_or_create(
        conference=conference, case=case, defaults={"reasons": reasons, "added_by": by}
    )
    if created:
        for member in CaseMember.objects.current().filter(case=case).select_related("user", "organisation"):
            _ask(conference, member.user, member.organisation)
        _line(item, conference, "conference.on_agenda", by)
    return item


def _line(item: AgendaItem, conference: Conference, verb: str, by: User) -> None:
    entry_add(case=item.case, kind=Entry.Kind.CONFERENCE, verb=verb, by=by, day=day_of(conference))


@transaction.atomic
def agenda_remove(*, item_id: int, by: User) -> None:
    item = AgendaItem.objects.select_related("case").get(pk=item_id)
    conference = _planned(item.conference_id, by)
    _line(item, conference, "conference.off_agenda", by)
    item.delete()


def _ask(conference: Conference, user: User, organisation: Organisation) -> Participant:
    one, created = Participant.objects.get_or_create(
        conference=conference, user=user, defaults={"organisation": organisation}
    )
    if created:
        _tell(conference, "conference_called", [one])
    return one


@transaction.atomic
def participant_add(*, conference_id: int, user: User, organisation: Organisation, by: User) -> Participant:
    conference = _planned(conference_id, by)
    held = Membership.objects.current().filter(user=user, organisation=organisation, role__in=Membership.STAFF_ROLES)
    if not held.exists():
        raise RuleBroken(_("그 기관에서 일하는 사람을 골라 주세요."), field="who")
    return _ask(conference, user, organisation)


@transaction.atomic
def participant_answer(*, conference_id: int, by: User, answer: str, why: str = "") -> Participant:
    """One's own answer to the invitation, until the conference is over."""
    conference = locked_conference(conference_id)
    one: Participant | None = conference.participants.filter(user=by).first()
    if one is None:
        raise PermissionDenied
    if conference.state != State.PLANNED:
        raise RuleBroken(_("이미 열렸거나 취소한 회의예요."))
    one.answer, one.why = answer, why.strip()
    one.save(update_fields=["answer", "why"])
    return one
