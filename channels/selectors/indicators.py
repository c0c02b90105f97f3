"""Contacts by channel and by group, and what they cost."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from channels.codes import DIGITAL, Channel
from channels.models import ContactCost

DAYS = 90
SMALL = 5
AGES = ((0, _("34세 이하")), (35, _("35~54세")), (55, _("55~64세")), (65, _("65세 이상")))
BANDS = (
    ("low", _("디지털 이용이 어려움")),
    ("mid", _("때때로 어려움")),
    ("high", _("혼자 이용")),
    ("", _("아직 모름")),
)


@dataclass(slots=True)
class GroupRow:
    label: str
    people: int = 0
    contacts: dict[str, int] = field(default_factory=dict)
    cost: int = 0

    @property
    def total(self) -> int:
        return sum(self.contacts.values())

    @property
    def digital_share(self) -> float | None:
        """Of a hundred contacts, the digital ones; none where few people would be behind it."""
        if self.people < SMALL or not self.total:
            return None
        return 100 * sum(self.contacts.get(str(one), 0) for one in DIGITAL) / self.total

    @property
    def cost_each(self) -> float | None:
        return self.cost / self.total if self.total and self.people >= SMALL else None


@dataclass(slots=True)
class Indicators:
    since: dt.date
    rows: list[GroupRow]
    total: GroupRow

    @property
    def channels(self) -> list[tuple[str, str]]:
        return [(str(one), str(one.label)) for one in Channel if self.total.contacts.get(str(one))]


_SQL = """
    SELECT CASE WHEN age >= 65 THEN 65 WHEN age >= 55 THEN 55 WHEN age >= 35 THEN 35 WHEN age IS NULL THEN NULL ELSE 0
           END AS age_group, coalesce(r.band, '') AS band, c.channel, count(*), count(DISTINCT c.person_id),
           coalesce(sum(cost.won + cost.won_minute * coalesce(c.minutes, cost.minutes)), 0), GROUPING(c.channel)
    FROM channels_contact c
    JOIN accounts_person p ON p.id = c.person_id
    LEFT JOIN channels_readiness r ON r.person_id = c.person_id AND r.is_current
    LEFT JOIN LATERAL (
        SELECT won, won_minute, minutes FROM channels_contactcost k
        WHERE k.channel = c.channel AND k.valid_from <= c.at ORDER BY k.valid_from DESC LIMIT 1
    ) AS cost ON true
    CROSS JOIN LATERAL (SELECT date_part('year', age(c.at, p.birth_date))::int AS age) AS born
    WHERE c.at >= %(since)s
    GROUP BY GROUPING SETS ((1, 2, 3), (1, 2))
"""


def indicators(days: int = DAYS) -> Indicators:
    since = timezone.now() - dt.timedelta(days=days)
    ages = {low: GroupRow(str(label)) for low, label in AGES}
    bands = {code: GroupRow(str(label)) for code, label in BANDS}
    total = GroupRow(str(_("모두")))
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"since": since})
        for age, band, channel, contacts, people, won, of_people in cursor.fetchall():
            for row in (ages.get(age), bands.get(band), total):
                if row is None:
                    continue
                if of_people:
                    row.people += people
                else:
                    row.contacts[channel] = row.contacts.get(channel, 0) + contacts
                    row.cost += int(won)
    return Indicators(timezone.localtime(since).date(), [*ages.values(), *bands.values()], total)


def costs_now() -> list[ContactCost]:
    today = timezone.localdate()
    rows = ContactCost.objects.filter(valid_from__lte=today).order_by("channel", "-valid_from").distinct("channel")
    order = {str(one): at for at, one in enumerate(Channel)}
    return sorted(rows, key=lambda row: order[row.channel])
