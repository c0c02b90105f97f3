"""Fields that understand what people type: whole numbers, and an occupation or a region by its name."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from jobseekers.selectors import place_name
from taxonomy.models import Occupation, Region, Skill
from taxonomy.selectors import occupation_suggest, region_suggest, skill_suggest

SUGGESTED = 8


class WholeField(forms.IntegerField):
    """A whole number within limits, with both limits named when it is outside them."""

    def __init__(self, *, low: int, high: int, example: int, **kwargs: Any) -> None:
        self.low, self.high, self.example = low, high, example
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        try:
            number = super().to_python(value)
        except ValidationError:
            raise ValidationError(gettext("숫자로 적어 주세요. 예: %(example)s") % {"example": self.example}) from None
        if number is not None and not self.low <= number <= self.high:
            raise ValidationError(
                gettext("%(low)s에서 %(high)s 사이의 숫자로 적어 주세요.") % {"low": self.low, "high": self.high}
            )
        return number


Row = Occupation | Region | Skill
Suggest = Callable[[str], Iterable[Row]]


def name_of(row: Row) -> str:
    return place_name(row) if isinstance(row, Region) else row.label


def occupations_like(text: str) -> list[Occupation]:
    return [found.occupation for found in occupation_suggest(text, limit=SUGGESTED)]


def regions_like(text: str) -> list[Region]:
    """Districts, and provinces without any; a town somebody names stands for its district."""
    found: dict[int, Region] = {}
    for row in region_suggest(text, limit=3 * SUGGESTED):
        place = row.parent if row.level == Region.Level.TOWN and row.parent is not None else row
        found.setdefault(place.pk, place)
    return list(found.values())[:SUGGESTED]


def skills_like(text: str) -> list[Skill]:
    return list(skill_suggest(text, limit=SUGGESTED))


class PickForm(forms.Form):
    """Type a name, get what it may mean, tick: the boxes on offer are those ticked and those the text suggests.

    `LISTS` maps the field of ticks to its text field, its model and its suggester.
    """

    LISTS: Mapping[str, tuple[str, type[Any], Suggest]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: dict[str, dict[str, Row]] = {}
        for name in self.LISTS:
            self._offer(name)

    def _typed(self, name: str) -> list[str]:
        if self.is_bound:
            data: Any = self.data
            values = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        else:
            values = self.initial.get(name) or []
        return [str(one) for one in ([values] if isinstance(values, str | int) else values)]

    def written(self, name: str) -> str:
        return (self._typed(self.LISTS[name][0]) or [""])[0].strip()[:200]

    def _offer(self, name: str) -> None:
        _text, model, suggest = self.LISTS[name]
        ticked = [int(one) for one in self._typed(name) if one.isdecimal() and len(one) < 19]
        rows = model.objects.select_related("parent__parent") if model is Region else model.objects.all()
        held = rows.in_bulk(ticked)
        offered: dict[str, Row] = {str(pk): held[pk] for pk in ticked if pk in held}
        if typed := self.written(name):
            offered.update((str(row.pk), row) for row in suggest(typed))
        self.rows[name] = offered
        field: Any = self.fields[name]
        field.choices = [(pk, name_of(row)) for pk, row in offered.items()]

    def picked(self, name: str) -> list[Row]:
        value = self.cleaned_data.get(name) or []
        return [self.rows[name][pk] for pk in ([value] if isinstance(value, str) else value)]

    def nothing_found(self, name: str) -> bool:
        return bool(self.written(name)) and not self.rows[name]
