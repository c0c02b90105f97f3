"""Who works on a case, in which role, until when."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Organisation, User
from core.errors import RuleBroken
from core.events import record
from welfare_centres.models import Case, CaseMember, Entry
from welfare_centres.policies import cases as policies
from welfare_centres.selectors.sharing import facts_of, shares
from welfare_centres.services import case_steps as steps
from welfare_centres.services.cases import lead_change
from welfare_centres.services.sharing import sharing_settle
from welfare_centres.services.timeline import entry_add, named

Role = CaseMember.Role


@transaction.atomic
def member_add(
    *,
    case_id: int,
    by: User,
    user: User,
    organisation: Organisation,
    role: str = Role.MEMBER,
    until: dt.date | None = None,
    override: str = "",
) -> CaseMember:
    """Somebody of an agency that may see something of the case. The lead is changed by handing the case over."""
    case = steps.case_lock_as(case_id, by, Role.LEAD)
    steps.staff_check(user, organisation)
    if policies.place_of(user, case) is not None:
        raise RuleBroken(_("이미 함께하고 있어요. 역할을 바꾸려면 그 사람 줄에서 바꿔 주세요."), field="user")
    if role in policies.WRITERS:
        steps.caseload_check(user, override)
    place = {"user": user, "organisation": organisation, "role": role, "until": _midnight(until)}
    member = _place(CaseMember(case=case, added_by=by, **place))
    entry_add(case=case, kind=Entry.Kind.MEMBER, verb="member.added", by=by, **named(organisation))
    sharing_settle(person_id=case.person_id, by=by)
    record("case.member_added", actor=by, target=case, member=member.pk, role=role)
    return member


def _place(member: CaseMember) -> CaseMember:
    """A place as a row, refused while nothing opens the case to the agency."""
    if member.role not in (Role.MEMBER, Role.CONSULTED):
        raise RuleBroken(_("책임자는 사례를 넘겨서 바꿔 주세요."), field="role")
    if not shares(member, facts_of(member.case.person_id)):
        raise RuleBroken(
            _("이 기관은 아직 볼 수 있는 것이 없어요. ‘누가 무엇을 보나’에서 본인의 동의를 먼저 받아 주세요."),
            field="user",
        )
    member.save()
    return member


def _midnight(day: dt.date | None) -> dt.datetime | None:
    """The end of the last day."""
    if day is None:
        return None
    if day < timezone.localdate():
        raise RuleBroken(_("끝나는 날은 오늘이나 그 뒤로 정해 주세요."), field="until")
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


@transaction.atomic
def member_change(*, member_id: int, by: User, role: str, until: dt.date | None = None) -> CaseMember:
    """Another role or end from now on; the place held before stays to be read."""
    member, case = _locked(member_id, by)
    if member.role == Role.LEAD:
        raise RuleBroken(_("책임자는 사례를 넘겨서 바꿔 주세요."), field="role")
    now = timezone.now()
    CaseMember.objects.filter(pk=member.pk).update(until=now)
    place = {"user": member.user, "organisation": member.organisation, "role": role, "until": _midnight(until)}
    new = _place(CaseMember(case=case, added_by=by, since=now, **place))
    entry_add(case=case, kind=Entry.Kind.MEMBER, verb="member.changed", by=by, **named(member.organisation))
    sharing_settle(person_id=case.person_id, by=by)
    return new


@transaction.atomic
def member_end(*, member_id: int, by: User) -> None:
    """By the lead, or by oneself. A lead leaves by handing the case over."""
    member, case = _locked(member_id, by)
    if member.role == Role.LEAD:
        raise RuleBroken(_("책임자는 사례를 넘긴 뒤에 나갈 수 있어요."))
    member.until = timezone.now()
    member.save(update_fields=["until"])
    entry_add(case=case, kind=Entry.Kind.MEMBER, verb="member.ended", by=by, **named(member.organisation))
    sharing_settle(person_id=case.person_id, by=by)
    record("case.member_ended", actor=by, target=case, member=member.pk)


def _locked(member_id: int, by: User) -> tuple[CaseMember, Case]:
    found = CaseMember.objects.select_related("user", "organisation")
    case = steps.case_lock(found.get(pk=member_id).case_id)
    member = found.get(pk=member_id)
    allowed = (Role.LEAD,) if member.user_id != by.pk else policies.ANY
    if not policies.has_place(by, case, *allowed):
        raise PermissionDenied
    if member.until is not None and member.until <= timezone.now():
        raise RuleBroken(_("이미 끝난 자리예요. 쪽을 새로 고쳐 주세요."))
    return member, case


def staff_leave(user: User, organisation: Organisation, by: User) -> None:
    """The listener: who leaves an agency leaves its cases; what they led goes to a colleague, so that no case is
    left without a lead and nobody's leaving is held up by a person they help."""
    places = CaseMember.objects.current().filter(user=user, organisation=organisation)
    for place in places.select_related("organisation", "user").order_by("case__person"):
        case = steps.case_lock(place.case_id)
        if place.role == Role.LEAD and case.state != Case.State.CLOSED:
            lead_change(case, place, _heir(case, place), organisation, by=by, stay=False)
            entry_add(case=case, kind=Entry.Kind.CASE, verb="case.lead_left", by=by, **named(organisation))
        else:
            CaseMember.objects.filter(pk=place.pk).update(until=timezone.now())
        sharing_settle(person_id=case.person_id, by=by)


def _heir(case: Case, place: CaseMember) -> User:
    """Of the same agency, on whose ground the case rests: who works on it already, else its manager, else anyone."""
    on_it = (
        CaseMember.objects.current()
        .filter(case=case, organisation=place.organisation, role=Role.MEMBER)
        .exclude(user=place.user)
    )
    if (member := on_it.select_related("user").order_by("since").first()) is not None:
        return member.user
    staff = (
        Membership.objects.current()
        .filter(organisation=place.organisation, role__in=policies.CASE_ROLES, user__is_active=True)
        .exclude(user=place.user)
    )
    managers = staff.filter(role__in=(Membership.Role.CENTRE_MANAGER, Membership.Role.AGENCY_MANAGER))
    heir = managers.order_by("pk").first() or staff.order_by("pk").first()
    if heir is None:
        raise RuleBroken(_("책임지는 사례를 넘겨받을 사람이 없어요. 먼저 사례를 넘기거나 마쳐 주세요."))
    return heir.user
