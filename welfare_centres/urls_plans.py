"""Plans, conferences, the caseload's bulk acts."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from accounts.decorators import side_required
from jobseekers.urls_plan import plan_paths
from welfare_centres.views import caseload, conferences
from welfare_centres.views.plans import staff_plan

SIDES = ("centre", "agency")


def _staff(route: str, view: Callable[..., HttpResponse], name: str, **extra: Any) -> URLPattern:
    return path(route, side_required(*SIDES)(view), extra, name=name)


urlpatterns = [
    *plan_paths("plans/<uuid:person>/", staff_plan, *SIDES),
    _staff("day/bulk/", caseload.bulk, "bulk"),
    _staff("conferences/", conferences.conferences, "conferences"),
    _staff("conferences/new/", conferences.conference_edit, "conference_new"),
    _staff("conferences/<uuid:conference>/", conferences.conference, "conference"),
    _staff("conferences/<uuid:conference>/edit/", conferences.conference_edit, "conference_edit"),
    _staff("conferences/<uuid:conference>/print/", conferences.conference_print, "conference_print"),
    _staff("conferences/<uuid:conference>/calendar.ics", conferences.conference_calendar, "conference_calendar"),
    _staff("conferences/<uuid:conference>/hold/", conferences.conference_hold, "conference_hold"),
    _staff("conferences/<uuid:conference>/cancel/", conferences.conference_cancel, "conference_cancel"),
    _staff("conferences/<uuid:conference>/agenda/", conferences.agenda_add, "agenda_add"),
    _staff("conferences/<uuid:conference>/people/", conferences.participant_add, "participant_add"),
    _staff("conferences/<uuid:conference>/answer/", conferences.participant_answer, "participant_answer"),
    _staff("conferences/items/<uuid:item>/", conferences.agenda_item, "agenda_item"),
    _staff("conferences/items/<uuid:item>/remove/", conferences.agenda_remove, "agenda_remove"),
]
