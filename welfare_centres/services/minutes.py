"""What was said of a case at a conference, and what was decided: a decision is an action of the plan at once."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import RuleBroken
from jobseekers.models import Domain, Plan
from jobseekers.planning.merging import merged
from jobseekers.planning.texts import Helper
from jobseekers.services import action_add, plan_start
from welfare_centres.models import AgendaItem, Conference, Decision, Entry, MinutesChange
from welfare_centres.policies.conferences import can_minute
from welfare_centres.services.conferences import day_of, locked_conference
from welfare_centres.services.timeline import entry_add


def _writable(item_id: int, by: User) -> tuple[AgendaItem, Conference]:
    conference = locked_conference(AgendaItem.objects.values_list("conference", flat=True).get(pk=item_id))
    item: AgendaItem = AgendaItem.objects.select_related("case__person").get(pk=item_id)
    if not can_minute(by, item):
        raise PermissionDenied
    if conference.state == Conference.State.CANCELLED:
        raise RuleBroken(_("취소한 회의예요."))
    return item, conference


@transaction.atomic
def minutes_write(*, item_id: int, by: User, minutes: str, seen: Mapping[str, str]) -> AgendaItem:
    """Two who write at once see both texts (`Conflict`)."""
    item, conference = _writable(item_id, by)
    minutes = "\n".join(minutes.strip().splitlines())
    before = item.minutes
    if merged(item, {"minutes": minutes}, seen):
        item.minutes = minutes
        item.save(update_fields=["minutes", "updated_at"])
        MinutesChange.objects.create(item=item, before=before, after=minutes, by=by)
        entry_add(case=item.case, kind=Entry.Kind.CONFERENCE, verb="conference.minutes", by=by, day=day_of(conference))
    return item


@transaction.atomic
def decision_make(
    *, item_id: int, by: User, words: str, owner: Helper | None, due_on: dt.date | None, domain: str = Domain.WORK
) -> Decision:
    """Who does what until when: in the person's plan from this moment; a plan is begun where there is none."""
    item, conference = _writable(item_id, by)
    if due_on is None:
        raise RuleBroken(_("언제까지 할지 적어 주세요."), field="due_on")
    person = item.case.person
    plan = Plan.objects.current().filter(person=person).first() or plan_start(person_id=person.pk, by=by)
    values = {"words": words, "owner": owner, "due_on": due_on, "domain": domain}
    action = action_add(plan_id=plan.pk, by=by, values=values)
    decision: Decision = Decision.objects.create(item=item, action=action, by=by)
    entry_add(case=item.case, kind=Entry.Kind.CONFERENCE, verb="conference.decided", by=by, day=day_of(conference))
    return decision
