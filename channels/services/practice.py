"""Where practice departs from the rules: counted every night, since every rule is asked of everybody contacted."""

import datetime as dt
from collections.abc import Sequence

from django.db import connection, transaction
from django.utils import timezone

from channels.codes import Channel
from channels.models import ServicePractice
from channels.selectors.matrix import ways_sql
from channels.selectors.offers import Ruled, lines_ruled, ruled

DAYS = 90


def _counted(rules: Sequence[Ruled]) -> dict[int, tuple[int, int]]:
    """Service → contacts about it in the last 90 days, and those not by the recommended channel. Taken one by one
    they say little: a person may choose any allowed way; a whole service that departs says that the rule or the
    practice is wrong."""
    if not rules:
        return {}
    since = timezone.now() - dt.timedelta(days=DAYS)
    within = "person.id IN (SELECT person_id FROM channels_contact WHERE service_id IS NOT NULL AND at >= %(since)s)"
    lines = lines_ruled(rules, timezone.localdate(), where=within, params={"since": since})
    case = " ".join(
        f"WHEN {one.rules.service_id} THEN {ways_sql(one.lines, column)}"
        for one, column in zip(rules, lines.columns, strict=True)
    )
    digital = ", ".join(f"'{one}'" for one in (Channel.EMAIL, Channel.SMS))
    way = f"CASE WHEN c.channel IN ({digital}) THEN '{Channel.WEB}' ELSE c.channel END"
    sql = f"""
        SELECT c.service_id, count(*), count(*) FILTER (WHERE {way} <> CASE c.service_id {case} END)
        FROM channels_contact c JOIN ({lines.query.sql}) AS chosen ON chosen.id = c.person_id
        WHERE c.at >= %(since)s AND c.service_id IS NOT NULL GROUP BY 1
    """  # noqa: S608 - compiled columns and our own codes
    with connection.cursor() as cursor:
        cursor.execute(sql, lines.query.params)
        return {service: (contacts, departed) for service, contacts, departed in cursor.fetchall()}


@transaction.atomic
def practice_recount() -> int:
    """The counts of the last 90 days in place of the last ones; how many services have any."""
    found = _counted(ruled(timezone.localdate()))
    ServicePractice.objects.exclude(service__in=found).delete()
    ServicePractice.objects.bulk_create(
        [
            ServicePractice(service_id=service, contacts=contacts, departed=departed, counted_at=timezone.now())
            for service, (contacts, departed) in found.items()
        ],
        update_conflicts=True, unique_fields=["service"], update_fields=["contacts", "departed", "counted_at"],
    )  # fmt: skip
    return len(found)
