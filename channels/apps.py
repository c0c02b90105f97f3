from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "channels"

    def ready(self) -> None:
        from accounts import erasing, exporting
        from channels import facts, hearing, keeping

        exporting.register_collector("channels", keeping.own)
        erasing.register_eraser("channels", keeping.erase)
        keeping.register()
        facts.register()
        hearing.register()
