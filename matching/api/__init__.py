"""The routes of matching: vacancies, search and recommendations, applications."""

from rest_framework.routers import SimpleRouter

from matching.api import applications, search


def register(router: SimpleRouter) -> None:
    search.register(router)
    applications.register(router)
