"""How a view shows a rule's refusal: at the field it names, else at the top of the form."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest

from core.errors import RuleBroken


def refuse(form: BaseForm, exc: RuleBroken) -> None:
    form.add_error(exc.field if exc.field in form.fields else None, str(exc))


def taken(request: HttpRequest, form: BaseForm, act: Callable[..., Any]) -> bool:
    """Whether the form was posted and the service took it; what was refused stands in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(by=request.user, **form.cleaned_data)
    except RuleBroken as exc:
        refuse(form, exc)
        return False
    return True
