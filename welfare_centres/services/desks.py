"""Which agencies have people under a centre's roof, and what a member of staff brings."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from core.errors import RuleBroken
from core.events import record
from welfare_centres.models import Agency, AgencyKind, Centre, Competence, Desk, StaffProfile
from welfare_centres.policies.centres import can_run_centre


@transaction.atomic
def centre_set(*, centre: Centre, by: User) -> Centre:
    """What the centre is and when it is open; the first time makes its row and names its job centre an agency."""
    if not can_run_centre(by, centre):
        raise PermissionDenied
    centre.save()
    kind = AgencyKind.objects.get(code="job_centre")
    Agency.objects.get_or_create(organisation=centre.organisation, defaults={"kind": kind})
    record("centre.set", actor=by, target=centre)
    return centre


@transaction.atomic
def desk_open(*, centre: Centre, agency: Agency, by: User, note: str = "") -> Desk:
    if not can_run_centre(by, centre):
        raise PermissionDenied
    Centre.objects.select_for_update().get(pk=centre.pk)
    if Desk.objects.filter(centre=centre, agency=agency, until=None).exists():
        raise RuleBroken(_("이미 이 센터에 있는 기관임"), field="agency")
    desk = Desk.objects.create(centre=centre, agency=agency, note=note)
    record("desk.opened", actor=by, target=desk)
    return desk


@transaction.atomic
def desk_close(*, desk: Desk, by: User) -> Desk:
    """The agency leaves at the end of today; its people leave the centre's teams, not their cases."""
    desk = Desk.objects.select_for_update(of=("self",)).select_related("centre", "agency").get(pk=desk.pk)
    if not can_run_centre(by, desk.centre):
        raise PermissionDenied
    if desk.until is not None:
        raise RuleBroken(_("이미 나간 기관임"))
    sitting = desk.centre.teams.filter(
        closed_at=None, members__until=None, members__organisation=desk.agency.organisation_id
    )
    if names := ", ".join(sorted({team.label for team in sitting})):
        raise RuleBroken(_("이 기관의 사람이 전담팀에 있음: %(names)s. 먼저 팀원을 바꿔 주세요.") % {"names": names})
    desk.until = timezone.localdate() + dt.timedelta(days=1)
    desk.save(update_fields=["until"])
    record("desk.closed", actor=by, target=desk)
    return desk


@transaction.atomic
def staff_profile_set(
    *, user: User, by: User, competences: Sequence[Competence], languages: Sequence[str], caseload_limit: int
) -> StaffProfile:
    """By oneself; the limit only by a manager of an organisation one works for."""
    User.objects.select_for_update().get(pk=user.pk)
    profile, _made = StaffProfile.objects.get_or_create(user=user)
    manages = _manages(by, user)
    if by != user and not manages:
        raise PermissionDenied
    if caseload_limit != profile.caseload_limit and not manages:
        raise RuleBroken(_("맡을 수 있는 사람 수는 관리자가 정함"), field="caseload_limit")
    profile.languages, profile.caseload_limit = sorted(set(languages)), caseload_limit
    profile.save(update_fields=["languages", "caseload_limit", "updated_at"])
    profile.competences.set(competences)
    record("staff_profile.set", actor=by, target=profile)
    return profile


def _manages(by: User, user: User) -> bool:
    managers = (Membership.Role.CENTRE_MANAGER, Membership.Role.AGENCY_MANAGER)
    theirs = Membership.objects.current().filter(user=user).values("organisation")
    return Membership.objects.current().filter(user=by, role__in=managers, organisation__in=theirs).exists()
