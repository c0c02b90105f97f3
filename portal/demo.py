"""The demonstration's sign-ins: one a role, tied to made-up people who have something on their pages."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Coalesce, Least

from accounts.models import Assignment, Consent, Membership, Organisation, Person, User
from accounts.services import consent_give
from employers.models import Employer
from jobseekers.models import Competency, PlanAction, Spell
from welfare_centres.models import CaseMember, Participant
from welfare_centres.services.sharing import sharing_settle

Role = Membership.Role
STAFF = ("counsellor", "ministry", "administrator", "administrator2", "caseworker", "agency_manager")
MUNICIPAL = "municipal_welfare"
ENOUGH = 10  # recommendations


@dataclass(frozen=True)
class Account:
    role: str
    email: str
    password: str
    totp_secret: str = ""
    recovery_code: str = ""


def _password() -> str:
    """One password for all of them, made at random on first use and kept beside the data."""
    path = settings.VAR_DIR / "demo.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"password": f"ieum-{secrets.token_urlsafe(9)}"}))
        path.chmod(0o600)
    return str(json.loads(path.read_text())["password"])


@transaction.atomic
def accounts() -> list[Account]:
    password = _password()
    person = _jobseeker()
    users = {
        "jobseeker": _user("jobseeker@demo.example", person.name, password, person=person),
        "employer": _user("employer@demo.example", "한지우", password),
        "counsellor": _user("counsellor@demo.example", "김수연", password),
        "ministry": _user("ministry@demo.example", "정하늘", password),
        "administrator": _user("administrator@demo.example", "오하람", password),
        "administrator2": _user("administrator2@demo.example", "서도윤", password),
        "provider": _user("provider@demo.example", "문새길", password),
        "caseworker": _user("caseworker@demo.example", "윤다정", password),
        "agency_manager": _user("agency-manager@demo.example", "배온유", password),
    }
    _member(users["employer"], _employer(), Role.EMPLOYER_OWNER)
    _look_after(users["counsellor"], person)
    ministry, _ = Organisation.objects.get_or_create(
        kind=Organisation.Kind.MINISTRY, name_ko="고용노동부", defaults={"name_en": "Ministry of Employment and Labor"}
    )
    _member(users["ministry"], ministry, Role.ANALYST)
    for name in ("administrator", "administrator2"):  # a budget needs a second person
        _member(users[name], ministry, Role.MINISTRY_ADMIN)
    _member(users["provider"], _provider(), Role.TRAINER)
    agency = _agency(users["counsellor"])
    _take_over(users["caseworker"], agency)
    _member(users["agency_manager"], agency, Role.AGENCY_MANAGER)
    return [_account(role, user, password) for role, user in users.items()]


def _user(email: str, name: str, password: str, person: Person | None = None) -> User:
    user, _ = User.objects.get_or_create(email=email, defaults={"display_name": name, "person": person})
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return user


def _member(user: User, organisation: Organisation, role: str) -> None:
    Membership.objects.get_or_create(user=user, organisation=organisation, role=role, until=None)


def _jobseeker() -> Person:
    """Whoever it was last time; else, of the searching people with enough to recommend, who applied most."""
    known = Person.objects.filter(user__email="jobseeker@demo.example").first()
    if known:
        return known
    searching = Spell.objects.filter(jobseeker=OuterRef("jobseeker"), ended_on=None)
    able = Competency.objects.filter(jobseeker=OuterRef("jobseeker"), confirmed_at__isnull=False)
    person: Person | None = (
        Person.objects.filter(Exists(searching), Exists(able), user=None, language="ko")
        .annotate(
            applied=Count("jobseeker__applications"),
            advised=Least(Coalesce("jobseeker__recommendations__vacancies__len", 0), ENOUGH),
        )
        .order_by("-advised", "-applied", "pk")
        .first()
    )
    if person is None:
        person = Person.objects.create(name="김민지")
    for purpose in (*Consent.REQUIRED, Consent.Purpose.EMPLOYER_SEARCH):
        consent_give(person=person, purpose=purpose)
    return person


def _employer() -> Organisation:
    """The registered firm with most applications to answer."""
    employer = (
        Employer.objects.filter(business_number__isnull=False)
        .annotate(applied=Count("vacancies__applications"))
        .order_by("-applied", "pk")
        .select_related("organisation")
        .first()
    )
    if employer is not None:
        return employer.organisation
    organisation, _ = Organisation.objects.get_or_create(kind=Organisation.Kind.EMPLOYER, name_ko="한빛정공")
    Employer.objects.get_or_create(organisation=organisation, defaults={"business_number": "1248100998"})
    return organisation


def _provider() -> Organisation:
    """The training provider with most people in its courses."""
    found = (
        Organisation.objects.filter(kind=Organisation.Kind.PROVIDER)
        .annotate(taught=Count("courses__runs__enrolments"))
        .order_by("-taught", "pk")
        .first()
    )
    return found or Organisation.objects.create(kind=Organisation.Kind.PROVIDER, name_ko="한빛 직업전문학교")


def _agency(counsellor: User) -> Organisation:
    """A municipal welfare team, where there is one at the counsellor's centre."""
    centres = Membership.objects.current().filter(user=counsellor).values("organisation")
    found = Organisation.objects.filter(kind=Organisation.Kind.AGENCY, agency__kind__code=MUNICIPAL, closed_at=None)
    here = found.filter(agency__desks__centre__organisation__in=centres, agency__desks__until=None)
    agency = here.order_by("pk").first() or found.order_by("pk").first()
    if agency is None:
        agency, _new = Organisation.objects.get_or_create(
            kind=Organisation.Kind.AGENCY,
            name_ko="수원시 희망복지팀",
            defaults={"name_en": "Suwon Welfare Support Team"},
        )
    return agency


def _take_over(user: User, agency: Organisation) -> None:
    """The demonstration's case worker sits on the agency's cases in place of whoever helps in most of them."""
    if Membership.objects.current().filter(user=user).exists():
        return
    _member(user, agency, Role.CASE_WORKER)
    seats = CaseMember.objects.current().filter(organisation=agency).exclude(user=user)
    busiest = seats.values("user").annotate(n=Count("pk")).order_by("-n", "user").first()
    if busiest is not None:
        _move_seats(User.objects.get(pk=busiest["user"]), user)


def _move_seats(old: User, new: User) -> None:
    """On cases, at conferences to come and in plans; what each may see is worked out anew."""
    seats = CaseMember.objects.current().filter(user=old).exclude(case__members__user=new)
    people = list(seats.values_list("case__person", flat=True))
    CaseMember.objects.filter(pk__in=list(seats.values_list("pk", flat=True))).update(user=new)
    Participant.objects.filter(user=old).exclude(conference__participants__user=new).update(user=new)
    PlanAction.objects.filter(owner=old, plan__person__in=people).update(owner=new)
    for person in people:
        sharing_settle(person_id=person)


def _look_after(user: User, person: Person) -> None:
    """The demonstration's counsellor takes over the caseload of whoever looks after the jobseeker."""
    if Assignment.objects.filter(counsellor=user).exists():
        return
    now = Assignment.objects.filter(person=person, until=None).select_related("organisation").first()
    if now is None:
        centre, _ = Organisation.objects.get_or_create(kind=Organisation.Kind.CENTRE, name_ko="수원 고용복지+센터")
        _member(user, centre, Role.COUNSELLOR)
        Assignment.objects.create(person=person, organisation=centre, counsellor=user)
        return
    _member(user, now.organisation, Role.COUNSELLOR)
    Assignment.objects.filter(counsellor=now.counsellor, until=None).update(counsellor=user)
    _move_seats(now.counsellor, user)


def _account(role: str, user: User, password: str) -> Account:
    if role not in STAFF:
        return Account(role, str(user.email), password)
    totp = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if totp is None:
        TOTP.activate(user, generate_totp_secret())
        totp = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    codes = RecoveryCodes.activate(user)
    return Account(role, str(user.email), password, totp.data["secret"], codes.get_unused_codes()[0])
