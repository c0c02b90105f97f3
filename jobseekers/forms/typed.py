"""A form that shows what was typed without judging it: while looking for an occupation, and on coming back."""

from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

F = TypeVar("F", bound=forms.Form)
NOT_ANSWERS = frozenset({"csrfmiddlewaretoken", "find", "leave", "next"})


def typed(data: QueryDict) -> dict[str, list[str]]:
    """What a draft keeps of a POST."""
    return {name: [str(one)[:3000] for one in data.getlist(name)[:20]] for name in data if name not in NOT_ANSWERS}


def as_data(stored: dict[str, list[str]]) -> MultiValueDict[str, str]:
    return MultiValueDict(stored)


def seen_now(form: Any, stamp: str) -> None:
    """After a refusal over a stale row: the next try is made against the row as it now is."""
    form.data = form.data.copy()
    form.data["seen"] = stamp


def unjudged(form_class: type[F], data: MultiValueDict[str, str], initial: dict[str, Any] | None = None) -> F:
    fields: dict[str, forms.Field] = form_class.base_fields
    said = {
        name: field.widget.value_from_datadict(data, MultiValueDict(), name)
        for name, field in fields.items()
        if not field.widget.value_omitted_from_data(data, MultiValueDict(), name)
    }
    return form_class(initial={**(initial or {}), **said})
