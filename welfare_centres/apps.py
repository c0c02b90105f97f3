from django.apps import AppConfig


class WelfareCentresConfig(AppConfig):
    name = "welfare_centres"

    def ready(self) -> None:
        from welfare_centres import personal_data_plan
        from welfare_centres.services import plan_lines

        plan_lines.register()
        personal_data_plan.register()
