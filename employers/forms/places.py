"""A district by its name: a field that offers all of them and understands what is typed."""

from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from employers.selectors.view import place_of
from taxonomy.models import Region
from taxonomy.naming import normalise


@lru_cache(maxsize=8)
def _districts(language: str, day: str) -> tuple[tuple[int, str], ...]:
    rows = (
        Region.objects.current()
        .filter(level__in=[Region.Level.DISTRICT, Region.Level.PROVINCE])
        .select_related("parent__parent")
        .order_by("code")
    )
    # Sejong is a province without districts.
    return tuple(
        (row.pk, place_of(row)) for row in rows if row.level == Region.Level.DISTRICT or row.short_code == "36"
    )


def districts() -> tuple[tuple[int, str], ...]:
    """(id, name) of every district of today, in the reader's language. Read once a day in each process."""
    found = _districts(get_language() or "ko", timezone.localdate().isoformat())
    if not found:  # nothing loaded yet: do not keep that
        _districts.cache_clear()
    return found


def region_named(pk: int) -> Region | None:
    """None where the names kept are older than the rows: they are read anew the next time."""
    found: Region | None = Region.objects.select_related("parent__parent").filter(pk=pk).first()
    if found is None:
        _districts.cache_clear()
    return found


class PlaceInput(forms.TextInput):
    """A text field whose choices stand in a datalist, which works without a script."""

    template_name = "django/forms/widgets/text.html"


class PlaceField(forms.Field):
    """A region; its name is what is typed and shown."""

    widget = PlaceInput

    def prepare_value(self, value: Any) -> Any:
        return place_of(value) if isinstance(value, Region) else value

    def to_python(self, value: Any) -> Region | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        return region_named(self._find(typed)) or region_named(self._find(typed))

    def _find(self, typed: str) -> int:
        wanted = normalise(typed)
        exact = [pk for pk, name in districts() if normalise(name) == wanted]
        found = exact or [pk for pk, name in districts() if wanted and wanted in normalise(name)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                _("‘%(typed)s’ 지역을 찾지 못했어요. 시·군·구 이름으로 적어 주세요. 예: 경기도 수원시 권선구")
                % {"typed": typed[:40]}
            )
        names = dict(districts())
        raise ValidationError(
            _("여러 곳이 있어요. 이 가운데 하나로 적어 주세요: %(places)s")
            % {"places": " · ".join(names[pk] for pk in found[:8])}
        )
