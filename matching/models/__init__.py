from matching.models.alerts import AlertWish, RecommendationAlert
from matching.models.applications import Application, ApplicationMessage, ApplicationTransition, Interview, Offer
from matching.models.nightly import MatchingNight, MatchingRange
from matching.models.placements import AnswerRule, AppliedElsewhere, Placement
from matching.models.recommendations import (
    CandidateInvitation,
    ChangedJobseeker,
    MovedVacancy,
    Recommendation,
    RecommendationFeedback,
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
    "AlertWish",
    "AnswerRule",
    "Application",
    "ApplicationMessage",
    "ApplicationTransition",
    "AppliedElsewhere",
    "CandidateInvitation",
    "ChangedJobseeker",
    "ChangedVacancy",
    "Interview",
    "MatchingNight",
    "MatchingRange",
    "MovedVacancy",
    "Offer",
    "Placement",
    "Recommendation",
    "RecommendationAlert",
    "RecommendationFeedback",
    "RemovedVacancy",
    "SavedSearch",
    "SavedVacancy",
    "SearchAlert",
    "SearchWord",
    "VacancyIndex",
]
