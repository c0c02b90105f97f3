from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from portal.sitemaps import SECTIONS
from portal.views import home, ministry, nights, pages, people

app_name = "portal"
urlpatterns = [
    path("", pages.front, name="front"),
    path("home/", home.home, name="home"),
    path("help/", pages.help_page, name="help"),
    path("terms/", pages.terms, name="terms"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("people/", people.people, name="people"),
    path("people/<uuid:public_id>/", people.person, name="person"),
    path("robots.txt", pages.robots, name="robots"),
    path(
        "sitemap.xml",
        login_not_required(index),
        {"sitemaps": SECTIONS, "sitemap_url_name": "portal:sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", login_not_required(sitemap), {"sitemaps": SECTIONS}, name="sitemap_section"),
    path("ministry/occupations/", ministry.occupations, name="occupations"),
    path("ministry/matching/", nights.matching_nights, name="matching_nights"),
    path("ministry/<slug:block>.csv", ministry.block_csv, name="ministry_csv"),
]
