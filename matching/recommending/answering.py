"""What a person says to a recommendation."""

from django.db import transaction
from django.utils import timezone

from core.events import record
from employers.models import Vacancy
from jobseekers.models import Jobseeker
from matching.engine import CURRENT
from matching.models import RecommendationFeedback


@transaction.atomic
def recommendation_answer(*, jobseeker: Jobseeker, vacancy: Vacancy, suits: bool) -> RecommendationFeedback:
    """The last word counts; one that does not suit is not recommended again."""
    answer, _new = RecommendationFeedback.objects.update_or_create(
        jobseeker=jobseeker,
        vacancy=vacancy,
        defaults={"suits": suits, "model_version": CURRENT.version, "at": timezone.now()},
    )
    record("recommendation.answered", actor=getattr(jobseeker.person, "user", None), target=answer, suits=suits)
    return answer
