from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        # Django's own sentence ("this field is required") tells nobody what to do.
        forms.Field.default_error_messages["required"] = _("빠졌어요. 채워 주세요.")
