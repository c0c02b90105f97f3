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
from welfare_centres.models.sharing import SharedScope, SharingRule

__all__ = [
    "Agency",
    "AgencyKind",
    "Case",
    "CaseMember",
    "CaseTransition",
    "Centre",
    "Competence",
    "Desk",
    "Entry",
    "SharedScope",
    "SharingRule",
    "StaffProfile",
    "Team",
    "TeamMember",
]
