"""The access table: URL name → role → status. A page without a row fails `test_access.py`.

Roles: anon, jobseeker, recruiter, counsellor, analyst, trainer (of a training provider), caseworker (of a partner
agency); to a role that a row does not name it answers as to a side that the page is not for. Status: 200 opens it,
302 is sent elsewhere (sign-in, home), 403 not for this role, 404 no such row for this role, 405 a URL that only takes
POST. Values may be a set of statuses. A URL with arguments names a maker of them in `ARGS`: a function of the `world`
fixture.
Each room keeps its rows in its own module beside this one: `ACCESS` and `ARGS`.
"""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

ACCESS: dict[str, dict[str, int | set[int]]] = {}
ARGS: dict[str, Callable[[Any], dict[str, Any]]] = {}


def _outsider(row: dict[str, int | set[int]]) -> int | set[int]:
    """What a side gets that the page is not for: it is turned away if any is, else it is told what the firm is."""
    return 403 if 403 in (row["jobseeker"], row["recruiter"], row["counsellor"], row["analyst"]) else row["recruiter"]


for _found in pkgutil.iter_modules(__path__):
    _room = importlib.import_module(f"{__name__}.{_found.name}")
    ACCESS.update(
        {name: dict.fromkeys(("trainer", "caseworker"), _outsider(row)) | row for name, row in _room.ACCESS.items()}
    )
    ARGS.update(getattr(_room, "ARGS", {}))
