from django.apps import AppConfig


class WelfareCentresConfig(AppConfig):
    name = "welfare_centres"
