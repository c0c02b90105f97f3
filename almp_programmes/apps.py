from django.apps import AppConfig


class AlmpProgrammesConfig(AppConfig):
    name = "almp_programmes"

    def ready(self) -> None:
        from almp_programmes import facts, personal_data, personal_data_cohort, personal_data_learning
        from almp_programmes.selectors.people import fact_values
        from core.rules import register_reader

        facts.register()
        register_reader(fact_values)
        personal_data.register()
        personal_data_cohort.register()
        personal_data_learning.register()
