"""The public share of a course's fee: promised with the place, paid to the provider from attendance.

The share is divided equally among the sessions of the planned participation. Each month the provider is paid for those
attended, counted as for allowances and rounded down to the won: it is paid for teaching somebody came to, never ahead,
and a session cancelled and not made up brings nothing. What is left is released with the last month's settlement.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from accounts.models import Person
from almp_programmes.models import Enrolment, MoneyEntry, ProgrammeAmount
from almp_programmes.services.grounds import CAP, FEE, Grounds, Period, Working, promise_key
from core.dates import months_later
from core.events import record

if TYPE_CHECKING:
    from accounts.models import User

CAP_MONTHS = 60  # a programme's limit on one person's fees is for five years


def public_share(enrolment: Enrolment) -> int:
    """The fee without what the person bears: their own per cent of it, and what is beyond the programme's limit."""
    if enrolment.run is None or not enrolment.run.fee:
        return 0
    grounds, fee = Grounds([enrolment]), enrolment.run.fee
    own = grounds.terms.on(enrolment.programme_id, enrolment.starts_on).own_share_percent
    share = fee - fee * own // 100
    cap = grounds.amount(enrolment.programme_id, CAP, enrolment.starts_on)
    if cap is None or cap.unit != ProgrammeAmount.Unit.TOTAL:
        return share
    return max(0, min(share, cap.won - _used(enrolment)))


def _used(enrolment: Enrolment) -> int:
    """What the person's other participations in the programme of those years were promised and did not give back."""
    Person.objects.select_for_update(no_key=True).get(pk=enrolment.person_id)  # two places at once share one limit
    others = Enrolment.objects.filter(
        person=enrolment.person_id, programme=enrolment.programme_id,
        starts_on__gt=months_later(enrolment.starts_on, -CAP_MONTHS),
    ).exclude(pk=enrolment.pk)  # fmt: skip
    sources = [promise_key(FEE, pk) for pk in others.values_list("pk", flat=True)]
    return MoneyEntry.objects.filter(source__in=sources).aggregate(won=Sum("won"))["won"] or 0


def work_out(enrolment: Enrolment, period: Period, grounds: Grounds) -> Working | None:
    """None where no share of a fee was promised."""
    if not (promised := grounds.fees.get(enrolment.pk)):
        return None
    terms = grounds.terms.on(enrolment.programme_id, period.starts_on)
    tally = grounds.attended.tally(
        enrolment, lates_per_absence=terms.lates_per_absence, first=period.starts_on, last=period.ends_on
    )
    held = grounds.attended.sessions(enrolment, enrolment.starts_on, enrolment.ends_on)
    planned = max(held, enrolment.run.sessions_planned if enrolment.run else 0)
    won = promised * tally.counted // planned if planned else 0
    return Working.of(tally, "fee", won, fee_won=promised, all_sessions=planned)


# The next line of each ended participation whose promise is not what its months came to.
RELEASE = """
INSERT INTO almp_programmes_moneyentry (
    year, programme_id, province, target_group_id, kind, won, "on", source, key, note, by_id, created_at)
SELECT first.year, first.programme_id, first.province, first.target_group_id, 'committed', paid.won - booked.won,
       %(today)s, first.source, booked.lines + 1, '', %(by)s, now()
FROM almp_programmes_enrolment e
JOIN almp_programmes_moneyentry first ON first.source = 'fee:' || e.id AND first.key = '1'
CROSS JOIN LATERAL (
    SELECT sum(won)::bigint AS won, count(*) AS lines FROM almp_programmes_moneyentry WHERE source = first.source
) booked
CROSS JOIN LATERAL (
    SELECT coalesce(sum(won), 0)::bigint AS won FROM almp_programmes_payment
    WHERE enrolment_id = e.id AND kind = 'fee'
) paid
WHERE e.state = ANY(%(over)s) AND e.ended_on <= %(until)s AND paid.won <> booked.won
"""


def fees_release(*, until: dt.date, by: User | None) -> int:
    """Once the months of a participation that ended by the day are in payment runs; again, it finds nothing."""
    over = [state.value for state in Enrolment.OVER]
    values: dict[str, Any] = {"today": timezone.localdate(), "by": by.pk if by else None, "over": over, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(RELEASE, values)
        released = int(cursor.rowcount)
    if released:
        record("fees.released", actor=by, lines=released, until=until.isoformat())
    return released
