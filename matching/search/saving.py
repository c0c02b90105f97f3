"""What people keep: vacancies, and searches that tell them of news."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import RuleBroken
from core.events import record
from employers.models import Vacancy
from matching.models import SavedSearch, SavedVacancy
from matching.search import labels
from matching.search.criteria import criteria_of
from matching.search.reference import reference

MOST_SEARCHES = 30
MOST_VACANCIES = 500


@transaction.atomic
def vacancy_save_toggle(*, vacancy: Vacancy, by: User) -> bool:
    """Keep the vacancy, or let it go if it was kept; whether it is kept now."""
    User.objects.select_for_update().get(pk=by.pk)
    kept = SavedVacancy.objects.filter(user=by, vacancy=vacancy)
    if kept.exists():
        kept.delete()
        return False
    if by.saved_vacancies.count() >= MOST_VACANCIES:
        raise RuleBroken(
            _("%(most)s건까지 저장할 수 있어요. 보지 않는 일자리를 먼저 빼 주세요.") % {"most": MOST_VACANCIES}
        )
    SavedVacancy.objects.create(user=by, vacancy=vacancy)
    return True


@transaction.atomic
def search_save(*, query: str, by: User, every: str = SavedSearch.Every.DAY) -> SavedSearch:
    """Keep a search in its normal form; the same search again only changes how often it tells."""
    User.objects.select_for_update().get(pk=by.pk)
    if every not in SavedSearch.Every.values:
        raise RuleBroken(_("알림을 받을 때를 골라 주세요."), field="every")
    asked = criteria_of(query)
    normal = asked.address()
    if len(normal) > 1000:
        raise RuleBroken(_("조건이 너무 많아요. 조건을 줄인 뒤 저장해 주세요."))
    kept = SavedSearch.objects.filter(user=by, query=normal).first()
    if kept is not None:
        kept.every = every
        kept.save(update_fields=["every", "updated_at"])
        return kept
    if by.saved_searches.count() >= MOST_SEARCHES:
        raise RuleBroken(
            _("%(most)s개까지 저장할 수 있어요. 쓰지 않는 검색을 먼저 지워 주세요.") % {"most": MOST_SEARCHES}
        )
    kept = SavedSearch.objects.create(user=by, name=labels.title(asked, reference()), query=normal, every=every)
    record("search.saved", actor=by, target=kept)
    return kept


@transaction.atomic
def search_change(*, public_id: UUID, by: User, every: str) -> SavedSearch:
    if every not in SavedSearch.Every.values:
        raise RuleBroken(_("알림을 받을 때를 골라 주세요."), field="every")
    kept = SavedSearch.objects.visible_to(by).select_for_update().get(public_id=public_id)
    if kept.every == SavedSearch.Every.NEVER != every:
        kept.since = timezone.now()  # what came while alerts were off is no news
    kept.every = every
    kept.save(update_fields=["every", "since", "updated_at"])
    return kept


@transaction.atomic
def search_delete(*, public_id: UUID, by: User) -> None:
    SavedSearch.objects.visible_to(by).filter(public_id=public_id).delete()
