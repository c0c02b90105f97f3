"""Dedicated teams at a centre: several agencies, one lead."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from core.errors import RuleBroken
from core.events import record
from welfare_centres.models import Centre, Team, TeamMember
from welfare_centres.policies.centres import can_run_centre
from welfare_centres.selectors.centres import staff_under_roof

FEWEST_AGENCIES = 2


@transaction.atomic
def team_open(
    *, centre: Centre, name_ko: str, by: User, members: Sequence[Membership], lead: Membership, name_en: str = "",
    purpose: str = "",
) -> Team:  # fmt: skip
    """A new team with its members; one of them leads."""
    if not can_run_centre(by, centre):
        raise PermissionDenied
    Centre.objects.select_for_update().get(pk=centre.pk)
    if Team.objects.filter(centre=centre, name_ko=name_ko, closed_at=None).exists():
        raise RuleBroken(_("같은 이름의 팀이 이미 있음. 다른 이름을 적어 주세요."), field="name_ko")
    team = Team.objects.create(centre=centre, name_ko=name_ko, name_en=name_en, purpose=purpose)
    _seat(team, members, lead)
    record("team.opened", actor=by, target=team)
    return team


@transaction.atomic
def team_set(*, team: Team, by: User, members: Sequence[Membership], lead: Membership) -> Team:
    """Who sits in the team from now on; those who stay keep their first day."""
    team = Team.objects.select_for_update().select_related("centre").get(pk=team.pk)
    if not can_run_centre(by, team.centre):
        raise PermissionDenied
    if team.closed_at is not None:
        raise RuleBroken(_("끝난 팀이라 고칠 수 없음. 새 팀을 만들어 주세요."))
    _seat(team, members, lead)
    record("team.changed", actor=by, target=team)
    return team


@transaction.atomic
def team_close(*, team: Team, by: User) -> Team:
    """The team ends; cases it worked on keep their members."""
    team = Team.objects.select_for_update().select_related("centre").get(pk=team.pk)
    if not can_run_centre(by, team.centre):
        raise PermissionDenied
    if team.closed_at is None:
        team.closed_at = timezone.now()
        team.save(update_fields=["closed_at"])
        team.members.filter(until=None).update(until=team.closed_at)
        record("team.closed", actor=by, target=team)
    return team


def _seat(team: Team, members: Sequence[Membership], lead: Membership) -> None:
    """Make the members so. The database says the same of agencies and lead when the transaction ends."""
    _check(team, members, lead)
    wanted = {member.user_id: member for member in members}
    now = {one.user_id: one for one in team.members.filter(until=None)}
    gone = [one.pk for user, one in now.items() if user not in wanted]
    team.members.filter(pk__in=gone).update(until=timezone.now())
    team.members.filter(until=None).exclude(user=lead.user_id).update(is_lead=False)
    TeamMember.objects.bulk_create(
        TeamMember(team=team, user_id=user, organisation_id=member.organisation_id)
        for user, member in wanted.items()
        if user not in now
    )
    team.members.filter(until=None, user=lead.user_id).update(is_lead=True)


def _check(team: Team, members: Sequence[Membership], lead: Membership) -> None:
    under_roof = {one.pk for one in staff_under_roof(team.centre)}
    if strangers := [one.user.display_name for one in members if one.pk not in under_roof]:
        raise RuleBroken(
            _("이 센터에서 일하지 않는 사람이 있음: %(names)s. 먼저 그 기관의 자리를 등록해 주세요.")
            % {"names": ", ".join(strangers)},
            field="members",
        )
    if len({one.organisation_id for one in members}) < FEWEST_AGENCIES:
        raise RuleBroken(
            _("전담팀에는 두 기관 이상의 사람이 필요함. 다른 기관의 사람도 골라 주세요."), field="members"
        )
    if lead.pk not in {one.pk for one in members}:
        raise RuleBroken(_("책임자는 팀원 가운데에서 골라 주세요."), field="lead")
