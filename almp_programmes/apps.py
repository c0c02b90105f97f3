from django.apps import AppConfig


class AlmpProgrammesConfig(AppConfig):
    name = "almp_programmes"

    def ready(self) -> None:
        from almp_programmes import facts, personal_data

        facts.register()
        personal_data.register()
