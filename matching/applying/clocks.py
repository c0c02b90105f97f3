"""The employer's clock: by when to answer, when silence closes an application, and how well each employer answers.

Everything here may be run twice, and killed at any point: each application or vacancy is one transaction, rows another
worker holds are skipped, and messages carry dedupe keys.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from employers.models import Vacancy
from jobseekers.models import HiddenFrom
from matching.applying import notices
from matching.applying.steps import finish
from matching.models import AnswerRule, Application, Offer

HALF, LAST = 1, 2
LAST_DAYS = 2
MEASURED_DAYS = 365
FEWEST_MEASURED = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """Days to answer and days until closing, both from the day the employer got the word."""

    answer_days: int
    close_days: int


DEFAULT = Rule(answer_days=14, close_days=21)


def rules_on(day: dt.date) -> QuerySet[AnswerRule]:
    """The rule in force first."""
    return AnswerRule.objects.filter(valid_from__lte=day).order_by("-valid_from")


def rule_on(day: dt.date) -> Rule:
    row = rules_on(day).first()
    return Rule(row.answer_days, row.close_days) if row else DEFAULT


def wind(application: Application, *, since: dt.date) -> tuple[str, ...]:
    """Give the employer the rule's days from `since`; returns the fields to save."""
    rule = rule_on(timezone.localdate())
    application.answer_due_on = since + dt.timedelta(days=rule.answer_days)
    application.closes_on = since + dt.timedelta(days=rule.close_days)
    application.reminded = 0
    return ("answer_due_on", "closes_on", "reminded")


def close_unanswered(*, today: dt.date | None = None, at_most: int = 5000) -> int:
    """Close what is past its last day: the employer's silence, or an offer the applicant let lapse."""
    day = today or timezone.localdate()
    due = Application.objects.live().filter(closes_on__lt=day).order_by("pk").values_list("pk", flat=True)
    return sum(_close_one(pk, day) for pk in due[:at_most])


@transaction.atomic
def _close_one(application_id: int, day: dt.date) -> bool:
    row = (
        Application.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("vacancy__employer__organisation", "jobseeker__person")
        .live()
        .filter(pk=application_id, closes_on__lt=day)
        .first()
    )
    if row is None:
        return False
    lapsed = row.state == Application.State.OFFERED
    finish(row, Application.State.CLOSED, by=None, why="offer_lapsed" if lapsed else "no_answer")
    notices.to_person(row, "application_offer_lapsed" if lapsed else "application_no_answer")
    if lapsed:
        notices.to_employer(row, "application_offer_lapsed_employer")
    return True


def withdraw_hidden(*, at_most: int = 5000) -> int:
    """Who hides from an employer has nothing more to do with it: their open applications there end."""
    hidden = HiddenFrom.objects.filter(
        jobseeker=OuterRef("jobseeker"),
        organisation=OuterRef("vacancy__employer__organisation"),
        since__gte=OuterRef("created_at"),
    )
    found = Application.objects.live().filter(Exists(hidden), jobseeker__person__user__isnull=False)
    return sum(_withdraw_hidden_one(pk) for pk in found.order_by("pk").values_list("pk", flat=True)[:at_most])


@transaction.atomic
def _withdraw_hidden_one(application_id: int) -> bool:
    row = (
        Application.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("vacancy__employer__organisation", "jobseeker__person__user")
        .live()
        .filter(pk=application_id)
        .first()
    )
    if row is None:
        return False
    finish(row, Application.State.WITHDRAWN, by=row.jobseeker.person.user, why="hidden")
    return True


def tell_remaining(*, vacancy_id: int | None = None, at_most: int = 5000) -> int:
    """The vacancy is filled or taken down: everyone still waiting hears so (Fair Hiring Procedure Act, art. 10)."""
    found = Application.objects.live().filter(
        Q(vacancy__state=Vacancy.State.WITHDRAWN) | Q(vacancy__filled__gte=F("vacancy__openings"))
    )
    if vacancy_id is not None:
        found = found.filter(vacancy_id=vacancy_id)
    return sum(_tell_one(pk) for pk in found.order_by("pk").values_list("pk", flat=True)[:at_most])


@transaction.atomic
def _tell_one(application_id: int) -> bool:
    row = (
        Application.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("vacancy__employer__organisation", "jobseeker__person")
        .live()
        .filter(pk=application_id)
        .first()
    )
    if row is None:
        return False
    withdrawn = row.vacancy.state == Vacancy.State.WITHDRAWN
    row.reason = Application.Reason.WITHDRAWN if withdrawn else Application.Reason.FILLED
    finish(row, Application.State.REJECTED, by=None, why=row.reason, save=("reason",))
    notices.to_person(row, "application_vacancy_withdrawn" if withdrawn else "application_filled")
    return True


def remind(*, today: dt.date | None = None) -> int:
    """At half time and two days before: one message a vacancy, stage and day, however many applications wait."""
    day = today or timezone.localdate()
    half_days = rule_on(day).answer_days // 2
    sent = 0
    for stage, days in ((LAST, LAST_DAYS), (HALF, half_days)):
        waiting = Application.objects.to_answer().filter(
            reminded__lt=stage, answer_due_on__lte=day + dt.timedelta(days=days), answer_due_on__gte=day
        )
        for vacancy_id in waiting.order_by("vacancy").values_list("vacancy", flat=True).distinct():
            sent += _remind_one(vacancy_id, stage, days, day)
    return sent + _remind_offers(day)


@transaction.atomic
def _remind_one(vacancy_id: int, stage: int, days: int, day: dt.date) -> bool:
    rows = list(
        Application.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .to_answer()
        .filter(
            vacancy_id=vacancy_id,
            reminded__lt=stage,
            answer_due_on__lte=day + dt.timedelta(days=days),
            answer_due_on__gte=day,
        )
        .select_related("vacancy__employer__organisation")
        .order_by("pk")
    )
    if not rows:
        return False
    Application.objects.filter(pk__in=[row.pk for row in rows]).update(reminded=stage)
    notices.remind_employer(rows, stage=stage, day=day)
    return True


def _remind_offers(day: dt.date) -> int:
    """The applicant, two days before an offer's answer is due."""
    waiting = Application.objects.filter(
        state=Application.State.OFFERED, reminded=0, answer_due_on__lte=day + dt.timedelta(days=LAST_DAYS)
    )
    return sum(_remind_offer(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind_offer(application_id: int) -> bool:
    row = (
        Application.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("vacancy__employer__organisation", "jobseeker__person")
        .filter(pk=application_id, state=Application.State.OFFERED, reminded=0)
        .first()
    )
    if row is None:
        return False
    row.reminded = LAST
    row.save(update_fields=["reminded"])
    offer = Offer.objects.filter(application=row, state=Offer.State.OPEN).first()
    notices.to_person(row, "application_offer_due", part=f"offer-{offer.pk if offer else 0}")
    return True


RESPONSE = """
WITH measured AS (
    SELECT v.employer_id,
           round(100.0 * count(a.answered_at) / count(*)) AS rate,
           round((percentile_cont(0.5) WITHIN GROUP (
               ORDER BY extract(epoch FROM a.answered_at - a.created_at) / 86400.0
           ) FILTER (WHERE a.answered_at IS NOT NULL))::numeric) AS days
    FROM matching_application a JOIN employers_vacancy v ON v.id = a.vacancy_id
    WHERE a.created_at >= %(since)s
      AND (a.answered_at IS NOT NULL OR a.state = 'closed_no_answer'
           OR (a.state IN ('applied', 'viewed') AND a.answer_due_on < %(today)s))
    GROUP BY v.employer_id HAVING count(*) >= %(fewest)s
), wanted AS (
    SELECT e.id, m.rate, m.days FROM employers_employer e LEFT JOIN measured m ON m.employer_id = e.id
    WHERE e.response_rate IS DISTINCT FROM m.rate OR e.response_days IS DISTINCT FROM m.days
)
UPDATE employers_employer e SET response_rate = w.rate, response_days = w.days FROM wanted w WHERE w.id = e.id
"""


def measure_responses(*, today: dt.date | None = None) -> int:
    """Per employer over a year: the share of applications answered, and the median days to the first answer.

    An application counts once it was answered, closed for silence, or is past its day; below three, nothing is shown.
    """
    day = today or timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(
            RESPONSE, {"since": day - dt.timedelta(days=MEASURED_DAYS), "today": day, "fewest": FEWEST_MEASURED}
        )
        return int(cursor.rowcount)


def tick(*, today: dt.date | None = None) -> dict[str, int]:
    """One turn of the clock, in the order in which people should hear: results first, reminders after."""
    return {
        "told": tell_remaining(),
        "hidden": withdraw_hidden(),
        "closed": close_unanswered(today=today),
        "reminded": remind(today=today),
        "measured": measure_responses(today=today),
    }
