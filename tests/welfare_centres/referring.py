"""A counsellor, a person they look after, an agency with a case worker, an outside service."""

from dataclasses import dataclass

from accounts.models import Membership, Person, User
from tests import factories
from welfare_centres.models import DirectoryService, Referral
from welfare_centres.services import referrals


@dataclass
class Parties:
    person: Person
    counsellor: User
    agency: Membership
    service: DirectoryService

    def asked(self, **more) -> referrals.Asked:
        given = {
            "need": "housing", "what_for": "살 곳을 함께 알아봐 주세요.", "ground": "consent",
            "said_yes": "in_person", "parts": ("name", "age"),
        }  # fmt: skip
        return referrals.Asked(**(given | more))

    def send_inside(self, **more) -> Referral:
        return referrals.referral_send(
            person_id=self.person.pk, by=self.counsellor, organisation_id=self.agency.organisation_id,
            asked=self.asked(**more),
        )  # fmt: skip

    def send_outside(self, **more) -> Referral:
        return referrals.referral_send(
            person_id=self.person.pk, by=self.counsellor, service_id=self.service.pk, asked=self.asked(**more)
        )


def parties() -> Parties:
    person = factories.UserFactory(as_person=True).person
    counsellor = factories.MembershipFactory(counsellor=True)
    factories.AssignmentFactory(person=person, organisation=counsellor.organisation, counsellor=counsellor.user)
    return Parties(
        person, counsellor.user, factories.MembershipFactory(caseworker=True), factories.DirectoryServiceFactory()
    )
