"""The one way in for signals of use: collected with notice, not of whoever switched it off."""

from django.db import connection

from accounts.models import Person
from channels.models import ReadingNeeds, Signal
from core.events import record

_INSERT = """
    INSERT INTO channels_signal (person_id, kind, what, at)
    SELECT %s, %s, %s, now()
    WHERE NOT EXISTS (SELECT 1 FROM channels_readingneeds WHERE person_id = %s AND signals_off)
"""


def signal_note(*, person_id: int, kind: str, what: str = "") -> None:
    """One row, and none of whoever said no."""
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [person_id, Signal.Kind(kind).value, what[:60], person_id])


def signals_switch(*, person: Person, off: bool) -> None:
    """Switched off, what was collected goes at once."""
    ReadingNeeds.objects.update_or_create(person=person, defaults={"signals_off": off})
    if off:
        Signal.objects.filter(person=person).delete()
    record("signals.switched", target=person, off=off)
