"""Code lists that rooms beside each other must share, so that what a person wants compares with what a firm offers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PayPeriod(models.TextChoices):
    HOUR = "hour", _("시급")
    DAY = "day", _("일급")
    MONTH = "month", _("월급")
    YEAR = "year", _("연봉")


class Contract(models.TextChoices):
    PERMANENT = "permanent", _("정규직")
    FIXED = "fixed", _("계약직")
    DISPATCH = "dispatch", _("파견직")
    DAILY = "daily", _("일용직")
    INTERN = "intern", _("인턴")
    APPRENTICE = "apprentice", _("일학습병행")
