from django.apps import AppConfig


class AlmpProgrammesConfig(AppConfig):
    name = "almp_programmes"

    def ready(self) -> None:
        from almp_programmes import facts, personal_data, personal_data_cohort, personal_data_learning

        facts.register()
        personal_data.register()
        personal_data_cohort.register()
        personal_data_learning.register()
