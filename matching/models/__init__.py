from matching.models.recommendations import (
    CandidateInvitation,
    ChangedJobseeker,
    Recommendation,
    RecommendationFeedback,
    RecommendationRun,
)
from matching.models.search import (
    ChangedVacancy,
    SavedSearch,
    SavedVacancy,
    SearchAlert,
    SearchWord,
    VacancyIndex,
)

__all__ = [
    "CandidateInvitation",
    "ChangedJobseeker",
    "ChangedVacancy",
    "Recommendation",
    "RecommendationFeedback",
    "RecommendationRun",
    "SavedSearch",
    "SavedVacancy",
    "SearchAlert",
    "SearchWord",
    "VacancyIndex",
]
