from almp_programmes.models.catalogue import Programme, ProgrammeAmount, ProgrammeTransition, TargetGroup
from almp_programmes.models.courses import Course, CourseRun, CourseSkill, RunOutcome, RunSession
from almp_programmes.models.effects import EffectEstimate
from almp_programmes.models.enrolments import Enrolment, EnrolmentTransition
from almp_programmes.models.money import Budget, BudgetTransition, MoneyEntry
from almp_programmes.models.portfolio import PortfolioCell, PortfolioYear, ReferenceFigure
from almp_programmes.models.rule_sets import RuleSet, RuleSetTransition
from almp_programmes.models.scenarios import Scenario, ScenarioMove

__all__ = [
    "Budget",
    "BudgetTransition",
    "Course",
    "CourseRun",
    "CourseSkill",
    "EffectEstimate",
    "Enrolment",
    "EnrolmentTransition",
    "MoneyEntry",
    "PortfolioCell",
    "PortfolioYear",
    "Programme",
    "ProgrammeAmount",
    "ProgrammeTransition",
    "ReferenceFigure",
    "RuleSet",
    "RuleSetTransition",
    "RunOutcome",
    "RunSession",
    "Scenario",
    "ScenarioMove",
    "TargetGroup",
]
