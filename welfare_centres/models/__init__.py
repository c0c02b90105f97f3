from welfare_centres.models.appointments import Appointment, AppointmentTransition, CalendarFeed, How
from welfare_centres.models.assessments import LEVELS, SCOPE_OF_DOMAIN, Assessment, AssessmentRow, scope_of
from welfare_centres.models.cases import Case, CaseMember, CaseTransition, Entry
from welfare_centres.models.centres import Agency, AgencyKind, Centre, Competence, Desk, StaffProfile, Team, TeamMember
from welfare_centres.models.conferences import (
    AgendaItem,
    Conference,
    ConferenceTransition,
    Decision,
    MinutesChange,
    Participant,
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
from welfare_centres.models.groups import Attendee, AttendeeTransition, GroupSession
from welfare_centres.models.meetings import Absence, AppointmentType, Channel, Closing, Room, WorkingHours
from welfare_centres.models.referrals import LinkOpening, Referral, ReferralClock, ReferralLink, ReferralTransition
from welfare_centres.models.sharing import SharedScope, SharingRule
from welfare_centres.models.tickets import QueueTicket, TicketTransition

__all__ = [
    "LEVELS",
    "SCOPE_OF_DOMAIN",
    "Absence",
    "Agency",
    "AgencyKind",
    "AgendaItem",
    "Appointment",
    "AppointmentTransition",
    "AppointmentType",
    "Assessment",
    "AssessmentRow",
    "Attendee",
    "AttendeeTransition",
    "CalendarFeed",
    "Case",
    "CaseMember",
    "CaseTransition",
    "Centre",
    "Channel",
    "Closing",
    "Competence",
    "Conference",
    "ConferenceTransition",
    "CooperationComparison",
    "CooperationMonth",
    "Decision",
    "Desk",
    "DirectoryLocation",
    "DirectoryOrganisation",
    "DirectoryPhone",
    "DirectorySchedule",
    "DirectoryService",
    "Entry",
    "GroupSession",
    "How",
    "LinkOpening",
    "MinutesChange",
    "Participant",
    "QueueTicket",
    "Referral",
    "ReferralClock",
    "ReferralLink",
    "ReferralTransition",
    "Room",
    "SelfAssessment",
    "ServiceAtLocation",
    "SharedScope",
    "SharingRule",
    "StaffProfile",
    "Team",
    "TeamMember",
    "TicketTransition",
    "WorkingHours",
    "scope_of",
]
