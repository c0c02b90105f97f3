from welfare_centres.models.assessments import LEVELS, SCOPE_OF_DOMAIN, Assessment, AssessmentRow, scope_of
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
from welfare_centres.models.conferences import (
    AgendaItem,
    Conference,
    ConferenceTransition,
    Decision,
    MinutesChange,
    Participant,
)
from welfare_centres.models.sharing import SharedScope, SharingRule

__all__ = [
    "LEVELS",
    "SCOPE_OF_DOMAIN",
    "Agency",
    "AgencyKind",
    "AgendaItem",
    "Assessment",
    "AssessmentRow",
    "Case",
    "CaseMember",
    "CaseTransition",
    "Centre",
    "Competence",
    "Conference",
    "ConferenceTransition",
    "Decision",
    "Desk",
    "Entry",
    "MinutesChange",
    "Participant",
    "SharedScope",
    "SharingRule",
    "StaffProfile",
    "Team",
    "TeamMember",
    "scope_of",
]
