from django.apps import AppConfig


class WelfareCentresConfig(AppConfig):
    name = "welfare_centres"

    def ready(self) -> None:
        from accounts import consenting, joining, leaving
        from welfare_centres import (
            personal_data_cases,
            personal_data_meetings,
            personal_data_plan,
            personal_data_refer,
        )
        from welfare_centres.services import plan_lines
        from welfare_centres.services.joining import meetings_join
        from welfare_centres.services.members import staff_leave
        from welfare_centres.services.referrals import consent_ended
        from welfare_centres.services.sharing import withdrawal_heard

        personal_data_cases.register()
        personal_data_plan.register()
        personal_data_refer.register()
        personal_data_meetings.register()
        plan_lines.register()
        consenting.register_listener(withdrawal_heard)
        consenting.register_listener(consent_ended)
        leaving.register_listener(staff_leave)
        joining.register_listener(meetings_join)
