from django.apps import AppConfig


class WelfareCentresConfig(AppConfig):
    name = "welfare_centres"

    def ready(self) -> None:
        from accounts.consenting import register_listener
        from welfare_centres import personal_data_refer
        from welfare_centres.services.referrals import consent_ended

        personal_data_refer.register()
        register_listener(consent_ended)
