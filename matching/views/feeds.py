"""Open vacancies for machines: Atom for feed readers, JSON Feed with a cursor for whoever copies them all."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.display import won_range
from core.models import pick
from employers.models import Vacancy
from matching.search.facts import district_number
from matching.search.reference import reference

ENTRIES = 50
FIELDS = (
    "pk", "public_id", "title", "duties", "published_at", "updated_at", "deadline", "contract",
    "pay_period", "pay_min", "pay_max", "source", "employer__organisation__name_ko",
    "employer__organisation__name_en", "region__path", "region__code",
    "occupation__code", "occupation__title_ko", "occupation__title_en",
)  # fmt: skip


def _rows(after: str = "") -> list[dict[str, Any]]:
    """The newest open vacancies, from a cursor on."""
    rows: QuerySet[Any] = Vacancy.objects.open().order_by("-published_at", "-pk")
    if position := read_cursor(after):
        at, pk = position
        rows = rows.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk))
    return list(rows.values(*FIELDS)[:ENTRIES])


def read_cursor(text: str) -> tuple[dt.datetime, int] | None:
    """`microseconds-id`; anything else is the beginning."""
    at, _dash, pk = text.partition("-")
    if not (at.isdigit() and pk.isdigit() and len(at) < 18 and len(pk) < 18):
        return None
    return dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(microseconds=int(at)), int(pk)


def write_cursor(row: dict[str, Any]) -> str:
    at = row["published_at"] - dt.datetime.fromtimestamp(0, dt.UTC)
    return f"{at // dt.timedelta(microseconds=1)}-{row['pk']}"


def _address(row: dict[str, Any]) -> str:
    return settings.SITE_ORIGIN + reverse("matching:vacancy", args=[row["public_id"]])


def _company(row: dict[str, Any]) -> str:
    return pick(row["employer__organisation__name_ko"] or "", row["employer__organisation__name_en"] or "")


def _region(row: dict[str, Any]) -> str:
    """With its province: there is a 중구 in six cities."""
    return reference().full_region(district_number(row["region__path"])) if row["region__path"] else ""


@login_not_required
@require_safe
@cache_control(public=True, max_age=60)
def feed(request: HttpRequest) -> HttpResponse:
    made = Atom1Feed(
        title=_("%(site)s 새 일자리") % {"site": settings.SITE_NAME},
        link=settings.SITE_ORIGIN + reverse("matching:search"),
        feed_url=settings.SITE_ORIGIN + request.get_full_path(),
        description="",
        language=request.LANGUAGE_CODE,  # type: ignore[attr-defined]
    )
    for row in _rows():
        pay = won_range(row["pay_period"], row["pay_min"], row["pay_max"])
        made.add_item(
            title=row["title"],
            link=_address(row),
            unique_id=f"urn:uuid:{row['public_id']}",
            author_name=_company(row),
            description=" · ".join(part for part in (_company(row), _region(row), pay) if part),
            pubdate=row["published_at"],
            updateddate=row["updated_at"],
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
@cache_control(public=True, max_age=60)
def feed_json(request: HttpRequest) -> HttpResponse:
    """JSON Feed 1.1, fifty at a time; `next_url` leads to the older ones."""
    rows = _rows(request.GET.get("after", ""))
    here = settings.SITE_ORIGIN + reverse("matching:feed_json")
    answer: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _("%(site)s 새 일자리") % {"site": settings.SITE_NAME},
        "home_page_url": settings.SITE_ORIGIN + reverse("matching:search"),
        "feed_url": here,
        "language": request.LANGUAGE_CODE,  # type: ignore[attr-defined]
        "items": [_item(row) for row in rows],
    }
    if len(rows) == ENTRIES:
        answer["next_url"] = f"{here}?after={write_cursor(rows[-1])}"
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False}, content_type="application/feed+json")


def _item(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(row["public_id"]),
        "url": _address(row),
        "title": row["title"],
        "content_text": row["duties"],
        "date_published": timezone.localtime(row["published_at"]).isoformat(),
        "date_modified": timezone.localtime(row["updated_at"]).isoformat(),
        "authors": [{"name": _company(row)}],
        "_vacancy": {
            "contract": row["contract"],
            "pay_period": row["pay_period"],
            "pay_min": row["pay_min"],
            "pay_max": row["pay_max"],
            "deadline": row["deadline"].isoformat() if row["deadline"] else None,
            "region": _region(row) or None,
            "region_code": row["region__code"],
            "occupation_code": row["occupation__code"],
            "outside": row["source"] != Vacancy.OWN,
        },
    }
