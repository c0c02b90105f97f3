from django.apps import AppConfig


class AlmpProgrammesConfig(AppConfig):
    name = "almp_programmes"
