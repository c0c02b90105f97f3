from welfare_centres.models.appointments import Appointment, AppointmentTransition, CalendarFeed, How
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
from welfare_centres.models.groups import Attendee, AttendeeTransition, GroupSession
from welfare_centres.models.meetings import Absence, AppointmentType, Channel, Closing, Room, WorkingHours
from welfare_centres.models.sharing import SharedScope, SharingRule
from welfare_centres.models.tickets import QueueTicket, TicketTransition

__all__ = [
    "Absence",
    "Agency",
    "AgencyKind",
    "Appointment",
    "AppointmentTransition",
    "AppointmentType",
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
    "Desk",
    "Entry",
    "GroupSession",
    "How",
    "QueueTicket",
    "Room",
    "SharedScope",
    "SharingRule",
    "StaffProfile",
    "Team",
    "TeamMember",
    "TicketTransition",
    "WorkingHours",
]
