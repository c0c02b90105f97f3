from almp_programmes.models.catalogue import Programme, ProgrammeAmount, ProgrammeTransition, TargetGroup
from almp_programmes.models.courses import Course, CourseRun, CourseSkill, RunOutcome, RunSession
from almp_programmes.models.enrolments import Enrolment, EnrolmentTransition

__all__ = [
    "Course",
    "CourseRun",
    "CourseSkill",
    "Enrolment",
    "EnrolmentTransition",
    "Programme",
    "ProgrammeAmount",
    "ProgrammeTransition",
    "RunOutcome",
    "RunSession",
    "TargetGroup",
]
