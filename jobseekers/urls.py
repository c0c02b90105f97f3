"""Each page stands twice: for oneself, and under `for/<person>/` for a person one counsels."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from accounts.decorators import side_required
from jobseekers.urls_plan import plan_paths
from jobseekers.views import profile, registration, rows, sharing
from jobseekers.views.plan_page import own_plan
from jobseekers.views.subject import registered_first

app_name = "jobseekers"
View = Callable[..., HttpResponse]


def _own(route: str, view: View, name: str, **extra: Any) -> URLPattern:
    return path(route, side_required("jobseeker")(registered_first(view)), extra, name=name)


def _both(route: str, view: View, name: str, **extra: Any) -> list[URLPattern]:
    for_person = side_required("centre")(registered_first(view))
    return [
        _own(route, view, name, **extra),
        path(f"for/<uuid:person>/{route}", for_person, extra, name=f"{name}_for"),
    ]


urlpatterns = [
    *_both("", profile.profile, "profile"),
    *_both("register/", registration.register, "register"),
    *_both("register/check/", registration.register_check, "register_check"),
    *_both("register/done/", registration.register_done, "register_done"),
    *_both("register/<slug:step>/", registration.register_step, "register_step"),
    *_both("basics/", profile.basics, "basics"),
    *_both("wishes/", profile.wishes, "wishes"),
    *_both("limits/", profile.limits, "limits"),
    *_both("circumstances/", profile.circumstances, "circumstances"),
    *_both("interests/", profile.interests_check, "interests"),
    *_both("skills/", profile.skills, "skills"),
    *_both("spell/", profile.spell, "spell"),
    *_both("spell/end/", profile.spell_end, "spell_end"),
    *_both("cv/", sharing.cv, "cv"),
    *_both("cv.pdf", sharing.cv_as_pdf, "cv_pdf"),
    _own("visibility/", sharing.visibility, "visibility"),
    _own("visibility/set/", sharing.visibility_set, "visibility_set"),
    _own("visibility/hide/<uuid:organisation>/", sharing.hide, "hide"),
    _own("visibility/show/<uuid:organisation>/", sharing.unhide, "unhide"),
    *plan_paths("plan/", own_plan, "jobseeker"),
]
for _name, _kind in rows.KINDS.items():
    urlpatterns += _both(f"{_name}/add/", rows.row_edit, f"{_name}_add", kind=_kind)
    urlpatterns += _both(f"{_name}/<uuid:row>/", rows.row_edit, f"{_name}_edit", kind=_kind)
    urlpatterns += _both(f"{_name}/<uuid:row>/delete/", rows.row_delete, f"{_name}_delete", kind=_kind)
