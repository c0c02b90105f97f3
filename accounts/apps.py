from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import brooms, exporting

        exporting.register_collector("accounts", exporting.own)
        brooms.register()
        import_module("accounts.schema")  # the API schema finds it once it is imported
