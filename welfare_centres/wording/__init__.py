"""What a timeline says of each deed: verb → a sentence that takes the entry's `data`. Each part keeps its own."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from welfare_centres.wording import cases, meetings, plans, referrals

if TYPE_CHECKING:
    from welfare_centres.models import Entry

SAYS = cases.SAYS | plans.SAYS | meetings.SAYS | referrals.SAYS


def sentence(entry: "Entry") -> str:
    """A note's own words, or the deed's sentence in the reader's language."""
    return entry.body or _(SAYS[entry.verb]) % entry.data
