"""Saved vacancies and saved searches."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import RuleBroken
from employers.models import Vacancy
from jobseekers.models import Jobseeker
from matching.models import AlertWish, SavedSearch
from matching.nightly.alerts import alert_wish_set
from matching.search import saving
from matching.search.criteria import Criteria
from matching.selectors.cards import cards

PAGE = 20


def _back(request: HttpRequest, otherwise: str) -> str:
    came = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    return came if safe else otherwise


@require_POST
def save(request: HttpRequest, public_id: UUID) -> HttpResponse:
    vacancy = get_object_or_404(Vacancy.objects.public(), public_id=public_id)
    try:
        kept = saving.vacancy_save_toggle(vacancy=vacancy, by=request.user)  # type: ignore[arg-type]
    except RuleBroken as exc:
        messages.error(request, str(exc))
        return redirect("matching:saved")
    if request.headers.get("HX-Request") == "true":
        job = {"title": vacancy.title, "saved": kept, "save_url": request.path}
        return render(request, "matching/_save.html", {"job": job})
    messages.success(request, _("일자리를 저장했어요.") if kept else _("저장한 일자리에서 뺐어요."))
    return redirect(_back(request, reverse("matching:saved")))


@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    kept = request.user.saved_vacancies.values_list("vacancy_id", flat=True)  # type: ignore[union-attr]
    page = Paginator(kept, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "cards": cards(list(page.object_list), request.user)}  # type: ignore[arg-type]
    return render(request, "matching/saved.html", context)


@require_safe
def saved_searches(request: HttpRequest) -> HttpResponse:
    kept = SavedSearch.objects.visible_to(request.user)  # type: ignore[arg-type]
    context = {"searches": kept, "everies": SavedSearch.Every.choices}
    person = Jobseeker.objects.filter(person=request.user.person_id).select_related("alert_wish").first()  # type: ignore[union-attr]
    if person is not None:
        context |= {"wish": getattr(person, "alert_wish", AlertWish()), "wishes": AlertWish.Every.choices}
    return render(request, "matching/saved_searches.html", context)


@require_POST
def alert_wish(request: HttpRequest) -> HttpResponse:
    """How often one hears of new vacancies among one's best, and where."""
    jobseeker = get_object_or_404(Jobseeker, person_id=request.user.person_id)  # type: ignore[union-attr]
    try:
        alert_wish_set(jobseeker=jobseeker, every=request.POST.get("every", ""), only_here="only_here" in request.POST)
    except RuleBroken as exc:
        messages.error(request, str(exc))
    else:
        messages.success(request, _("알림을 바꿨어요."))
    return redirect("matching:saved_searches")


@require_POST
def search_save(request: HttpRequest) -> HttpResponse:
    query = Criteria.of(request.POST).address()
    try:
        saving.search_save(query=query, by=request.user, every=request.POST.get("every", "day"))  # type: ignore[arg-type]
    except RuleBroken as exc:
        messages.error(request, str(exc))
        return redirect(f"{reverse('matching:search')}?{query}")
    messages.success(request, _("검색을 저장했어요. 새 일자리가 나오면 알려 드릴게요."))
    return redirect("matching:saved_searches")


@require_POST
def saved_search(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change how often it tells, or delete it."""
    kept = get_object_or_404(SavedSearch.objects.visible_to(request.user), public_id=public_id)  # type: ignore[arg-type]
    if "delete" in request.POST:
        saving.search_delete(public_id=kept.public_id, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("저장한 검색을 지웠어요."))
        return redirect("matching:saved_searches")
    try:
        saving.search_change(public_id=kept.public_id, by=request.user, every=request.POST.get("every", ""))  # type: ignore[arg-type]
    except RuleBroken as exc:
        messages.error(request, str(exc))
    else:
        messages.success(request, _("알림을 바꿨어요."))
    return redirect("matching:saved_searches")
