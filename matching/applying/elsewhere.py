"""The person's own notes of applications made on other sites."""

import datetime as dt

from django.db import transaction

from employers.models import Vacancy
from jobseekers.models import Jobseeker
from matching.models import AppliedElsewhere


@transaction.atomic
def elsewhere_save(
    *, jobseeker: Jobseeker, vacancy: Vacancy, applied_on: dt.date, outcome: str, note: str = ""
) -> AppliedElsewhere:
    row, _created = AppliedElsewhere.objects.update_or_create(
        jobseeker=jobseeker, vacancy=vacancy, defaults={"applied_on": applied_on, "outcome": outcome, "note": note}
    )
    return row


@transaction.atomic
def elsewhere_remove(*, jobseeker: Jobseeker, vacancy: Vacancy) -> None:
    AppliedElsewhere.objects.filter(jobseeker=jobseeker, vacancy=vacancy).delete()
