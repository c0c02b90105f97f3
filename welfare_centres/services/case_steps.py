"""What every deed on a case shares: the locks in one order (person, case, user), and the end of a case's rows."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person, User
from core.errors import RuleBroken
from welfare_centres.models import Case, CaseMember, StaffProfile
from welfare_centres.policies import cases as policies

Role = CaseMember.Role
READS_AFTER = dt.timedelta(days=90)
USUAL_LIMIT: int = StaffProfile._meta.get_field("caseload_limit").default


def person_lock(person_id: int) -> Person:
    person: Person = Person.objects.select_for_update().get(pk=person_id)
    return person


def case_lock(case_id: int) -> Case:
    person_lock(Case.objects.values_list("person_id", flat=True).get(pk=case_id))
    rows = Case.objects.select_for_update(of=("self",)).select_related("person", "centre__organisation", "consent")
    case: Case = rows.get(pk=case_id)
    return case


def case_lock_as(case_id: int, by: User, *roles: str) -> Case:
    """The locked case, if `by` now has one of the places on it."""
    case = case_lock(case_id)
    if not policies.has_place(by, case, *roles):
        raise PermissionDenied
    return case


def lead_of(case: Case) -> CaseMember | None:
    rows = CaseMember.objects.current().filter(case=case, role=Role.LEAD)
    return rows.select_related("user", "organisation").first()


def review_day(day: dt.date | None) -> dt.date:
    """A case is looked at again: on a day to come, within a year."""
    today = timezone.localdate()
    if day is None:
        raise RuleBroken(_("다시 살펴볼 날을 정해 주세요."), field="review_on")
    if not today < day <= today + dt.timedelta(days=366):
        raise RuleBroken(_("다시 살펴볼 날은 내일부터 1년 안의 날로 정해 주세요."), field="review_on")
    return day


def caseload(user: User) -> int:
    """Live cases one leads or works on; being asked for an opinion is none."""
    found = CaseMember.objects.current().filter(user=user, role__in=policies.WRITERS)
    count: int = found.exclude(case__state=Case.State.CLOSED).aggregate(n=Count("case", distinct=True))["n"]
    return count


def caseload_check(user: User, override: str) -> None:
    """Locks the user, so that two cases at once are counted one after the other."""
    User.objects.select_for_update().get(pk=user.pk)
    profile = StaffProfile.objects.filter(user=user).first()
    limit = profile.caseload_limit if profile else USUAL_LIMIT
    if caseload(user) >= limit and not override.strip():
        raise RuleBroken(
            _("맡은 사례가 한도 %(limit)d건에 찼어요. 그래도 맡아야 하면 까닭을 적어 주세요.") % {"limit": limit},
            field="override",
        )


def staff_check(user: User, organisation: Organisation, field: str = "user") -> None:
    if not policies.works_for(user, organisation):
        raise RuleBroken(_("이 기관에서 지금 사람을 돕는 담당자를 골라 주세요."), field=field)


def members_end(case: Case, at: dt.datetime, *, but: CaseMember | None = None) -> int:
    """Every current place ends, but one."""
    rows = CaseMember.objects.filter(Q(until=None) | Q(until__gt=at), case=case)
    return (rows.exclude(pk=but.pk) if but else rows).update(until=at)


def case_end(case: Case, *, reason: str, outcome: str, words: str, by: User | None, lead_reads: bool) -> None:
    """The case is closed and nobody works on it; its last lead may read it for a while, if the ground stands."""
    now = timezone.now()
    lead = lead_of(case) if lead_reads else None
    case.close_reason, case.outcome, case.close_words = reason, outcome, words
    case.closed_at, case.paused_until = now, None
    case.move(
        Case.State.CLOSED, by=by, why=reason,
        save=("close_reason", "outcome", "close_words", "closed_at", "paused_until", "updated_at"),
    )  # fmt: skip
    members_end(case, now, but=lead)
    if lead is not None:
        lead.until = now + READS_AFTER
        lead.save(update_fields=["until"])
