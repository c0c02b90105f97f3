from almp_programmes.models.catalogue import Programme, ProgrammeAmount, ProgrammeTransition, TargetGroup
from almp_programmes.models.certificates import Certificate, CertificateTransition
from almp_programmes.models.courses import Course, CourseRun, CourseSkill, RunOutcome, RunSession
from almp_programmes.models.enrolments import Enrolment, EnrolmentTransition
from almp_programmes.models.learning import Answer, Learner, UnitProgress
from almp_programmes.models.lessons import Choice, Module, Question, Unit
from almp_programmes.models.statements import ActivityProvider, Statement
from almp_programmes.models.tools import Tool, ToolScore

__all__ = [
    "ActivityProvider",
    "Answer",
    "Certificate",
    "CertificateTransition",
    "Choice",
    "Course",
    "CourseRun",
    "CourseSkill",
    "Enrolment",
    "EnrolmentTransition",
    "Learner",
    "Module",
    "Programme",
    "ProgrammeAmount",
    "ProgrammeTransition",
    "Question",
    "RunOutcome",
    "RunSession",
    "Statement",
    "TargetGroup",
    "Tool",
    "ToolScore",
    "Unit",
    "UnitProgress",
]
