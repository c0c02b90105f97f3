"""Who may book, change and see meetings. Pure reads."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Assignment, Membership, Organisation, Person, User
from accounts.policies import has_role
from welfare_centres.models import Appointment, CaseMember, Centre, GroupSession

Role = Membership.Role
MEET = (Role.COUNSELLOR, Role.CENTRE_MANAGER, Role.CASE_WORKER, Role.AGENCY_MANAGER)
MANAGE = (Role.CENTRE_MANAGER, Role.AGENCY_MANAGER)


def bookable_people(user: User) -> QuerySet[Person]:
    """People for whom the user may book: one's own, those one shares a case with, and those of one's centre, whose
    counter and telephone one minds."""
    ours = Membership.objects.current().filter(user=user, role__in=(Role.COUNSELLOR, Role.CENTRE_MANAGER))
    of_centre = Assignment.objects.filter(
        person=OuterRef("pk"), until=None, organisation__in=ours.values("organisation")
    )
    in_case = CaseMember.objects.current().filter(user=user, case__person=OuterRef("pk")).exclude(case__state="closed")
    own = Person.objects.visible_to(user).values("pk")
    people: QuerySet[Person] = Person.objects.live().filter(Q(pk__in=own) | Exists(of_centre) | Exists(in_case))
    return people


def can_book_for(user: User, person: Person) -> bool:
    if user.person_id == person.pk:
        return True
    return has_role(user, *MEET) and bookable_people(user).filter(pk=person.pk).exists()


def is_own(user: User, appointment: Appointment) -> bool:
    return user.person_id is not None and user.person_id == appointment.person_id


def can_hold(user: User, appointment: Appointment) -> bool:
    """Note who came and who did not: who holds it, and colleagues of the same organisation."""
    return appointment.staff_id == user.pk or has_role(user, *MEET, organisation=appointment.organisation)


def can_change(user: User, appointment: Appointment) -> bool:
    return is_own(user, appointment) or appointment.companion_id == user.pk or can_hold(user, appointment)


def can_manage_centre(user: User, centre: Centre) -> bool:
    """Rooms and closings: the manager of the centre's own job centre, and the ministry's administrator."""
    return has_role(user, Role.CENTRE_MANAGER, organisation=centre.organisation) or has_role(user, Role.MINISTRY_ADMIN)


def can_set_hours(user: User, of: User, organisation: Organisation) -> bool:
    """One's own hours, and those of the people of an organisation that one manages."""
    if has_role(user, *MANAGE, organisation=organisation):
        return True
    return user.pk == of.pk and has_role(user, *MEET, organisation=organisation)


def can_run_session(user: User, session: GroupSession) -> bool:
    return has_role(user, *MEET, organisation=session.organisation)


def can_run_queue(user: User, centre: Centre) -> bool:
    """Staff of the job centre, and of the agencies under its roof."""
    sits = Q(organisation=centre.organisation) | Q(
        organisation__agency__desks__centre=centre, organisation__agency__desks__until=None
    )
    return Membership.objects.current().filter(sits, user=user, role__in=MEET).exists()


def centres_of(user: User) -> QuerySet[Centre]:
    """Where the user receives people: their job centre, and those under whose roof their agency sits."""
    held = Membership.objects.current().filter(user=user, role__in=MEET).values("organisation")
    sits = Q(organisation__in=held) | Q(desks__agency__organisation__in=held, desks__until=None)
    centres: QuerySet[Centre] = Centre.objects.open().filter(sits).distinct().order_by("pk")
    return centres
