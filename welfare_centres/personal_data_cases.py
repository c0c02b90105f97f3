"""What a shared case holds about a person: given as a file when they ask, emptied when they are erased."""

from typing import Any

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from welfare_centres.models import Assessment, AssessmentRow, Case, CaseMember, Entry, SharedScope
from welfare_centres.services.case_steps import case_end
from welfare_centres.services.sharing import sharing_settle

GONE = "–"


def collect(person: Person) -> dict[str, Any]:
    """All of it but the notes that an agency keeps for itself while it works: those are its own papers, and the
    person asks the agency for them."""
    own = Case.objects.filter(person=person).order_by("opened_at")
    return {
        "cases": rows(
            own, "public_id", "centre__organisation__name_ko", "state", "ground", "law", "purpose", "opened_at",
            "review_on", "closed_at", "close_reason", "close_words", "outcome",
        ),
        "members": rows(
            CaseMember.objects.filter(case__in=own).order_by("since"),
            "case__public_id", "user__display_name", "organisation__name_ko", "role", "since", "until",
        ),
        "timeline": rows(
            Entry.objects.filter(case__in=own).exclude(audience=Entry.Audience.AGENCY).order_by("at"),
            "case__public_id", "at", "kind", "scope", "verb", "data", "body", "organisation__name_ko",
        ),
        "assessments": rows(
            AssessmentRow.objects.filter(assessment__case__in=own).order_by("assessment__on"),
            "assessment__public_id", "assessment__occasion", "assessment__on", "assessment__words", "domain", "level",
            "strength", "need",
        ),
        "shared": rows(
            SharedScope.objects.filter(consent__person=person).order_by("consent__given_at"),
            "consent__recipient__name_ko", "scope", "consent__given_at", "consent__withdrawn_at",
        ),
    }  # fmt: skip


def erase(person: Person) -> None:
    """An open case ends; words go, and levels, states and days stay for the figures."""
    own = Case.objects.filter(person=person)
    for case in own.exclude(state=Case.State.CLOSED).select_for_update():
        case_end(
            case, reason=Case.CloseReason.OWN_WISH, outcome=Case.Outcome.UNKNOWN, words="", by=None, lead_reads=False
        )
    sharing_settle(person_id=person.pk)
    own.update(purpose=GONE)
    own.exclude(close_reason=Case.CloseReason.OTHER).update(close_words="")
    own.filter(close_reason=Case.CloseReason.OTHER).update(close_words=GONE)
    Entry.objects.filter(case__in=own, kind=Entry.Kind.NOTE).update(body=GONE)
    Assessment.objects.filter(case__in=own).update(words="", words_at=None)
    AssessmentRow.objects.filter(assessment__case__in=own).update(strength="", need="")


def register() -> None:
    register_collector("welfare_centres_cases", collect)
    register_eraser("welfare_centres_cases", erase)
