from django.apps import AppConfig


class JobseekersConfig(AppConfig):
    name = "jobseekers"

    def ready(self) -> None:
        from accounts.consenting import register_listener
        from accounts.erasing import register_eraser
        from accounts.exporting import register_collector
        from jobseekers import facts, personal_data_plan
        from jobseekers.personal_data import collect, erase
        from jobseekers.services.visibility import follow_consent

        register_collector("jobseekers", collect)
        register_eraser("jobseekers", erase)
        register_listener(follow_consent)
        personal_data_plan.register()
        facts.register()
