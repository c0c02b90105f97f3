from almp_programmes.models.attendance import Attendance
from almp_programmes.models.catalogue import Programme, ProgrammeAmount, ProgrammeTransition, TargetGroup
from almp_programmes.models.courses import Course, CourseRun, CourseSkill, RunOutcome, RunSession
from almp_programmes.models.effects import EffectEstimate
from almp_programmes.models.enrolments import Enrolment, EnrolmentTransition
from almp_programmes.models.rule_sets import RuleSet, RuleSetTransition
from almp_programmes.models.importing import ImportReject, OutsideProvider
from almp_programmes.models.participation import (
    Appeal,
    AppealTransition,
    EnrolmentOutcome,
    Extension,
    Suspension,
)
from almp_programmes.models.payments import Payment, PaymentRun, PaymentRunTransition
from almp_programmes.models.terms import ProgrammeTerms, Terms, terms_of

__all__ = [
    "Appeal",
    "AppealTransition",
    "Attendance",
    "Course",
    "CourseRun",
    "CourseSkill",
    "EffectEstimate",
    "Enrolment",
    "EnrolmentOutcome",
    "EnrolmentTransition",
    "Extension",
    "ImportReject",
    "OutsideProvider",
    "Payment",
    "PaymentRun",
    "PaymentRunTransition",
    "Programme",
    "ProgrammeAmount",
    "ProgrammeTerms",
    "ProgrammeTransition",
    "RuleSet",
    "RuleSetTransition",
    "RunOutcome",
    "RunSession",
    "Suspension",
    "TargetGroup",
    "Terms",
    "terms_of",
]
