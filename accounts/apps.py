from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import brooms, exporting

        exporting.register_collector("accounts", exporting.own)
        brooms.register()
