"""What the market pays for an occupation where the work is, beside what a posting pays."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.display import won
from employers.models import PayBenchmark
from taxonomy.models import Occupation, Region

WIDTH = 300  # of the drawing, in its own units
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class PaySpread:
    occupation: str
    place: str
    period: str
    p25: int
    p50: int
    p75: int
    n: int
    as_of: dt.date
    synthetic: bool
    pay: int | None
    sentence: str
    # The drawing: a line from 0 to WIDTH, a box from x25 to x75, a mark at x50, a pin at the posting's pay.
    x25: int
    x50: int
    x75: int
    x_pay: int | None


def _province_path(region: Region | None) -> str:
    return region.path.split("/")[0] if region else ""


def _paths(occupation: Occupation) -> list[str]:
    """The occupation's own path and that of the group above it."""
    parts = occupation.path.split("/")
    return ["/".join(parts[:depth]) for depth in range(len(parts), max(len(parts) - 2, 0), -1)]


def pay_spread(
    *, occupation: Occupation | None, region: Region | None, period: str, pay: int | None = None
) -> PaySpread | None:
    """The closest benchmark with enough postings: own occupation before its group, own province before the country."""
    if occupation is None or not period:
        return None
    paths, province = _paths(occupation), _province_path(region)
    rows = list(
        PayBenchmark.objects.filter(
            occupation__path__in=paths, occupation__edition=occupation.edition, period=period, n__gte=ENOUGH
        ).select_related("occupation", "region")
    )
    rows = [row for row in rows if row.region is None or row.region.path == province]
    if not rows:
        return None
    best = min(rows, key=lambda row: (paths.index(row.occupation.path), row.region is None, row.synthetic))
    return _spread(best, pay)


def _spread(row: PayBenchmark, pay: int | None) -> PaySpread:
    low = min(row.p25, pay or row.p25) - (row.p75 - row.p25) // 2 - 1
    high = max(row.p75, pay or row.p75) + (row.p75 - row.p25) // 2 + 1

    def x(value: int) -> int:
        return round((value - low) * WIDTH / (high - low))

    return PaySpread(
        occupation=row.occupation.label,
        place=row.region.label if row.region else _("전국"),
        period=row.period,
        p25=row.p25, p50=row.p50, p75=row.p75, n=row.n, as_of=row.as_of, synthetic=row.synthetic,
        pay=pay, sentence=_sentence(row, pay),
        x25=x(row.p25), x50=x(row.p50), x75=x(row.p75), x_pay=x(pay) if pay is not None else None,
    )  # fmt: skip


def _sentence(row: PayBenchmark, pay: int | None) -> str:
    if pay is None:
        return _("절반은 %(low)s에서 %(high)s 사이를 줘요.") % {"low": won(row.p25), "high": won(row.p75)}
    gap = abs(pay - row.p50)
    values = {"gap": won(gap), "middle": won(row.p50)}
    if gap * 50 < row.p50:
        return _("비슷한 일자리의 중간(%(middle)s)과 거의 같아요.") % values
    if pay > row.p50:
        return _("비슷한 일자리의 중간(%(middle)s)보다 %(gap)s 많아요.") % values
    if pay < row.p25:
        return _("비슷한 일자리의 중간(%(middle)s)보다 %(gap)s 적어요. 네 곳 가운데 세 곳은 더 줘요.") % values
    return _("비슷한 일자리의 중간(%(middle)s)보다 %(gap)s 적어요.") % values
