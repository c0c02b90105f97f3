"""A jobseeker's profile: who looks, what they did, can, want and cannot, and since when they look."""

from jobseekers.models.circumstances import Circumstances, MedianIncome
from jobseekers.models.competencies import Competency, Interest
from jobseekers.models.history import Education, HeldLicence, WorkHistory
from jobseekers.models.jobseeker import EducationLevel, HiddenFrom, Jobseeker, RegistrationDraft, WorkPermit
from jobseekers.models.plan import Domain, Plan, PlanAction, PlanActionTransition, PlanChange, PlanGoal, PlanVersion
from jobseekers.models.spells import Spell
from jobseekers.models.wishes import (
    Accessibility,
    Constraints,
    Contract,
    PayPeriod,
    Preferences,
    PreferredOccupation,
    PreferredRegion,
)

__all__ = [
    "Accessibility",
    "Circumstances",
    "Competency",
    "Constraints",
    "Contract",
    "Domain",
    "Education",
    "EducationLevel",
    "HeldLicence",
    "HiddenFrom",
    "Interest",
    "Jobseeker",
    "MedianIncome",
    "PayPeriod",
    "Plan",
    "PlanAction",
    "PlanActionTransition",
    "PlanChange",
    "PlanGoal",
    "PlanVersion",
    "Preferences",
    "PreferredOccupation",
    "PreferredRegion",
    "RegistrationDraft",
    "Spell",
    "WorkHistory",
    "WorkPermit",
]
