"""What a shared case holds about a person: given as a file when they ask, emptied when they are erased."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.erasing import register_eraser
from accounts.exporting import register_collector, rows
from accounts.models import Person
from accounts.retaining import register_retention
from welfare_centres.models import Assessment, AssessmentRow, Case, CaseMember, Entry, SharedScope
from welfare_centres.querysets import CaseQuerySet
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
    _empty(own)


def _empty(cases: CaseQuerySet) -> int:
    """Of closed cases. How many lines lost their words."""
    cases.exclude(close_reason=Case.CloseReason.OTHER).update(close_words="")
    cases.filter(close_reason=Case.CloseReason.OTHER).update(close_words=GONE)
    Assessment.objects.filter(case__in=cases).update(words="", words_at=None)
    AssessmentRow.objects.filter(assessment__case__in=cases).update(strength="", need="")
    notes = Entry.objects.filter(case__in=cases, kind=Entry.Kind.NOTE).exclude(body=GONE)
    emptied = notes.update(body=GONE)
    cases.update(purpose=GONE)  # last: it is what tells an emptied case
    return emptied


def old_cases(before: dt.datetime) -> int:
    """Closed long ago: the words go, as when a person is erased."""
    return _empty(Case.objects.filter(closed_at__lt=before).exclude(purpose=GONE))


def register() -> None:
    register_collector("welfare_centres_cases", collect)
    register_eraser("welfare_centres_cases", erase)
    register_retention(
        key="welfare_centres.cases", days=5 * 365, what=_("마친 사례의 글"), ground=_("개인정보 보호법 제21조"),
        broom=old_cases,
    )  # fmt: skip
