"""Erasure: each room registers in `AppConfig.ready()` an eraser that empties what it holds about a person.

An eraser takes away what tells who someone is and keeps what statistics and the law need. It runs inside the
erasure's one transaction and may run twice.
"""

from collections.abc import Callable

from accounts.models import Person

Eraser = Callable[[Person], None]
_erasers: dict[str, Eraser] = {}


def register_eraser(room: str, eraser: Eraser) -> None:
    _erasers[room] = eraser


def erase_in_rooms(person: Person) -> None:
    for _room, eraser in sorted(_erasers.items()):
        eraser(person)
