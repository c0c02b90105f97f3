"""A small world with one of everyone: a jobseeker, a firm with a vacancy, the jobseeker's counsellor, an analyst, a
training provider, a partner agency."""

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, User
from employers.models import Vacancy
from jobseekers.models import Jobseeker, PreferredOccupation
from tests import factories
from welfare_centres.models import Agency, Centre

ROLES = ("anon", "jobseeker", "recruiter", "counsellor", "analyst", "trainer", "caseworker")


@dataclass
class World:
    jobseeker: Jobseeker
    recruiter: Membership
    counsellor: Membership
    analyst: Membership
    vacancy: Vacancy
    trainer: Membership | None = None
    caseworker: Membership | None = None
    more: dict[str, object] = field(default_factory=dict)

    def user(self, role: str) -> User | None:
        if role == "anon":
            return None
        return self.jobseeker.person.user if role == "jobseeker" else getattr(self, role).user

    @property
    def centre(self) -> Centre:
        """The counsellor's organisation as a centre whose job centre is an agency: made when a page wants it."""
        organisation = self.counsellor.organisation
        if not Agency.objects.filter(organisation=organisation).exists():
            factories.AgencyFactory(code="job_centre", organisation=organisation)
        found: Centre | None = Centre.objects.filter(organisation=organisation).first()
        return found or factories.CentreFactory(organisation=organisation)

    def client(self, role: str) -> Client:
        return signed_in(self.user(role))


def signed_in(user: User | None) -> Client:
    """A client as allauth would leave it: staff with a second factor, given."""
    client = Client()
    if user is None:
        return client
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    methods = [{"method": "password", "at": timezone.now().timestamp()}]
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        methods.append({"method": "mfa", "type": "totp", "at": timezone.now().timestamp()})
    session = client.session
    session["account_authentication_methods"] = methods
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def staff_client(user: User) -> Client:
    """Of someone who has just set up the second factor that staff need."""
    TOTP.activate(user, generate_totp_secret())
    return signed_in(user)


def build() -> World:
    vacancy = factories.VacancyFactory()
    jobseeker = factories.JobseekerFactory(searching=True)
    PreferredOccupation.objects.create(jobseeker=jobseeker, occupation=vacancy.occupation)
    recruiter = factories.MembershipFactory(organisation=vacancy.employer.organisation)
    counsellor = factories.MembershipFactory(counsellor=True)
    analyst = factories.MembershipFactory(analyst=True)
    factories.AssignmentFactory(
        person=jobseeker.person, organisation=counsellor.organisation, counsellor=counsellor.user
    )
    trainer = factories.MembershipFactory(trainer=True)
    caseworker = factories.MembershipFactory(caseworker=True)
    for staff in (counsellor, analyst, caseworker):
        TOTP.activate(staff.user, generate_totp_secret())
    return World(jobseeker, recruiter, counsellor, analyst, vacancy, trainer, caseworker)
