"""The access table: URL name → role → status. A page without a row fails `test_access.py`.

Roles: anon, jobseeker, recruiter, counsellor, analyst. Status: 200 opens it, 302 is sent elsewhere (sign-in, home),
403 not for this role, 404 no such row for this role, 405 a URL that only takes POST. Values may be a set of
statuses. A URL with arguments names a maker of them in `ARGS`: a function of the `world` fixture.
Each room keeps its rows in its own module beside this one: `ACCESS` and `ARGS`.
"""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

ACCESS: dict[str, dict[str, int | set[int]]] = {}
ARGS: dict[str, Callable[[Any], dict[str, Any]]] = {}

for _found in pkgutil.iter_modules(__path__):
    _room = importlib.import_module(f"{__name__}.{_found.name}")
    ACCESS.update(_room.ACCESS)
    ARGS.update(getattr(_room, "ARGS", {}))
