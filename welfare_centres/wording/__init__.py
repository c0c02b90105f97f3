"""What a timeline says of each deed: verb → a sentence that takes the entry's `data`. Each part keeps its own."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from core.display import date
from core.models import pick
from welfare_centres.wording import cases, meetings, plans, referrals

if TYPE_CHECKING:
    from welfare_centres.models import Entry

SAYS = cases.SAYS | plans.SAYS | meetings.SAYS | referrals.SAYS


def sentence(entry: "Entry") -> str:
    """A note's own words, or the deed's sentence in the reader's language."""
    return entry.body or _(SAYS[entry.verb]) % _shown(entry.data)


def _shown(data: dict[str, Any]) -> dict[str, Any]:
    """A `day` as people write it; a name in the reader's language, where `…_en` stands beside it."""
    shown = {key: pick(value, data[f"{key}_en"]) if f"{key}_en" in data else value for key, value in data.items()}
    return shown | ({"day": date(dt.date.fromisoformat(data["day"]))} if "day" in data else {})
