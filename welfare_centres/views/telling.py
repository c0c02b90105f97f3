"""How a view shows a rule's refusal: at the field it names, else at the top of the form."""

from django.forms import BaseForm

from core.errors import RuleBroken


def refuse(form: BaseForm, exc: RuleBroken) -> None:
    form.add_error(exc.field if exc.field in form.fields else None, str(exc))
