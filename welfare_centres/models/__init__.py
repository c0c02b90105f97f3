from welfare_centres.models.cases import Case, CaseMember, CaseTransition, Entry
from welfare_centres.models.centres import (
    Agency,
    AgencyKind,
    Centre,
    Competence,
    Desk,
    StaffProfile,
    Team,
    TeamMember,
)
from welfare_centres.models.cooperation import CooperationComparison, CooperationMonth, SelfAssessment
from welfare_centres.models.directory import (
    DirectoryLocation,
    DirectoryOrganisation,
    DirectoryPhone,
    DirectorySchedule,
    DirectoryService,
    ServiceAtLocation,
)
from welfare_centres.models.referrals import (
    LinkOpening,
    Referral,
    ReferralClock,
    ReferralLink,
    ReferralTransition,
)
from welfare_centres.models.sharing import SharedScope, SharingRule

__all__ = [
    "Agency",
    "AgencyKind",
    "Case",
    "CaseMember",
    "CaseTransition",
    "Centre",
    "Competence",
    "CooperationComparison",
    "CooperationMonth",
    "Desk",
    "DirectoryLocation",
    "DirectoryOrganisation",
    "DirectoryPhone",
    "DirectorySchedule",
    "DirectoryService",
    "Entry",
    "LinkOpening",
    "Referral",
    "ReferralClock",
    "ReferralLink",
    "ReferralTransition",
    "SelfAssessment",
    "ServiceAtLocation",
    "SharedScope",
    "SharingRule",
    "StaffProfile",
    "Team",
    "TeamMember",
]
