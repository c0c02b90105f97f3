"""What search engines may find: the public pages and, from matching, the open vacancies."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from matching.sitemaps import VacancySitemap


class PageSitemap(Sitemap):
    changefreq = "weekly"

    def items(self) -> list[str]:
        return [
            "portal:front",
            "matching:search",
            "portal:help",
            "portal:terms",
            "portal:privacy",
            "portal:accessibility",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


SECTIONS = {"pages": PageSitemap, "vacancies": VacancySitemap}
