"""The parts of a person that a referral can tell, each in words, and only those that the sender may see themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessGrant, Assignment, ContactPoint
from jobseekers.models import Jobseeker, PlanGoal, Spell

if TYPE_CHECKING:
    from accounts.models import Person, User

Scope = AccessGrant.Scope
NAMED = ("name", "phone")  # who it is: a body without an account sees these only after the code
NOTE = "note"
LABELS: dict[str, Any] = {
    "name": _("이름"),
    "phone": _("연락처"),
    "age": _("나이"),
    "region": _("사는 곳"),
    "since": _("일을 찾은 지"),
    "language": _("쓰는 말"),
    "goals": _("이루고 싶은 것"),
    NOTE: _("덧붙인 말"),
}
NEEDS: dict[str, str] = {"phone": Scope.CONTACT, "goals": Scope.PLAN}  # every other: the person's profile or the case


def _phone(person: Person) -> str:
    points = ContactPoint.objects.filter(person=person, kind=ContactPoint.Kind.PHONE).order_by("-is_primary", "-pk")
    return str(points.values_list("value", flat=True).first() or "")


def _age(person: Person) -> str:
    """In steps of five years: enough to know which services fit."""
    if person.birth_date is None:
        return ""
    today, born = timezone.localdate(), person.birth_date
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return f"{years // 5 * 5}–{years // 5 * 5 + 4}"


def _region(person: Person) -> str:
    found = Jobseeker.objects.filter(person=person).select_related("region__parent__parent").first()
    return found.region.full_label if found and found.region else ""


def _since(person: Person) -> str:
    spell = Spell.objects.filter(jobseeker__person=person).order_by("-started_on").first()
    return spell.started_on.isoformat() if spell else ""


def _goals(person: Person) -> str:
    goals = PlanGoal.objects.filter(plan__person=person, plan__ended_at=None, state=PlanGoal.State.OPEN)
    return " · ".join(goals.values_list("words", flat=True))


WORDS: dict[str, Callable[[Person], str]] = {
    "name": lambda person: person.name,
    "phone": _phone,
    "age": _age,
    "region": _region,
    "since": _since,
    "language": lambda person: person.language if person.language != "ko" else "",
    "goals": _goals,
}


def tellable(person: Person, by: User) -> dict[str, str]:
    """Part → words, of all that this sender may see and that is there."""
    looks_after = Assignment.objects.filter(person=person, counsellor=by, until=None).exists()
    grants = AccessGrant.objects.current().filter(Q(user=by), person=person)
    scopes = set(grants.values_list("scope", flat=True))
    seen = [part for part in WORDS if looks_after or part not in NEEDS or NEEDS[part] in scopes]
    return {part: words for part in seen if (words := WORDS[part](person))}


def chosen(person: Person, by: User, parts: Iterable[str], note: str = "") -> dict[str, str]:
    """What is told: the chosen parts as they read now, in the fixed order, and the sender's own words."""
    wanted, known = set(parts), tellable(person, by)
    told = {part: words for part, words in known.items() if part in wanted}
    return told | ({NOTE: note.strip()} if note.strip() else {})
