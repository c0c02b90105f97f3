from django.apps import AppConfig


class AlmpProgrammesConfig(AppConfig):
    name = "almp_programmes"

    def ready(self) -> None:
        from almp_programmes import personal_data_learning

        personal_data_learning.register()
