"""Open vacancies for search engines; the portal puts the sections together."""

import datetime as dt
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from employers.models import Vacancy


class VacancySitemap(Sitemap):
    changefreq = "daily"
    limit = 5000

    def items(self) -> Any:
        return Vacancy.objects.open().order_by("pk").only("public_id", "updated_at")

    def location(self, item: Vacancy) -> str:
        return reverse("matching:vacancy", args=[item.public_id])

    def lastmod(self, item: Vacancy) -> dt.datetime:
        return item.updated_at
