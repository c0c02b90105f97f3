"""Who is missed: people of low digital readiness who were last reached by digital ways alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Assignment, Organisation, Person, User
from channels.codes import DIGITAL, Band

TOGETHER = dt.timedelta(days=7)  # a letter follows the e-mail by as long as that


def missed() -> QuerySet[Any]:
    """Live people of low readiness with a contact in the log, none of whose contacts of the last week of it was by
    another than a digital way."""
    low = Person.objects.live().filter(readiness__is_current=True, readiness__band=Band.LOW)
    found: QuerySet[Any] = low.annotate(
        last_contact=Max("contacts__at"),
        last_off_line=Max("contacts__at", filter=~Q(contacts__channel__in=[str(one) for one in DIGITAL])),
    ).filter(last_contact__isnull=False)
    return found.filter(Q(last_off_line=None) | Q(last_off_line__lt=F("last_contact") - TOGETHER))


def missed_by(user: User) -> QuerySet[Any]:
    """The counsellor's own, those told longest ago first."""
    own = Assignment.objects.filter(counsellor=user, until=None).values("person")
    return missed().filter(pk__in=own).order_by("last_contact", "pk")


def missed_at(organisation: Organisation) -> QuerySet[Any]:
    here = Assignment.objects.filter(organisation=organisation, until=None).values("person")
    return missed().filter(pk__in=here).order_by("last_contact", "pk")


AGES = ((65, _("65세 이상")), (55, _("55~64세")), (35, _("35~54세")), (0, _("34세 이하")))


@dataclass(frozen=True, slots=True)
class Measure:
    low: int
    missed: int

    @property
    def share(self) -> float | None:
        return 100 * self.missed / self.low if self.low else None


def measure(people: QuerySet[Person] | None = None) -> Measure:
    low = Person.objects.live().filter(readiness__is_current=True, readiness__band=Band.LOW)
    gone = missed()
    if people is not None:
        low, gone = low.filter(pk__in=people.values("pk")), gone.filter(pk__in=people.values("pk"))
    return Measure(low.count(), gone.count())


def measure_by_age() -> list[tuple[str, Measure]]:
    """The same for each age group, the oldest first."""
    year, top, found = timezone.localdate().year, 200, []
    for low, label in AGES:
        born = Person.objects.filter(birth_date__year__gt=year - top, birth_date__year__lte=year - low)
        found.append((str(label), measure(born)))
        top = low
    return found
