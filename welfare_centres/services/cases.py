"""A case from its opening to its close. Nothing it ends in needs a body to hand the person to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person, User
from core.errors import RuleBroken
from core.events import record
from welfare_centres.models import Case, CaseMember, Centre, Entry, Team
from welfare_centres.policies import cases as policies
from welfare_centres.services import case_steps as steps
from welfare_centres.services.sharing import consent_to, sharing_choose, sharing_settle
from welfare_centres.services.timeline import entry_add, named

State, Role, Ground = Case.State, CaseMember.Role, Case.Ground


@transaction.atomic
def case_open(
    *,
    person: Person,
    centre: Centre,
    organisation: Organisation,
    by: User,
    purpose: str,
    review_on: dt.date | None,
    ground: str = Ground.CONSENT,
    scopes: Collection[str] = (),
    law: str = "",
    team: Team | None = None,
    follows: Case | None = None,
    override: str = "",
) -> Case:
    """`by` becomes the lead, for `organisation`. With consent: the parts that the person lets this agency see, told
    to `by` who sits beside them. By law: the article."""
    steps.person_lock(person.pk)
    if not (policies.can_open(by, person, organisation) or _led(by, follows, person)):
        raise PermissionDenied
    if not purpose.strip():
        raise RuleBroken(_("무엇을 위해 함께 돕는지 적어 주세요."), field="purpose")
    if Case.objects.live().filter(person=person).exists():
        raise RuleBroken(_("이미 함께 돕고 있는 사례가 있어요. 그 사례에 함께하겠다고 책임자에게 알려 주세요."))
    if ground == Ground.LAW and not law.strip():
        raise RuleBroken(_("어느 법 몇 조에 따른 것인지 적어 주세요."), field="law")
    steps.caseload_check(by, override)
    by_consent = ground == Ground.CONSENT
    consent = sharing_choose(person=person, recipient=organisation, scopes=scopes, by=by) if by_consent else None
    case = Case.objects.create(
        person=person, centre=centre, team=team, ground=ground, consent=consent, follows=follows, opened_by=by,
        law="" if by_consent else law.strip(), purpose=purpose.strip(), review_on=steps.review_day(review_on),
    )  # fmt: skip
    CaseMember.objects.create(case=case, user=by, organisation=organisation, role=Role.LEAD, added_by=by)
    entry_add(case=case, kind=Entry.Kind.CASE, verb="case.reopened" if follows else "case.opened", by=by)
    sharing_settle(person_id=person.pk, by=by)
    if steps.lead_of(case) is None:
        raise RuleBroken(_("이 근거로는 이 기관이 볼 수 있는 것이 없어요. 동의를 받아 열어 주세요."), field="ground")
    record("case.opened", actor=by, target=case, ground=ground, override=bool(override.strip()))
    return case


def _led(by: User, follows: Case | None, person: Person) -> bool:
    """Who led the case before may open the one that follows it, while they may still read it."""
    return follows is not None and follows.person_id == person.pk and policies.place_of(by, follows) is not None


def case_reopen(*, case_id: int, by: User, organisation: Organisation, **opening: object) -> Case:
    """A closed case stays as it is; a new one follows it."""
    before = Case.objects.select_related("person", "centre").get(pk=case_id)
    if before.state != State.CLOSED:
        raise RuleBroken(_("아직 마치지 않은 사례예요."))
    return case_open(
        person=before.person, centre=before.centre, organisation=organisation, by=by, follows=before,
        **opening,  # type: ignore[arg-type]
    )  # fmt: skip


@transaction.atomic
def case_pause(*, case_id: int, by: User, until: dt.date, why: str = "") -> Case:
    case = steps.case_lock_as(case_id, by, *policies.WRITERS)
    case.paused_until = steps.review_day(until)
    case.move(State.PAUSED, by=by, why=why, save=("paused_until", "updated_at"))
    entry_add(case=case, kind=Entry.Kind.CASE, verb="case.paused", by=by, day=until.isoformat())
    return case


@transaction.atomic
def case_resume(*, case_id: int, by: User | None, review_on: dt.date | None = None) -> Case:
    """By a member; by itself when the day has come. A day of review that passed meanwhile becomes today's."""
    case = steps.case_lock_as(case_id, by, *policies.WRITERS) if by else steps.case_lock(case_id)
    if review_on is not None:
        case.review_on = steps.review_day(review_on)
    case.review_on = max(case.review_on or timezone.localdate(), timezone.localdate())
    case.paused_until = None
    case.move(State.OPEN, by=by, save=("paused_until", "review_on", "updated_at"))
    entry_add(case=case, kind=Entry.Kind.CASE, verb="case.resumed", by=by)
    return case


def cases_resume_due() -> int:
    """Cases whose pause is over."""
    due = Case.objects.filter(state=State.PAUSED, paused_until__lte=timezone.localdate()).values_list("pk", flat=True)
    done = 0
    for pk in list(due):
        try:
            case_resume(case_id=pk, by=None)
            done += 1
        except RuleBroken:  # resumed or closed by somebody meanwhile
            continue
    return done


@transaction.atomic
def case_transfer(
    *,
    case_id: int,
    by: User,
    to: User,
    organisation: Organisation,
    why: str,
    stay: bool = False,
    centre: Centre | None = None,
    team: Team | None = None,
    override: str = "",
) -> Case:
    """To another lead, with the centre and team they work in. A case by consent goes only where the person's yes
    goes: it then rests on the consent to the new lead's agency."""
    case = steps.case_lock_as(case_id, by, Role.LEAD)
    lead = steps.lead_of(case)
    if lead is None or to == lead.user:
        raise RuleBroken(_("지금 책임자가 아닌 사람을 골라 주세요."), field="to")
    steps.staff_check(to, organisation, "to")
    steps.caseload_check(to, override)
    _ground_for(case, organisation)
    case.centre, case.team = centre or case.centre, team
    case.save(update_fields=["centre", "team", "consent", "updated_at"])
    lead_change(case, lead, to, organisation, by=by, stay=stay)
    entry_add(case=case, kind=Entry.Kind.CASE, verb="case.transferred", by=by, **named(organisation))
    if why.strip():
        entry_add(
            case=case, kind=Entry.Kind.NOTE, by=by, organisation=lead.organisation, audience=Entry.Audience.TEAM,
            body=why.strip(),
        )  # fmt: skip
    sharing_settle(person_id=case.person_id, by=by)
    if steps.lead_of(case) is None:
        raise RuleBroken(_("이 기관이 볼 수 있는 것이 없어요. 먼저 본인에게 동의를 받아 주세요."), field="to")
    record("case.transferred", actor=by, target=case, to=to.pk)
    return case


def _ground_for(case: Case, organisation: Organisation) -> None:
    if case.ground == Ground.CONSENT:
        consent = consent_to(case.person, organisation)
        if consent is None:
            raise RuleBroken(
                _("새 책임자의 기관과 나누는 것에 본인이 아직 동의하지 않았어요. 먼저 동의를 받아 주세요."), field="to"
            )
        case.consent = consent


def lead_change(
    case: Case, lead: CaseMember, to: User, organisation: Organisation, *, by: User | None, stay: bool
) -> None:
    """At one moment the old lead's place ends and the new one's begins; who had another place leaves it for this."""
    now = timezone.now()
    CaseMember.objects.current().filter(case=case, user__in=[lead.user, to]).update(until=now)
    CaseMember.objects.create(case=case, user=to, organisation=organisation, role=Role.LEAD, since=now, added_by=by)
    if stay:
        CaseMember.objects.create(
            case=case, user=lead.user, organisation=lead.organisation, role=Role.MEMBER, since=now, added_by=by
        )


@transaction.atomic
def case_close(*, case_id: int, by: User, reason: str, outcome: str, words: str = "") -> Case:
    """With a reason and an outcome; open actions, referrals or a missing destination hold nobody in a caseload."""
    case = steps.case_lock_as(case_id, by, Role.LEAD)
    if reason == Case.CloseReason.OTHER and not words.strip():
        raise RuleBroken(_("어떤 까닭인지 적어 주세요."), field="words")
    entry_add(case=case, kind=Entry.Kind.CASE, verb="case.closed", by=by)
    steps.case_end(case, reason=reason, outcome=outcome, words=words.strip(), by=by, lead_reads=True)
    sharing_settle(person_id=case.person_id, by=by)
    record("case.closed", actor=by, target=case, reason=reason, outcome=outcome)
    return case
