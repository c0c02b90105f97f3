"""What other systems may read and do, with the same rights as on the pages."""

from rest_framework.routers import SimpleRouter

from welfare_centres.api import meetings


def register(router: SimpleRouter) -> None:
    meetings.register(router)
