from almp_programmes.models.catalogue import Programme, ProgrammeAmount, ProgrammeTransition, TargetGroup
from almp_programmes.models.courses import Course, CourseRun, CourseSkill, RunOutcome, RunSession
from almp_programmes.models.effects import EffectEstimate
from almp_programmes.models.enrolments import Enrolment, EnrolmentTransition
from almp_programmes.models.rule_sets import RuleSet, RuleSetTransition

__all__ = [
    "Course",
    "CourseRun",
    "CourseSkill",
    "EffectEstimate",
    "Enrolment",
    "EnrolmentTransition",
    "Programme",
    "ProgrammeAmount",
    "ProgrammeTransition",
    "RuleSet",
    "RuleSetTransition",
    "RunOutcome",
    "RunSession",
    "TargetGroup",
]
