from accounts.models.access import AccessGrant, AccessLog, Consent
from accounts.models.caseload import Assignment, ServiceArea
from accounts.models.organisations import Invitation, Membership, Organisation
from accounts.models.people import ContactPoint, Person, PersonMerge, User
from accounts.models.rights import RetentionRule, RightsRequest

__all__ = [
    "AccessGrant",
    "AccessLog",
    "Assignment",
    "Consent",
    "ContactPoint",
    "Invitation",
    "Membership",
    "Organisation",
    "Person",
    "PersonMerge",
    "RetentionRule",
    "RightsRequest",
    "ServiceArea",
    "User",
]
