from almp_programmes.models.attendance import Attendance
from almp_programmes.models.catalogue import Programme, ProgrammeAmount, ProgrammeTransition, TargetGroup
from almp_programmes.models.certificates import Certificate, CertificateTransition
from almp_programmes.models.cohort import CohortMessage, Coursework, Material, Submission, SubmissionTransition
from almp_programmes.models.courses import Course, CourseRun, CourseSkill, RunOutcome, RunSession
from almp_programmes.models.effects import EffectEstimate
from almp_programmes.models.enrolments import Enrolment, EnrolmentTransition
from almp_programmes.models.importing import ImportReject, OutsideProvider
from almp_programmes.models.learning import Answer, Learner, UnitProgress
from almp_programmes.models.lessons import Choice, Module, Question, Unit
from almp_programmes.models.money import Budget, BudgetTransition, MoneyEntry
from almp_programmes.models.participation import Appeal, AppealTransition, EnrolmentOutcome, Extension, Suspension
from almp_programmes.models.payments import Payment, PaymentRun, PaymentRunTransition
from almp_programmes.models.portfolio import PortfolioCell, PortfolioYear, ReferenceFigure
from almp_programmes.models.rule_sets import RuleSet, RuleSetTransition
from almp_programmes.models.scenarios import Scenario, ScenarioMove
from almp_programmes.models.statements import ActivityProvider, Statement
from almp_programmes.models.terms import ProgrammeTerms, Terms, TermsBook, terms_of
from almp_programmes.models.tools import Tool, ToolScore

__all__ = [
    "ActivityProvider",
    "Answer",
    "Appeal",
    "AppealTransition",
    "Attendance",
    "Budget",
    "BudgetTransition",
    "Certificate",
    "CertificateTransition",
    "Choice",
    "CohortMessage",
    "Course",
    "CourseRun",
    "CourseSkill",
    "Coursework",
    "EffectEstimate",
    "Enrolment",
    "EnrolmentOutcome",
    "EnrolmentTransition",
    "Extension",
    "ImportReject",
    "Learner",
    "Material",
    "Module",
    "MoneyEntry",
    "OutsideProvider",
    "Payment",
    "PaymentRun",
    "PaymentRunTransition",
    "PortfolioCell",
    "PortfolioYear",
    "Programme",
    "ProgrammeAmount",
    "ProgrammeTerms",
    "ProgrammeTransition",
    "Question",
    "ReferenceFigure",
    "RuleSet",
    "RuleSetTransition",
    "RunOutcome",
    "RunSession",
    "Scenario",
    "ScenarioMove",
    "Statement",
    "Submission",
    "SubmissionTransition",
    "Suspension",
    "TargetGroup",
    "Terms",
    "TermsBook",
    "Tool",
    "ToolScore",
    "Unit",
    "UnitProgress",
    "terms_of",
]
