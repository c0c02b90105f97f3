"""The routes of programmes: courses with their runs, participations."""

from rest_framework.routers import SimpleRouter

from almp_programmes.api import courses, enrolments


def register(router: SimpleRouter) -> None:
    courses.register(router)
    enrolments.register(router)
