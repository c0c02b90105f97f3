"""One firm that hires one person, and people who apply to it."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import Membership, User
from jobseekers.models import Jobseeker
from matching.applying.applications import application_submit
from matching.applying.offers import offer_make
from matching.models import Application, Offer
from tests import factories


class Hiring:
    """The few steps that most tests of applying begin with."""

    def __init__(self, *, openings: int = 1) -> None:
        self.vacancy = factories.VacancyFactory(openings=openings)
        self.organisation = self.vacancy.employer.organisation
        self.recruiter: User = factories.MembershipFactory(
            organisation=self.organisation, role=Membership.Role.RECRUITER
        ).user

    def jobseeker(self) -> Jobseeker:
        return factories.JobseekerFactory(searching=True)

    def applied(self, jobseeker: Jobseeker | None = None, **more: object) -> Application:
        who = jobseeker or self.jobseeker()
        return application_submit(
            jobseeker_id=who.pk, vacancy_id=self.vacancy.pk, by=who.person.user, agree=True, **more
        )

    def offered(self, jobseeker: Jobseeker | None = None) -> Offer:
        today = timezone.localdate()
        return offer_make(
            application_id=self.applied(jobseeker).pk, by=self.recruiter, pay_period="month", pay=3_000_000,
            starts_on=today + dt.timedelta(days=10), answer_by=today + dt.timedelta(days=5),
        )  # fmt: skip


@pytest.fixture
def hiring(db: None) -> Hiring:
    return Hiring()


@pytest.fixture
def make_hiring(db: None) -> type[Hiring]:
    return Hiring


def sign_in(client, user, organisation=None):
    """Signed in, and acting for the organisation if one is named."""
    client.force_login(user)
    if organisation is not None:
        membership = user.memberships.get(organisation=organisation)
        session = client.session
        session["acting"] = str(membership.public_id)
        session.save()
    return client
