from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxonomyConfig(AppConfig):
    name = "taxonomy"
    verbose_name = _("분류 체계")
    default_auto_field = "django.db.models.BigAutoField"
