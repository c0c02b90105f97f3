from matching.models.applications import Application, ApplicationMessage, ApplicationTransition, Interview, Offer
from matching.models.placements import AnswerRule, AppliedElsewhere, Placement
from matching.models.recommendations import (
    CandidateInvitation,
    ChangedJobseeker,
    Recommendation,
    RecommendationFeedback,
    RecommendationRun,
)
from matching.models.search import (
    ChangedVacancy,
    RemovedVacancy,
    SavedSearch,
    SavedVacancy,
    SearchAlert,
    SearchWord,
    VacancyIndex,
)

__all__ = [
    "AnswerRule",
    "Application",
    "ApplicationMessage",
    "ApplicationTransition",
    "AppliedElsewhere",
    "CandidateInvitation",
    "ChangedJobseeker",
    "ChangedVacancy",
    "Interview",
    "Offer",
    "Placement",
    "Recommendation",
    "RecommendationFeedback",
    "RecommendationRun",
    "RemovedVacancy",
    "SavedSearch",
    "SavedVacancy",
    "SearchAlert",
    "SearchWord",
    "VacancyIndex",
]
