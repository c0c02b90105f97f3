"""Whether a business number belongs to the name given. The verifier is a setting; by default nobody outside is asked.

`EMPLOYER_VERIFIER` names a function (business_number, name) → True (confirmed), False (contradicted) or None (unknown:
staff decide). A verifier that asks the tax office belongs in an installation that has its key.
"""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

Verifier = Callable[[str, str], bool | None]
DEFAULT = "employers.verifying.offline"


def offline(business_number: str, name: str) -> bool | None:
    """The number's form and check digit were tested already; the rest is for the staff."""
    return None


def verifier() -> Verifier:
    found: Verifier = import_string(getattr(settings, "EMPLOYER_VERIFIER", DEFAULT))
    return found
