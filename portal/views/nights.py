"""How the night's matching of everybody with every vacancy stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.decorators import side_required
from matching.models import MatchingNight
from matching.selectors import nights as selectors

State = MatchingNight.State


@side_required("ministry")
@require_safe
def matching_nights(request: HttpRequest) -> HttpResponse:
    now = selectors.progress()
    context = {"now": now, "nights": selectors.nights(), "states": _states(), "steps": _steps(now) if now else []}
    return render(request, "portal/matching_nights.html", context)


def _states() -> dict[str, tuple[str, str]]:
    """State → label, kind of badge."""
    return {
        State.BUILDING: (_("공고 모으는 중"), "primary"), State.RUNNING: (_("계산하는 중"), "primary"),
        State.LIVE: (_("지금 쓰는 결과"), "success"), State.PAST: (_("지난 결과"), "gray"),
        State.FAILED: (_("멈춤"), "danger"),
    }  # fmt: skip


def _steps(now: selectors.Progress) -> list[tuple[str, str, str]]:
    """Done, now, next."""
    names = [_("공고 모으기"), _("구간마다 계산하기"), _("결과 바꾸기")]
    at = {State.BUILDING: 0, State.RUNNING: 1 if now.done < now.ranges else 2}.get(State(now.night.state), 3)
    kinds = ["done"] * at + ["now"] + ["next"] * 3
    return [(name, kind, "") for name, kind in zip(names, kinds, strict=False)]
